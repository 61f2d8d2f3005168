"""Help in plain words, with a phone number, for everybody."""

from flask import Blueprint

from custody.web.pages import Page

blueprint = Blueprint("help", __name__)


@blueprint.get("/help")
def show() -> Page:
    """Show help for the roles of the reader."""
    return Page("help/show.html")
