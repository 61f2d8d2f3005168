"""The dossier of a complaint: a page that anybody can read, and the same as a tagged PDF."""

from flask import Blueprint

from custody.services import handling
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
    items = tuple(f"item:{item.trail.state.item}" for item, _line in values["items"])
    return Page("dossier/show.html", values, seen=(f"complaint:{number}", *items))


@blueprint.post("/complaints/<number>/dossier")
def print_dossier(number: str) -> Document:
    """Give the dossier as PDF: a dated snapshot, with the digest of each trail kept beside it."""
    handling.take_snapshots(number, person(), now())
    content = complaint_pdf(report_values(number))
    name = f"{number}-dossier.pdf"
    return Document(content, "application/pdf", name, seen=(f"complaint:{number}",), inline=True)
