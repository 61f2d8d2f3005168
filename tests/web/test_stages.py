"""The pages of the steps: each asks what it has to say, gives typed words back, makes its letter."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.pages import Visitor
from tests.services.test_stages import conduct
from tests.stories.actors import Handler
from tests.stories.test_late_find import step

WORDS = "Gisteren heb ik mijn huissleutels aan een agent gegeven. Nu zijn ze weg."


@pytest.fixture
def complaint(app: Flask) -> str:
    today = datetime.now(UTC).date()
    number = Handler(app, "marit").registers(WORDS, today, name="Annie Verhoeven")
    Handler(app, "marit").sends(number, "L1")
    pieter = Visitor(app, "pieter")
    for to in ("acknowledged", "assessing"):
        step(pieter, number, to, "volgens het boekje")
    return number


def send(visitor: Visitor, path: str, **fields: str) -> Visitor:
    return visitor.send(path, form_id=str(uuid.uuid4()), **fields)


def letter(app: Flask, number: str, kind: str, language: str = "nl") -> str:
    marit = Visitor(app, "marit").open(f"/complaints/{number}/handling")
    path = f"/complaints/{number}/letters"
    return marit.send(
        path, follow=True, form_id=str(uuid.uuid4()), kind=kind, language=language
    ).words()


def test_the_page_says_what_comes_next_and_how_the_last_day_came_about(
    app: Flask, complaint: str
) -> None:
    page = Visitor(app, "pieter").open(f"/complaints/{complaint}/handling").words()
    assert "Give every item in the words an end" in page
    assert "6 weeks from" in page
    assert "Sent on to another body" in page
    assert "Not handled" not in page
    assert "Not handled" in Visitor(app, "ellen").open(f"/complaints/{complaint}/handling").words()


def test_a_step_that_lacks_something_says_so_and_gives_the_words_back(
    app: Flask, complaint: str
) -> None:
    ellen = Visitor(app, "ellen").open(f"/complaints/{complaint}/steps/not_handled")
    path = f"/complaints/{complaint}/steps"
    send(ellen, path, to="not_handled", ground="court", reason="zaak 12 bij de rechtbank")
    assert ellen.status == 400
    assert "Fill this in first: “Who read this as a second person?”" in ellen.words()
    assert "zaak 12 bij de rechtbank" in ellen.text
    assert Visitor(app, "ellen").open(f"/complaints/{complaint}/steps/nowhere").status == 404


def test_a_refusal_tells_ground_ombudsman_and_that_the_item_is_looked_for(
    app: Flask, complaint: str
) -> None:
    ellen = Visitor(app, "ellen").open(f"/complaints/{complaint}/steps/not_handled")
    facts = {"ground": "court", "second": "Pieter Kuiper", "reason": "zaak 12"}
    send(ellen, f"/complaints/{complaint}/steps", to="not_handled", **facts)
    assert ellen.status == 302, ellen.words()[:600]
    told = letter(app, complaint, "L5")
    assert "Wij behandelen uw klacht niet." in told
    assert "Nationale ombudsman" in told
    assert "Wij blijven ernaar zoeken." in told


def test_on_hold_tells_until_when_and_both_days(app: Flask, complaint: str) -> None:
    day = (datetime.now(UTC) + timedelta(days=30)).date().isoformat()
    ellen = Visitor(app, "ellen").open(f"/complaints/{complaint}/steps/suspended")
    facts = {"basis": "criminal", "day": day, "reason": "de officier vraagt dit"}
    assert "Prepare it, send the letters, and record it then." in ellen.words()
    send(ellen, f"/complaints/{complaint}/preparations", to="suspended", **facts)
    assert ellen.status == 302, ellen.words()[:600]
    assert (
        "This letter has to be sent first"
        in ellen.open(f"/complaints/{complaint}/steps/suspended").words()
    )
    told = Handler(app, "marit").sends(complaint, "L7", language="en")
    assert "We put your complaint on hold." in told
    assert "You can ask for a written judgement at any time." in told
    page = ellen.open(f"/complaints/{complaint}/steps/suspended").words()
    assert "Everybody was sent the letter." in page
    step(ellen, complaint, "suspended", "de brief is weg")
    assert "Look at it again on" in ellen.open(f"/complaints/{complaint}/handling").words()


def test_more_time_moves_the_last_day_and_makes_its_letter(app: Flask, complaint: str) -> None:
    pieter = Visitor(app, "pieter").open(f"/complaints/{complaint}/more-time")
    send(pieter, f"/complaints/{complaint}/adjournment", weeks="9", reason="druk")
    assert pieter.status == 400
    send(pieter, f"/complaints/{complaint}/adjournment", weeks="3", reason="een getuige is op reis")
    assert pieter.status == 302, pieter.words()[:600]
    page = pieter.open(f"/complaints/{complaint}/handling").words()
    assert "Adjourned by 3 weeks." in page
    assert "Weeks more 3" in page
    told = letter(app, complaint, "L2")
    assert "een getuige is op reis" in told


def test_another_day_is_agreed_on_a_page(app: Flask, complaint: str) -> None:
    day = (datetime.now(UTC) + timedelta(days=90)).date().isoformat()
    pieter = Visitor(app, "pieter").open(f"/complaints/{complaint}/more-time")
    send(pieter, f"/complaints/{complaint}/agreed-day", agreed=day, consent="")
    assert "say how the complainant agreed" in pieter.words()
    send(pieter, f"/complaints/{complaint}/agreed-day", agreed=day, consent="mail van vandaag")
    page = pieter.open(f"/complaints/{complaint}/handling").words()
    assert "This day was agreed with the complainant." in page


def test_the_decision_shows_the_advice_beside_the_judgement(app: Flask, complaint: str) -> None:
    pieter, ellen = Visitor(app, "pieter"), Visitor(app, "ellen")
    step(pieter, complaint, "phase_two", "zij wil een oordeel")
    conduct(complaint)
    day = (datetime.now(UTC) + timedelta(days=20)).date().isoformat()
    pieter.open(f"/complaints/{complaint}/steps/hearing")
    facts = {"organisation": "Commissie Noord", "day": day, "reason": "advies gevraagd"}
    send(pieter, f"/complaints/{complaint}/preparations", to="hearing", **facts)
    assert "Commissie Noord" in Handler(app, "marit").sends(complaint, "L8")
    step(pieter, complaint, "hearing", "iedereen heeft de brief")
    page = pieter.open(f"/complaints/{complaint}/handling")
    where = re.search(r'/complaints/[^"]+/elements/\d+(?=/advice)', page.text)[0]
    pieter.open(f"{where}/advice")
    pieter.send(f"{where}/advice", advice="upheld", why="")
    assert pieter.status == 400
    pieter.send(f"{where}/advice", advice="upheld", why="niemand belde terug")
    assert pieter.status == 302, pieter.words()[:600]
    pieter.open(f"/complaints/{complaint}/steps/advice")
    send(pieter, f"/complaints/{complaint}/steps", to="advice", heard="report", reason="gehoord")
    ellen.open(f"{where}/judgement")
    judged = {"outcome": "partly_upheld", "findings": "een keer gebeld", "reasons": "te laat"}
    send(ellen, f"{where}/judgement", **judged)
    assert ellen.status == 302, ellen.words()[:600]
    step(ellen, complaint, "decided", "wij bellen voortaan binnen een week")
    told = letter(app, complaint, "L10", "en")
    assert "The committee advised: Upheld." in told
    assert "We differ from that." in told
    assert "You can do that until" in told
