"""Complaints: list, registering, linking items, the report, and taking one down."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, request, url_for

from custody.domain import codes
from custody.domain.errors import CustodyError
from custody.domain.stages import ENDED
from custody.services import complaints, handling, linking, matching, mentions, unrecorded
from custody.web.errors import refuse, sentence_of, status_of
from custody.web.forms import complaints as forms
from custody.web.forms.reading import AMSTERDAM, Form
from custody.web.forms.several import Drawn
from custody.web.guard import now, person
from custody.web.mentions import page_values
from custody.web.pages import Page
from custody.web.timeline import timeline
from custody.web.words import deadline

blueprint = Blueprint("complaints", __name__)


@blueprint.get("/complaints")
def overview() -> Page:
    """Show the complaints this person may see."""
    found = complaints.overview(person())
    seen = tuple(f"complaint:{c.number}" for c in found)
    handlers = {h.number: h.name for h in complaints.handlers(person())}
    news = handling.with_news(person())
    days = {c.number: deadline(c, _today()) for c in found}
    values = {"complaints": found, "handlers": handlers, "news": news, "days": days}
    return Page("complaints/overview.html", values, seen=seen)


@blueprint.get("/complaints/new")
def new() -> Page:
    """Show the form of a complaint."""
    return Page("complaints/new.html", {"form": forms.ComplaintForm(received_on=_today())})


def _today() -> Any:
    return now().astimezone(AMSTERDAM).date()


@blueprint.post("/complaints/new")
def create() -> Any:
    """Register a complaint, compare it with the register, and show the result."""
    form = forms.ComplaintForm(request.form)
    try:
        if not form.validate():
            return Page("complaints/new.html", {"form": form}, status=400)
        made = _register(form)
    except CustodyError as error:
        values = {"form": form, "problem": sentence_of(error)}
        return Page("complaints/new.html", values, status=status_of(error))
    matching.run_for_complaint(made.number, now())
    unrecorded.open_from_words(made.number, now())
    return redirect(url_for("complaints.links", number=made.number))


def _register(form: forms.TakeDownForm) -> Any:
    """Register with the words exactly as they were sent, not trimmed (C7)."""
    complaint = forms.read_complaint(form, _today())
    return complaints.register(complaint, form.form_id.data, person(), now(), _today())


@blueprint.get("/complaints/take-down")
def take_down() -> Page:
    """Show the form with which officers and the desk take a complaint down."""
    form = forms.TakeDownForm(received_on=_today(), channel="desk")
    return Page("complaints/take_down.html", {"form": form})


@blueprint.post("/complaints/take-down")
def save_taken_down() -> Any:
    """Register it, and show nothing but its number (C11)."""
    form = forms.TakeDownForm(request.form)
    try:
        if not form.validate():
            return Page("complaints/take_down.html", {"form": form}, status=400)
        made = _register(form)
    except CustodyError as error:
        values = {"form": form, "problem": sentence_of(error)}
        return Page("complaints/take_down.html", values, status=status_of(error))
    return Page("complaints/taken_down.html", {"number": made.number})


@blueprint.get("/complaints/<number>")
def show(number: str) -> Page:
    """Show a complaint with the trail of each item and what is not known."""
    return _report_page(number)


def _report_page(
    number: str, problem: str = "", status: int = 200, refused: Form | None = None
) -> Page:
    values = {
        **_report_values(number),
        "problem": problem,
        "drawn": Drawn(refused, lift=forms.LiftForm),
    }
    items = (f"item:{item.trail.item}" for item, _line in values["items"])
    seen = (f"complaint:{number}", *items)
    return Page("complaints/show.html", values, seen=seen, status=status)


def _report_values(number: str) -> dict[str, Any]:
    report = complaints.report(number, person(), now())
    lines = [
        timeline(
            i.trail,
            i.gaps,
            i.stays,
            report.places,
            now(),
            sees_complaints=True,
            integrity=i.integrity,
            flipped=request.args.get("order") == "newest",
        )
        for i in report.items
    ]
    return {
        "report": report,
        "complaint": report.complaint,
        "items": list(zip(report.items, lines, strict=True)),
        "handlers": complaints.handlers(person()),
        "open": [s for s in report.suggestions if s.state == "suggested"],
        # While the complaint is open, comparing is the answer; once ended, the coordinator decides.
        "waiting": report.complaint.state in ENDED and number in handling.with_news(person()),
    }


@blueprint.post("/complaints/<number>/handler")
def assign(number: str) -> Any:
    """Say who handles a complaint."""
    form = forms.AssignForm(request.form)
    try:
        form.check()
        complaints.assign(number, form.handler.data or "", person())
    except CustodyError as error:
        return _report_page(number, sentence_of(error), status_of(error))
    return redirect(url_for("complaints.show", number=number))


@blueprint.get("/complaints/<number>/links")
def links(number: str) -> Page:
    """Show the words with their mentions, and suggestions beside them."""
    return _links_page(number)


def _links_page(
    number: str,
    problem: str = "",
    status: int = 200,
    refused: Form | None = None,
    mention: int | None = None,
) -> Page:
    found = linking.show(number, person())
    asked = request.args.get("mention", type=int) if mention is None else mention
    values = page_values(found, asked, request.args.get("wider", ""))
    values |= {
        "problem": problem,
        "drawn": Drawn(
            refused,
            mark=forms.MarkForm,
            link=forms.LinkForm,
            reject=forms.RejectForm,
            aside=forms.AsideForm,
            undo=forms.UndoForm,
        ),
    }
    shown = [s.item for s, _state, _why in values["suggestions"]]
    shown += [state.item for state in values["beyond"]]
    seen = (f"complaint:{number}", *(f"item:{item}" for item in dict.fromkeys(shown)))
    return Page("complaints/links.html", values, seen=seen, status=status)


def _done(
    number: str, form: Form, field: str, act: Callable[[], object], mention: int | None = None
) -> Any:
    """Do it and show the page again at the same words, or the form again with what is wrong."""
    try:
        form.check()
        act()
    except CustodyError as error:
        return _links_page(number, *refuse(form, field, error), refused=form, mention=mention)
    return redirect(url_for("complaints.links", number=number, mention=mention))


@blueprint.post("/complaints/<number>/marks")
def mark_words(number: str) -> Any:
    """Mark words that were not recognised as an item."""
    form = forms.MarkForm(request.form)

    def act() -> None:
        words, category = form.words.data or "", form.category.data or "other"
        mentions.mark_words(number, words, category, form.form_id.data, person(), now())
        matching.run_for_complaint(number, now())

    return _done(number, form, "words", act)


@blueprint.post("/complaints/<number>/set-aside")
def set_aside(number: str) -> Any:
    """Say that words are not about something the police had, with a reason."""
    form = forms.AsideForm(request.form)
    mention = form.mention.data if form.mention.data is not None else -1

    def act() -> None:
        mentions.set_aside(number, mention, form.reason.data, person(), now())
        unrecorded.set_aside(number, mention, form.reason.data, person(), now())

    return _done(number, form, "reason", act, mention)


@blueprint.post("/complaints/<number>/undone")
def undo(number: str) -> Any:
    """Undo a link that was wrong, with a reason; its hold is lifted."""
    form = forms.UndoForm(request.form)
    made = linking.show(number, person()).links
    mention = next((one.mention for one in made if one.item == form.item.data), None)

    def act() -> None:
        item, reason = form.item.data, form.reason.data
        linking.undo(number, item, reason, form.form_id.data, person(), now())
        unrecorded.open_from_words(number, now())

    return _done(number, form, "reason", act, mention)


@blueprint.post("/complaints/<number>/links")
def link(number: str) -> Any:
    """Link an item: it is put on hold in the same act."""
    form = forms.LinkForm(request.form)
    mention, reason = form.mention.data, form.reason.data

    def act() -> None:
        item = codes.read_item_code(form.item.data)
        linking.link(number, mention, item, reason, form.form_id.data, person(), now())
        unrecorded.linked(number, mention, item, reason, person(), now())

    return _done(number, form, "item", act, mention)


@blueprint.post("/complaints/<number>/rejections")
def reject(number: str) -> Any:
    """Set a suggestion aside, with a reason."""
    form = forms.RejectForm(request.form)
    mention, item, reason = form.mention.data, form.item.data, form.reason.data

    def act() -> None:
        linking.reject(number, mention, item, reason, form.form_id.data, person(), now())

    return _done(number, form, "reason", act, mention)


@blueprint.post("/complaints/<number>/holds")
def lift_hold(number: str) -> Any:
    """Lift the hold of a linked item, by name and with a reason."""
    form = forms.LiftForm(request.form)
    item, reason = form.item.data, form.reason.data
    try:
        form.check()
        linking.lift_hold(number, item, reason, form.form_id.data, person(), now())
    except CustodyError as error:
        return _report_page(number, *refuse(form, "reason", error), refused=form)
    return redirect(url_for("complaints.show", number=number))
