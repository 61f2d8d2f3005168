"""The API knows its caller by a token alone, and lets in no more than the one table says (Q21, Q30)."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from custody import storage
from custody.domain.people import RIGHTS_OF_ROLE
from custody.domain.tokens import SCOPES
from custody.services import accounts, tokens
from custody.web.rights import RIGHTS, SUBJECTS, scope_of, scopes_for
from tests.callers import NUMBER_OF, USER_OF, Caller, token_of
from tests.pages import PASSWORD, Visitor

CALLS = [
    (endpoint, method, right)
    for (endpoint, method), right in RIGHTS.items()
    if endpoint.partition(".")[0] in SUBJECTS
]
VALUES = {"code": "F5DPN209V2", "number": "K-2026-0001"}


def _path(app: Flask, endpoint: str) -> str:
    with app.test_request_context():
        rule = next(app.url_map.iter_rules(endpoint))
        values = {name: VALUES[name] for name in rule.arguments}
        return str(app.url_map.bind("localhost").build(endpoint, values))


def _status(app: Flask, endpoint: str, method: str, token: str) -> int:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    client = app.test_client(use_cookies=False)
    path = _path(app, endpoint)
    return client.open(path, method=method, headers=headers).status_code


def test_the_api_has_its_lines_in_the_table_and_nothing_is_open() -> None:
    assert len(CALLS) > 25
    assert all(right not in ("public", "signed_in") for _, _, right in CALLS)
    assert {scope_of(endpoint, method) for endpoint, method, _ in CALLS} == set(SCOPES)


@pytest.mark.parametrize("role", sorted(RIGHTS_OF_ROLE))
def test_a_token_does_what_its_person_may_and_nothing_else(app: Flask, role: str) -> None:
    token = token_of(USER_OF[role])
    for endpoint, method, right in CALLS:
        status = _status(app, endpoint, method, token)
        assert (status == 403) is (right not in RIGHTS_OF_ROLE[role]), (endpoint, status)
        assert status < 500, endpoint


@pytest.mark.parametrize("scope", sorted(SCOPES))
def test_a_token_does_what_its_scope_names_and_nothing_else(app: Flask, scope: str) -> None:
    for username in ("ruud", "marit"):
        token = token_of(username, frozenset({scope}))
        may = accounts.find_account(NUMBER_OF[username]).person.may
        for endpoint, method, right in CALLS:
            allowed = scope_of(endpoint, method) == scope and may(right)
            assert (_status(app, endpoint, method, token) == 403) is not allowed, endpoint


def test_without_a_token_nothing_answers_and_a_session_is_none(app: Flask) -> None:
    visitor = Visitor(app, "ruud")
    for endpoint, method, _ in CALLS:
        assert _status(app, endpoint, method, "") == 401, endpoint
        response = visitor.client.open(_path(app, endpoint), method=method)
        assert response.status_code == 401, endpoint
        assert response.headers["WWW-Authenticate"] == "Bearer"


def test_unknown_ended_revoked_and_closed_get_the_same_answer(app: Flask) -> None:
    now = datetime.now(UTC)
    person = accounts.find_account("4711").person
    _, ended = tokens.make_token("x", frozenset(SCOPES), 1, person, now - timedelta(days=2))
    made, revoked = tokens.make_token("x", frozenset(SCOPES), 1, person, now)
    assert _status(app, "api_desk.held", "GET", revoked) == 200
    tokens.revoke(made.id, "4711", now)
    closed = token_of("karim")
    assert _status(app, "api_desk.held", "GET", closed) == 200
    admin = accounts.find_account("5005").person
    accounts.set_roles("4822", frozenset({"officer"}), None, False, admin, datetime.now(UTC))
    answers = set()
    for token in (ended, revoked, closed, "custody_" + "A" * 43, "x", ""):
        response = app.test_client().get(
            "/api/v1/my-items", headers={"Authorization": f"Bearer {token}"}
        )
        answers.add((response.status_code, response.json["message"]))
    assert len(answers) == 1
    assert answers.pop()[0] == 401


def test_a_role_that_is_lost_ends_the_token_at_the_next_request(app: Flask) -> None:
    token = token_of("sanne")
    assert _status(app, "api_desk.held", "GET", token) == 200
    admin = accounts.find_account("5005").person
    accounts.set_roles("4711", frozenset({"auditor"}), None, True, admin, datetime.now(UTC))
    assert _status(app, "api_desk.held", "GET", token) == 401


def test_a_token_in_the_address_is_no_token(app: Flask) -> None:
    token = token_of("sanne")
    assert app.test_client().get(f"/api/v1/my-items?token={token}").status_code == 401


def test_the_database_holds_no_token_that_could_be_used(app: Flask) -> None:
    caller = Caller(app, "sanne")
    assert caller.get("/my-items").status_code == 200
    folder = storage.store().files.folder.parent
    for path in folder.glob("custody.db*"):
        assert caller.token.removeprefix("custody_").encode() not in path.read_bytes(), path


def test_the_page_shows_a_token_once_and_asks_for_the_password(app: Flask) -> None:
    sanne = Visitor(app, "sanne").open("/account/tokens")
    wanted = {"name": "kiosk", "scopes": ["items:read"], "days": "30"}
    sanne.send("/account/tokens", **wanted, current="not my password")
    assert sanne.status == 400
    sanne.open("/account/tokens").send("/account/tokens", **wanted, current=PASSWORD)
    text = sanne.text.partition("custody_")[2].partition("<")[0]
    token = f"custody_{text}"
    assert _status(app, "api_items.show", "GET", token) == 404
    assert text not in sanne.open("/account/tokens").text
    made = tokens.tokens_of("4711")[0]
    sanne.send(f"/account/tokens/{made.id}/revoke")
    assert _status(app, "api_items.show", "GET", token) == 401


def test_nobody_takes_back_the_token_of_somebody_else(app: Flask) -> None:
    token = token_of("karim")
    made = tokens.tokens_of("4822")[0]
    sanne = Visitor(app, "sanne").open("/account/tokens")
    assert sanne.send(f"/account/tokens/{made.id}/revoke").status == 404
    assert _status(app, "api_desk.held", "GET", token) == 200


def test_nobody_is_offered_a_scope_that_their_roles_cannot_use(app: Flask) -> None:
    officer = accounts.find_account("4711").person
    assert "complaints:read" not in scopes_for(officer)
    assert "complaints" not in Visitor(app, "ruud").open("/account/tokens").text.replace(
        "/complaints", ""
    )
    sanne = Visitor(app, "sanne").open("/account/tokens")
    sanne.send("/account/tokens", name="x", scopes=["complaints:read"], current=PASSWORD)
    assert sanne.status == 400


def test_a_session_does_not_act_over_the_api_from_another_page(app: Flask) -> None:
    visitor = Visitor(app, "sanne")
    sent = {"category": "keys", "place": "BIJ-4711"}
    assert visitor.client.post("/api/v1/finds", json=sent).status_code == 401
    assert "nothing in your keeping" in visitor.open("/my-items").words()
