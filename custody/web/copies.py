"""The list of copies of a complaint: who gets one, who does not and why, and what goes along."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import force_locale

from custody.domain.copies import FROM, LEFT_OUT, chosen
from custody.domain.deadlines import day_of_receipt
from custody.domain.errors import CustodyError
from custody.services import copies, letters
from custody.web.errors import refuse
from custody.web.forms import copies as forms
from custody.web.forms.reading import Form
from custody.web.forms.several import Drawn
from custody.web.guard import now, person
from custody.web.officer_letters import copy_of_complaint, enclosure_words
from custody.web.pages import Page
from custody.web.words import word

blueprint = Blueprint("copies", __name__)


@blueprint.get("/complaints/<number>/copies")
def show(number: str) -> Page:
    """Show the list of copies."""
    return _page(number)


def _page(number: str, problem: str = "", status: int = 200, refused: Form | None = None) -> Page:
    found = copies.show(number, person())
    values = {
        "found": found,
        "complaint": found.complaint,
        "enclosures": [
            (one.key, enclosure_words(one), word(LEFT_OUT.get(one.shows, "")))
            for one in found.enclosures
        ],
        "drawn": Drawn(refused, confirm=forms.ConfirmForm, copy=forms.CopyForm),
        "FROM": FROM,
        "today": day_of_receipt(now()),
        "problem": problem,
    }
    return Page("copies/show.html", values, seen=(f"complaint:{number}",), status=status)


@blueprint.post("/complaints/<number>/copies")
def answer(number: str) -> Any:
    """Confirm that somebody of the trail is concerned, or say why not."""
    form = forms.ConfirmForm(request.form)
    try:
        form.check()
        officer, why, concerned = form.officer.data, form.reason.data, bool(form.concerned.data)
        made = (form.form_id.data, person(), now())
        copies.answer(number, officer, why, *made, concerned=concerned)
    except CustodyError as error:
        return _page(number, *refuse(form, "reason", error), refused=form)
    return redirect(url_for("copies.show", number=number))


@blueprint.post("/complaints/<number>/copies/letter")
def write(number: str) -> Any:
    """Make the copy for one officer: complaint, enclosures, and what is left out of it (L9)."""
    form = forms.CopyForm(request.form)
    try:
        form.check()
        found = copies.show(number, person())
        to = found.receiver(form.receiver.data)
        along, out = chosen(found.enclosures, form.enclosures.data or ())
        language = form.language.data
        with force_locale(language):
            letter = copy_of_complaint(found, to.name, along, out, form.on_paper.data)
        letter = replace(letter, language=language, complaint=number, receiver=to.receiver)
        letters.keep(letter, form.form_id.data, person(), now())
    except CustodyError as error:
        return _page(number, *refuse(form, "on_paper", error), refused=form)
    return redirect(url_for("copies.show", number=number))
