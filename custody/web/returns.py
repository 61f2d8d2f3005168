"""Giving an item back to the entitled person."""

from typing import Any

from flask import Blueprint, current_app, redirect, request, url_for

from custody.domain.errors import CustodyError
from custody.services import returns
from custody.web.errors import sentence_of, status_of
from custody.web.forms import returns as forms
from custody.web.guard import now, person
from custody.web.pages import Page

blueprint = Blueprint("returns", __name__)


@blueprint.get("/items/<code>/return")
def new(code: str) -> Page:
    """Show what to ask and to see before giving back."""
    ready = returns.prepare(code, person())
    giver = next((p for p in ready.parties if p.role in ("owner", "giver") and p.name), None)
    form = forms.ReturnForm(receiver=giver.name if giver else "")
    return _return_page(ready, form)


def _return_page(
    ready: returns.ReturnForm, form: forms.ReturnForm, problem: str = "", status: int = 200
) -> Page:
    values = {"form": form, "ready": ready, "state": ready.state, "problem": problem}
    code = ready.state.item
    seen = (f"item:{code}", *((f"check_feature:{code}",) if ready.feature else ()))
    return Page("returns/new.html", values, seen=seen, purpose="return", status=status)


@blueprint.post("/items/<code>/return")
def create(code: str) -> Any:
    """Record the return; what is missing is said, and nothing typed is lost."""
    form = forms.ReturnForm(request.form)
    try:
        form.check()
        release, two = forms.read_release(form), current_app.config["TWO_PERSONS"]
        returns.give_back(code, release, form.form_id.data, person(), now(), two)
    except CustodyError as error:
        ready = returns.prepare(code, person())
        return _return_page(ready, form, sentence_of(error), status_of(error))
    return redirect(url_for("items.show", code=code))
