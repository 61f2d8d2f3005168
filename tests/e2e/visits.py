"""Somebody with a browser on a screen of a size, in a language."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page

from custody.demo import PASSWORD

AXE = (Path(__file__).parent.parent / "vendor" / "axe.min.js").read_text(encoding="utf-8")
RULES = "axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']})"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}


def visit(browser: Browser, address: str, username: str, size: dict[str, int], lang: str) -> Page:
    """Return a page on which this person is signed in; `faults` collects what the browser reports."""
    context = browser.new_context(viewport=size, bypass_csp=True)  # type: ignore[arg-type]
    context.add_cookies([{"name": "lang", "value": lang, "url": address}])
    page = context.new_page()
    if username:
        page.goto(f"{address}/log-in")
        page.fill("[name=username]", username)
        page.fill("[name=password]", PASSWORD)
        page.click("main button")
        page.wait_for_load_state()
    return page


def violations(page: Page) -> list[tuple[Any, Any]]:
    """Return what axe-core finds on the open page."""
    page.evaluate(AXE)
    found = page.evaluate(RULES)["violations"]
    return [(one["id"], [node["html"][:120] for node in one["nodes"][:3]]) for one in found]
