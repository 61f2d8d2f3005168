"""Recording a handover or a find, and the receipt that comes of it."""

from typing import Any

from flask import Blueprint, current_app, redirect, request, url_for

from custody.domain.errors import CustodyError
from custody.domain.items import TILES
from custody.services import intake, keeping, receipts, transfers
from custody.web.errors import sentence_of, status_of
from custody.web.forms import intake as forms
from custody.web.guard import now, person
from custody.web.pages import Document, Page
from custody.web.papers import receipt_pdf, receipt_qr

blueprint = Blueprint("intake", __name__)


@blueprint.get("/handovers/new")
def new() -> Page:
    """Show the form, filled in with what this shift knows."""
    known = intake.remembered(person(), now())
    places = keeping.places_for(person())
    form = forms.HandoverForm(
        taking=request.args.get("taking") or known.taking,
        place=_still_there(known.place, places) or (places[0].code if places else ""),
        when_way="now",
        giver_way="last" if known.giver else "name",
    )
    return _form_page(form)


def _still_there(code: str | None, places: tuple[Any, ...]) -> str | None:
    return code if any(place.code == code for place in places) else None


def _form_page(form: forms.HandoverForm, problem: str = "", status: int = 200) -> Page:
    values = {
        "form": form,
        "problem": problem,
        "known": intake.remembered(person(), now()),
        "places": keeping.places_for(person()),
        "tiles": TILES,
        "chip_words": forms.CHIPS,
    }
    return Page("intake/new.html", values, status=status)


@blueprint.post("/handovers/new")
def create() -> Any:
    """Record the handover, or say what is missing with everything typed still there."""
    form = forms.HandoverForm(request.form | request.files)
    try:
        forms.keep_photos(form)
        if form.more.data:
            form.more.data = ""
            form.items.append_entry()
            return _form_page(form)
        if not form.validate():
            return _form_page(form, status=400)
        known = intake.remembered(person(), now())
        handover = forms.read_handover(form, known.giver, now())
        taken = intake.hand_over(handover, person(), now())
    except CustodyError as error:
        return _form_page(form, sentence_of(error), status_of(error))
    return redirect(url_for("intake.receipt", no=taken.receipts[0]))


@blueprint.get("/finds/new")
def find() -> Page:
    """Show the short form of a find."""
    places = keeping.places_for(person())
    place = request.args.get("place") or (places[0].code if places else "")
    return _find_page(forms.FindForm(place=place))


def _find_page(form: forms.FindForm, problem: str = "", status: int = 200) -> Page:
    values = {
        "form": form,
        "problem": problem,
        "places": keeping.places_for(person()),
        "tiles": TILES,
    }
    return Page("intake/find.html", values, status=status)


@blueprint.post("/finds/new")
def create_find() -> Any:
    """Record a find and offer it to the store; the finder is thanked and sees nothing else (P86)."""
    form = forms.FindForm(request.form | request.files)
    try:
        forms.keep_photo(form)
        if not form.validate():
            return _find_page(form, status=400)
        found = forms.read_find(form, now())
        default = transfers.receivers(person()).default
        taken = intake.record_find(found, default, person(), now())
    except CustodyError as error:
        return _find_page(form, sentence_of(error), status_of(error))
    values = {"code": taken.items[0], "item": found.items[0]}
    return Page("intake/found.html", values, seen=(f"item:{taken.items[0]}",), recorded=True)


@blueprint.get("/receipts/<no>")
def receipt(no: str) -> Page:
    """Show a receipt as it was given."""
    found = receipts.show_receipt(no, current_app.config["BASE_URL"], person())
    values = {
        "receipt": found,
        "qr": receipt_qr(found.url) if found.url else None,
        "given": forms.GivenForm(given="given"),
        "print_form": forms.PrintReceiptForm(paper="a6"),
    }
    return Page("intake/receipt.html", values, seen=(f"receipt:{no}",))


@blueprint.post("/receipts/<no>/given")
def give(no: str) -> Any:
    """Note that the citizen has the receipt, or why not."""
    form = forms.GivenForm(request.form)
    form.check()
    receipts.give_receipt(no, form.given.data or "given", person())
    return redirect(url_for("intake.new"))


@blueprint.post("/receipts/<no>/print")
def print_receipt(no: str) -> Document:
    """Give the receipt as PDF; from the second print on it says that it is a copy."""
    form = forms.PrintReceiptForm(request.form)
    url, id_ = current_app.config["BASE_URL"], form.form_id.data
    form.check()
    found = receipts.print_receipt(no, url, id_, person(), now())
    content = receipt_pdf(found, form.paper.data or "a6", form.language.data or "nl")
    seen, name = (f"receipt:{no}",), f"{no}.pdf"
    return Document(content, "application/pdf", name, seen=seen, inline=True, recorded=True)
