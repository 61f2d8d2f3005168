"""Complaints leave no trace for officers, desk, custodians and administrators (Q24), and nobody
sees what is another unit's (Q23)."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from custody import storage
from tests.pages import Visitor
from tests.stories.actors import Desk, Handler, Officer, the_worker_runs

SECRET = "Annie Verhoeven"


@pytest.fixture
def story(app: Flask) -> tuple[str, str, str]:
    """A complaint, a claim and a linked item."""
    code = Officer(app, "karim").finds("keys", "VOERTUIG-4417", description="huissleutels rood")
    marit = Handler(app, "marit")
    today = datetime.now(UTC).date()
    text = "Ik gaf gisteren mijn huissleutels aan een agent. Kadestraat klaagschrift."
    complaint = marit.registers(text, today, name=SECRET)
    claim = marit.opens_a_claim(complaint)
    marit.links(complaint, code)
    the_worker_runs(app, datetime.now(UTC) + timedelta(seconds=5))
    return complaint, claim, code


@pytest.mark.parametrize("username", ["sanne", "joke", "ruud", "noor"])
def test_no_page_of_other_staff_shows_a_complaint(
    app: Flask, story: tuple[str, str, str], username: str
) -> None:
    complaint, claim, code = story
    visitor = Visitor(app, username)
    paths = ["/my-items", "/transfers/incoming", "/search", f"/search?q={complaint}", "/labels"]
    paths += ["/search?q=Verhoeven", "/search?q=klaagschrift", f"/items/{code}", "/scan-moves"]
    paths += ["/places", "/admin/users", "/integrity", "/claims", f"/claims/{claim}"]
    for path in paths:
        text = visitor.open(path).text.replace(f"q={complaint}", "").replace(complaint, "", 1)
        if path == f"/search?q={complaint}":
            text = text.replace(complaint, "")
        assert complaint not in text, path
        assert SECRET not in text, path
        assert "klaagschrift" not in text.replace("klaagschrift", "", 3), path


@pytest.mark.parametrize("username", ["sanne", "joke", "ruud", "noor"])
def test_a_complaint_that_exists_and_one_that_does_not_have_the_same_answer(
    app: Flask, story: tuple[str, str, str], username: str
) -> None:
    visitor = Visitor(app, username)
    there = visitor.open(f"/complaints/{story[0]}")
    answer = (there.status, there.words().split("number:")[0])
    gone = visitor.open("/complaints/K-2026-9999")
    assert (gone.status, gone.words().split("number:")[0]) == answer


def test_a_handler_who_is_not_assigned_gets_the_answer_of_a_number_that_does_not_exist(
    app: Flask, story: tuple[str, str, str]
) -> None:
    with storage.transaction() as books:
        books.complaints.assign(story[0], "9999")
    marit = Visitor(app, "marit")
    assert marit.open(f"/complaints/{story[0]}").status == 404
    assert marit.open("/complaints/K-2026-9999").status == 404


def test_the_hold_shows_its_number_and_no_ground(app: Flask, story: tuple[str, str, str]) -> None:
    joke = Desk(app, "joke")
    words = joke.open(f"/items/{story[2]}").words()
    assert "On hold, number H-" in words
    assert story[0] not in words
    handler = Visitor(app, "marit").open(f"/items/{story[2]}").words()
    assert story[0] in handler


def test_an_officer_of_another_unit_gets_the_answer_of_an_unknown_code(
    app: Flask, story: tuple[str, str, str]
) -> None:
    bram = Visitor(app, "bram")
    other = bram.open(f"/items/{story[2]}")
    answer = (other.status, other.words().replace(story[2], "").split("number:")[0])
    unknown = bram.open("/items/F5DPN209V2")
    assert answer[0] == 404
    assert (unknown.status, unknown.words().replace("F5DPN209V2", "").split("number:")[0]) == answer


def test_taking_a_complaint_down_shows_its_number_and_nothing_after(app: Flask) -> None:
    sanne = Officer(app, "sanne").open("/complaints/take-down")
    fields = {"form_id": sanne.form_id(), "text": "Mijn tas is weg.", "channel": "street"}
    sanne.send("/complaints/take-down", **fields)
    assert sanne.status == 200
    assert "K-2026-0001" in sanne.words() or "K-" in sanne.words()
    assert sanne.open("/complaints").status == 403
