"""Asking somebody to take over, and answering."""

from typing import Any

from flask import Blueprint, redirect, request, url_for

from custody.domain import codes
from custody.domain.errors import CustodyError
from custody.services import keeping, outsiders, transfers
from custody.web.errors import refuse, sentence_of, status_of
from custody.web.forms import transfers as forms
from custody.web.forms.inspections import read_seal
from custody.web.forms.reading import Form
from custody.web.forms.several import Drawn
from custody.web.guard import now, person
from custody.web.pages import Page
from custody.web.words import host

blueprint = Blueprint("transfers", __name__)


@blueprint.get("/transfers/new")
def new() -> Page:
    """Show what can be offered, and to whom."""
    chosen = request.args.getlist("code")
    receivers = transfers.receivers(person())
    return _offer_page(forms.OfferForm(items=chosen, to=receivers.default or ""))


def _offer_page(form: forms.OfferForm, problem: str = "", status: int = 200) -> Page:
    held = keeping.items_of(person(), now()) + keeping.items_of_post(person(), now())
    free = [kept for kept in held if kept.state.offer is None]
    values = {
        "form": form,
        "held": free,
        "receivers": transfers.receivers(person()),
        "problem": problem,
        "drawn": Drawn(form if problem and not free else None),
    }
    seen = tuple(f"item:{kept.state.item}" for kept in free)
    return Page("transfers/new.html", values, seen=seen, status=status)


@blueprint.post("/transfers/new")
def create() -> Any:
    """Ask for the take-over of every chosen item."""
    form = forms.OfferForm(request.form)
    try:
        form.check()
        to = _badge(form.other.data) if form.other.data else form.to.data
        transfers.offer(
            form.items.data or [], to, form.purpose.data, form.form_id.data, person(), now()
        )
    except CustodyError as error:
        return _offer_page(form, sentence_of(error), status_of(error))
    return redirect(url_for("keeping.show"))


def _badge(typed: str) -> str:
    """Return the staff number of a scanned badge, or what was typed."""
    read = codes.read_scan(typed, host())
    return read.value if read.nature == "badge" else typed


@blueprint.post("/transfers/withdraw")
def withdraw() -> Any:
    """Take an offer back."""
    form = forms.WithdrawForm(request.form)
    form.check()
    transfers.withdraw(form.item.data, form.reason.data, form.form_id.data, person(), now())
    return redirect(url_for("keeping.show"))


@blueprint.get("/transfers/incoming")
def incoming() -> Page:
    """Show what waits for this person's answer."""
    return _incoming_page()


def _incoming_page(problem: str = "", status: int = 200, refused: Form | None = None) -> Page:
    waiting = transfers.incoming(person())
    values = {
        "waiting": waiting,
        "places": keeping.places_for(person()),
        "problem": problem,
        "drawn": Drawn(refused, answer=forms.AnswerForm),
        "now": now(),
    }
    seen = tuple(f"item:{state.item}" for state in waiting)
    return Page("transfers/incoming.html", values, seen=seen, status=status)


@blueprint.post("/transfers/incoming")
def answer() -> Any:
    """Answer one line: "I have it", or "not right" with a reason."""
    form = forms.AnswerForm(request.form)
    item, id_ = form.item.data, form.form_id.data
    try:
        form.check()
        if form.answer.data == "accept":
            place, condition = form.place.data or None, form.condition.data or None
            transfers.accept(item, place, condition, id_, person(), now(), read_seal(form))
        elif form.answer.data == "refuse":
            transfers.refuse(item, form.reason.data, form.remarks.data, id_, person(), now())
        else:
            raise transfers.AnswerMissingError()
    except CustodyError as error:
        field = "remarks" if form.answer.data == "refuse" else "seal_number"
        return _incoming_page(*refuse(form, field, error), refused=form)
    return redirect(url_for("transfers.incoming"))


@blueprint.get("/transfers/outside")
def outside() -> Page:
    """Show the form of handing on to somebody without an account."""
    return _outside_page(forms.HandOnForm(item=request.args.get("code") or ""))


def _outside_page(form: forms.HandOnForm, problem: str = "", status: int = 200) -> Page:
    held = keeping.items_of(person(), now()) + keeping.items_of_post(person(), now())
    drawn = Drawn(form if problem and not held else None)
    values = {"form": form, "held": held, "problem": problem, "drawn": drawn}
    seen = tuple(f"item:{kept.state.item}" for kept in held)
    return Page("transfers/outside.html", values, seen=seen, status=status)


@blueprint.post("/transfers/outside")
def hand_on() -> Any:
    """Hand an item on to an outsider."""
    form = forms.HandOnForm(request.form)
    try:
        form.check()
        outsider = forms.read_outsider(form)
        outsiders.hand_on(form.item.data, outsider, form.form_id.data, person(), now())
    except CustodyError as error:
        return _outside_page(form, sentence_of(error), status_of(error))
    return redirect(url_for("items.show", code=form.item.data))
