"""What a field says is the house's, in the reader's language: no sentence of the form library shows."""

import html
import re
from pathlib import Path

import pytest
import wtforms
from babel.messages.pofile import read_po
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Regexp

from custody.web.forms.cash import read_euros
from custody.web.forms.packing import MomentForm
from custody.web.forms.reading import choice
from custody.web.forms.said import SAID, Part
from tests.pages import Visitor

_CATALOGUE = Path(wtforms.__file__).parent / "locale" / "wtforms.pot"


def _sentences() -> set[str]:
    """Return what the form library says by itself, its places left out."""
    with _CATALOGUE.open("rb") as file:
        ids = [entry.id for entry in read_po(file) if entry.id]
    texts = [text for one in ids for text in (one if isinstance(one, tuple) else (one,))]
    return {max(re.split(r"'?%(?:\(\w+\))?[sd]'?", text), key=len).strip() for text in texts}


SENTENCES = _sentences()


def library_says(page: str) -> list[str]:
    """Return the sentences of the form library that stand on a page."""
    seen = html.unescape(page)
    return sorted(said for said in SENTENCES if len(said) > 9 and said in seen)


class _Form(Part):
    """A field of each sort that a form of the house has."""

    line = wtforms.StringField("", [Length(max=3)])
    number = wtforms.IntegerField("", [NumberRange(1, 9)])
    least = wtforms.IntegerField("", [NumberRange(min=5)])
    most = wtforms.IntegerField("", [NumberRange(max=5)])
    one = choice("", [("a", "A")])
    some = wtforms.SelectMultipleField("", choices=[("a", "A")])
    needed = wtforms.StringField("", [InputRequired()])
    code = wtforms.StringField("", [Regexp("a")])
    known = wtforms.StringField("", [AnyOf(["a"])])


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_sort_of_field_speaks_the_words_of_the_house(app: Flask, language: str) -> None:
    wrong = {name: ["zzzz"] for name in ("line", "number", "one", "some", "code", "known")}
    wrong |= {"least": ["1"], "most": ["9"]}
    with app.test_request_context("/", headers={"Cookie": f"lang={language}"}):
        form = _Form(MultiDict(wrong))
        assert not form.validate()
        said = {name: " ".join(map(str, errors)) for name, errors in form.errors.items()}
    assert set(said) == set(form._fields)
    assert not library_says(" ".join(said.values()))
    if language == "nl":
        assert said["line"] == "Dit is te lang. Gebruik hooguit 3 tekens."
        assert said["least"] == "Vul een getal in vanaf 5."


def test_what_the_house_replaces_is_what_the_library_says() -> None:
    with _CATALOGUE.open("rb") as file:
        ids = [entry.id for entry in read_po(file) if entry.id]
    known = {text for one in ids for text in (one if isinstance(one, tuple) else (one,))}
    assert set(SAID) <= known


def test_a_number_that_is_too_large_is_told_its_limit(app: Flask) -> None:
    sanne = Visitor.entered(app, "sanne", "nl").open("/finds/new")
    fields = {"form_id": sanne.form_id(), "category": "keys", "quantity": "99999"}
    sanne.send("/finds/new", **fields)
    assert sanne.status == 400
    assert "van 1 tot en met 9999" in sanne.words()


@pytest.mark.parametrize(
    "typed", ["0001-01-01T00:00", "9999-12-31T10:00", "2026-11-20T21:14+05:00", "2026-03-29T02:30"]
)
def test_a_moment_that_never_was_here_is_refused(app: Flask, typed: str) -> None:
    with app.test_request_context("/"):
        form = MomentForm(MultiDict({"at": typed}))
        assert not form.validate()
        assert form.at.data is None


@pytest.mark.parametrize(
    ("typed", "cents"), [("1,50", 150), ("²", -1), ("1,²", -1), ("", None), ("1.250,5", 125050)]
)
def test_an_amount_is_read_or_refused(typed: str, cents: int | None) -> None:
    assert read_euros(typed) == cents


@pytest.mark.parametrize("asked", ["last=9999-12-31", "q=9999-12-31", "q=0001-01-01"])
def test_a_day_of_another_age_breaks_no_search(app: Flask, asked: str) -> None:
    assert Visitor.entered(app, "sanne").open(f"/search?{asked}").status == 200


@pytest.mark.parametrize("path", ["/complaints/K-2026-0001/elements/{}", "/admin/notices/{}/again"])
def test_a_number_of_no_database_is_not_found(app: Flask, path: str) -> None:
    noor = Visitor.entered(app, "noor").open("/account")
    assert noor.send(path.format("9" * 25)).status == 404


def test_an_account_at_a_desk_that_is_not_there_is_refused(app: Flask) -> None:
    noor = Visitor.entered(app, "noor", "nl").open("/admin/users/4711")
    noor.send("/admin/users/4711", roles="officer", post="NOPE", active="y")
    assert noor.status == 400
    assert "kennen wij niet" in noor.words()


def test_an_answer_that_says_neither_is_told_to_choose(app: Flask) -> None:
    joke = Visitor.entered(app, "joke", "nl").open("/transfers/incoming")
    joke.send("/transfers/incoming", form_id=joke.form_id(), item="F5DPN209V2")
    assert joke.status == 400
    assert "Kies “Ik heb het” of “Klopt niet”" in joke.words()
