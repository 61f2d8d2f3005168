"""An item with its trail and its photos."""

from typing import Any

from flask import Blueprint, redirect, request, url_for

from custody.domain import codes
from custody.domain.errors import CustodyError
from custody.services import items
from custody.web.errors import sentence_of, status_of
from custody.web.forms import items as forms
from custody.web.guard import now, person
from custody.web.pages import Document, Page
from custody.web.timeline import timeline
from custody.web.uploads import kept_photo

blueprint = Blueprint("items", __name__)


@blueprint.get("/items/<code>")
def show(code: str) -> Page:
    """Show an item, who has it, and where it was."""
    return _item_page(codes.read_item_code(code))


def _item_page(code: str, problem: str = "", feature: Any = None, status: int = 200) -> Page:
    found = items.show_item(code, person(), now())
    values = {
        "page": found,
        "state": found.state,
        "timeline": timeline(
            found.trail,
            found.gaps,
            found.stays,
            found.places,
            now(),
            sees_complaints=person().sees_complaints,
            integrity=found.integrity,
            flipped=request.args.get("order") == "newest",
        ),
        "photo_form": forms.PhotoForm(),
        "feature": feature,
        "problem": problem,
    }
    return Page("items/show.html", values, seen=(f"item:{code}",), status=status)


@blueprint.get("/items/<code>/photos/<sha256>")
def photo(code: str, sha256: str) -> Document:
    """Give the shown copy of a photo."""
    content, media_type = items.read_photo(code, sha256, person(), original=False)
    return Document(content, media_type, f"{code}.jpg", seen=(f"photo:{code}",), inline=True)


@blueprint.post("/items/<code>/photos/<sha256>")
def original(code: str, sha256: str) -> Document:
    """Give the photo byte for byte, as a download."""
    content, media_type = items.read_photo(code, sha256, person(), original=True)
    return Document(content, media_type, f"{code}-original", seen=(f"photo:{code}",))


@blueprint.post("/items/<code>/photos")
def add_photo(code: str) -> Any:
    """Add a photo to an item."""
    form = forms.PhotoForm(request.form | request.files)
    try:
        sha256 = kept_photo(form.photo.data)
        if sha256:
            items.describe(code, sha256, {}, form.form_id.data, person(), now())
    except CustodyError as error:
        return _item_page(code, sentence_of(error), status=status_of(error))
    return redirect(url_for("items.show", code=code))


@blueprint.post("/items/<code>/check-feature")
def feature(code: str) -> Page:
    """Show the check feature; the look is logged apart (P33)."""
    found = items.read_feature(code, person())
    page = _item_page(code, feature=found)
    return Page(
        page.template, page.values, seen=(f"check_feature:{code}",), purpose="check_feature"
    )
