"""Default is no: every route and method stands in the table, and the table is kept (Q21, Q22, Q25)."""

from pathlib import Path

import pytest
from flask import Flask

from custody.domain.people import PERMISSIONS, RIGHTS_OF_ROLE
from custody.web.rights import ARGS, FORMS, PUBLIC, RIGHTS, SIGNED_IN, SUBJECTS
from tests.pages import CAST, Visitor, fresh_app, settings

USER_OF = {role: username for username, _, _, role, _, unit in CAST if unit == "WTL-HAVEN"}
VALUES = {
    "code": "F5DPN209V2",
    "no": "R26-000001-P",
    "number": "K-2026-0001",
    "sha256": "0" * 64,
    "id": 7,
}


def _pages(app: Flask) -> list[tuple[str, str, str]]:
    """Return the same of every page; the API is asked with tokens, in `test_api_rights.py`."""
    return [pair for pair in _pairs(app) if pair[0].partition(".")[0] not in SUBJECTS]


def _pairs(app: Flask) -> list[tuple[str, str, str]]:
    """Return (endpoint, method, an address of it) of every route."""
    with app.test_request_context():
        pairs = []
        for rule in app.url_map.iter_rules():
            values = {name: VALUES.get(name, "x") for name in rule.arguments}
            path = app.url_map.bind("localhost").build(rule.endpoint, values)
            pairs += [(rule.endpoint, m, path) for m in rule.methods - {"HEAD", "OPTIONS"}]
        return pairs


def test_every_route_and_method_stands_in_the_table(app: Flask) -> None:
    found = {(endpoint, method) for endpoint, method, _ in _pairs(app)}
    assert found == set(RIGHTS), "add the line to custody/web/rights.py, or take it out"


def test_every_right_is_a_permission_of_the_closed_list() -> None:
    assert set(RIGHTS.values()) - {PUBLIC, SIGNED_IN} <= PERMISSIONS


def test_every_form_route_names_its_form() -> None:
    rooms = {endpoint: endpoint.partition(".")[0] for endpoint, _ in RIGHTS}
    assert {e for e, m in RIGHTS if m == "POST" and rooms[e] not in SUBJECTS} == set(FORMS)
    assert set(ARGS) <= {endpoint for endpoint, _ in RIGHTS}


def test_a_route_nobody_declared_answers_no(app: Flask, tmp_path: Path) -> None:
    app = fresh_app(settings(tmp_path / "register"))
    app.add_url_rule("/undeclared", "undeclared", lambda: "open")
    assert app.test_client().get("/undeclared").status_code == 403


def test_without_a_session_only_public_pages_answer(app: Flask) -> None:
    client = app.test_client()
    for endpoint, method, path in _pages(app):
        if method != "GET" or RIGHTS[(endpoint, method)] == PUBLIC:
            continue
        response = client.get(path)
        assert response.status_code == 302, path
        assert response.headers["Location"].startswith("/log-in"), path


@pytest.mark.parametrize("role", sorted(RIGHTS_OF_ROLE))
def test_a_role_opens_what_its_rights_say_and_nothing_else(app: Flask, role: str) -> None:
    visitor = Visitor(app, USER_OF[role])
    for endpoint, method, path in _pages(app):
        right = RIGHTS[(endpoint, method)]
        if method != "GET" or right in (PUBLIC, SIGNED_IN):
            continue
        status = visitor.client.get(path).status_code
        allowed = right in RIGHTS_OF_ROLE[role]
        assert (status == 403) is not allowed, (path, right, status)
        assert status < 500, path


@pytest.mark.parametrize("role", sorted(RIGHTS_OF_ROLE))
def test_a_role_cannot_send_what_it_has_no_right_to(app: Flask, role: str) -> None:
    visitor = Visitor(app, USER_OF[role])
    visitor.open("/account")
    token = visitor.token()
    for endpoint, method, path in _pages(app):
        right = RIGHTS[(endpoint, method)]
        if method != "POST" or right in (PUBLIC, SIGNED_IN) or right in RIGHTS_OF_ROLE[role]:
            continue
        response = visitor.client.post(path, data={"csrf_token": token})
        assert response.status_code == 403, (path, right)


def test_a_field_that_a_form_does_not_have_is_refused_and_nothing_is_recorded(app: Flask) -> None:
    visitor = Visitor(app, "sanne").open("/finds/new")
    fields = {"form_id": visitor.form_id(), "category": "keys", "place": "BIJ-4711"}
    for invented in ("holder", "status", "by", "items-0-holder", "recorded_at", "seq"):
        visitor.open("/finds/new")
        visitor.send("/finds/new", **fields, **{invented: "x"})
        assert visitor.status == 400, invented
    assert "nothing in your keeping" in visitor.open("/my-items").words()


def test_a_query_argument_nobody_declared_is_refused(app: Flask) -> None:
    assert Visitor(app, "sanne").open("/search?q=x&unit=WTL-CENTRUM").status == 400


def test_rights_follow_a_change_of_roles_at_the_next_request(app: Flask) -> None:
    officer, admin = Visitor(app, "sanne"), Visitor(app, "noor")
    assert officer.open("/handovers/new").status == 200
    admin.open("/admin/users/4711")
    admin.send("/admin/users/4711", roles=["auditor"], active="y")
    assert admin.status == 302
    assert officer.open("/handovers/new").path == "/log-in"


def test_an_administrator_cannot_disable_the_account_they_are_signed_in_with(app: Flask) -> None:
    admin = Visitor(app, "noor").open("/admin/users/5005")
    admin.send("/admin/users/5005", roles=["admin"])
    assert admin.status == 409
    assert "your own account" in admin.words()
