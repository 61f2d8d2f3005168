"""What I have with me now, oldest first."""

from typing import Any

from flask import Blueprint, redirect, request, url_for

from custody.services import keeping
from custody.web.forms import transfers as forms
from custody.web.guard import now, person
from custody.web.pages import Page

blueprint = Blueprint("keeping", __name__)


@blueprint.get("/my-items")
def show() -> Page:
    """Show what this person holds, and what their desk or store holds."""
    mine = keeping.items_of(person(), now())
    of_post = keeping.items_of_post(person(), now())
    values = {
        "mine": mine,
        "of_post": of_post,
        "places": keeping.places_for(person()),
        "form": forms.KeepForm(),
        "withdraw": forms.WithdrawForm(),
    }
    seen = tuple(f"item:{kept.state.item}" for kept in (*mine, *of_post))
    return Page("keeping/show.html", values, seen=seen)


@blueprint.post("/my-items")
def keep() -> Any:
    """Say where one keeps a thing oneself."""
    form = forms.KeepForm(request.form)
    keeping.keep(form.item.data, form.place.data, form.form_id.data, person(), now())
    return redirect(url_for("keeping.show"))
