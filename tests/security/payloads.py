"""Texts that want to be more than text, and a reader that says whether one of them became so (Q34).

Each that could become an element or an attribute names it with `hit`, and calls `hit`: a page in
which that name stands anywhere but in words has let it through.
"""

import json
import re
from html.parser import HTMLParser
from itertools import product

# As one types them into a field of one line: all fit in forty-eight signs.
PAYLOADS = (
    "<script>window.hit=1</script>",
    '"><script hit>window.hit=1</script>',
    "'><img hit src=x onerror=window.hit=1>",
    '" autofocus hit onfocus="window.hit=1',
    "' hit onmouseover='window.hit=1",
    "<svg hit onload=window.hit=1>",
    '"><svg hit/onload=window.hit=1//',
    "</script><script>window.hit=1</script>",
    '"}</script><script>window.hit=1//',
    "<!--hit--!><img hit src onerror=hit=1>",
    "--><img hit src onerror=window.hit=1>",
    "</title></textarea><img hit src onerror=hit=1>",
    "</option></select><b hit onclick=hit=1>",
    "<iframe hit srcdoc='<script>hit=1</script>'>",
    "<math hit><mi href=javascript:window.hit=1>",
    "javascript:window.hit=1",
    "data:text/html,<script>hit=1</script>",
    "<a hit href=javascript:window.hit=1>open</a>",
    "<style hit>*{background:url(//hit.example)}",
    "<meta hit http-equiv=refresh content=0>",
    "{{7*191}}{% for hit in config %}",
    "${7*191}<%= 7*191 %>#{7*191}",
    "\u202e>1=tih<\u2066 \u200f",
    "=cmd|' /C calc'!A1",
    "@SUM(1+1)*cmd|hit",
    '#import "/etc/passwd": hit',
    "^XZ^XA^FDhit^FS~JR",
    "\\u003cimg hit src onerror=hit=1\\u003e",
    "a\r\nBcc: hit@evil.example",
    "\x1b[31mhit\x1b]0;hit\x07",
)
_OPENERS = (
    "",
    '">',
    "'>",
    "</p>",
    "</textarea>",
    "</title>",
    "</script>",
    "</style>",
    "-->",
    "]]>",
)
_ELEMENTS = (
    "<script hit>hit=1</script>",
    "<img hit src onerror=hit=1>",
    "<svg hit/onload=hit=1>",
    "<svg><a hit xlink:href=javascript:hit>",
    "<body hit onload=hit=1>",
    "<details hit open ontoggle=hit=1>",
    "<video hit src onerror=hit=1>",
    "<object hit data=javascript:hit=1>",
    "<embed hit src=javascript:hit=1>",
    "<base hit href=//hit.example>",
    "<form hit action=javascript:hit>",
    "<button hit formaction=javascript:hit>",
    "<input hit autofocus onfocus=hit=1>",
    "<marquee hit onstart=hit=1>",
    "<link hit rel=stylesheet href=//hit>",
    "<sCrIpT hit>hit=1</sCrIpT>",
    "<img\thit\tsrc\tonerror=hit=1>",
    "<img/hit/src/onerror=hit=1>",
    "<x hit tabindex=1 onfocus=hit=1>",
    "<template hit><script>hit=1</script>",
    "<noscript hit><img src onerror=hit=1>",
    "<table hit background=javascript:hit>",
    "<!doctype hit [<!entity hit 'x'>]>",
    "<?hit version='1.0'?>",
    "\uff1cscript hit\uff1ehit=1",
    "&lt;script hit&gt;hit=1",
    "&#60;img hit src onerror=hit=1&#62;",
)
# The 30, and 270 made of every way out and every way in.
ALL = (*PAYLOADS, *(a + b for a, b in product(_OPENERS, _ELEMENTS)))

_SCRIPT = re.compile(r"[\s\x00-\x20]*(javascript|vbscript|data:text)", re.IGNORECASE)
_TO_ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "data", "poster"}


class _Reader(HTMLParser):
    """Notes what no page of ours has, and everything that a reader could see."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.wrong: list[str] = []
        self.said: list[str] = []
        self._script = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        values = {name: value or "" for name, value in attrs}
        foreign = [name for name in (tag, *names) if "hit" in name or name.startswith("on")]
        foreign += [name for name in names if name in ("style", "srcdoc")]
        foreign += [
            f"{name}={values[name]}"
            for name in names
            if name in _TO_ADDRESSES and (_SCRIPT.match(values[name]) or "//hit" in values[name])
        ]
        if tag in ("style", "base", "object", "embed", "iframe"):
            foreign.append(tag)
        self._script = ""
        if tag == "script":
            self._script = values.get("type", "code") if "src" not in values else ""
        self.wrong += [f"<{tag}>: {one}" for one in foreign]
        self.said += values.values()

    def handle_endtag(self, tag: str) -> None:
        self._script = "" if tag == "script" else self._script

    def handle_data(self, data: str) -> None:
        self.said.append(data)
        if self._script.endswith("json"):
            json.loads(data)
        elif self._script and data.strip():
            self.wrong.append(f"script in the page: {data[:60]}")

    def handle_comment(self, data: str) -> None:
        self.wrong += [f"comment: {data[:60]}"] if "hit" in data else []

    def handle_decl(self, decl: str) -> None:
        self.wrong += [f"declaration: {decl}"] if decl.casefold() != "doctype html" else []

    def handle_pi(self, data: str) -> None:
        self.wrong.append(f"instruction: {data[:60]}")


def read_page(page: str) -> tuple[list[str], str]:
    """Return what in this page stems from no template, and all that the page says."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.wrong, "\n".join(reader.said)
