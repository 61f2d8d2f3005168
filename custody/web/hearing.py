"""What the committee asks with its answers, and what mayor and chief public prosecutor advise."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, request, url_for

from custody.domain.errors import CustodyError
from custody.domain.hearing import ANSWERS
from custody.services import hearing
from custody.web.errors import refuse
from custody.web.forms import hearing as forms
from custody.web.forms.reading import Form
from custody.web.forms.several import Drawn
from custody.web.guard import now, person
from custody.web.pages import Page

blueprint = Blueprint("hearing", __name__)


@blueprint.get("/complaints/<number>/questions")
def show(number: str) -> Page:
    """Show what the committee asks, and what was answered."""
    return _page(number)


def _page(number: str, problem: str = "", status: int = 200, refused: Form | None = None) -> Page:
    found = hearing.show(number, person())
    values = {
        "found": found,
        "complaint": found.complaint,
        "drawn": Drawn(refused, reply=forms.ReplyForm, adviser=forms.AdviserForm),
        "ANSWERS": ANSWERS,
        "problem": problem,
    }
    return Page("hearing/show.html", values, seen=(f"complaint:{number}",), status=status)


def _done(number: str, form: Form, act: Callable[[], object]) -> Any:
    try:
        form.check()
        act()
    except CustodyError as error:
        return _page(number, *refuse(form, "words", error), refused=form)
    return redirect(url_for("hearing.show", number=number))


@blueprint.post("/complaints/<number>/questions")
def reply(number: str) -> Any:
    """Answer one question of the committee, or say why it could not be answered."""
    form = forms.ReplyForm(request.form)

    def act() -> None:
        question, kind, words = form.question.data or 0, form.kind.data or "", form.words.data
        hearing.reply(number, question, kind, words, form.form_id.data, person(), now())

    return _done(number, form, act)


@blueprint.post("/complaints/<number>/advice")
def keep_advice(number: str) -> Any:
    """Keep what the mayor or the chief public prosecutor advises."""
    form = forms.AdviserForm(request.form)

    def act() -> None:
        adviser, words = form.adviser.data or "", form.words.data
        hearing.keep_advice(number, adviser, words, form.form_id.data, person(), now())

    return _done(number, form, act)
