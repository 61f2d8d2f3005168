"""Words of a text with their places in it: folded for comparing, never changed for showing.

- `normalise` folds case, accents, quotes and dashes and keeps, for every sign, where it stood;
- sentences end at a full stop, but not at that of an abbreviation, an initial or a number;
- quoted letters, mail headers and signatures are set aside: they stay readable, and weigh less.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from custody.domain.matching.values import Span

_WORD = re.compile(r"[^\W_]+(?:['\-][^\W_]+)*")
_END = re.compile(r"(?P<stop>[.!?]+)[\"')\]]*(?=\s|$)|\n\s*\n|\n(?=\s*(?:[-*•]|\d{1,2}[.)])\s)")
_LIST_LINE = re.compile(r"^[ \t]*[-*•][ \t].*(?=\n)", re.MULTILINE)
_ABBREVIATED = re.compile(r"(?:^|[^\w.])((?:[^\W\d_]\.)*[^\W_]+)$")
_SIGNS = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "ʼ": "'", "“": '"', "”": '"'})
_SIGNS |= str.maketrans({"„": '"', "«": '"', "»": '"', "–": "-", "—": "-", "‑": "-", "−": "-"})
_QUOTED_LINE = re.compile(r"^[ \t]*>.*$", re.MULTILINE)
_LONG_QUOTE = 60


@dataclass(frozen=True)
class Folded:
    """A folded text with, for each sign, where it stood in the original."""

    text: str
    origin: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """Return where a piece of the folded text stood in the original."""
        return Span(self.origin[start], self.origin[end - 1] + 1)


@dataclass(frozen=True, slots=True)
class Token:
    """A word as it is compared, where it stands, and in which sentence.

    `gap` are the signs between the word before and this one; `start` and `end` are its place in
    the folded text; `aside` says that it stands in a quoted letter, a header or a signature.
    """

    word: str
    span: Span
    sentence: int
    gap: str = ""
    start: int = 0
    end: int = 0
    aside: bool = False
    capital: bool = False


@lru_cache(maxsize=4096)
def fold(text: str) -> str:
    """Return a text in lower case, without accents."""
    plain = unicodedata.normalize("NFKD", text.translate(_SIGNS).casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def normalise(text: str) -> Folded:
    """Return a text folded sign by sign, with the way back to the original."""
    if text.isascii():
        return Folded(text.lower(), tuple(range(len(text))))
    signs: list[str] = []
    origin: list[int] = []
    for place, sign in enumerate(text):
        if sign.isascii():
            folded = sign.lower()
        elif unicodedata.category(sign) == "Cf":
            folded = ""
        else:
            folded = fold(unicodedata.normalize("NFKC", sign))
        signs.append(folded)
        origin += [place] * len(folded)
    return Folded("".join(signs), tuple(origin))


def sentence_ends(text: str, abbreviations: frozenset[str] = frozenset()) -> list[int]:
    """Return where in a folded text a sentence ends."""
    ends = [match.end() for match in _LIST_LINE.finditer(text)]
    for match in _END.finditer(text):
        stop = match["stop"]
        if stop == "." and _abbreviated(text, match.start(), abbreviations):
            continue
        if stop and stop.startswith("..") and re.match(r"\s+[a-z]", text[match.end() :]):
            continue
        if _goes_on(text, match):
            continue
        ends.append(match.start())
    return sorted(set(ends))


def _goes_on(text: str, stop: re.Match[str]) -> bool:
    """Say whether a stop stands in brackets inside a sentence: *my knife (new!) was taken*."""
    if not stop["stop"] or not stop[0].endswith(")"):
        return False
    opened = text.rfind("(", 0, stop.start())
    return opened > 0 and text[:opened].rstrip()[-1:] not in (".", "!", "?", "")


def _abbreviated(text: str, stop: int, abbreviations: frozenset[str]) -> bool:
    """Say whether the full stop at this place belongs to an abbreviation, initial or list number."""
    before = _ABBREVIATED.search(text[max(stop - 14, 0) : stop])
    if before is None:
        return False
    word = before[1]
    if word in abbreviations or (len(word) == 1 and word.isalpha()) or "." in word:
        return True
    starts = text[: stop - len(word)].rstrip(" ")[-1:] in ("", ":", ";", "\n", ",")
    return word.isdigit() and len(word) < 3 and starts


def _long_quotes(text: str) -> list[tuple[int, int]]:
    """Return long pieces between quotation marks, paired line by line; an odd mark spoils its line."""
    found = []
    for line in re.finditer(r"[^\n]+", text):
        marks = [line.start() + m.start() for m in re.finditer('"', line[0])]
        if len(marks) % 2 == 0:
            pairs = zip(marks[::2], marks[1::2], strict=True)
            found += [(a, b + 1) for a, b in pairs if b - a > _LONG_QUOTE]
    return found


def aside_zones(text: str, openers: Iterable[str], closers: Iterable[str]) -> list[tuple[int, int]]:
    """Return the pieces of a folded text that are a quoted letter, a header or a signature.

    `openers` start a quoted letter up to the end; `closers` start a signature up to the end or a
    postscript.
    """
    zones = [match.span() for match in _QUOTED_LINE.finditer(text)]
    zones += _long_quotes(text)
    for opener in openers:
        place = text.find(opener)
        if place > 0:
            zones.append((place, len(text)))
    for closer in closers:
        match = re.search(rf"(?:^|\n)\s*{re.escape(closer)}[^\n]{{0,40}}(?:\n|$)", text)
        if match and len(text) - match.end() < 400:
            postscript = re.search(r"\n\s*p\.?\s?s\.?[ :]", text[match.end() :])
            end = match.end() + postscript.start() if postscript else len(text)
            zones.append((match.start(), end))
    return zones


def tokens(
    text: str,
    abbreviations: frozenset[str] = frozenset(),
    openers: Iterable[str] = (),
    closers: Iterable[str] = (),
) -> tuple[Token, ...]:
    """Return the words of a text in order, with their places in the original."""
    return read(text, normalise(text), abbreviations, openers, closers)


def read(
    text: str,
    folded: Folded,
    abbreviations: frozenset[str] = frozenset(),
    openers: Iterable[str] = (),
    closers: Iterable[str] = (),
) -> tuple[Token, ...]:
    """Return the words of a text that is folded already."""
    ends = [*sentence_ends(folded.text, abbreviations), len(folded.text) + 1]
    zones = aside_zones(folded.text, openers, closers)
    found: list[Token] = []
    sentence = last = 0
    for match in _WORD.finditer(folded.text):
        start, end = match.span()
        while ends[0] < start:
            ends.pop(0)
            sentence += 1
        span = folded.span(start, end)
        aside = any(first <= start < after for first, after in zones)
        gap = folded.text[last:start]
        capital = text[span.start].isupper()
        found.append(Token(match[0], span, sentence, gap, start, end, aside, capital))
        last = end
    return tuple(found)
