"""Signing in: lock-out in the database, equal answers, sessions that end (Q27, Q28, Q29, Q38)."""

import re

import pytest
from flask import Flask

from custody import storage
from custody.app import create_app
from custody.storage.accounts import hash_password
from tests.pages import PASSWORD, Visitor, settings


def _try(app: Flask, username: str, password: str) -> Visitor:
    visitor = Visitor(app).open("/log-in")
    return visitor.send("/log-in", username=username, password=password)


def test_a_wrong_name_and_a_wrong_password_get_the_same_answer(app: Flask) -> None:
    unknown, wrong = _try(app, "nobody", "not this one"), _try(app, "sanne", "not this one")
    assert unknown.status == wrong.status == 400
    assert unknown.words().replace("nobody", "") == wrong.words().replace("sanne", "")


def test_five_failures_close_an_account_for_everybody_and_known_names_are_no_exception(
    app: Flask,
) -> None:
    for username in ("sanne", "nobody"):
        for _ in range(5):
            assert _try(app, username, "wrong password").status == 400
        locked = _try(app, username, PASSWORD)
        assert locked.status == 429
        assert "Wait ten minutes" in locked.words()


def test_a_right_password_forgets_the_failures_before_it(app: Flask) -> None:
    for _ in range(4):
        _try(app, "sanne", "wrong password")
    assert _try(app, "sanne", PASSWORD).status == 302
    for _ in range(4):
        assert _try(app, "sanne", "wrong password").status == 400
    assert _try(app, "sanne", PASSWORD).status == 302


def test_every_form_needs_the_token_of_its_session(app: Flask) -> None:
    visitor = Visitor(app, "sanne")
    response = visitor.client.post("/finds/new", data={"category": "keys", "place": "BIJ-4711"})
    assert response.status_code == 400
    foreign = Visitor(app, "karim").open("/finds/new").token()
    sent = {"csrf_token": foreign, "category": "keys", "place": "BIJ-4711"}
    assert visitor.client.post("/finds/new", data=sent).status_code == 400
    assert "nothing in your keeping" in visitor.open("/my-items").words()


def test_an_expired_session_gives_back_everything_that_was_typed(app: Flask) -> None:
    visitor = Visitor(app, "sanne").open("/finds/new")
    fields = {
        "form_id": visitor.form_id(),
        "category": "keys",
        "description": "rode hanger <b>",
        "place": "BIJ-4711",
    }
    token = visitor.token()
    visitor.client.delete_cookie("custody")
    own = {"Origin": "http://localhost"}
    sent = {**fields, "csrf_token": token}
    response = visitor.client.post("/finds/new", data=sent, headers=own)
    assert response.status_code in (400, 401)
    assert "rode hanger &lt;b&gt;" in response.text
    assert fields["form_id"] in response.text
    assert PASSWORD not in response.text


def test_signing_out_ends_the_session(app: Flask) -> None:
    visitor = Visitor(app, "sanne").open("/account")
    visitor.send("/log-out")
    assert visitor.open("/my-items").path == "/log-in"


def test_disabling_an_account_ends_its_session_by_the_next_request(app: Flask) -> None:
    officer, admin = Visitor(app, "sanne"), Visitor(app, "noor").open("/admin/users/4711")
    admin.send("/admin/users/4711", roles=["officer"])
    assert officer.open("/my-items").path == "/log-in"
    assert _try(app, "sanne", PASSWORD).status == 400


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "\n//evil",
    ],
)
def test_after_signing_in_nobody_is_led_elsewhere(app: Flask, target: str) -> None:
    visitor = Visitor(app).open("/log-in")
    visitor.send("/log-in", username="sanne", password=PASSWORD, next=target)
    assert visitor.status == 302
    assert visitor.path == "/handovers/new"


def test_a_foreign_host_is_refused(app: Flask) -> None:
    response = app.test_client().get("/log-in", headers={"Host": "evil.example"})
    assert response.status_code == 400
    assert b"evil.example" not in response.data


def test_the_password_stands_nowhere_in_the_database(app: Flask) -> None:
    assert (
        PASSWORD.encode() not in (storage.store().files.folder.parent / "custody.db").read_bytes()
    )


def test_a_password_is_slow_to_try_and_kept_as_one_is_to_be_today(app: Flask, tmp_path) -> None:
    """Argon2id, at least 64 MiB and three rounds; the apps of these tests have it quick."""
    house = create_app(settings(tmp_path / "register"))
    with house.app_context():
        kept = hash_password(PASSWORD)
    found = re.match(r"\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$", kept)
    assert found, kept[:20]
    memory, rounds, _ = map(int, found.groups())
    assert memory >= 64 * 1024
    assert rounds >= 3
