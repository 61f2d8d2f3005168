"""Every page that a person can reach, in every theme and language, on every screen.

Nothing is listed: each visitor follows the links from where they begin, and each kind of page is
looked at as the first of them who comes by it. Every page is measured at 320, 390 and 1280 in both
languages; axe-core reads it in two of the combinations, which take turns so that all are covered.
"""

import html
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.e2e.visits import (
    DESKTOP,
    PHONE,
    SIZES,
    SMALL,
    choose,
    overflow,
    sign_in,
    too_small,
    violations,
    visit,
)

pytestmark = pytest.mark.browser

PEOPLE = ("sanne", "joke", "ruud", "marit", "pieter", "ellen", "tom", "noor", "")
BEGIN = ("/", "/account", "/nothing-here")
STRANGER = (
    "/log-in",
    "/B/R26-000001-P",
    "/I/XXX",
    "/P/X",
    "/help",
    "/accessibility",
    "/nothing-here",
)
# Another state of a page that somebody comes by anyhow.
ALSO = {"marit": ("/complaints/K-2026-0002/dossier", "/complaints/K-2026-0001/links?wider=kind")}
# These look different to each role.
OF_ROLE = {"/", "/items/:", "/help", "/search", "/my-items"}
TURNS = (
    ((SMALL, "night", "nl"), (DESKTOP, "light", "en")),
    ((PHONE, "dark", "en"), (DESKTOP, "forced", "nl")),
    ((PHONE, "light", "nl"), (DESKTOP, "dark", "en")),
    ((SMALL, "forced", "en"), (PHONE, "night", "nl")),
    ((SMALL, "light", "nl"), (DESKTOP, "night", "en")),
    ((SMALL, "dark", "nl"), (PHONE, "forced", "en")),
)
MOST = 60
_seen: set[str] = set()


def _kind(path: str, username: str) -> str:
    """Return what kind of page a path leads to: codes and numbers are left out."""
    kind = re.sub(r"/(?=[^/]*\d)[A-Za-z0-9-]{3,}", "/:", urlsplit(path).path)
    return f"{username} {kind}" if kind in OF_ROLE else kind


def _walk(page: Page, address: str, username: str, faults: list[str]) -> Iterator[str]:
    """Go to every kind of page that nobody has looked at, link by link; a link leads to a page."""
    for path in ALSO.get(username, ()):
        if (status := page.request.get(address + path).status) != 200:
            faults.append(f"{path} answers {status}")
        yield path
    waiting = list(BEGIN if username else STRANGER)
    while waiting:
        path = waiting.pop(0)
        kind = _kind(path, username)
        if kind in _seen:
            continue
        answer = page.request.get(address + path)
        if answer.status != (404 if path == "/nothing-here" else 200):
            faults.append(f"{path} answers {answer.status}")
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        _seen.add(kind)
        links = re.findall(r'<a [^>]*href="(/[^"#]*)', answer.text())
        waiting += [html.unescape(link) for link in links if "verify.html" not in link]
        yield path


def _watch(page: Page, address: str, faults: list[str]) -> None:
    """Note every request elsewhere, and whatever the browser complains of."""
    page.on(
        "request",
        lambda r: (
            None
            if r.url.startswith((address, "data:", "blob:"))
            else faults.append(f"asks another host: {r.url}")
        ),
    )
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on(
        "console",
        lambda said: (
            faults.append(f"policy: {said.text[:200]}")
            if "Content Security Policy" in said.text
            else None
        ),
    )


@pytest.mark.parametrize("username", PEOPLE)
def test_every_page_can_be_read_and_used_by_everybody(
    browser: Browser, address: str, username: str
) -> None:
    page = visit(browser, address, username, PHONE, "nl")
    faults: list[str] = []
    _watch(page, address, faults)
    looked = 0
    for path in _walk(page, address, username, faults):
        looked += 1
        for size, theme, lang in TURNS[looked % len(TURNS)]:
            _look(page, address, path, (size, theme, lang), faults)
    page.context.close()
    assert 3 <= looked <= MOST
    assert not faults, "\n".join(dict.fromkeys(faults))


def _look(
    page: Page, address: str, path: str, turn: tuple[dict[str, int], str, str], faults: list[str]
) -> None:
    size, theme, lang = turn
    choose(page.context, address, lang=lang, theme="light" if theme == "forced" else theme)
    page.emulate_media(forced_colors="active" if theme == "forced" else "none")
    page.goto(address + path)
    where = f"{path} {theme} {lang}"
    if page.locator("html").get_attribute("lang") != lang:
        faults.append(f"{where}: another language")
    for screen in SIZES:
        page.set_viewport_size(screen)  # type: ignore[arg-type]
        if wider := overflow(page):
            faults.append(f"{where} {screen['width']}: {wider} px too wide")
        faults += [f"{where} {screen['width']}: small {one}" for one in too_small(page)]
    page.set_viewport_size(size)  # type: ignore[arg-type]
    faults += [f"{where} {size['width']}: {one}" for one in violations(page)]


def test_text_of_twice_the_size_still_fits(browser: Browser, address: str) -> None:
    page = visit(browser, address, "sanne", DESKTOP, "nl")
    for path in ("/handovers/new", "/my-items", "/search", "/help", "/account"):
        page.goto(address + path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert overflow(page) == 0, path
    page.context.close()


def test_focus_is_never_hidden_behind_a_bar(browser: Browser, address: str) -> None:
    page = visit(browser, address, "sanne", PHONE, "nl")
    for path in ("/handovers/new", "/my-items", "/account"):
        page.goto(address + path)
        for _ in range(45):
            page.keyboard.press("Tab")
            hidden = page.evaluate(
                """() => { const e = document.activeElement; if (e === document.body) return '';
                const r = e.getBoundingClientRect(), x = r.left + r.width / 2, y = r.top + r.height / 2;
                const top = document.elementFromPoint(x, y);
                const bar = top?.closest('.nav, .actions');
                return bar && !bar.contains(e) ? e.outerHTML.slice(0, 120) : ''; }"""
            )
            assert not hidden, (path, hidden)
    page.context.close()


def test_an_expired_session_is_mended_in_a_second_window(browser: Browser, address: str) -> None:
    page = visit(browser, address, "karim", PHONE, "nl")
    page.goto(f"{address}/finds/new")
    page.locator("label.tile", has_text="Papieren").click()
    page.context.clear_cookies(name="custody")
    page.locator("main button", has_text="Vastleggen").click()
    page.wait_for_selector("text=Nog niet vastgelegd")
    assert not violations(page)
    with page.context.expect_page() as opened:
        page.locator("a", has_text="nieuw venster").click()
    sign_in(opened.value, "karim")
    page.locator("button", has_text="Verstuur opnieuw").click()
    # Nothing told who had typed it, so the name is shown before it is sent.
    page.wait_for_selector("text=U bent ingelogd als Karim")
    page.locator("button", has_text="Verstuur opnieuw").click()
    page.wait_for_selector("text=Vastgelegd. Dank u wel.")
    page.context.close()
