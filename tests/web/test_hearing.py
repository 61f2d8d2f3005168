"""The page of the committee's questions: an answer or why not, and the advice of mayor or prosecutor."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.pages import Visitor
from tests.services.test_stages import conduct
from tests.stories.actors import Handler
from tests.stories.test_late_find import step

DAY = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()


def send(visitor: Visitor, path: str, **fields: str) -> Visitor:
    return visitor.send(path, form_id=str(uuid.uuid4()), **fields)


@pytest.fixture
def asked(app: Flask) -> str:
    """Return a complaint of which the committee asks two things."""
    marit, pieter = Handler(app, "marit"), Visitor(app, "pieter")
    number = marit.registers("De agent was onbeleefd.", datetime.now(UTC).date(), name="Annie")
    marit.sends(number, "L1")
    for to in ("acknowledged", "assessing", "phase_two"):
        step(pieter, number, to, "volgens het boekje")
    conduct(number)
    pieter.open(f"/complaints/{number}/steps/hearing")
    facts = {"organisation": "Commissie Noord", "day": DAY, "reason": "advies gevraagd"}
    send(pieter, f"/complaints/{number}/preparations", to="hearing", **facts)
    marit.sends(number, "L8")
    step(pieter, number, "hearing", "iedereen heeft de brief")
    questions = {"questions": "Wie reed?\nWaar lag de tas?", "day": DAY, "reason": "meer weten"}
    pieter.open(f"/complaints/{number}/steps/more_inquiry")
    send(pieter, f"/complaints/{number}/steps", to="more_inquiry", **questions)
    assert pieter.status == 302, pieter.words()[:600]
    return number


def test_each_question_is_answered_or_says_why_not_before_the_committee_goes_on(
    app: Flask, asked: str
) -> None:
    """C22o."""
    path = f"/complaints/{asked}/questions"
    marit, pieter = Visitor(app, "marit").open(path), Visitor(app, "pieter")
    first, second = re.findall(r'name="question" value="(\d+)"', marit.text)
    send(marit, path, question=first, kind="answered", words="Karim reed")
    marit.open(path)
    send(marit, path, question=second, kind="", words="dat weet niemand")
    assert marit.status == 400
    assert "dat weet niemand" in marit.text
    pieter.open(f"/complaints/{asked}/steps/hearing")
    send(pieter, f"/complaints/{asked}/steps", to="hearing", reason="verder")
    assert "These questions wait for an answer: 2." in pieter.words()
    send(marit, path, question=second, kind="could_not", words="dat weet niemand")
    page = marit.open(path).words()
    assert "Could not be answered" in page
    step(pieter, asked, "hearing", "verder")


def test_the_coordinator_keeps_what_the_mayor_advises(app: Flask, asked: str) -> None:
    pieter = Visitor(app, "pieter").open(f"/complaints/{asked}/questions")
    send(pieter, f"/complaints/{asked}/advice", adviser="mayor", words="")
    assert pieter.status == 400
    send(pieter, f"/complaints/{asked}/advice", adviser="mayor", words="gegrond verklaren")
    page = pieter.open(f"/complaints/{asked}/handling").words()
    assert "Advice of: The mayor" in page
    assert "gegrond verklaren" in page
