"""Recording that a thing is here for another reason, and the letter that tells the giver."""

from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import force_locale

from custody.domain.errors import CustodyError
from custody.domain.letters import LANGUAGES
from custody.services import taking
from custody.web.errors import sentence_of, status_of
from custody.web.forms import taking as forms
from custody.web.guard import now, person
from custody.web.letter_words import taking_changed
from custody.web.pages import Page

blueprint = Blueprint("taking", __name__)


@blueprint.get("/items/<code>/taking")
def show(code: str) -> Page:
    """Show why it is here, and what a change of that asks."""
    return _page(code, forms.TakingForm())


def _page(code: str, form: forms.TakingForm, problem: str = "", status: int = 200) -> Page:
    found = taking.show(code, person())
    values = {"form": form, "found": found, "state": found.trail.state, "problem": problem}
    return Page("taking/show.html", values, seen=(f"item:{code}",), status=status)


@blueprint.post("/items/<code>/taking")
def change(code: str) -> Any:
    """Record the change, and go on to the letter for the giver."""
    form = forms.TakingForm(request.form)
    try:
        form.check()
        new = forms.read_taking(form, now())
        taking.change(code, new, form.form_id.data, person(), now())
    except CustodyError as error:
        return _page(code, form, sentence_of(error), status_of(error))
    return redirect(url_for("taking.letter", code=code))


@blueprint.get("/items/<code>/taking/letter")
def letter(code: str) -> Any:
    """Show the letter that tells the giver of the last change, in both languages, to print."""
    found = taking.show(code, person())
    if found.last is None:
        return _page(code, forms.TakingForm())
    letters = []
    for language in LANGUAGES:
        with force_locale(language):
            letters.append((language, taking_changed(found, found.last)))
    values = {"state": found.trail.state, "letters": letters}
    return Page("taking/letter.html", values, seen=(f"item:{code}",))
