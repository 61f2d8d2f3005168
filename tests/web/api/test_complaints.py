"""Complaints and claims over the API, for those with the right; for others no trace (Q24)."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.callers import Caller
from tests.stories.actors import the_worker_runs

TEXT = "Ik gaf gisteren mijn huissleutels met rode hanger aan een agent.\n  Kadestraat 14. "


@pytest.fixture
def marit(app: Flask) -> Caller:
    return Caller(app, "marit")


def _registers(marit: Caller) -> str:
    response = marit.post(
        "/complaints", {"text": TEXT, "channel": "e_mail", "name": "Annie Verhoeven"}
    )
    assert response.status_code == 201, response.json
    number: str = response.json["number"]
    return number


def _keys_of_yesterday(app: Flask) -> str:
    keys = {"category": "keys", "quantity": 2, "description": "huissleutels met rode hanger"}
    yesterday = (datetime.now(UTC) - timedelta(days=1)).isoformat()
    late = {"happened_at": yesterday, "late_reason": "dienst liep uit"}
    code = Caller(app, "sanne").hands_over(items=[keys], **late)
    the_worker_runs(app, datetime.now(UTC) + timedelta(seconds=5))
    return code


def test_the_words_come_back_as_they_were_sent(marit: Caller) -> None:
    number = _registers(marit)
    shown = marit.get(f"/complaints/{number}").json
    assert (shown["text"], shown["complainant"]) == (TEXT, "Annie Verhoeven")
    assert [c["number"] for c in marit.get("/complaints").json] == [number]


def test_a_retry_registers_once(marit: Caller) -> None:
    key = str(uuid.uuid4())
    first, again = (
        marit.post("/complaints", {"text": TEXT, "channel": "e_mail"}, key) for _ in range(2)
    )
    assert first.json["number"] == again.json["number"]


def test_what_the_words_mention_is_suggested_with_its_reasons(app: Flask, marit: Caller) -> None:
    code = _keys_of_yesterday(app)
    number = _registers(marit)
    found = {s["item"]["code"]: s for s in marit.get(f"/complaints/{number}/suggestions").json}
    assert found[code]["supports"]


def test_an_item_is_linked_once_with_a_hold_and_the_report_has_its_trail(
    app: Flask, marit: Caller
) -> None:
    code = Caller(app, "sanne").hands_over()
    number = _registers(marit)
    linked = marit.post(f"/complaints/{number}/links", {"item": code, "reason": "past"})
    assert linked.json["hold"].startswith("H-")
    assert marit.post(f"/complaints/{number}/links", {"item": code}).status_code == 409
    report = marit.get(f"/complaints/{number}/report").json
    records = report["items"][0]["trail"]["records"]
    assert [r["type"] for r in records] == ["item_received", "hold_set"]


def test_a_suggestion_is_set_aside_with_a_reason_of_the_list(app: Flask, marit: Caller) -> None:
    code = _keys_of_yesterday(app)
    number = _registers(marit)
    mention = marit.get(f"/complaints/{number}/suggestions").json[0]["mention"]
    sent = {"item": code, "mention": mention, "reason": "other_time"}
    assert marit.post(f"/complaints/{number}/rejections", sent).status_code == 201
    states = {s["state"] for s in marit.get(f"/complaints/{number}/suggestions").json}
    assert "rejected" in states
    wrong = {**sent, "reason": "just because"}
    assert marit.post(f"/complaints/{number}/rejections", wrong).status_code == 422


def test_a_claim_finds_an_item_that_turns_up_later(app: Flask, marit: Caller) -> None:
    number = _registers(marit)
    made = marit.post(
        "/claims",
        {
            "account": "huissleutels afgegeven",
            "category": "keys",
            "complaint": number,
            "mention": 0,
        },
    )
    assert made.status_code == 201
    Caller(app, "karim").post("/finds", {"category": "keys", "description": "rode hanger"})
    the_worker_runs(app, datetime.now(UTC) + timedelta(seconds=5))
    assert marit.get(f"/claims/{made.json['number']}").json["state"] == "open"
    custodian = Caller(app, "ruud").get(f"/claims/{made.json['number']}").json
    assert (custodian["complaint"], custodian["claimant"]) == (None, "")


def test_taking_a_complaint_down_gives_its_number_and_nothing_after(app: Flask) -> None:
    sanne = Caller(app, "sanne")
    taken = sanne.post("/complaints/take-down", {"text": TEXT, "channel": "street"})
    assert (taken.status_code, list(taken.json)) == (201, ["number"])
    assert sanne.get(f"/complaints/{taken.json['number']}").status_code == 403


def test_how_a_complaint_came_in_is_asked_and_never_made_up(app: Flask, marit: Caller) -> None:
    refused = marit.post("/complaints", {"text": TEXT})
    assert (refused.status_code, list(refused.json["fields"]["json"])) == (422, ["channel"])
    assert marit.get("/complaints").json == []


@pytest.mark.parametrize("username", ["sanne", "joke", "ruud", "noor"])
def test_a_complaint_that_is_there_and_one_that_is_not_look_the_same_to_others(
    app: Flask, marit: Caller, username: str
) -> None:
    number = _registers(marit)
    other = Caller(app, username)
    for path in ("", "/report", "/suggestions"):
        there, gone = (other.get(f"/complaints/{n}{path}") for n in (number, "K-2026-9999"))
        assert (there.status_code, there.json["message"]) == (
            gone.status_code,
            gone.json["message"],
        )


def test_a_handler_who_is_not_assigned_is_told_what_a_wrong_number_tells(
    app: Flask, marit: Caller
) -> None:
    from custody import storage

    number = _registers(marit)
    with storage.transaction() as books:
        books.complaints.assign(number, "9999")
    there, gone = (marit.get(f"/complaints/{n}") for n in (number, "K-2026-9999"))
    assert there.status_code == gone.status_code == 404
    assert there.json["message"] == gone.json["message"]


def test_a_hold_shows_its_number_and_no_ground_to_others(app: Flask, marit: Caller) -> None:
    sanne = Caller(app, "sanne")
    code = sanne.hands_over()
    number = _registers(marit)
    marit.post(f"/complaints/{number}/links", {"item": code, "reason": "Annie herkent ze"})
    for path in (f"/items/{code}", f"/items/{code}/trail"):
        shown = sanne.get(path).text
        assert "H-" in shown
        assert number not in shown
        assert "herkent" not in shown
    assert number in marit.get(f"/items/{code}/trail").text


def test_an_item_of_another_unit_is_not_there(app: Flask) -> None:
    code = Caller(app, "sanne").hands_over()
    bram = Caller(app, "bram")
    for path in ("", "/trail"):
        there, gone = (bram.get(f"/items/{c}{path}") for c in (code, "F5DPN209V2"))
        assert there.status_code == gone.status_code == 404
        assert there.json["message"].replace(code, "") == gone.json["message"].replace(
            "F5DPN209V2", ""
        )
    assert bram.get("/search?q=hanger").json["items"] == []
