"""The tree of places, new places, and the labels of places and staff badges."""

from typing import Any

from flask import Blueprint, redirect, request, url_for

from custody.domain.errors import CustodyError
from custody.services import labels, places
from custody.web.errors import sentence_of, status_of
from custody.web.forms import places as forms
from custody.web.guard import now, person
from custody.web.pages import Document, Page
from custody.web.papers import badges_file, place_labels_file

blueprint = Blueprint("places", __name__)


@blueprint.get("/places")
def show() -> Page:
    """Show the places and the form of a new one."""
    return _places_page(forms.PlaceForm(unit=person().unit or ""))


def _places_page(form: forms.PlaceForm, problem: str = "", status: int = 200) -> Page:
    values = {
        "form": form,
        "labels": forms.PlaceLabelsForm(sheet="a4-70x37"),
        "tree": places.show_places(person()),
        "problem": problem,
    }
    return Page("places/show.html", values, status=status)


@blueprint.post("/places")
def create() -> Any:
    """Add a place, or show the form again with what was typed and what is wrong."""
    form = forms.PlaceForm(request.form)
    if not form.validate():
        return _places_page(form, status=400)
    anywhere = "admin" in person().roles
    try:
        places.add_place(forms.read_place(form, person().unit, anywhere=anywhere), person(), now())
    except CustodyError as error:
        return _places_page(form, sentence_of(error), status_of(error))
    return redirect(url_for("places.show", _anchor=form.code.data.upper()))


@blueprint.post("/places/<code>/close")
def close(code: str) -> Any:
    """Close an empty place."""
    try:
        places.close_place(code, person(), now())
    except CustodyError as error:
        return _places_page(forms.PlaceForm(), sentence_of(error), status_of(error))
    return redirect(url_for("places.show"))


@blueprint.post("/places/<code>/reopen")
def reopen(code: str) -> Any:
    """Take a closed place into use again."""
    try:
        places.reopen_place(code, person(), now())
    except CustodyError as error:
        return _places_page(forms.PlaceForm(), sentence_of(error), status_of(error))
    return redirect(url_for("places.show", _anchor=code))


@blueprint.post("/places/labels")
def print_labels() -> Any:
    """Give the labels of the chosen places as a PDF."""
    form = forms.PlaceLabelsForm(request.form)
    try:
        form.check()
        chosen = labels.place_labels(form.places.data or [], person())
        content, media, name = place_labels_file(chosen, form.sheet.data or "", _start(form))
    except CustodyError as error:
        return _places_page(forms.PlaceForm(), sentence_of(error), status_of(error))
    return Document(content, media, name, inline=True)


@blueprint.get("/places/badges")
def badges() -> Page:
    """Show of whom a badge can be printed."""
    return _badges_page(forms.BadgesForm(sheet="a4-70x37"))


def _badges_page(form: forms.BadgesForm, problem: str = "", status: int = 200) -> Page:
    values = {"form": form, "people": places.show_places(person()).people, "problem": problem}
    return Page("places/badges.html", values, status=status)


@blueprint.post("/places/badges")
def print_badges() -> Any:
    """Give the badges of the chosen colleagues as a PDF."""
    form = forms.BadgesForm(request.form)
    try:
        form.check()
        chosen = labels.badges(form.people.data or [], person())
        content, media, name = badges_file(chosen, form.sheet.data or "", _start(form))
    except CustodyError as error:
        return _badges_page(form, sentence_of(error), status_of(error))
    return Document(content, media, name, inline=True)


def _start(form: forms.SheetForm) -> int:
    """Return the first cell to print in; what is no number is the first."""
    return form.start.data or 1
