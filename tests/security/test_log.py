"""Nothing that a person types, sends or is called reaches the log of the programme (Q42, Q73)."""

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from flask import Flask
from wtforms import Form

from custody import logs
from custody.domain.people import RIGHTS_OF_ROLE
from custody.services import looks, search
from custody.web.rights import ARGS, FORMS, PUBLIC, SIGNED_IN
from tests.pages import CAST, Visitor
from tests.security.world import GIVER, SECRET, USER_OF, World, address, right_of, routes

CANARY = "Kanarie\r\n\x1b[31mgeel@example.nl"
HEADERS = {
    "User-Agent": "kanarie-agent",
    "Referer": "http://localhost/kanarie",
    "X-Forwarded-For": "kanarie",
    "X-Request-Id": "kanarie-id",
    "If-None-Match": "kanarie",
    "Authorization": "Bearer kanarie",
}
NAMES = [name for _, _, name, _, _, _ in CAST] + [username for username, *_ in CAST]


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    """What is logged during a test; afterwards logging is as it was."""
    handlers, level = logging.root.handlers[:], logging.root.level
    stream = io.StringIO()
    logs.configure(stream)
    yield stream
    structlog.reset_defaults()
    logging.root.handlers[:] = handlers
    logging.root.setLevel(level)


def _visitors(app: Flask) -> dict[str, Visitor]:
    """Return somebody for each right, signed in."""
    entered = {role: Visitor.entered(app, username) for role, username in USER_OF.items()}
    found = {right: entered[role] for role in entered for right in RIGHTS_OF_ROLE[role]}
    return {**found, SIGNED_IN: entered["officer"], PUBLIC: entered["officer"]}


def _fields(form: type[Form]) -> dict[str, str]:
    """Return every field of a form, those of its parts too, with the canary in it."""
    names = [field.name for field in form()]
    inner = [
        f"items-0-{n}" for n in ("description", "category", "quantity", "check_feature", "seal")
    ]
    return dict.fromkeys([*names, *(inner if "items" in names else ())], CANARY)


def test_no_value_of_a_field_a_query_or_a_header_is_in_the_log(
    world: World, out: io.StringIO
) -> None:
    visitors = _visitors(world.app)
    for endpoint, method, rule in routes(world.app):
        if endpoint in ("accounts.log_out", "accounts.change_password"):
            continue
        client = visitors[right_of(endpoint, method)].client
        path = address(world.app, rule, world.own)
        query = dict.fromkeys(ARGS.get(endpoint, ()), CANARY)
        fields = _fields(FORMS[endpoint]) if endpoint in FORMS else {}
        client.open(path, method=method, query_string=query, data=fields, headers=HEADERS)
        client.open(path + "kanarie", method=method, data=fields, headers=HEADERS)
    text = out.getvalue()
    lines = [json.loads(line) for line in text.splitlines()]
    assert len(lines) > 2 * len(FORMS)
    assert "kanarie" not in text.casefold()
    for word in (SECRET, GIVER, *NAMES, world.own.item, world.own.receipt, world.own.complaint):
        assert word not in text
    assert all(set(line) <= set(logs.ALLOWED) for line in lines)


def test_a_fault_is_told_without_its_words_and_with_the_id_that_the_page_shows(
    app: Flask, out: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise RuntimeError(CANARY)

    monkeypatch.setattr(search, "find", fails)
    sanne = Visitor.entered(app, "sanne")
    response = sanne.client.get("/search?q=kanarie")
    assert response.status_code == 500
    assert "kanarie" not in out.getvalue().casefold()
    lines = [json.loads(line) for line in out.getvalue().splitlines()]
    fault, request = (
        next(n for n in lines if n["event"] == name) for name in ("library", "request")
    )
    assert fault["error"] == "RuntimeError"
    assert any("services" in place or "web" in place for place in fault["where"])
    assert (request["route"], request["status"], request["method"]) == ("search.show", 500, "GET")
    assert request["user"] is not None
    assert response.headers["X-Request-Id"] == request["request_id"]
    assert request["request_id"][:8] in response.text
    assert "RuntimeError" not in response.text


def test_a_look_that_could_not_be_recorded_is_told_without_words(
    app: Flask, out: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("kanarie")

    monkeypatch.setattr(looks, "record", full)
    assert Visitor.entered(app, "sanne").client.get("/search").status_code == 503
    assert '"error": "LookNotRecordedError"' in out.getvalue()
    assert "kanarie" not in out.getvalue()


def test_who_asks_whether_the_process_lives_leaves_no_line(app: Flask, out: io.StringIO) -> None:
    app.test_client().get("/healthz")
    assert out.getvalue() == ""
    app.test_client().get("/nowhere")
    assert '"route": "none"' in out.getvalue()
