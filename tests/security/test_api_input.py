"""What comes in over the API is read in one way or refused, and nothing of it is recorded (Q25, Q48)."""

import json
import uuid

import pytest
from flask import Flask

from custody.storage.tables import EventRow
from tests.callers import Caller

COLUMNS = {column.name for table in EventRow.metadata.sorted_tables for column in table.columns}
FIND = {"category", "description", "quantity", "place", "taken_at", "remarks"}


@pytest.fixture
def sanne(app: Flask) -> Caller:
    return Caller(app, "sanne")


def test_a_field_named_after_any_column_is_refused(sanne: Caller) -> None:
    for name in sorted(COLUMNS - FIND):
        response = sanne.post("/finds", {"category": "keys", name: "x"})
        assert response.status_code == 422, name
        assert list(response.json) == ["status", "message", "request_id", "fields"]
    assert sanne.get("/my-items").json == []


@pytest.mark.parametrize(
    "content",
    [
        '{"category":"keys","category":"phone"}',
        '{"category":"keys","quantity":NaN}',
        '{"category":"keys","quantity":1e999}',
        '{"category":"keys","remarks":"\\u0000"}',
        '{"category":"keys","remarks":"\\ud800"}',
        "[" * 100_000,
        '{"a":' * 30 + "1" + "}" * 30,
        '{"quantity":' + "9" * 5000 + "}",
        "{",
        b"\xff\xfe",
    ],
)
def test_json_that_cannot_be_read_in_one_way_is_refused(
    sanne: Caller, content: str | bytes
) -> None:
    response = sanne.raw("/finds", content)
    assert response.status_code in (400, 422), response.text[:200]
    assert response.json["request_id"]
    assert sanne.get("/my-items").json == []


@pytest.mark.parametrize("content", ["[]", '"x"', "1", "null", ""])
def test_json_that_is_no_object_is_refused(sanne: Caller, content: str) -> None:
    assert sanne.raw("/finds", content).status_code == 422


def test_what_is_not_json_is_refused(sanne: Caller) -> None:
    key = str(uuid.uuid4())
    headers = {"Authorization": f"Bearer {sanne.token}", "Idempotency-Key": key}
    form = sanne.client.post("/api/v1/finds", data={"category": "keys"}, headers=headers)
    assert form.status_code == 400
    text = sanne.client.post(
        "/api/v1/finds", data='{"category":"keys"}', content_type="text/plain", headers=headers
    )
    assert text.status_code == 422


@pytest.mark.parametrize("key", ["", "x", "1", "../../etc"])
def test_an_act_without_a_key_of_its_own_is_refused(sanne: Caller, key: str) -> None:
    headers = {"Authorization": f"Bearer {sanne.token}", "Idempotency-Key": key}
    response = sanne.client.post("/api/v1/finds", json={"category": "keys"}, headers=headers)
    assert response.status_code == 422


@pytest.mark.parametrize("path", ["/search?q=x&unit=y", "/my-items?x=1", "/items/F5DPN209V2?x"])
def test_a_query_argument_nobody_declared_is_refused(sanne: Caller, path: str) -> None:
    assert sanne.get(path).status_code == 400


@pytest.mark.parametrize(
    "path", ["/complaints/K%00", "/items/%00", "/search?q=%00", "/claims/%00", "/nowhere/%00"]
)
def test_a_sign_that_no_database_keeps_is_refused(app: Flask, path: str) -> None:
    assert Caller(app, "marit").get(path).status_code in (400, 404)


def test_a_text_is_as_long_as_on_the_page(sanne: Caller) -> None:
    sent = {"category": "keys", "description": "x" * 301}
    assert sanne.post("/finds", sent).status_code == 422


def test_an_unknown_address_and_a_wrong_method_answer_in_the_same_shape(sanne: Caller) -> None:
    wrong = sanne.client.delete("/api/v1/finds")
    for response, status in ((sanne.get("/nowhere"), 404), (wrong, 405)):
        assert response.status_code == status
        assert json.loads(response.data)["request_id"] == response.headers["X-Request-Id"]


def test_a_fault_shows_its_number_and_nothing_of_the_program(app: Flask, sanne: Caller) -> None:
    def broken() -> str:
        raise RuntimeError("secret detail")

    app.view_functions["api_desk.held"] = broken
    response = sanne.get("/my-items")
    assert response.status_code == 500
    assert "secret" not in response.text
    assert response.json["request_id"] == response.headers["X-Request-Id"]


def test_when_a_look_cannot_be_recorded_nothing_is_shown(
    sanne: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    from custody.domain.errors import TroubleError
    from custody.services import looks

    code = sanne.hands_over()

    def fails(*args: object, **more: object) -> None:
        raise TroubleError()

    monkeypatch.setattr(looks, "record", fails)
    response = sanne.get(f"/items/{code}")
    assert response.status_code == 503
    assert "hanger" not in response.text
