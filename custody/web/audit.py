"""The check of the record, and the record of who looked."""

from flask import Blueprint

from custody.services import audit, looks
from custody.web.guard import now, person
from custody.web.looks import line_of
from custody.web.pages import Page

blueprint = Blueprint("audit", __name__)


@blueprint.get("/integrity")
def show() -> Page:
    """Show the button, and the last checkpoint."""
    return Page("audit/show.html", {"report": None})


@blueprint.post("/integrity")
def verify() -> Page:
    """Check everything now and say in words what was found."""
    values = {"report": audit.verify(), "checked_at": now()}
    return Page("audit/show.html", values, seen=("integrity",), purpose="audit")


@blueprint.get("/integrity/access")
def access() -> Page:
    """Show who looked at what, for auditor and coordinator (C93)."""
    names = looks.names_of_staff(person())
    lines = [line_of(look, names) for look in looks.newest(person())]
    return Page("audit/access.html", {"looks": lines}, seen=("access_log",), purpose="audit")
