"""Looking at a thing again, counting it with two, and sealing it anew."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, redirect, request, url_for

from custody.domain.errors import CustodyError
from custody.services import inspections
from custody.web.errors import sentence_of, status_of
from custody.web.forms import inspections as forms
from custody.web.guard import now, person
from custody.web.pages import Page
from custody.web.second import second_person

blueprint = Blueprint("inspections", __name__)


def _page(view: str, code: str, form: Any, problem: str = "", status: int = 200) -> Page:
    found = inspections.prepare(code, person())
    values = {
        "form": form,
        "state": found.state,
        "seals": found.seals,
        "counting": found.counting,
        "problem": problem,
    }
    return Page(f"inspections/{view}.html", values, seen=(f"item:{code}",), status=status)


@blueprint.get("/items/<code>/inspect")
def inspect(code: str) -> Page:
    """Show what can be noted of a thing that is looked at."""
    return _page("inspect", code, forms.InspectForm())


@blueprint.post("/items/<code>/inspect")
def save_inspection(code: str) -> Any:
    """Record what was seen."""
    form = forms.InspectForm(request.form)

    def record() -> None:
        inspections.inspect(code, forms.read_looked(form), form.form_id.data, person(), now())

    return _recorded("inspect", code, form, record)


@blueprint.get("/items/<code>/count")
def count(code: str) -> Page:
    """Show an empty count: the second counter does not see the first one (P26)."""
    return _page("count", code, forms.CountForm())


@blueprint.post("/items/<code>/count")
def save_count(code: str) -> Any:
    """Record a count; the third one is by two people together, and the giver may watch (P29)."""
    form = forms.CountForm(request.form)

    def record() -> None:
        found = inspections.prepare(code, person())
        second = second_person(form) if found.counting.step == "third" else None
        counted = forms.read_count(form, found.state.category, second)
        rule = current_app.config["CASH_WITNESS"]
        inspections.count(code, counted, form.form_id.data, person(), now(), rule)

    return _recorded("count", code, form, record)


@blueprint.get("/items/<code>/seal")
def seal(code: str) -> Page:
    """Show the seals of a thing, and what a new one asks."""
    return _page("seal", code, forms.NewSealForm())


@blueprint.post("/items/<code>/seal")
def save_seal(code: str) -> Any:
    """Record that it was opened and sealed anew."""
    form = forms.NewSealForm(request.form)

    def record() -> None:
        new, rule = forms.read_new_seal(form), current_app.config["CASH_WITNESS"]
        inspections.change_seal(code, new, form.form_id.data, person(), now(), rule)

    return _recorded("seal", code, form, record)


def _recorded(view: str, code: str, form: Any, record: Callable[[], None]) -> Any:
    """Record a form that is complete and go to the item; a refusal gives all that was typed back."""
    try:
        form.check()
        record()
    except CustodyError as error:
        return _page(view, code, form, sentence_of(error), status_of(error))
    return redirect(url_for("items.show", code=code))
