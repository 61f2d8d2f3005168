"""An act that is on record says so, also when its answer cannot be shown (Q3, Q44, Q50)."""

import io
import re
from typing import Any

import pytest
from flask import Flask

from custody import storage
from custody.services import looks
from tests.callers import Caller
from tests.pages import Visitor
from tests.web.test_photos import picture

IS_RECORDED = {
    "en": "It is recorded. Only the answer cannot be shown for a moment.",
    "nl": "Het is vastgelegd. Alleen het antwoord kunnen we nu even niet tonen.",
}
FIND = {"category": "keys", "description": "rode hanger", "place": "BIJ-4711"}
HANDOVER = {
    "items": [{"category": "keys", "quantity": 2, "description": "rode hanger"}],
    "parties": [{"role": "giver", "name": "Annie Verhoeven"}],
    "place": "BIJ-4711",
}


@pytest.fixture
def broken_log(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A read log that takes nothing; undone, it works again."""

    def fails(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(looks, "record", fails)
    return monkeypatch


def _events() -> int:
    with storage.reading() as books:
        return books.ledger.size()


def _sends(app: Flask, language: str, **more: Any) -> Visitor:
    sanne = Visitor.entered(app, "sanne", language).open("/finds/new")
    sanne.send("/finds/new", form_id=sanne.form_id(), **FIND, **more)
    return sanne


@pytest.mark.parametrize("language", ["en", "nl"])
def test_a_find_that_is_recorded_is_not_called_lost(
    app: Flask, broken_log: pytest.MonkeyPatch, language: str
) -> None:
    sanne = _sends(app, language)
    assert sanne.status == 503
    assert IS_RECORDED[language] in sanne.words()
    assert "do not know" not in sanne.words() and "weten niet" not in sanne.words()
    before = _events()
    assert before > 0
    broken_log.undo()
    again = sanne.text.partition('action="/finds/new"')[2].partition("</form>")[0]
    kept = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', again))
    assert sanne.client.post("/finds/new", data=kept).status_code == 200
    assert _events() == before


def test_what_came_with_a_file_is_not_to_be_sent_again(
    app: Flask, broken_log: pytest.MonkeyPatch
) -> None:
    sanne = _sends(app, "en", photo=(io.BytesIO(picture("red")), "keys.jpg"))
    assert sanne.status == 503
    assert IS_RECORDED["en"] in sanne.words()
    assert "could not be kept" not in sanne.words()
    assert 'action="/finds/new"' not in sanne.text


def test_a_form_that_was_refused_is_not_called_recorded(
    app: Flask, broken_log: pytest.MonkeyPatch
) -> None:
    assert Caller(app, "sanne").post("/handovers", HANDOVER).status_code == 503
    before = _events()
    with storage.reading() as books:
        item = books.items.newest(None, 1)[0].item
    sanne = Visitor.entered(app, "sanne")
    sanne.send(f"/items/{item}/return", form_id="no form of ours")
    assert "It is recorded" not in sanne.words()
    assert _events() == before


def test_a_page_that_cannot_be_shown_says_nothing_of_what_was_recorded_before(
    app: Flask, broken_log: pytest.MonkeyPatch
) -> None:
    sanne = Visitor.entered(app, "sanne").open("/my-items")
    assert sanne.status == 503
    assert "What was recorded before stays so" in sanne.words()
    assert "It is recorded" not in sanne.words()


def test_the_api_says_it_and_gives_the_answer_to_the_same_key_later(
    app: Flask, broken_log: pytest.MonkeyPatch
) -> None:
    sanne, key = Caller(app, "sanne"), "11111111-2222-4333-8444-555555555555"
    said = sanne.post("/handovers", HANDOVER, key)
    assert (said.status_code, said.json["message"]) == (503, IS_RECORDED["nl"])
    before = _events()
    assert before > 0
    broken_log.undo()
    assert sanne.post("/handovers", HANDOVER, key).status_code == 201
    assert _events() == before


def test_the_api_does_not_say_it_of_what_was_only_asked(
    app: Flask, broken_log: pytest.MonkeyPatch
) -> None:
    said = Caller(app, "sanne").get("/my-items")
    assert said.status_code == 503
    assert IS_RECORDED["nl"] != said.json["message"] != IS_RECORDED["en"]
