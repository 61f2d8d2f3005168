"""Somebody with a browser on a screen of a size, in a language and a theme."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page

from custody.demo import PASSWORD

AXE = (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})"
SMALL = {"width": 320, "height": 640}
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
SIZES = (SMALL, PHONE, DESKTOP)
LEAST = 44

# A target is as large as what one can press: the label around a box, the card around its tick.
TARGETS = """least => [...document.querySelectorAll('a[href], button, input, select, textarea, summary')]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && e.type !== 'hidden')
  .map(e => e.matches('input') ? e.closest('label, .pick, .scan') ?? e : e)
  .filter(e => !e.closest('.away, .skip') && !(e.matches('a') && e.closest('p, li, dd, td, figcaption, mark')
    && getComputedStyle(e).display === 'inline'))
  .map(e => [e, e.getBoundingClientRect()])
  .filter(([, r]) => r.width && r.height && (r.height < least || r.width < least))
  .map(([e, r]) => `${e.outerHTML.slice(0, 90)} ${Math.round(r.width)}x${Math.round(r.height)}`)"""

_entered: dict[tuple[str, str], Any] = {}


def visit(
    browser: Browser, address: str, username: str, size: dict[str, int], lang: str, **options: Any
) -> Page:
    """Return a page on which this person is signed in and stands where they begin."""
    context = browser.new_context(
        viewport=size,  # type: ignore[arg-type]
        storage_state=_session(browser, address, username) if username else None,
        **options,
    )
    choose(context, address, lang=lang)
    page = context.new_page()
    if username:
        page.goto(address)
    return page


def _session(browser: Browser, address: str, username: str) -> Any:
    """Return the session of this person; they sign in once, for a password is slow to check."""
    if (address, username) not in _entered:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}/log-in")
        sign_in(page, username)
        _entered[(address, username)] = context.storage_state()
        context.close()
    return _entered[(address, username)]


def sign_in(page: Page, username: str) -> None:
    """Fill in the sign-in page that is open."""
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.click("main button")
    page.wait_for_url(lambda url: "/log-in" not in url)


def choose(context: BrowserContext, address: str, **preferences: str) -> None:
    """Choose language or theme for the next page."""
    context.add_cookies(
        [{"name": name, "value": value, "url": address} for name, value in preferences.items()]
    )


def violations(page: Page) -> list[tuple[Any, Any]]:
    """Return what axe-core finds on the open page."""
    page.evaluate(AXE)
    found = page.evaluate(RULES)["violations"]
    return [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found]


def too_small(page: Page) -> list[str]:
    """Return the targets that a finger misses."""
    return list(page.evaluate(TARGETS, LEAST))


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than the screen."""
    return int(page.evaluate("document.documentElement.scrollWidth - innerWidth"))
