"""Boxes in the pages: made, filled by scans, moved with what is in them, and split."""

import re

import pytest
from flask import Flask

from tests.stories.actors import Desk, Officer


def at_the_desk(app: Flask, category: str = "keys", **more: str) -> str:
    sanne, joke = Officer(app, "sanne"), Desk(app, "joke")
    code = sanne.takes_in(category, "Annie Verhoeven", **more)
    sanne.offers(code)
    joke.answers(code, "accept", place="BALIE-HAVEN")
    return code


def make_box(joke: Desk, name: str = "Doos 12") -> str:
    joke.open("/packages/new")
    fields = {"nature": "container", "description": name, "place": "BALIE-HAVEN"}
    joke.send("/packages/new", form_id=joke.form_id(), **fields)
    assert joke.status == 302, joke.words()[:600]
    return re.search(r"/items/(\w{10})/contents", joke.path)[1]


def test_a_box_is_filled_by_scans_and_moves_with_what_is_in_it(app: Flask) -> None:
    joke, ruud = Desk(app, "joke"), Desk(app, "ruud")
    keys, phone = at_the_desk(app), at_the_desk(app, "phone")
    box = make_box(joke)
    joke.open(f"/items/{box}/contents")
    scanned = f"https://LOCALHOST/I/{keys}\n{phone[:3]}-{phone[3:6]}-{phone[6:]}"
    joke.send(f"/items/{box}/contents", form_id=joke.form_id(), codes=scanned)
    assert joke.status == 302, joke.words()[:600]
    assert "2 things in it" in joke.open(f"/items/{box}/contents").words()
    Officer.offers(joke, box, to="KAMER-HAVEN")
    ruud.scans("SCHAP-B-12")
    assert ruud.scans(box, "SCHAP-B-12")["word"] == "received, with 2 things in it"
    page = ruud.trail_of(keys)
    assert "It is in" in page and "Put into" in page
    assert "2 things in it" in ruud.trail_of(box)


def test_what_was_in_a_box_before_is_asked_by_a_moment(app: Flask) -> None:
    joke = Desk(app, "joke")
    keys, box = at_the_desk(app), make_box(joke)
    joke.open(f"/items/{box}/contents")
    joke.send(f"/items/{box}/contents", form_id=joke.form_id(), codes=keys)
    assert (
        "Nothing was in it then." in joke.open(f"/items/{box}/contents?at=2020-01-01T10:00").words()
    )
    assert keys[7:] in joke.open(f"/items/{box}/contents?at=2099-01-01T10:00").words()
    assert joke.open(f"/items/{box}/contents?at=ooit").status == 200


def test_what_cannot_be_read_puts_nothing_in_and_keeps_what_was_typed(app: Flask) -> None:
    joke = Desk(app, "joke")
    keys, box = at_the_desk(app), make_box(joke)
    joke.open(f"/items/{box}/contents")
    joke.send(f"/items/{box}/contents", form_id=joke.form_id(), codes=f"{keys} ONZIN")
    assert joke.status == 400
    assert "We cannot read “ONZIN”" in joke.words()
    assert keys in joke.text
    assert "Nothing is in it now." in joke.open(f"/items/{box}/contents").words()


def test_a_thing_is_taken_out_where_it_is_put(app: Flask) -> None:
    joke = Desk(app, "joke")
    keys, box = at_the_desk(app), make_box(joke)
    joke.open(f"/items/{box}/contents")
    joke.send(f"/items/{box}/contents", form_id=joke.form_id(), codes=keys)
    joke.open(f"/items/{box}/contents")
    joke.send(f"/items/{box}/take-out", form_id=joke.form_id(), item=keys, place="BALIE-HAVEN")
    assert joke.status == 302, joke.words()[:600]
    page = joke.trail_of(keys)
    assert "Taken out of" in page and "It is in" not in page


def test_a_thing_is_split_into_parts_that_name_the_whole(app: Flask) -> None:
    joke = Desk(app, "joke")
    discs = at_the_desk(app, "keys", items__0__quantity="12")
    joke.open(f"/items/{discs}/split")
    joke.send(f"/items/{discs}/split", form_id=joke.form_id(), parts="5 en 6")
    assert joke.status == 400
    assert "They are 11 together, of 12" in joke.words()
    joke.send(f"/items/{discs}/split", form_id=joke.form_id(), parts="5 en 7")
    assert joke.status == 302, joke.words()[:600]
    page = joke.trail_of(discs)
    assert "Split into 2 parts" in page and "Its parts go on under their own codes." in page
    part = re.search(r"(\w{3}-\w{3}-\w{4}) \(5\)", page)[1].replace("-", "")
    assert "Split off from" in joke.trail_of(part)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("9999999999999999999 a", "9999999999999999999"),
        ("-1 3", "-1"),
        ("2,5 x", "x"),
        ("1² 3", "1²"),
        ("0 4", "0"),
    ],
)
def test_what_is_no_number_of_things_is_never_read_as_one(
    app: Flask, typed: str, found: str
) -> None:
    joke = Desk(app, "joke")
    discs = at_the_desk(app, "keys", items__0__quantity="12")
    joke.open(f"/items/{discs}/split")
    joke.send(
        f"/items/{discs}/split", form_id=joke.form_id(), parts=typed, reason="zo is het geteld"
    )
    assert joke.status == 400
    assert f"We cannot read “{found}”" in joke.words()
    assert f'value="{typed}"' in joke.text
    assert "Split into" not in joke.trail_of(discs)


def test_a_thing_that_is_no_box_has_no_contents_page(app: Flask) -> None:
    joke = Desk(app, "joke")
    keys = at_the_desk(app)
    assert "is no package and no box" in joke.open(f"/items/{keys}/contents").words()
    assert joke.status == 400


def test_the_example_of_a_split_adds_up(app: Flask) -> None:
    joke = Desk(app, "joke")
    keys = at_the_desk(app, "toy", **{"items-0-quantity": "6"})
    assert "There are 6. For example: 4 and 2." in joke.open(f"/items/{keys}/split").words()
