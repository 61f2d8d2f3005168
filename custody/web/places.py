"""The tree of places, new places, and their labels."""

from typing import Any

from flask import Blueprint, redirect, request, url_for

from custody.domain.errors import CustodyError
from custody.services import labels, places
from custody.web.errors import sentence_of, status_of
from custody.web.forms import places as forms
from custody.web.guard import now, person
from custody.web.pages import Document, Page
from custody.web.papers import place_label_file

blueprint = Blueprint("places", __name__)


@blueprint.get("/places")
def show() -> Page:
    """Show the places and the form of a new one."""
    return _places_page(forms.PlaceForm(unit=person().unit or ""))


def _places_page(form: forms.PlaceForm, problem: str = "", status: int = 200) -> Page:
    values = {"form": form, "tree": places.show_places(person()), "problem": problem}
    return Page("places/show.html", values, status=status)


@blueprint.post("/places")
def create() -> Any:
    """Add a place."""
    form = forms.PlaceForm(request.form)
    if not form.validate():
        return _places_page(form, status=400)
    try:
        places.add_place(forms.read_place(form, person().unit), person(), now())
    except CustodyError as error:
        return _places_page(form, sentence_of(error), status_of(error))
    return redirect(url_for("places.show"))


@blueprint.post("/places/<code>/close")
def close(code: str) -> Any:
    """Close an empty place."""
    try:
        places.close_place(code, person(), now())
    except CustodyError as error:
        return _places_page(forms.PlaceForm(), sentence_of(error), status_of(error))
    return redirect(url_for("places.show"))


@blueprint.post("/places/<code>/label")
def print_label(code: str) -> Document:
    """Give the label of a place as a file."""
    form = forms.PlaceLabelForm(request.form)
    place, parent = labels.place_label(code)
    content, media_type, name = place_label_file(place, parent, form.file_format.data or "pdf")
    return Document(content, media_type, name, inline=media_type == "application/pdf")
