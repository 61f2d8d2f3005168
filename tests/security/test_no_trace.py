"""Complaints leave no trace for officers, desk, custodians and administrators (Q24), and nobody
sees what is another unit's (Q23)."""

import difflib
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from custody import storage
from custody.domain.codes import show_item_code
from custody.domain.complaints import Complaint
from custody.domain.items import Party
from custody.services import accounts, complaints, intake
from tests.callers import Caller
from tests.pages import Visitor, running
from tests.security.world import NOBODY, Things, address, form, handover, routes
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
        text = visitor.open(path).text
        if path.startswith("/search?q="):
            text = _without_echo(text, path.partition("=")[2])
        for word in (complaint, SECRET, "klaagschrift"):
            assert word not in text, (path, word)


def _without_echo(text: str, asked: str) -> str:
    """Return the page of a search without the words that were asked, where a search repeats them."""
    for echo in (
        f'value="{asked}"',
        f"q={asked}",
        f"“{asked}”",
        f'name="q" value="{asked}"',
    ):
        text = text.replace(echo, "")
    return text


# What tells how long the log of all things is, for everybody who reads it.
_LENGTH_OF_THE_LOG = {"audit.show", "citizen.checkpoint", "health.readyz"}


@pytest.mark.parametrize("username", ["sanne", "joke", "ruud", "noor"])
def test_every_page_and_call_is_the_same_whether_a_complaint_exists_or_not(
    tmp_path: Path, username: str
) -> None:
    with_one = _all_answers(tmp_path / "with", username, complaint=True)
    without = _all_answers(tmp_path / "without", username, complaint=False)
    assert with_one.keys() == without.keys()
    assert len(with_one) > 60
    different = [key for key in with_one if with_one[key] != without[key]]
    assert not different, "\n".join(
        difflib.unified_diff(
            without[different[0]][1].split(), with_one[different[0]][1].split(), n=2
        )
    )


def _all_answers(
    folder: Path, username: str, *, complaint: bool
) -> dict[tuple[str, str], tuple[int, str]]:
    """Return what everything that can be read answers to one person, in a register with or without."""
    app = running(folder)
    try:
        things = _one_item(complaint=complaint)
        the_worker_runs(app, datetime.now(UTC) + timedelta(seconds=5))
        visitor, caller = Visitor.entered(app, username), Caller(app, username)
        answers = {}
        for endpoint, _method, rule in routes(app, "GET"):
            if endpoint not in {*_LENGTH_OF_THE_LOG, "static"}:
                response = visitor.client.get(address(app, rule, things))
                answers[endpoint, str(rule)] = _plain(response, things)
        for endpoint, _method, rule in routes(app, "GET", api=True):
            response = caller.get(address(app, rule, things).removeprefix("/api/v1"))
            answers[endpoint, str(rule)] = _plain(response, things)
        for asked in (_NUMBER, "klaagschrift", SECRET):
            response = visitor.client.get("/search", query_string={"q": asked})
            answers["search", asked] = _plain(response, things)
            response = caller.get(f"/items?q={asked}")
            answers["api search", asked] = _plain(response, things)
        return answers
    finally:
        storage.disconnect()


_NUMBER = f"K-{datetime.now(UTC).year}-0001"


def _one_item(*, complaint: bool) -> Things:
    """Return the things of a register with one item, and one complaint about something else or none."""
    people = {a.username: a.person for a in accounts.all_accounts()[0]}
    at = datetime.now(UTC) - timedelta(hours=2)
    if complaint:
        text = "De agent was onbeleefd. Zie mijn klaagschrift."
        party = Party("complainant", SECRET)
        told = Complaint("", text, "letter", at.date(), complainant=party)
        made = complaints.register(told, form(), people["marit"], at, at.date())
        assert made.number == _NUMBER
    giver = Party("giver", "Bert Zuidema")
    given = replace(handover(people["sanne"], at), parties=(giver,))
    taken = intake.hand_over(given, people["sanne"], at)
    return replace(NOBODY, item=taken.items[0], receipt=taken.receipts[0], complaint=_NUMBER)


def _plain(response: TestResponse, things: Things) -> tuple[int, str]:
    """Return an answer without what differs between any two registers: codes, ids and moments."""
    text = response.text
    for said in (things.item, show_item_code(things.item)):
        text = text.replace(said, "ITEM")
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}", "ID", text)
    text = re.sub(r'(csrf_token"[^>]*value|request_id"|leaf"|entry)(=|: ?)"[^"]+"', "TOKEN", text)
    text = re.sub(r"\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)?|\d{1,2}:\d\d", "MOMENT", text)
    text = re.sub(r'( d="[^"]{200,}|[A-Za-z0-9_-]{40,}|\b[0-9a-f]{8}\b)', "RANDOM", text)
    # Where an event stands in the log of all things is public, and tells that others were recorded.
    text = re.sub(r'"seq":\d+', "PLACE IN THE LOG", text)
    return response.status_code, text


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
