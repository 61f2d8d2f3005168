"""What I have with me now, oldest first."""

from typing import Any

from flask import Blueprint, redirect, request, url_for

from custody.domain.errors import CustodyError
from custody.services import keeping
from custody.web.errors import refuse
from custody.web.forms import transfers as forms
from custody.web.forms.several import Drawn
from custody.web.guard import now, person
from custody.web.pages import Page

blueprint = Blueprint("keeping", __name__)


@blueprint.get("/my-items")
def show() -> Page:
    """Show what this person holds, and what their desk or store holds."""
    return _page()


def _page(problem: str = "", status: int = 200, refused: forms.KeepForm | None = None) -> Page:
    mine = keeping.items_of(person(), now())
    of_post = keeping.items_of_post(person(), now())
    values = {
        "mine": mine,
        "of_post": of_post,
        "places": keeping.places_for(person()),
        "drawn": Drawn(refused, keep=forms.KeepForm),
        "problem": problem,
    }
    seen = tuple(f"item:{kept.state.item}" for kept in (*mine, *of_post))
    return Page("keeping/show.html", values, seen=seen, status=status)


@blueprint.post("/my-items")
def keep() -> Any:
    """Say where one keeps a thing oneself."""
    form = forms.KeepForm(request.form)
    try:
        form.check()
        keeping.keep(form.item.data, form.place.data, form.form_id.data, person(), now())
    except CustodyError as error:
        return _page(*refuse(form, "place", error), refused=form)
    return redirect(url_for("keeping.show"))
