"""The complaint was declared unfounded; a week later the keys are found. Nobody misses it again."""

import re
import uuid
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from custody import storage
from custody.domain.conclusions import POINTS
from custody.services import audit
from custody.storage.tables import OutboxRow
from tests.acts import SAID_BESIDE, without_committee
from tests.pages import Visitor
from tests.stories.actors import Custodian, Handler, Officer, the_worker_runs

WORDS = "Gisteren heb ik mijn huissleutels aan een agent gegeven. Nu zijn mijn sleutels weg."
NAME = "Annie Verhoeven"


def today() -> date:
    return datetime.now(UTC).date()


def work_is_done(app: Flask) -> None:
    the_worker_runs(app, datetime.now(UTC) + timedelta(seconds=5))


def step(visitor: Visitor, complaint: str, to: str, reason: str) -> None:
    visitor.open(f"/complaints/{complaint}/steps/{to}")
    path = f"/complaints/{complaint}/steps"
    facts = SAID_BESIDE.get(to, {})
    visitor.send(path, form_id=visitor.form_id(), to=to, reason=reason, **facts)
    assert visitor.status == 302, visitor.words()[:800]


def declared_unfounded(app: Flask) -> tuple[str, str]:
    """Bring a complaint to "not upheld" with every point answered, and its claim to its end."""
    marit, pieter, ellen = Handler(app, "marit"), Visitor(app, "pieter"), Visitor(app, "ellen")
    complaint = marit.registers(WORDS, today(), name=NAME)
    work_is_done(app)
    claim = marit.opens_a_claim(complaint)
    marit.sends(complaint, "L1")
    without_committee()
    for to in ("acknowledged", "assessing", "phase_two"):
        step(pieter, complaint, to, "volgens het boekje")
    points = {f"points-{n}-answer": "could_not" for n in range(len(POINTS))}
    points |= {f"points-{n}-text": "niemand weet het meer" for n in range(len(POINTS))}
    judged = {"outcome": "not_upheld", "findings": "agent ontkent", "reasons": "niet gebleken"}
    ellen.open(f"/complaints/{complaint}/handling")
    element = re.search(r"/elements/(\d+)/judgement", ellen.text)[1]
    path = f"/complaints/{complaint}/elements/{element}/judgement"
    ellen.send(path, form_id=str(uuid.uuid4()), **judged, **points)
    assert ellen.status == 302, ellen.words()[:800]
    step(ellen, complaint, "decided", "niet gebleken")
    ending = {"reason": "not_established", "text": "agent ontkent, twee getuigen"}
    ellen.open(f"/claims/{claim}/end")
    ellen.send(f"/claims/{claim}/end", form_id=str(uuid.uuid4()), **ending, **points)
    assert ellen.status == 302, ellen.words()[:800]
    return complaint, claim


def mails() -> list[dict]:
    with storage.reading() as books:
        rows = books.session.query(OutboxRow).filter(OutboxRow.kind == "mail")
        return [row.payload for row in rows]


def test_keys_found_a_week_later_reopen_the_complaint_that_was_declared_unfounded(
    app: Flask,
) -> None:
    complaint, claim = declared_unfounded(app)

    # A week later an officer finds keys in a vehicle and records them, knowing nothing.
    karim = Officer(app, "karim")
    code = karim.finds("keys", "VOERTUIG-4417", description="huissleutels met rode hanger")
    thanks = karim.words()
    work_is_done(app)

    # Handler and coordinator get a message that names the item alone; both see why it may fit.
    assert sorted(one["to"] for one in mails()) == ["5001", "5002"]
    assert all(one == {**one, "notice": "late_find", "items": [code]} for one in mails())
    marit = Visitor(app, "marit").open(f"/complaints/{complaint}/handling").words()
    assert "New: possibly this item" in marit
    assert "Reopen the complaint" not in marit
    pieter = Visitor(app, "pieter")
    assert "New: possibly this item" in pieter.open("/complaints").words()
    page = pieter.open(f"/complaints/{complaint}/handling").words()
    assert "huissleutels met rode hanger" in page
    assert "This fits" in page

    # He reopens it; the claim goes on too, and the complainant gets a letter.
    path = f"/complaints/{complaint}/late-finds"
    fields = {"item": code, "reopen": "y", "reason": "rode hanger"}
    pieter.send(path, form_id=str(uuid.uuid4()), **fields)
    assert pieter.status == 302, pieter.words()[:800]
    assert "Reopened" in pieter.open(f"/complaints/{complaint}/handling").words()
    assert "Open: nothing found yet" in pieter.open(f"/claims/{claim}").words()
    pieter.open(f"/complaints/{complaint}/handling")
    assert "Tell the complainant by" in pieter.words()
    letter = {"kind": "L12", "item": code, "language": "nl", "sorry": "y", "collect": "morgen"}
    told = pieter.send(
        f"/complaints/{complaint}/letters", follow=True, form_id=str(uuid.uuid4()), **letter
    ).words()
    assert "Wij pakken uw klacht weer op" in told
    assert "Het spijt ons dat het zo lang duurde." in told
    assert "The complainant was told:" in pieter.open(f"/complaints/{complaint}/handling").words()

    # Both sides say it is the one, and all that was decided before stays readable.
    Handler(app, "marit").answers_candidate(claim, code, "same", "rode hanger")
    Custodian(app, "ruud").answers_candidate(claim, code, "same", "hanger klopt")
    history = pieter.open(f"/claims/{claim}").words()
    assert "The item was found" in history
    assert "Cannot be established" in history
    assert thanks == karim.words()
    assert audit.verify().clean


def test_a_complaint_that_is_not_reopened_keeps_the_reason_and_tells_it(app: Flask) -> None:
    complaint, claim = declared_unfounded(app)
    code = Officer(app, "karim").finds("keys", "VOERTUIG-4417", description="huissleutels")
    work_is_done(app)
    pieter = Visitor(app, "pieter").open(f"/complaints/{complaint}/handling")
    fields = {"item": code, "reason": "dit is een fietssleutel"}
    pieter.send(f"/complaints/{complaint}/late-finds", form_id=str(uuid.uuid4()), **fields)
    page = pieter.open(f"/complaints/{complaint}/handling").words()
    assert "Looked at, not reopened" in page
    assert "dit is een fietssleutel" in page
    letter = {"kind": "L12", "item": code, "language": "en"}
    told = pieter.send(
        f"/complaints/{complaint}/letters", follow=True, form_id=str(uuid.uuid4()), **letter
    ).words()
    assert "We do not take up your complaint again because of this item." in told
    assert "We keep looking for your item." in told
    assert "Ended" in pieter.open(f"/claims/{claim}").words()


@pytest.mark.parametrize("username", ["karim", "sanne", "joke", "ruud", "noor"])
def test_nobody_else_sees_a_sign_of_it(app: Flask, username: str) -> None:
    complaint, claim = declared_unfounded(app)
    code = Officer(app, "karim").finds("keys", "VOERTUIG-4417", description="huissleutels")
    work_is_done(app)
    visitor = Visitor(app, username)
    for path in ("/", f"/items/{code}", "/my-items", "/search?q=huissleutels", "/admin/notices"):
        text = visitor.open(path).text
        assert complaint not in text, path
        assert NAME not in text, path
        assert "possibly this item" not in text, path
    for path in (f"/complaints/{complaint}", f"/complaints/{complaint}/handling"):
        assert visitor.open(path).status == 403
    seen = visitor.open(f"/claims/{claim}")
    assert seen.status == (200 if username == "ruud" else 403)
    assert complaint not in seen.text
    assert NAME not in seen.text
