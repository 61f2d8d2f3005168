"""The top tasks of the officer on the phone, counted in taps: no more than their bar, and nothing typed."""

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.e2e.visits import PHONE, visit

pytestmark = pytest.mark.browser

TAKE_IN, TWO_THINGS, HAND_OVER, FIND = 6, 9, 3, 4


@pytest.fixture
def page(browser: Browser, address: str) -> Page:
    """The phone of an officer, on the page where they begin."""
    return visit(browser, address, "karim", PHONE, "nl", has_touch=True)


class Taps:
    """Counts what is pressed; each press waits until the page it led to is there."""

    def __init__(self, page: Page) -> None:
        self.page, self.count = page, 0

    def on(self, what: Locator, leads_to: str = "") -> None:
        """Press once."""
        what.tap()
        self.count += 1
        if leads_to:
            self.page.wait_for_url(leads_to)


def _tile(page: Page, word: str) -> Locator:
    return page.locator("label.tile", has_text=word)


def _button(page: Page, word: str) -> Locator:
    return page.locator("main button", has_text=word)


def test_keys_are_taken_in_and_the_receipt_is_given(page: Page) -> None:
    taps = Taps(page)
    taps.on(_tile(page, "Sleutels"))
    taps.on(page.locator("label.chip", has_text="Weet ik niet"))
    taps.on(_button(page, "Vastleggen en bon geven"), "**/receipts/*")
    taps.on(_button(page, "Gegeven"), "**/handovers/new")
    assert taps.count <= TAKE_IN
    page.context.close()


def test_two_things_of_one_person_are_taken_in(page: Page) -> None:
    taps = Taps(page)
    taps.on(_tile(page, "Sleutels"))
    taps.on(page.locator("label.chip", has_text="Weet ik niet"))
    taps.on(_button(page, "Nog een voorwerp"))
    taps.on(_tile(page, "Telefoon").nth(1))
    taps.on(_button(page, "Vastleggen en bon geven"), "**/receipts/*")
    taps.on(_button(page, "Gegeven"), "**/handovers/new")
    assert taps.count <= TWO_THINGS
    page.context.close()


def test_a_thing_is_offered_to_the_desk(page: Page, address: str) -> None:
    page.goto(f"{address}/my-items")
    taps = Taps(page)
    taps.on(page.locator("main input[type=checkbox]").last)
    taps.on(_button(page, "Overdragen"), "**/transfers/new*")
    taps.on(_button(page, "Vraag overname"), "**/my-items")
    assert taps.count <= HAND_OVER
    page.context.close()


def test_something_found_is_recorded(page: Page, address: str) -> None:
    page.goto(f"{address}/my-items")
    taps = Taps(page)
    taps.on(page.locator("main a", has_text="Ik heb iets gevonden"), "**/finds/new")
    taps.on(_tile(page, "Sleutels"))
    taps.on(_button(page, "Vastleggen"))
    page.wait_for_selector("text=Vastgelegd")
    assert taps.count <= FIND
    page.context.close()
