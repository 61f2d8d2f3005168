"""What anybody can open: the check of a receipt without JavaScript, and the published keys."""

from flask import Flask

from custody.services import accounts, receipts
from tests.pages import Visitor
from tests.stories.actors import Officer


def test_a_pasted_receipt_is_checked_and_another_text_is_not_taken_for_one(app: Flask) -> None:
    sanne = Officer(app, "sanne")
    sanne.takes_in("keys", "Annie Verhoeven")
    by = accounts.find_account("4711").person
    url = receipts.show_receipt(sanne.receipt, "http://localhost", by).url
    anybody = Visitor(app).open(f"/B/{sanne.receipt}")
    anybody.send(f"/B/{sanne.receipt}", receipt=url)
    genuine = anybody.words()
    anybody.send(f"/B/{sanne.receipt}", receipt="Ik heb mijn bon verloren")
    assert anybody.status == 200
    assert anybody.words() != genuine
    assert "Annie" not in genuine
    assert "Ik heb mijn bon verloren</textarea>" in anybody.text


def test_the_keys_and_the_checker_are_there_for_everybody(app: Flask) -> None:
    anybody = Visitor(app)
    assert anybody.open("/keys.note").status == 200
    assert "receipt-token.js" not in anybody.open("/verify.html").text


def test_a_receipt_is_checked_in_a_browser_that_keeps_no_cookie(app: Flask) -> None:
    sanne = Officer(app, "sanne")
    sanne.takes_in("keys", "Annie Verhoeven")
    by = accounts.find_account("4711").person
    url = receipts.show_receipt(sanne.receipt, "http://localhost", by).url
    with_cookies = Visitor(app, language="nl").open(f"/B/{sanne.receipt}")
    before = with_cookies.words()
    with_cookies.send(f"/B/{sanne.receipt}", receipt=url)
    nobody = app.test_client(use_cookies=False)
    answer = nobody.post(f"/B/{sanne.receipt}", data={"receipt": url})
    assert answer.status_code == 200
    without = Visitor(app)
    without.text = answer.text
    assert without.words() == with_cookies.words() != before
