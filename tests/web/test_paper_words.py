"""What stands on paper as a person reads it: numbers said once, nothing that is not known."""

import re

from flask import Flask

from custody.services import receipts
from custody.web.papers import _receipt_line
from tests.cast import SANNE
from tests.stories.actors import Officer


def _lines(app: Flask, category: str, **more: str):
    sanne = Officer(app, "sanne")
    sanne.takes_in(category, "Annie Verhoeven", **more)
    with app.test_request_context():
        receipt = receipts.show_receipt(sanne.receipt, "http://localhost", SANNE)
        return [_receipt_line(state) for state in receipt.items]


def test_a_number_that_the_words_say_is_not_said_twice(app: Flask) -> None:
    (line,) = _lines(app, "keys")
    assert re.match(r"1 (key|sleutel)", f"{line.amount} {line.name}".strip())


def test_money_is_a_sum_and_no_number_of_things(app: Flask) -> None:
    money = {"items-0-cash_way": "counted", "items-0-cash-n5000": "2", "items-0-cash_total": "100"}
    (line,) = _lines(app, "cash", **money)
    assert line.amount == ""
    assert "100" in line.name
