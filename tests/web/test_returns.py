"""Giving back: what is missing is said, and what was typed about the receiver stays."""

from flask import Flask

from tests.pages import Visitor
from tests.stories.actors import Desk, Officer


def test_a_refused_return_gives_back_nothing_and_keeps_the_words(app: Flask) -> None:
    sanne, joke = Officer(app, "sanne"), Desk(app, "joke")
    code = sanne.takes_in("keys", "Annie Verhoeven")
    sanne.offers(code)
    joke.answers(code, "accept")
    joke.open(f"/items/{code}/return")
    joke.send(f"/items/{code}/return", form_id=joke.form_id(), receiver="Bert Zuidema, de broer")
    assert joke.status in (400, 409)
    assert 'value="Bert Zuidema, de broer"' in joke.text
    assert "given back" not in Visitor(app, "joke").open(f"/items/{code}").words()


def test_an_officer_of_another_unit_finds_nothing_to_give_back(app: Flask) -> None:
    code = Officer(app, "sanne").takes_in("keys", "Annie Verhoeven")
    assert Visitor(app, "bram").open(f"/items/{code}/return").status == 404
