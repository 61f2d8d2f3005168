"""Correcting an item, telling later where it was, and declaring it not valid."""

from typing import Any

from flask import Blueprint, redirect, request, url_for

from custody.domain.corrections import NothingToCorrectError
from custody.domain.errors import CustodyError
from custody.services import corrections, keeping
from custody.web.errors import sentence_of, status_of
from custody.web.forms import corrections as forms
from custody.web.guard import now, person
from custody.web.pages import Page
from custody.web.second import second_person
from custody.web.sentences import entry_of

blueprint = Blueprint("corrections", __name__)


@blueprint.get("/items/<code>/correct")
def new(code: str) -> Page:
    """Show what of an item can be corrected, filled in with what is on record."""
    ready = corrections.prepare(code, person())
    wrong = _chosen(ready, request.args.get("entry", ""))
    return _correction_page(ready, wrong, forms.filled_in(wrong.record, wrong.facts))


def _chosen(ready: corrections.CorrectionPage, leaf: str) -> corrections.Wrong:
    """Return the event that is named, or the first one."""
    if not ready.wrong:
        raise NothingToCorrectError()
    return next((wrong for wrong in ready.wrong if wrong.record.leaf == leaf), ready.wrong[0])


def _correction_page(
    ready: corrections.CorrectionPage,
    wrong: corrections.Wrong,
    form: forms.CorrectionForm,
    problem: str = "",
    status: int = 200,
) -> Page:
    values = {
        "form": form,
        "state": ready.trail.state,
        "facts": tuple(wrong.facts),
        "known": wrong.facts,
        "chosen": wrong.record.leaf,
        "entries": [entry for w in ready.wrong if (entry := entry_of(w.record, ready.places))],
        "places": keeping.places_for(person()),
        "place_names": ready.places,
        "problem": problem,
    }
    code = ready.trail.item
    return Page("corrections/new.html", values, seen=(f"item:{code}",), status=status)


@blueprint.post("/items/<code>/correct")
def create(code: str) -> Any:
    """Record a correction as a new event; the old value stays visible."""
    form = forms.CorrectionForm(request.form)
    ready = corrections.prepare(code, person())
    wrong = _chosen(ready, form.ref.data)
    try:
        form.check()
        corrections.correct(
            code,
            form.ref.data,
            forms.read_changes(form, wrong.facts),
            form.reason.data,
            form.form_id.data,
            person(),
            now(),
        )
    except CustodyError as error:
        return _correction_page(ready, wrong, form, sentence_of(error), status_of(error))
    return redirect(url_for("items.show", code=code))


@blueprint.get("/items/<code>/late")
def late(code: str) -> Page:
    """Show the form of a late entry."""
    return _late_page(code, forms.LateForm())


def _late_page(code: str, form: forms.LateForm, problem: str = "", status: int = 200) -> Page:
    values = {
        "form": form,
        "state": corrections.prepare(code, person()).trail.state,
        "places": keeping.places_for(person()),
        "problem": problem,
    }
    return Page("corrections/late.html", values, seen=(f"item:{code}",), status=status)


@blueprint.post("/items/<code>/late")
def tell_late(code: str) -> Any:
    """Record where an item was; both times stay visible."""
    form = forms.LateForm(request.form)
    try:
        form.check()
        corrections.tell_late(
            code, forms.read_late(form, now()), form.form_id.data, person(), now()
        )
    except CustodyError as error:
        return _late_page(code, form, sentence_of(error), status_of(error))
    return redirect(url_for("items.show", code=code))


@blueprint.get("/items/<code>/void")
def void(code: str) -> Page:
    """Show what declaring an item not valid asks."""
    return _void_page(code, forms.VoidForm())


def _void_page(code: str, form: forms.VoidForm, problem: str = "", status: int = 200) -> Page:
    ready = corrections.prepare(code, person())
    values = {
        "form": form,
        "state": ready.trail.state,
        "receipts": ready.receipts,
        "problem": problem,
    }
    return Page("corrections/void.html", values, seen=(f"item:{code}",), status=status)


@blueprint.post("/items/<code>/void")
def make_void(code: str) -> Any:
    """Declare an item not valid, the second person signing in beside the first."""
    form = forms.VoidForm(request.form)
    try:
        form.check()
        second = second_person(form)
        corrections.void(
            code, form.reason.data, form.told.data, second, form.form_id.data, person(), now()
        )
    except CustodyError as error:
        return _void_page(code, form, sentence_of(error), status_of(error))
    return redirect(url_for("items.show", code=code))
