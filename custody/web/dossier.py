"""The dossier of a complaint: a page that anybody can read, and the same as a tagged PDF."""

from typing import Any

from flask import Blueprint

from custody.services import snapshots
from custody.web.guard import now, person
from custody.web.pages import Document, Page
from custody.web.papers import complaint_pdf
from custody.web.report_paper import complaint_paper, report_values

blueprint = Blueprint("dossier", __name__)


@blueprint.get("/complaints/<number>/dossier")
def show(number: str) -> Page:
    """Show the dossier: three sentences first, then all that stands behind them."""
    values = report_values(number)
    values["paper"] = complaint_paper(values, now())
    return Page("dossier/show.html", values, seen=_seen(number, values))


def _seen(number: str, values: dict[str, Any]) -> tuple[str, ...]:
    """Return what a reader of the dossier learns of: the complaint, its items and its claims (Q44)."""
    items = (f"item:{item.trail.item}" for item, _line in values["items"])
    claims = (f"claim:{page.claim.number}" for page in values["claims"])
    return (f"complaint:{number}", *items, *claims)


@blueprint.post("/complaints/<number>/dossier")
def print_dossier(number: str) -> Document:
    """Give the dossier as PDF: a dated snapshot, with the digest of each trail kept beside it."""
    snapshots.take(number, person(), now())
    values = report_values(number)
    content = complaint_pdf(values)
    name = f"{number}-dossier.pdf"
    return Document(content, "application/pdf", name, seen=_seen(number, values), inline=True)
