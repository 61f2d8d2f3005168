"""Printing item labels; every print is an event."""

from typing import Any

from flask import Blueprint, request

from custody.domain.errors import CustodyError
from custody.services import labels
from custody.web.errors import sentence_of, status_of
from custody.web.forms import labels as forms
from custody.web.guard import now, person
from custody.web.pages import Document, Page
from custody.web.papers import label_file

blueprint = Blueprint("labels", __name__)


@blueprint.get("/labels")
def show() -> Page:
    """Show which labels can be printed, and on what."""
    code = request.args.get("code")
    form = forms.LabelsForm(
        items=[code] if code else [], preset="62x29", file_format="pdf", dpi="203"
    )
    return _labels_page(form, [code] if code else [])


def _labels_page(
    form: forms.LabelsForm, chosen: list[str], problem: str = "", status: int = 200
) -> Page:
    found = labels.to_print(chosen, person())
    values = {"form": form, "items": found, "chosen": chosen, "problem": problem}
    seen = tuple(f"item:{state.item}" for state in found)
    return Page("labels/show.html", values, seen=seen, status=status)


@blueprint.post("/labels")
def print_labels() -> Any:
    """Record the prints and give the labels as a file."""
    form = forms.LabelsForm(request.form)
    items = form.items.data or []
    try:
        if not form.validate():
            return _labels_page(form, [] if form.items.errors else items, status=400)
        printed = labels.print_labels(
            items, form.reason.data or "first", form.form_id.data, person(), now()
        )
    except CustodyError as error:
        return _labels_page(form, items, sentence_of(error), status_of(error))
    content, media_type, name = label_file(
        printed,
        preset=form.preset.data or "62x29",
        file_format=form.file_format.data or "pdf",
        dpi=int(form.dpi.data or 203),
        start=form.start.data or 1,
    )
    seen = tuple(f"item:{p.state.item}" for p in printed)
    inline = media_type == "application/pdf"
    return Document(content, media_type, name, seen=seen, inline=inline, recorded=True)
