"""The main path of the officer, the desk and the handler, in a real browser."""

import io
import re

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.e2e.visits import DESKTOP, PHONE, violations, visit

pytestmark = pytest.mark.browser


def test_an_officer_gives_a_receipt_with_four_taps(browser: Browser, address: str) -> None:
    page = visit(browser, address, "sanne", PHONE, "nl")
    page.locator("label.tile", has_text="Sleutels").click()
    page.locator("label.chip", has_text="met hanger").click()
    page.locator("label.chip", has_text="Weet ik niet").click()
    page.locator("button", has_text="Vastleggen en bon geven").click()
    page.wait_for_url("**/receipts/*")
    expect(page.locator(".code--large")).to_have_text(re.compile(r"\w{3}-\w{3}-\w{4}"))
    expect(page.locator(".receipt")).to_contain_text("1 sleutel, met hanger")
    assert not violations(page)
    page.context.close()


@pytest.mark.parametrize("edge", [40, 3000], ids=["small", "large"])
def test_a_photo_goes_along_with_the_first_press(browser: Browser, address: str, edge: int) -> None:
    shot = io.BytesIO()
    Image.effect_noise((edge, edge), 90).convert("RGB").save(shot, "JPEG")
    page = visit(browser, address, "sanne", PHONE, "nl")
    page.locator("label.tile", has_text="Telefoon").click()
    page.locator("label.chip", has_text="Weet ik niet").click()
    page.locator("summary", has_text="Staat, zegel, foto").click()
    photo = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": shot.getvalue()}
    page.locator("input[type=file]").first.set_input_files(photo)
    if edge < 100:
        page.wait_for_timeout(300)  # Nothing is left to do for a small photo when it is sent.
    page.locator("button", has_text="Vastleggen en bon geven").click()
    page.wait_for_url("**/receipts/*")
    page.locator("a", has_text="Bekijk voorwerp").click()
    expect(page.locator("main img")).to_have_count(1)
    page.context.close()


def test_a_signature_is_drawn_and_kept(browser: Browser, address: str) -> None:
    page = visit(browser, address, "sanne", PHONE, "nl")
    page.locator("label.tile", has_text="Telefoon").click()
    page.locator("label.chip", has_text="Weet ik niet").click()
    page.locator("summary", has_text="Handtekening, teruggave").click()
    page.locator("label.chip", has_text="Tekenen").click()
    box = page.locator("canvas").bounding_box()
    assert box is not None
    page.locator("canvas").scroll_into_view_if_needed()
    box = page.locator("canvas").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 20, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + 160, box["y"] + 60, steps=8)
    page.mouse.up()
    assert page.input_value("[name=sign_drawing]").startswith("data:image/png;base64,")
    page.locator("button", has_text="Vastleggen en bon geven").click()
    page.wait_for_url("**/receipts/*")
    page.locator("a", has_text="Bekijk voorwerp").click()
    expect(page.locator("main")).to_contain_text("handtekening")
    page.context.close()


def test_the_desk_scans_without_a_mouse_and_every_scan_is_answered(
    browser: Browser, address: str
) -> None:
    page = visit(browser, address, "ruud", DESKTOP, "nl")
    page.goto(f"{address}/my-items")
    codes = [text.strip() for text in page.locator("main .code").all_inner_texts()][:8]
    assert len(codes) == 8
    page.goto(f"{address}/scan-moves")
    # KLUIS-HAVEN first, then eight things, a misread label, and one that is not known.
    for raw in ("KLUIS-HAVEN", *codes, "F5D-PN2-09VC", "K7T-3RX-45HR"):
        page.keyboard.type(raw, delay=4)
        page.keyboard.press("Enter")
    rows = page.locator("#scans tbody tr")
    expect(rows.first).to_contain_text("onbekend label", timeout=20_000)
    words = rows.all_inner_texts()[:11]
    assert "verkeerd gelezen" in words[1]
    assert all("opgeslagen" in text or "ligt hier al" in text for text in words[2:10])
    assert "plaats gekozen" in words[10]
    assert page.evaluate("document.body.classList.contains('wrong-scan')")
    expect(page.locator("#alarm")).to_contain_text("onbekend label")
    page.context.close()


def test_the_handler_links_the_keys_that_turned_up(browser: Browser, address: str) -> None:
    page = visit(browser, address, "marit", DESKTOP, "nl")
    page.locator("main table tr", has_text="Annie Verhoeven").locator("a").click()
    expect(page.locator("main")).to_contain_text("Nieuw: mogelijk dit voorwerp")
    assert not violations(page)
    page.locator("a", has_text="Vergelijk").click()
    expect(page.locator("mark")).to_contain_text("huissleutels")
    expect(page.locator("article").first).to_contain_text("Dit past")
    assert not violations(page)
    page.locator("article").first.locator("button", has_text="Koppel").click()
    expect(page.locator("main")).to_contain_text("gekoppeld, vastgehouden")
    page.locator("a", has_text="Naar de klacht").click()
    expect(page.locator("main")).to_contain_text("Gevonden door Karim el Idrissi")
    assert not violations(page)
    page.context.close()


def test_any_phone_checks_a_receipt_in_its_own_browser(browser: Browser, address: str) -> None:
    page = visit(browser, address, "sanne", PHONE, "nl")
    page.goto(f"{address}/receipts/R26-000014-E")
    picture = page.locator("svg.qr").screenshot()
    [code] = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).resize((960, 960)))
    token = code.text.partition("#")[2]
    citizen = visit(browser, address, "", PHONE, "nl")
    citizen.goto(f"{address}/B/R26-000014-E#{token}")
    expect(citizen.locator("#genuine")).to_be_visible()
    expect(citizen.locator("#genuine")).to_contain_text("6 fietslampjes")
    assert not violations(citizen)
    other = "A" if token[-60] != "A" else "B"
    citizen.goto("about:blank")
    citizen.goto(f"{address}/B/R26-000014-E#{token[:-60]}{other}{token[-59:]}")
    expect(citizen.locator("#wrong")).to_be_visible()
    page.context.close()
    citizen.context.close()
