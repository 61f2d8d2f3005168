"""The page of letters: what has to go out, made and sent as two facts, and what stays whole in it."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.pages import Visitor
from tests.stories.actors import Handler
from tests.stories.test_late_find import step


@pytest.fixture
def complaint(app: Flask) -> str:
    return Handler(app, "marit").registers(
        "De agent was onbeleefd.", datetime.now(UTC).date(), name="Annie Verhoeven"
    )


def send(visitor: Visitor, path: str, **fields: str) -> Visitor:
    return visitor.send(path, form_id=str(uuid.uuid4()), **fields)


def officer(app: Flask, complaint: str, number: str = "4822") -> str:
    """Name an officer concerned, and return how letters call this person."""
    marit = Visitor(app, "marit").open(f"/complaints/{complaint}/handling")
    send(marit, f"/complaints/{complaint}/concerned", officer=number)
    assert marit.status == 302, marit.words()[:600]
    return "officer:1"


def test_a_letter_is_made_and_then_sent_and_the_page_says_what_comes_next(
    app: Flask, complaint: str
) -> None:
    marit = Handler(app, "marit").open(f"/complaints/{complaint}/letters")
    assert "We received your complaint" in marit.words()
    assert "Send it by" in marit.words()
    send(marit, f"/complaints/{complaint}/letters", kind="L1", language="nl")
    letter = marit.path
    page = marit.open(f"/complaints/{complaint}/letters").words()
    assert "Made, not sent yet. How did it go out?" in page
    assert "made, not sent yet" in marit.open(f"/complaints/{complaint}/handling").words()
    marit.open(letter)
    send(marit, f"{letter}/sendings", way="", sent_on="2020-01-01")
    assert marit.status == 400
    assert "Choose how it was sent." in marit.words()
    today = datetime.now(UTC).date().isoformat()
    send(marit, f"{letter}/sendings", way="by_hand", sent_on=today)
    assert marit.path == f"/complaints/{complaint}/letters"
    assert "handed over" in marit.open(marit.path).words()


def test_a_number_stays_whole_and_the_letter_ends_as_on_paper(app: Flask, complaint: str) -> None:
    marit = Handler(app, "marit")
    marit.sends(complaint, "L1")
    letter = marit.open(f"/complaints/{complaint}/letters").text.split('href="/letters/')[1][:11]
    assert f'<span class="whole">{complaint}</span>' in marit.open(f"/letters/{letter}").text
    assert "Met vriendelijke groet, Marit Bakker" in marit.words()
    sent = marit.sends(complaint, "L1", language="en")
    assert "Yours sincerely, Marit Bakker" in sent


def test_the_letter_of_a_claim_draws_the_address_of_its_page(app: Flask) -> None:
    marit = Handler(app, "marit")
    claim = marit.opens_a_claim("")
    marit.open(f"/claims/{claim}")
    send(marit, f"/claims/{claim}/letter", language="en")
    letter = marit.path
    assert 'aria-label="QR code of the page that shows how it stands"' in marit.open(letter).text
    marit.send(f"{letter}/print")
    assert marit.response.data.startswith(b"%PDF")


@pytest.mark.parametrize(
    ("kind", "receiver"),
    [("L5", ""), ("L9", "officer:1"), ("L8", "officer:9"), ("L15", "mayor"), ("L17", "ombudsman")],
)
def test_a_letter_that_nobody_has_to_get_now_is_refused(
    app: Flask, complaint: str, kind: str, receiver: str
) -> None:
    marit = Handler(app, "marit").open(f"/complaints/{complaint}/letters")
    send(marit, f"/complaints/{complaint}/letters", kind=kind, receiver=receiver)
    assert marit.status == 400
    assert "This letter does not go with the last step." in marit.words()


def test_both_sides_hear_of_more_time_and_of_the_hearing(app: Flask, complaint: str) -> None:
    """C47, C77."""
    marit, pieter = Handler(app, "marit"), Visitor(app, "pieter")
    marit.sends(complaint, "L1")
    for to in ("acknowledged", "assessing"):
        step(pieter, complaint, to, "volgens het boekje")
    karim = officer(app, complaint)
    pieter.open(f"/complaints/{complaint}/more-time")
    send(pieter, f"/complaints/{complaint}/adjournment", weeks="2", reason="getuige op reis")
    assert "getuige op reis" in marit.sends(complaint, "L2", language="en")
    told = marit.sends(complaint, "L2", karim, language="en")
    assert "It concerns you." in told
    assert "More time for a complaint that concerns you" in told
    step(pieter, complaint, "phase_two", "zij wil een oordeel")
    day = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()
    pieter.open(f"/complaints/{complaint}/steps/hearing")
    facts = {"organisation": "Commissie Noord", "day": day, "reason": "advies gevraagd"}
    send(pieter, f"/complaints/{complaint}/preparations", to="hearing", **facts)
    marit.sends(complaint, "L8")
    assert "The complainant gets the same notice." in marit.sends(
        complaint, "L8", karim, language="en"
    )
    for body in ("mayor", "prosecutor"):
        assert "De agent was onbeleefd." in marit.sends(complaint, "L15", body)


def test_who_could_not_be_reached_gets_a_letter_that_leaves_the_way_open(
    app: Flask, complaint: str
) -> None:
    """L14: with what was tried, and a day; without them it is refused."""
    marit = Handler(app, "marit").open(f"/complaints/{complaint}/letters")
    send(marit, f"/complaints/{complaint}/letters", kind="L14", words="", day="")
    assert "Write down first what this letter has to say" in marit.words()
    day = (datetime.now(UTC) + timedelta(days=14)).date().isoformat()
    told = marit.sends(complaint, "L14", words="3 keer gebeld", day=day, language="en")
    assert "3 keer gebeld" in told
    assert "Also after that day you can come back to it." in told


def test_more_time_is_asked_for_with_a_form_to_answer_on(app: Flask, complaint: str) -> None:
    """L11."""
    pieter = Visitor(app, "pieter").open(f"/complaints/{complaint}/more-time")
    day = (datetime.now(UTC) + timedelta(days=90)).date().isoformat()
    send(pieter, f"/complaints/{complaint}/proposed-day", proposed=day, why="getuige op reis")
    assert pieter.status == 302, pieter.words()[:600]
    told = Handler(app, "marit").sends(complaint, "L11", language="en")
    assert "[ ] Yes, I agree with an answer by" in told
    assert "You do not have to agree." in told


@pytest.mark.parametrize("username", ["sanne", "joke", "ruud", "noor"])
def test_nobody_else_sees_the_letters_of_a_complaint(
    app: Flask, complaint: str, username: str
) -> None:
    for page in ("letters", "copies", "questions"):
        assert Visitor(app, username).open(f"/complaints/{complaint}/{page}").status == 403
