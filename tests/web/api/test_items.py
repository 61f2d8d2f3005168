"""Items over the API: the same answers as the pages, and no change is lost."""

import uuid

from flask import Flask

from custody.domain.codes import show_item_code
from tests.callers import Caller, looks
from tests.pages import Visitor


def test_a_handover_gives_a_code_and_a_receipt_that_the_pages_show(app: Flask) -> None:
    sanne = Caller(app, "sanne")
    response = sanne.post(
        "/handovers",
        {
            "taking": "given_entry",
            "items": [{"category": "keys", "quantity": 2, "description": "rode hanger"}],
            "parties": [{"role": "giver", "name": "Annie Verhoeven"}],
            "place": "BIJ-4711",
        },
    )
    assert response.status_code == 201
    code = response.json["items"][0]
    page = Visitor(app, "sanne").open(f"/receipts/{response.json['receipts'][0]}")
    assert show_item_code(code) in page.words()
    item = sanne.get(f"/items/{code}").json
    assert (item["holder"]["ref"], item["place"]) == ("4711", "BIJ-4711")
    assert item["description"] == "2 sleutels, rode hanger"


def test_a_retry_with_the_same_key_gives_the_first_answer_and_records_once(app: Flask) -> None:
    sanne = Caller(app, "sanne")
    key = str(uuid.uuid4())
    sent = {"items": [{"category": "phone"}], "place": "BIJ-4711"}
    first, again = (sanne.post("/handovers", sent, key) for _ in range(2))
    assert first.json == again.json
    assert len(sanne.get("/my-items").json) == 1


def test_the_same_key_with_other_content_is_refused(app: Flask) -> None:
    sanne = Caller(app, "sanne")
    key = str(uuid.uuid4())
    assert sanne.post("/finds", {"category": "phone"}, key).status_code == 201
    again = sanne.post("/finds", {"category": "keys"}, key)
    assert again.status_code == 409
    assert "other content" in again.json["message"] or "andere inhoud" in again.json["message"]


def test_counted_money_is_its_notes_and_coins(app: Flask) -> None:
    sanne = Caller(app, "sanne")
    faces = [{"face": 5000, "number": 2}, {"face": 50, "number": 1}]
    code = sanne.hands_over(items=[{"category": "cash", "cash": {"counted": True, "faces": faces}}])
    assert sanne.get(f"/items/{code}").json["cash"]["sum"] == 10050
    unsealed = [{"category": "cash", "cash": {"counted": False}}]
    assert sanne.post("/handovers", {"items": unsealed}).status_code == 400


def test_a_late_entry_needs_its_reason_as_on_the_page(app: Flask) -> None:
    sent = {"items": [{"category": "bag"}], "happened_at": "2026-01-05T10:00:00"}
    sanne = Caller(app, "sanne")
    assert sanne.post("/handovers", sent).status_code == 400
    assert sanne.post("/handovers", {**sent, "late_reason": "dienst liep uit"}).status_code == 201


def test_a_trail_tells_every_step_and_each_look_is_logged_once(app: Flask) -> None:
    sanne = Caller(app, "sanne")
    code = sanne.hands_over()
    sanne.post("/moves", {"item": code, "place": "VOERTUIG-4417"})
    trail = sanne.get(f"/items/{code}/trail").json
    assert [r["type"] for r in trail["records"]] == ["item_received", "item_moved"]
    assert trail["records"][1]["place"] == "VOERTUIG-4417"
    assert [look.seen for look in looks("api_items.trail")] == [(f"item:{code}",)]
    assert looks("api_items.trail")[0].by == "4711"


def test_a_correction_needs_the_item_as_it_was_seen(app: Flask) -> None:
    sanne = Caller(app, "sanne")
    code = sanne.hands_over()
    path, sent = f"/items/{code}/corrections", {"quantity": 3, "reason": "geteld"}
    seen = sanne.get(f"/items/{code}").headers["ETag"]
    assert sanne.post(path, sent).status_code == 428
    sanne.post("/moves", {"item": code, "place": "VOERTUIG-4417"})
    assert sanne.post(path, sent, **{"If-Match": seen}).status_code == 412
    assert sanne.get(f"/items/{code}").json["quantity"] == 2
    fresh = sanne.get(f"/items/{code}").headers["ETag"]
    key = str(uuid.uuid4())
    first = sanne.post(path, sent, key, **{"If-Match": fresh})
    assert (first.status_code, first.json["quantity"]) == (201, 3)
    again = sanne.post(path, sent, key, **{"If-Match": fresh})
    assert (again.status_code, again.headers["ETag"]) == (201, first.headers["ETag"])


def test_a_check_feature_leaves_over_no_address(app: Flask) -> None:
    sanne = Caller(app, "sanne")
    code = sanne.hands_over(items=[{"category": "bag", "check_feature": "zilveren knoop"}])
    for path in (f"/items/{code}", f"/items/{code}/trail", "/my-items", "/search?q=knoop"):
        assert "zilveren" not in sanne.get(path).text, path


def test_scans_move_items_to_the_place_that_was_scanned_before(app: Flask) -> None:
    sanne, joke = Caller(app, "sanne"), Caller(app, "joke")
    code = sanne.hands_over()
    sanne.post("/transfers", {"items": [code], "to": "BALIE-HAVEN"})
    target = joke.post("/scans", {"raw": "BALIE-HAVEN"}).json
    assert (target["result"], target["place"]) == ("target", "BALIE-HAVEN")
    scanned = joke.post("/scans", {"raw": code, "target": "BALIE-HAVEN"}).json
    assert (scanned["result"], scanned["item"]) == ("accepted", code)
    assert joke.post("/scans", {"raw": "nonsense"}).json["result"] == "unknown"


def test_offers_are_answered_line_by_line(app: Flask) -> None:
    sanne, joke = Caller(app, "sanne"), Caller(app, "joke")
    kept, given, back = (sanne.hands_over() for _ in range(3))
    offered = {"items": [kept, given, back], "to": "BALIE-HAVEN", "purpose": "bewaren"}
    assert len(sanne.post("/transfers", offered).json) == 3
    waiting = [item["code"] for item in joke.get("/transfers/incoming").json]
    assert waiting == sorted([kept, given, back])
    assert joke.post(f"/transfers/{given}/accept", {}).status_code == 201
    assert joke.post(f"/transfers/{given}/accept", {}).status_code == 409
    refused = joke.post(f"/transfers/{kept}/refuse", {"reason": "not_here"})
    assert refused.json[0]["type"] == "transfer_refused"
    assert sanne.post(f"/transfers/{back}/withdraw", {}).status_code == 201
    assert joke.get("/transfers/incoming").json == []
    assert joke.get(f"/items/{given}").json["holder"]["ref"] == "BALIE-HAVEN"


def test_giving_back_asks_what_the_page_asks(app: Flask) -> None:
    sanne, joke = Caller(app, "sanne"), Caller(app, "joke")
    code = sanne.hands_over()
    sanne.post("/transfers", {"items": [code], "to": "BALIE-HAVEN"})
    joke.post(f"/transfers/{code}/accept", {})
    release = {
        "receiver": "Annie Verhoeven",
        "entitlement": "giver",
        "identity_kind": "passport",
        "signature": {"way": "refused", "text": "wil niet"},
    }
    path = f"/items/{code}/returns"
    assert joke.post(path, release).status_code == 400
    assert joke.post(path, {**release, "second": "4005"}).status_code == 201
    assert joke.get(f"/items/{code}").json["status"] == "returned"


def test_search_finds_by_words_and_by_code_and_pages_back(app: Flask) -> None:
    sanne = Caller(app, "sanne")
    code = sanne.hands_over()
    assert [i["code"] for i in sanne.get("/search?q=hanger").json["items"]] == [code]
    assert [i["code"] for i in sanne.get(f"/search?q={code}").json["items"]] == [code]
    assert sanne.get("/search?q=fiets").json["items"] == []
    assert sanne.get("/search?q=hanger&category=phone").json["items"] == []


def test_the_second_counter_learns_nothing_of_the_first_count_over_the_api_either(
    app: Flask,
) -> None:
    sanne, joke, marit = Caller(app, "sanne"), Caller(app, "joke"), Caller(app, "marit")
    cash = {"counted": True, "faces": [{"face": 5000, "number": 2}]}
    code = sanne.hands_over(items=[{"category": "cash", "cash": cash}])
    assert sanne.post("/transfers", {"items": [code], "to": "BALIE-HAVEN"}).status_code == 201
    waiting = joke.get("/transfers/incoming")
    assert [one["cash"] for one in waiting.json] == [None]
    assert joke.post(f"/transfers/{code}/accept", {"place": "BALIE-HAVEN"}).status_code == 201
    for path in (f"/items/{code}", f"/items/{code}/trail", f"/search?q={code}"):
        told = joke.get(path)
        assert told.status_code == 200, path
        assert "10000" not in told.text and "100.00" not in told.text, path
        assert "10000" in marit.get(path).text, path
    for path in ("/my-items", "/search?q=geld"):
        assert [(one["cash"], one["quantity"]) for one in _items(joke.get(path))] == [(None, None)]


def _items(answer):
    return answer.json["items"] if isinstance(answer.json, dict) else answer.json
