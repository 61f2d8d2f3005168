"""No form is taken from elsewhere, and no page that is only opened changes anything (Q29)."""

import hashlib
import re
import time

import pytest
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import select

from custody import storage
from custody.domain.people import RIGHTS_OF_ROLE
from custody.storage.tables import EventRow
from tests.pages import Visitor
from tests.security.world import USER_OF, World, address, offer, right_of, routes

TABLES = EventRow.metadata.sorted_tables
# Reached without a session, these change nothing of the register.
HARMLESS = {"citizen.check"}


def contents(*, but: frozenset[str] = frozenset()) -> dict[str, str]:
    """Return a digest of every table, so that any change shows and says where."""
    with storage.reading() as books:
        return {
            table.name: hashlib.sha256(
                repr(sorted(map(repr, books.session.execute(select(table)).all()))).encode()
            ).hexdigest()
            for table in TABLES
            if table.name not in but
        }


def _who_may(right: str) -> str:
    """Return somebody who has this right, so that nothing but the token can stop them."""
    role = next((r for r in USER_OF if right in RIGHTS_OF_ROLE[r]), "officer")
    return USER_OF[role]


@pytest.mark.parametrize("token", ["missing", "foreign", "old", "of another session", "invented"])
def test_no_route_that_changes_something_takes_a_form_without_its_own_token(
    world: World, token: str
) -> None:
    before = contents(but=frozenset({"read_log"}))
    foreign = Visitor.entered(world.app, "karim").open("/account").token()
    tried = 0
    for endpoint, method, rule in routes(world.app):
        if method == "GET" or endpoint in HARMLESS:
            continue
        right = right_of(endpoint, method)
        visitor = Visitor.entered(world.app, _who_may(right)).open("/account")
        data = {"csrf_token": _token(token, visitor, foreign)} if token != "missing" else {}
        response = visitor.client.open(
            address(world.app, rule, world.own), method=method, data=data
        )
        assert response.status_code == 400, (endpoint, response.status_code)
        tried += 1
    assert tried > 40
    assert contents(but=frozenset({"read_log"})) == before


def _token(kind: str, visitor: Visitor, foreign: str) -> str:
    if kind == "foreign":
        return foreign
    if kind == "of another session":
        with visitor.client.session_transaction() as session:
            session.pop("csrf_token")
        own = visitor.token()
        visitor.open("/account")
        return own
    if kind == "old":
        return _signed_long_ago(visitor)
    return "invented"


def _signed_long_ago(visitor: Visitor) -> str:
    """Return this session's own token as it was signed thirteen hours ago."""
    with visitor.client.session_transaction() as session:
        secret = session["csrf_token"]
    serializer = URLSafeTimedSerializer(visitor.client.application.secret_key, "wtf-csrf-token")
    signer = serializer.make_signer(serializer.salt)
    signer.get_timestamp = lambda: int(time.time()) - 13 * 3600  # type: ignore[method-assign]
    return signer.sign(serializer.dump_payload(secret)).decode()


def test_the_same_routes_take_the_form_with_its_own_token(world: World) -> None:
    """Else the test above would pass for another reason."""
    taken, faults = 0, []
    for endpoint, method, rule in routes(world.app, "POST"):
        right = right_of(endpoint, method)
        visitor = Visitor.entered(world.app, _who_may(right)).open("/account")
        sent = {"csrf_token": visitor.token()}
        response = visitor.client.post(address(world.app, rule, world.own), data=sent)
        faults += [endpoint] if response.status_code >= 500 else []
        taken += b"page was open for too long" not in response.data
    assert not faults
    assert taken == len(routes(world.app, "POST"))


@pytest.mark.parametrize("role", ["", "officer", "custodian", "handler", "coordinator", "admin"])
def test_opening_every_page_changes_nothing_but_what_counts_and_records_looks(
    world: World, role: str
) -> None:
    offer(world)
    visitor = Visitor.entered(world.app, USER_OF[role]) if role else Visitor(world.app)
    looks = frozenset({"read_log", "attempt"})  # who looked, and how often a stranger asked
    before = contents(but=looks)
    files = _files()
    for _, _, rule in routes(world.app, "GET"):
        for things in (world.own, world.other, world.nobody):
            response = visitor.client.get(address(world.app, rule, things))
            assert response.status_code < 500, rule
    assert contents(but=looks) == before
    assert _files() == files


def _files() -> list[str]:
    folder = storage.store().files.folder
    return sorted(str(path) for path in folder.rglob("*"))


def test_a_page_has_its_token_in_every_form(app: Flask) -> None:
    visitor = Visitor.entered(app, "sanne")
    for path in ("/handovers/new", "/finds/new", "/my-items", "/account", "/search"):
        visitor.open(path)
        for form in re.findall(r"(?s)<form[^>]*method=\"post\".*?</form>", visitor.text):
            assert 'name="csrf_token"' in form, path
