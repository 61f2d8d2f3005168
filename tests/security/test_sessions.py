"""Sessions begin anew, end in time, and end everywhere (Q28): each figure is a test of its own."""

import time
from datetime import UTC, datetime

import pytest
from flask import Flask

from custody.services import accounts
from custody.web.accounts import ABSOLUTE_SECONDS, IDLE_SECONDS
from tests.pages import PASSWORD, Visitor, running, settings


def _signed_in(visitor: Visitor) -> bool:
    return visitor.open("/my-items").path == "/my-items"


def _age(visitor: Visitor, **seconds: float) -> None:
    """Let a session be older: `seen` and `fs_paa` lie in the signed cookie."""
    with visitor.client.session_transaction() as session:
        for name, by in seconds.items():
            session[name] = time.time() - by


def _cookie(visitor: Visitor) -> str:
    found = visitor.client.get_cookie("custody")
    return found.value if found else ""


def test_the_figures_are_half_an_hour_and_half_a_day() -> None:
    assert (IDLE_SECONDS, ABSOLUTE_SECONDS) == (1800, 43200)


@pytest.mark.parametrize(("idle", "goes_on"), [(29 * 60, True), (31 * 60, False)])
def test_a_session_ends_after_half_an_hour_without_a_request(
    app: Flask, idle: int, goes_on: bool
) -> None:
    sanne = Visitor.entered(app, "sanne")
    _age(sanne, seen=idle)
    assert _signed_in(sanne) is goes_on


@pytest.mark.parametrize(("age", "goes_on"), [(11.9, True), (12.1, False)])
def test_a_session_ends_after_twelve_hours_however_busy(
    app: Flask, age: float, goes_on: bool
) -> None:
    sanne = Visitor.entered(app, "sanne")
    _age(sanne, fs_paa=age * 3600)
    assert _signed_in(sanne) is goes_on


def test_a_request_moves_the_end_of_an_idle_session(app: Flask) -> None:
    sanne = Visitor.entered(app, "sanne")
    _age(sanne, seen=20 * 60)
    assert _signed_in(sanne)
    with sanne.client.session_transaction() as session:
        assert time.time() - session["seen"] < 60


def test_what_stood_in_the_session_before_signing_in_is_gone_after_it(app: Flask) -> None:
    """A session that somebody else prepared is worth nothing to them (fixation)."""
    sanne = Visitor(app).open("/log-in")
    with sanne.client.session_transaction() as session:
        session["planted"] = "x"
        before = session["csrf_token"]
    sanne.open("/log-in")
    sanne.send("/log-in", username="sanne", password=PASSWORD)
    sanne.open("/account")
    with sanne.client.session_transaction() as session:
        assert "planted" not in session
        assert session["csrf_token"] != before


def test_signing_out_ends_every_session_of_the_account_a_copied_cookie_too(app: Flask) -> None:
    here, there = Visitor.entered(app, "sanne"), Visitor.entered(app, "sanne")
    thief = Visitor(app)
    thief.client.set_cookie("custody", _cookie(here))
    assert _signed_in(thief)
    here.open("/account").send("/log-out")
    assert not _signed_in(there)
    assert not _signed_in(thief)


def test_another_password_ends_every_session(app: Flask) -> None:
    here, there = Visitor.entered(app, "sanne"), Visitor.entered(app, "sanne")
    here.open("/account")
    here.send("/account", current=PASSWORD, password="een heel andere zin")
    assert here.status == 302
    assert not _signed_in(there)
    assert not _signed_in(here)


@pytest.mark.parametrize("change", ["roles", "closed"])
def test_other_roles_or_a_closed_account_end_every_session(app: Flask, change: str) -> None:
    sanne = Visitor.entered(app, "sanne")
    admin = accounts.find_account("5005").person
    roles = frozenset({"officer", "desk"} if change == "roles" else {"officer"})
    accounts.set_roles("4711", roles, None, change == "roles", admin, datetime.now(UTC))
    assert not _signed_in(sanne)


def test_rights_are_read_per_request_and_do_not_stand_in_the_cookie(app: Flask) -> None:
    sanne = Visitor.entered(app, "sanne")
    assert _signed_in(sanne)
    with sanne.client.session_transaction() as session:
        text = repr(dict(session))
    assert "officer" not in text
    assert "4711" not in text


def test_a_cookie_that_was_changed_or_signed_with_another_key_opens_nothing(app: Flask) -> None:
    sanne = Visitor.entered(app, "sanne")
    cookie = _cookie(sanne)
    for other in (cookie[:-4] + "AAAA", "x" + cookie, cookie.rpartition(".")[0]):
        thief = Visitor(app)
        thief.client.set_cookie("custody", other)
        assert not _signed_in(thief)


def test_over_tls_the_cookie_is_bound_to_the_host_and_hidden_from_scripts(tmp_path) -> None:
    from custody.app import create_app

    app = running(tmp_path / "register")
    plain = Visitor(app).open("/log-in").client.get("/log-in").headers["Set-Cookie"]
    assert plain.startswith("custody=")
    assert "HttpOnly" in plain
    assert "SameSite=Lax" in plain
    wanted = settings(tmp_path / "register", base_url="https://localhost", demo=False)
    safe = create_app(wanted).test_client().get("/log-in", base_url="https://localhost")
    cookie = safe.headers["Set-Cookie"]
    assert cookie.startswith("__Host-custody=")
    parts = {part.strip() for part in cookie.split(";")[1:]}
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= parts
    assert not any(part.startswith("Domain") for part in parts)
    assert safe.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
