"""One box that finds items."""

from typing import Any

from flask import Blueprint, redirect, request, url_for

from custody.services import keeping, search
from custody.web.guard import person
from custody.web.pages import Page

blueprint = Blueprint("search", __name__)


@blueprint.get("/search")
def show() -> Any:
    """Go straight to a code or receipt, or list what fits, newest first."""
    typed = request.args.get("q", "")[:200]
    found = search.find(typed, person())
    if found.code:
        return redirect(url_for("items.show", code=found.code))
    if found.receipt and person().may("print_receipt"):
        return redirect(url_for("intake.receipt", no=found.receipt))
    values = {"found": found, "places": keeping.place_names()}
    seen = tuple(f"item:{state.item}" for state in found.items)
    return Page("search/show.html", values, seen=seen, purpose="search")
