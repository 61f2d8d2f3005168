"""The page of copies: confirm or say why not, make the copy, and what stays out of it."""

import re
import uuid
from datetime import UTC, datetime

import pytest
from flask import Flask

from tests.pages import Visitor
from tests.stories.actors import Handler, Officer
from tests.stories.test_late_find import step

WORDS = "De agent nam mijn sleutels mee en was onbeleefd."


@pytest.fixture
def linked(app: Flask) -> tuple[str, str]:
    """Return a complaint in its first phase with keys that Sanne took in, and their code."""
    code = Officer(app, "sanne").takes_in("keys", "Annie Verhoeven")
    marit, pieter = Handler(app, "marit"), Visitor(app, "pieter")
    number = marit.registers(WORDS, datetime.now(UTC).date(), name="Annie Verhoeven")
    marit.links(number, code)
    marit.sends(number, "L1")
    for to in ("acknowledged", "assessing", "phase_one"):
        step(pieter, number, to, "volgens het boekje")
    return number, code


def send(visitor: Visitor, path: str, **fields: str) -> Visitor:
    return visitor.send(path, form_id=str(uuid.uuid4()), **fields)


def confirmed(app: Flask, number: str) -> Handler:
    marit = Handler(app, "marit")
    marit.open(f"/complaints/{number}/copies")
    send(marit, f"/complaints/{number}/copies", officer="4711", concerned="y")
    assert marit.status == 302, marit.words()[:600]
    marit.open(f"/complaints/{number}/copies")
    return marit


def test_who_took_it_in_is_proposed_and_left_off_only_with_a_reason(
    app: Flask, linked: tuple[str, str]
) -> None:
    number, _code = linked
    marit = Visitor(app, "marit").open(f"/complaints/{number}/copies")
    assert "Sanne de Wit" in marit.words()
    assert "wrote the receipt of" in marit.words()
    send(marit, f"/complaints/{number}/copies", officer="4711", reason="")
    assert marit.status == 400
    assert "Say why this person is not concerned." in marit.words()
    send(marit, f"/complaints/{number}/copies", officer="4711", reason="stond aan de balie")
    assert "stond aan de balie" in marit.open(f"/complaints/{number}/copies").words()


def test_the_copy_holds_the_complaint_and_what_goes_along_and_is_sent(
    app: Flask, linked: tuple[str, str]
) -> None:
    number, code = linked
    marit = confirmed(app, number)
    receiver = re.search(r'name="receiver" value="(officer:\d+)"', marit.text)[1]
    fields = {"receiver": receiver, "enclosures": f"receipt:{code}", "on_paper": "Brief van 3 mei"}
    send(marit, f"/complaints/{number}/copies/letter", language="en", **fields)
    assert marit.status == 302, marit.words()[:600]
    page = marit.open(f"/complaints/{number}/copies")
    letter = re.search(r'href="(/letters/B-[^"]+)"', page.text)[1]
    told = marit.open(letter).words()
    assert WORDS in told
    assert "Receipt of" in told
    assert "Brief van 3 mei" in told
    assert "You are heard before anything is judged." in told
    today = datetime.now(UTC).date().isoformat()
    send(marit, f"{letter}/sendings", way="by_hand", sent_on=today)
    assert "Sent on" in marit.open(f"/complaints/{number}/copies").words()


def test_data_of_somebody_else_stays_out_and_the_copy_says_so(
    app: Flask, linked: tuple[str, str]
) -> None:
    number, _code = linked
    other = Officer(app, "sanne").takes_in("bag", "Bert Zuidema")
    Handler(app, "marit").links(number, other)
    marit = confirmed(app, number)
    assert "It holds data of somebody else." in marit.words()
    receiver = re.search(r'name="receiver" value="(officer:\d+)"', marit.text)[1]
    fields = {"receiver": receiver, "enclosures": f"receipt:{other}"}
    send(marit, f"/complaints/{number}/copies/letter", language="en", **fields)
    letter = re.search(
        r'href="(/letters/B-[^"]+)"', marit.open(f"/complaints/{number}/copies").text
    )[1]
    told = marit.open(letter).words()
    assert "Left out of this copy" in told
    assert "It holds data of somebody else." in told
    assert "Zuidema" not in told


def test_no_copy_is_made_for_who_is_not_on_the_list(app: Flask, linked: tuple[str, str]) -> None:
    number, _code = linked
    marit = Visitor(app, "marit").open(f"/complaints/{number}/copies")
    send(marit, f"/complaints/{number}/copies/letter", receiver="officer:99", on_paper="Brief")
    assert marit.status == 409
    assert "Brief" in marit.words()
