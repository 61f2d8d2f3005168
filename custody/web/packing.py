"""Packages and boxes: making one, what is in it, and splitting a thing."""

from typing import Any

from flask import Blueprint, redirect, request, url_for

from custody.domain.errors import CustodyError
from custody.services import keeping, packing
from custody.web.errors import refuse, sentence_of, status_of
from custody.web.forms import packing as forms
from custody.web.forms.reading import Form
from custody.web.forms.several import Drawn
from custody.web.guard import now, person
from custody.web.pages import Page
from custody.web.words import host

blueprint = Blueprint("packing", __name__)


@blueprint.get("/packages/new")
def new() -> Page:
    """Show the form of a new package or box."""
    return _new_page(forms.PackageForm(nature="container"))


def _new_page(form: forms.PackageForm, problem: str = "", status: int = 200) -> Page:
    values = {"form": form, "places": keeping.places_for(person()), "problem": problem}
    return Page("packing/new.html", values, status=status)


@blueprint.post("/packages/new")
def create() -> Any:
    """Make a package or box, and go on to what goes in."""
    form = forms.PackageForm(request.form)
    try:
        form.check()
        code = packing.make(
            form.nature.data,
            form.description.data,
            form.seal.data,
            form.place.data,
            form.form_id.data,
            person(),
            now(),
        )
    except CustodyError as error:
        return _new_page(form, sentence_of(error), status_of(error))
    return redirect(url_for("packing.contents", code=code))


@blueprint.get("/items/<code>/contents")
def contents(code: str) -> Page:
    """Show what is in a package or box, and what was in it at a moment of the past (P22)."""
    return _contents_page(code, forms.PutInForm())


def _contents_page(
    code: str,
    form: forms.PutInForm,
    problem: str = "",
    status: int = 200,
    refused: Form | None = None,
) -> Page:
    found = packing.show(code, person(), wrapping=True)
    when = forms.MomentForm(request.args)
    asked = when.at.data if when.validate() else None
    then = packing.contents_at(code, asked, person()) if asked else ()
    values = {
        "when": when,
        "then": then,
        "asked": asked,
        "form": form,
        "found": found,
        "state": found.state,
        "places": keeping.places_for(person()),
        "drawn": Drawn(refused, out=forms.TakeOutForm),
        "problem": problem,
    }
    shown = dict.fromkeys(one.item for one in (found.state, *found.inside, *then))
    seen = tuple(f"item:{code}" for code in shown)
    return Page("packing/contents.html", values, seen=seen, status=status)


@blueprint.post("/items/<code>/contents")
def put_in(code: str) -> Any:
    """Put what was scanned into the package or box, all or none."""
    form = forms.PutInForm(request.form)
    try:
        form.check()
        scanned = forms.read_codes(form.codes.data, host())
        packing.put_in(code, scanned, form.form_id.data, person(), now())
    except CustodyError as error:
        return _contents_page(code, form, sentence_of(error), status_of(error))
    return redirect(url_for("packing.contents", code=code))


@blueprint.post("/items/<code>/take-out")
def take_out(code: str) -> Any:
    """Take one thing out of the package or box."""
    form = forms.TakeOutForm(request.form)
    try:
        form.check()
        packing.take_out(form.item.data, form.place.data, form.form_id.data, person(), now())
    except CustodyError as error:
        said = refuse(form, "place", error)
        return _contents_page(code, forms.PutInForm(), *said, refused=form)
    return redirect(url_for("packing.contents", code=code))


@blueprint.get("/items/<code>/split")
def split(code: str) -> Page:
    """Show what splitting a thing asks."""
    return _split_page(code, forms.SplitForm())


def _split_page(code: str, form: forms.SplitForm, problem: str = "", status: int = 200) -> Page:
    values = {"form": form, "state": packing.show(code, person()).state, "problem": problem}
    return Page("packing/split.html", values, seen=(f"item:{code}",), status=status)


@blueprint.post("/items/<code>/split")
def make_parts(code: str) -> Any:
    """Split a thing into parts with codes of their own."""
    form = forms.SplitForm(request.form)
    try:
        form.check()
        parts = forms.read_parts(form.parts.data)
        packing.split(code, parts, form.reason.data, form.form_id.data, person(), now())
    except CustodyError as error:
        return _split_page(code, form, sentence_of(error), status_of(error))
    return redirect(url_for("items.show", code=code))
