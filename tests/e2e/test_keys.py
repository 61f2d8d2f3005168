"""Keys of `screens.md` 10: outside text fields or with a modifier, never out of a scan, and to be switched off."""

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.visits import DESKTOP, violations, visit

pytestmark = pytest.mark.browser


def test_keys_lead_to_the_pages_they_name(browser: Browser, address: str) -> None:
    page = visit(browser, address, "joke", DESKTOP, "nl")
    page.goto(f"{address}/my-items")
    for key, path in (
        ("Alt+KeyV", "/scan-moves"),
        ("Alt+Digit2", "/transfers/incoming"),
        ("Alt+KeyN", "/handovers/new"),
        ("Alt+KeyL", "/labels"),
        ("Alt+KeyO", "/transfers/incoming"),
        ("/", "/search"),
    ):
        page.keyboard.press(key)
        page.wait_for_url(f"**{path}")
    page.context.close()


def test_a_key_in_a_text_field_is_a_letter_there(browser: Browser, address: str) -> None:
    page = visit(browser, address, "joke", DESKTOP, "nl")
    page.goto(f"{address}/handovers/new")
    page.locator("#items-0-description").fill("")
    page.locator("#items-0-description").press_sequentially("a/b?", delay=90)
    expect(page.locator("#items-0-description")).to_have_value("a/b?")
    assert page.locator("dialog").count() == 0
    page.context.close()


def test_the_list_of_keys_lies_over_the_page_and_closes(browser: Browser, address: str) -> None:
    page = visit(browser, address, "joke", DESKTOP, "nl")
    page.goto(f"{address}/handovers/new")
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_contain_text("Alt+1")
    assert not violations(page)
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    assert page.url.endswith("/handovers/new")
    page.context.close()


def test_a_scan_is_never_read_as_a_key(browser: Browser, address: str) -> None:
    page = visit(browser, address, "joke", DESKTOP, "nl")
    page.goto(f"{address}/my-items")
    page.keyboard.type("HTTPS://BON.EXAMPLE/I/F5DPN209V2?", delay=4)
    page.wait_for_timeout(200)
    assert page.url.endswith("/my-items")
    assert page.locator("dialog").count() == 0
    page.context.close()


def test_keys_that_are_switched_off_do_nothing(browser: Browser, address: str) -> None:
    page = visit(browser, address, "joke", DESKTOP, "nl")
    page.goto(f"{address}/account")
    page.locator("button", has_text="Zet de sneltoetsen uit").click()
    page.locator("button", has_text="Zet de sneltoetsen aan").wait_for()
    for key in ("Alt+KeyV", "/", "?"):
        page.keyboard.press(key)
    page.wait_for_timeout(200)
    assert page.url.endswith("/account")
    assert page.locator("dialog").count() == 0
    page.context.close()
