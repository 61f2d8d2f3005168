"""The pages of taking in: what is missing is said with all that was typed, and a receipt prints once per press."""

import uuid

from flask import Flask

from custody.services import accounts, receipts
from tests.stories.actors import Officer


def test_what_is_missing_is_said_and_what_was_typed_stays(app: Flask) -> None:
    sanne = Officer(app, "sanne").open("/handovers/new")
    typed = {"items-0-description": "rode hanger", "giver_name": "Annie Verhoeven"}
    sanne.send("/handovers/new", form_id=sanne.form_id(), taking="safekeeping", **typed)
    assert sanne.status == 400
    assert "Choose what you receive." in sanne.words()
    assert all(f'value="{said}"' in sanne.text for said in typed.values())


def test_a_double_press_prints_one_receipt_and_the_next_press_a_copy(app: Flask) -> None:
    sanne = Officer(app, "sanne")
    sanne.takes_in("keys", "Annie Verhoeven")
    no = sanne.receipt
    sanne.open(f"/receipts/{no}")
    twice = str(uuid.uuid4())
    by = accounts.find_account("4711").person
    for form_id, prints in ((twice, 1), (twice, 1), (str(uuid.uuid4()), 2)):
        sanne.send(f"/receipts/{no}/print", form_id=form_id, paper="a6")
        assert sanne.response.mimetype == "application/pdf"
        assert receipts.show_receipt(no, "http://localhost", by).prints == prints
        sanne.open(f"/receipts/{no}")
