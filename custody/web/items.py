"""An item with its trail and its photos."""

from typing import Any

from flask import Blueprint, redirect, request, url_for

from custody.domain import codes
from custody.domain.errors import CustodyError
from custody.domain.events import batch_id
from custody.services import items
from custody.web import blind
from custody.web.errors import sentence_of, status_of
from custody.web.forms import items as forms
from custody.web.guard import now, person
from custody.web.pages import Document, Page
from custody.web.timeline import timeline
from custody.web.uploads import kept_photos

blueprint = Blueprint("items", __name__)


@blueprint.get("/items/<code>")
def show(code: str) -> Page:
    """Show an item, who has it, and where it was."""
    return _item_page(codes.read_item_code(code))


def _item_page(code: str, problem: str = "", feature: Any = None, status: int = 200) -> Page:
    found = items.show_item(code, person(), now())
    trail, state = blind.as_seen(found, person())
    values = {
        "page": found,
        "state": state,
        "blind": blind.is_blind(found, person()),
        "timeline": timeline(
            trail,
            found.gaps,
            found.stays,
            found.places,
            now(),
            sees_complaints=person().sees_complaints,
            integrity=found.integrity,
            flipped=request.args.get("order") == "newest",
            receipt=bool(found.receipts),
        ),
        "photo_form": forms.PhotoForm(),
        "feature": feature,
        "problem": problem,
    }
    seen = tuple(f"item:{one}" for one in (code, *(inner.item for inner in found.inside)))
    return Page("items/show.html", values, seen=seen, status=status)


@blueprint.get("/items/<code>/photos/<sha256>")
def photo(code: str, sha256: str) -> Document:
    """Give the shown copy of a photo, or the small one that shows quickly."""
    thumb = request.args.get("size") == "thumb"
    content, media_type = items.read_photo(code, sha256, person(), original=False, thumb=thumb)
    return Document(content, media_type, f"{code}.jpg", seen=(f"photo:{code}",), inline=True)


@blueprint.post("/items/<code>/photos/<sha256>")
def original(code: str, sha256: str) -> Document:
    """Give the photo byte for byte, as a download under its hash."""
    content, media_type = items.read_photo(code, sha256, person(), original=True)
    name = f"{sha256}.{media_type.partition('/')[2]}"
    return Document(content, media_type, name, seen=(f"photo:{code}",))


@blueprint.post("/items/<code>/photos")
def add_photo(code: str) -> Any:
    """Add one or more photos to an item."""
    form = forms.PhotoForm(request.form | request.files)
    try:
        form.check()
        photos = kept_photos(form.photo.data)
        if not photos:
            raise forms.NoPhotoError()
        for n, sha256 in enumerate(photos):
            id_ = batch_id(form.form_id.data, n) if n else form.form_id.data
            items.describe(code, sha256, {}, id_, person(), now())
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
