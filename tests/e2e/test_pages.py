"""Every page: no violation that axe-core can find, no sideways scrolling, no request elsewhere."""

import pytest
from playwright.sync_api import Browser

from tests.e2e.visits import DESKTOP, PHONE, violations, visit

pytestmark = pytest.mark.browser

PAGES = {
    "sanne": [
        "/handovers/new",
        "/finds/new",
        "/my-items",
        "/transfers/new",
        "/search",
        "/labels",
        "/account",
        "/complaints/take-down",
        "/help",
        "/accessibility",
        "/privacy",
        "/receipts/R26-000014-E",
        "/transfers/outside",
    ],
    "joke": ["/scan-moves", "/transfers/incoming", "/scan-moves/mat"],
    "ruud": ["/storage", "/storage/personal", "/places", "/places/badges", "/claims"],
    "marit": [
        "/complaints",
        "/complaints/new",
        "/complaints/K-2026-0001",
        "/complaints/K-2026-0001/links",
        "/complaints/K-2026-0001/links?wider=kind",
        "/complaints/K-2026-0001/handling",
        "/complaints/K-2026-0001/dossier",
        "/complaints/K-2026-0002/dossier",
        "/claims/new",
        "/claims/A-2026-0001",
        "/claims/A-2026-0001/end",
        "/integrity",
    ],
    "pieter": ["/integrity/access", "/complaints/K-2026-0001/handling"],
    "ellen": ["/claims/A-2026-0001/end"],
    "noor": ["/admin/notices", "/admin/users", "/admin/users/new", "/admin/users/4711"],
    "": [
        "/log-in",
        "/help",
        "/accessibility",
        "/privacy",
        "/B/R26-000001-P",
        "/I/XXX",
        "/P/X",
        "/nothing-here",
    ],
}


@pytest.mark.parametrize("username", sorted(PAGES))
@pytest.mark.parametrize(("size", "lang"), [(PHONE, "nl"), (DESKTOP, "en")], ids=["phone", "desk"])
def test_every_page_is_accessible_fits_and_stays_at_home(
    browser: Browser, address: str, username: str, size: dict[str, int], lang: str
) -> None:
    page = visit(browser, address, username, size, lang)
    elsewhere: list[str] = []
    page.on(
        "request",
        lambda r: None if r.url.startswith((address, "data:")) else elsewhere.append(r.url),
    )
    for path in PAGES[username]:
        page.goto(address + path)
        assert page.locator("html").get_attribute("lang") == lang
        assert not violations(page), path
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path
    assert not elsewhere
    page.context.close()
