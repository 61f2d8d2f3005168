"""The pages under an item: no violation that axe-core can find, on phone and desktop, in both languages."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.visits import DESKTOP, PHONE, violations, visit

pytestmark = pytest.mark.browser

VIEWS = ("", "?order=newest", "/correct", "/late", "/void", "/inspect", "/count", "/seal", "/split")


def _code(page: Page, address: str, words: str) -> str:
    page.goto(f"{address}/search?q={words}")
    return re.search(r"/items/([0-9A-Z]{10})", page.content() + page.url)[1]


@pytest.mark.parametrize(("size", "lang"), [(PHONE, "nl"), (DESKTOP, "en")], ids=["phone", "desk"])
@pytest.mark.parametrize("words", ["laptop", "geld", "autosleutel"])
def test_every_page_under_an_item_is_accessible_and_fits(
    browser: Browser, address: str, size: dict[str, int], lang: str, words: str
) -> None:
    page = visit(browser, address, "ruud", size, lang)
    code = _code(page, address, words)
    for view in VIEWS:
        page.goto(f"{address}/items/{code}{view}")
        assert not violations(page), view
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], view


def test_a_box_is_made_and_filled_without_a_mouse(browser: Browser, address: str) -> None:
    page = visit(browser, address, "ruud", DESKTOP, "en")
    code = _code(page, address, "laptop")
    page.goto(f"{address}/packages/new")
    assert not violations(page)
    page.fill("[name=description]", "Doos 12")
    page.press("[name=description]", "Enter")
    page.wait_for_url("**/contents")
    page.fill("[name=codes]", f"{code}\n")
    page.focus("main form button")
    page.keyboard.press("Enter")
    # The page comes back at the same address, so only its words tell that it is the new one.
    expect(page.locator("main")).to_contain_text("1 thing in it")
    assert not violations(page)


def test_words_above_the_bar_do_not_touch(browser: Browser, address: str) -> None:
    for size in (PHONE, DESKTOP):
        page = visit(browser, address, "ruud", size, "nl")
        page.goto(f"{address}/items/{_code(page, address, 'hanger')}")
        boxes = page.evaluate(
            "[...document.querySelectorAll('.bar svg .b-word')].map(t => t.getBoundingClientRect())"
            ".filter(b => b.width).map(b => [b.left, b.top, b.right, b.bottom])"
        )
        for n, one in enumerate(boxes):
            for other in boxes[n + 1 :]:
                apart = (
                    one[2] <= other[0]
                    or other[2] <= one[0]
                    or one[3] <= other[1] + 2
                    or other[3] <= one[1] + 2
                )
                assert apart, boxes


def test_a_large_photo_becomes_smaller_on_the_device(browser: Browser, address: str) -> None:
    page = visit(browser, address, "ruud", PHONE, "nl")
    page.goto(f"{address}/items/{_code(page, address, 'laptop')}")
    size = page.evaluate(
        """async () => {
          const canvas = document.createElement("canvas");
          canvas.width = 4000; canvas.height = 3000;
          const pen = canvas.getContext("2d");
          for (let n = 0; n < 4000; n++) {
            pen.fillStyle = `hsl(${(n * 47) % 360} 80% 50%)`;
            pen.fillRect((n * 389) % 4000, (n * 211) % 3000, 97, 71);
          }
          const blob = await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.99));
          const input = document.querySelector('input[name="photo"]');
          const list = new DataTransfer();
          list.items.add(new File([blob], "a.jpg", { type: "image/jpeg" }));
          list.items.add(new File([blob], "b.jpg", { type: "image/jpeg" }));
          input.files = list.files;
          input.dispatchEvent(new Event("change"));
          await new Promise((done) => setTimeout(done, 2500));
          const image = await createImageBitmap(input.files[0]);
          return [input.files.length, image.width, image.height, input.files[0].size < blob.size];
        }"""
    )
    assert size == [2, 2000, 1500, True]
