"""Help in plain words per role, and the drafts of the accessibility statement and the privacy page."""

from flask import Blueprint

from custody.domain.threats import THREATS
from custody.web.pages import Page

blueprint = Blueprint("help", __name__)


@blueprint.get("/help")
def show() -> Page:
    """Show help for the roles of the reader; to a citizen what a receipt is for."""
    return Page("help/show.html")


@blueprint.get("/accessibility")
def accessibility() -> Page:
    """Say how far these pages can be used by everybody, and what to do when they cannot."""
    return Page("help/accessibility.html")


@blueprint.get("/privacy")
def privacy() -> Page:
    """Say what is recorded about people, why, who sees it, and what they can ask for."""
    return Page("help/privacy.html")


@blueprint.get("/help/threats")
def threats() -> Page:
    """Say who could do harm, and what stops or shows it (Q32); for staff."""
    return Page("help/threats.html", {"adversaries": THREATS})
