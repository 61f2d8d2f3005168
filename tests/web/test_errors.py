"""Accessible also when it fails (Q50): every error in words, with a way on, and nothing typed is lost."""

import io
import re
import time

import pytest
from flask import Flask
from wtforms import PasswordField

from custody.domain.complaints import ComplaintStateError
from custody.domain.errors import ConflictError, TroubleError
from custody.web import accounts as sessions
from custody.web.errors import _NEVER, sentence_of
from custody.web.rights import FORMS
from tests.pages import PASSWORD, Visitor

OWN = "http://localhost"
FIND = {"category": "keys", "description": "rode hanger <b>", "place": "BIJ-4711"}


def _filled_in(visitor: Visitor) -> dict[str, str]:
    visitor.open("/finds/new")
    return {**FIND, "form_id": visitor.form_id()}


def _grows_old(visitor: Visitor) -> None:
    """Let the session of a visitor have been idle for too long."""
    with visitor.client.session_transaction() as session:
        session["seen"] = time.time() - sessions.IDLE_SECONDS - 1


def _hidden(text: str) -> dict[str, str]:
    """Return the hidden fields of the form that sends again."""
    form = text[text.index('action="/finds/new"') :]
    form = form[: form.index("</form>")]
    pairs = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', form)
    return {name: value.replace("&lt;", "<").replace("&gt;", ">") for name, value in pairs}


def _open_tab(visitor: Visitor, username: str) -> None:
    """Sign in in a second window of the same browser."""
    token = re.search(r'name="csrf_token" value="([^"]+)"', visitor.client.get("/log-in").text)
    assert token
    sent = {"csrf_token": token[1], "username": username, "password": PASSWORD}
    assert visitor.client.post("/log-in", data=sent).status_code == 302


def test_after_an_idle_session_the_same_person_sends_it_again_with_one_press(app: Flask) -> None:
    sanne = Visitor(app, "sanne")
    fields = _filled_in(sanne)
    _grows_old(sanne)
    sanne.send("/finds/new", **fields)
    assert sanne.status == 401
    assert 'target="_blank"' in sanne.text
    kept = _hidden(sanne.text)
    assert {name: kept[name] for name in fields} == fields
    _open_tab(sanne, "sanne")
    assert sanne.client.post("/finds/new", data=kept).status_code == 200
    assert "rode hanger" in sanne.open("/my-items").words()


def test_what_somebody_left_open_is_not_sent_in_the_name_of_the_next(app: Flask) -> None:
    sanne = Visitor(app, "sanne")
    fields = _filled_in(sanne)
    _grows_old(sanne)
    sanne.send("/finds/new", **fields)
    kept = _hidden(sanne.text)
    _open_tab(sanne, "karim")
    own = {"Origin": OWN}
    answer = sanne.client.post("/finds/new", data={**kept, "place": "BIJ-4822"}, headers=own)
    assert answer.status_code == 400
    assert "You are signed in as Karim el Idrissi" in answer.text
    assert "rode hanger" in answer.text
    assert "nothing in your keeping" in sanne.open("/my-items").words()


def test_a_page_that_was_open_too_long_is_sent_again_with_a_fresh_token(app: Flask) -> None:
    sanne = Visitor(app, "sanne")
    fields = _filled_in(sanne)
    sanne.client.post("/finds/new", data=fields, headers={"Origin": OWN})
    sanne.text = sanne.client.post("/finds/new", data=fields, headers={"Origin": OWN}).text
    assert "open for too long" in sanne.text
    assert "Sanne de Wit" in sanne.words()
    assert sanne.client.post("/finds/new", data=_hidden(sanne.text)).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": OWN},
        {"Sec-Fetch-Site": "same-site", "Origin": OWN},
        {"Sec-Fetch-Site": "none"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Referer": "https://elsewhere.example/http://localhost/"},
        {},
    ],
    ids=str,
)
def test_a_form_that_was_not_sent_from_a_page_of_ours_is_not_given_back(
    app: Flask, headers: dict[str, str]
) -> None:
    visitor = Visitor(app)
    answer = visitor.client.post("/finds/new", data=FIND, headers=headers)
    assert answer.status_code == 401
    assert "rode hanger" not in answer.text
    assert 'action="/finds/new"' not in answer.text


@pytest.mark.parametrize("name", ["Origin", "Referer"])
def test_an_older_browser_gets_its_form_back_too(app: Flask, name: str) -> None:
    answer = app.test_client().post("/finds/new", data=FIND, headers={name: f"{OWN}/finds/new"})
    assert answer.status_code == 401
    assert "rode hanger" in answer.text


def test_a_file_that_is_too_large_loses_no_text(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 100_000
    sanne = Visitor(app, "sanne")
    fields = _filled_in(sanne)
    photo = (io.BytesIO(b"x" * 200_000), "keys.jpg")
    sanne.send("/finds/new", **fields, photo=photo)
    assert sanne.status == 413
    assert "too large" in sanne.words()
    assert "Add it again" in sanne.words()
    assert sanne.client.post("/finds/new", data=_hidden(sanne.text)).status_code == 200


def test_a_stranger_does_not_make_us_read_a_large_file(app: Flask) -> None:
    app.config["MAX_CONTENT_LENGTH"] = 100_000
    photo = (io.BytesIO(b"x" * 200_000), "keys.jpg")
    answer = app.test_client().post("/log-in", data={"username": "rode hanger", "photo": photo})
    assert answer.status_code == 413
    assert "rode hanger" not in answer.text


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize(
    ("fault", "status"),
    [(ConflictError, 409), (RuntimeError, 500), (TroubleError, 503)],
)
def test_what_failed_on_our_side_can_be_sent_again_and_is_recorded_once(
    app: Flask, language: str, fault: type[Exception], status: int
) -> None:
    sanne = Visitor(app, "sanne", language)
    fields = _filled_in(sanne)
    works = app.view_functions["intake.create_find"]

    def broken() -> str:
        raise fault()

    app.view_functions["intake.create_find"] = broken
    sanne.send("/finds/new", **fields)
    assert sanne.status == status
    assert sanne.response.headers["X-Request-Id"][:8] in sanne.text
    assert "0900" in sanne.text
    app.view_functions["intake.create_find"] = works
    kept = _hidden(sanne.text)
    assert kept["description"] == fields["description"]
    assert sanne.client.post("/finds/new", data=kept).status_code == 200
    assert sanne.client.post("/finds/new", data=kept).status_code == 200
    assert sanne.open("/my-items").text.count("card pick") == 1


def test_a_form_with_a_field_too_many_is_refused_and_shows_what_was_typed(app: Flask) -> None:
    sanne = Visitor(app, "sanne")
    sanne.send("/finds/new", **_filled_in(sanne), holder="x")
    assert sanne.status == 400
    assert "rode hanger <b>" in sanne.words()
    assert 'action="/finds/new"' not in sanne.text


def test_an_address_of_a_button_says_that_it_cannot_be_opened(app: Flask) -> None:
    sanne = Visitor(app, "sanne").open("/transfers/withdraw")
    assert sanne.status == 405
    assert "belongs to a button" in sanne.words()


def test_too_many_attempts_say_how_long_to_wait_and_keep_the_name(app: Flask) -> None:
    visitor = Visitor(app).open("/log-in")
    for _ in range(6):
        visitor.send("/log-in", username="sanne", password="wrong")
    assert visitor.status == 429
    assert "Wait ten minutes, or call 0900" in visitor.words()
    assert 'value="sanne"' in visitor.text


@pytest.mark.parametrize(
    ("username", "path", "status", "way"),
    [
        ("", "/nothing-here", 404, 'href="/"'),
        ("sanne", "/nothing-here", 404, 'href="/search"'),
        ("noor", "/nothing-here", 404, 'href="/"'),
        ("sanne", "/admin/users", 403, 'href="/"'),
        ("noor", "/my-items", 403, 'href="/"'),
        ("sanne", "/search?invented=1", 400, 'href="/"'),
    ],
)
def test_an_error_page_has_a_way_on(
    app: Flask, username: str, path: str, status: int, way: str
) -> None:
    visitor = Visitor(app, username).open(path)
    assert visitor.status == status
    main = visitor.text[visitor.text.index("<main") :]
    assert way in main
    assert "0900" in main


def test_no_password_of_any_form_is_ever_given_back(app: Flask) -> None:
    with app.test_request_context("/"):
        fields = {
            field.name
            for form in filter(None, FORMS.values())
            for field in form()
            if isinstance(field, PasswordField)
        }
    assert {"password", "second_password"} <= fields
    assert fields <= _NEVER


@pytest.mark.parametrize(("language", "words"), [("en", "Received"), ("nl", "Ontvangen")])
def test_a_state_is_said_in_words_and_not_in_its_code(
    app: Flask, language: str, words: str
) -> None:
    error = ComplaintStateError(found="received", expected="decided")
    with app.test_request_context("/", headers={"Cookie": f"lang={language}"}):
        said = sentence_of(error)
    assert words in said
    assert not {"received", "decided"} & set(said.replace("“", " ").replace("”", " ").split())
