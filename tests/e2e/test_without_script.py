"""What must work before any script does: intake, find, transfer, scan form, return, receipt check."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.visits import DESKTOP, PHONE, visit

pytestmark = pytest.mark.browser


def _person(browser: Browser, address: str, username: str, size: dict[str, int]) -> Page:
    return visit(browser, address, username, size, "nl", java_script_enabled=False)


def test_the_paths_of_an_officer_and_the_desk(browser: Browser, address: str) -> None:
    officer = _person(browser, address, "karim", PHONE)
    officer.goto(f"{address}/handovers/new")
    officer.locator("label.tile", has_text="Sleutels").click()
    officer.locator("label.chip", has_text="Weet ik niet").click()
    officer.locator("button", has_text="Vastleggen en bon geven").click()
    code = officer.locator(".code--large").inner_text().strip()
    officer.goto(f"{address}/my-items")
    officer.locator(f"#give-{code.replace('-', '')}").check()
    officer.locator("button", has_text="Overdragen").click()
    expect(officer.locator(f"[value='{code.replace('-', '')}']")).to_be_checked()
    officer.locator("label.chip", has_text="Balie Haven").click()
    officer.locator("button", has_text="Vraag overname").click()
    expect(officer.locator("main")).to_contain_text("gevraagd aan Balie Haven")

    desk = _person(browser, address, "joke", DESKTOP)
    desk.goto(f"{address}/transfers/incoming")
    card = desk.locator("li.card", has_text=code)
    card.locator("button", has_text="Ik heb het gekregen").click()
    desk.goto(f"{address}/scan-moves")
    for raw in ("BALIE-HAVEN", code):
        desk.locator("#scan").fill(raw)
        desk.keyboard.press("Enter")
        expect(desk.locator("#scans")).to_contain_text(raw)
    expect(desk.locator("#scans")).to_contain_text(re.compile("opgeslagen|ligt hier al"))

    desk.goto(f"{address}/items/{code.replace('-', '')}/return")
    desk.locator("[name=receiver]").fill("Annie Verhoeven")
    desk.locator("label.chip", has_text="Is de eigenaar").click()
    desk.locator("label.chip", has_text="Paspoort").click()
    desk.locator("label.chip", has_text="Naam typen").click()
    desk.locator("[name=sign_text]").fill("Annie Verhoeven")
    desk.locator("button", has_text="Teruggegeven").click()
    desk.goto(f"{address}/items/{code.replace('-', '')}")
    expect(desk.locator("main")).to_contain_text("teruggegeven")
    officer.context.close()
    desk.context.close()


def test_a_find_is_recorded(browser: Browser, address: str) -> None:
    officer = _person(browser, address, "karim", PHONE)
    officer.goto(f"{address}/finds/new")
    officer.locator("label.tile", has_text="Papieren").click()
    officer.locator("main button", has_text="Vastleggen").click()
    expect(officer.locator("main")).to_contain_text("Vastgelegd. Dank u wel.")
    officer.context.close()


def test_a_receipt_is_checked_by_pasting_its_address(browser: Browser, address: str) -> None:
    citizen = _person(browser, address, "", PHONE)
    citizen.goto(f"{address}/B/R26-000001-P")
    citizen.locator("textarea").fill(f"{address}/B/R26-000001-P#AAAA")
    citizen.locator("main button", has_text="Controle").click()
    expect(citizen.locator("h1:visible")).to_have_text("Deze bon klopt niet")
    citizen.context.close()
