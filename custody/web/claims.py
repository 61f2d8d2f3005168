"""Claims: opening one, seeing it, answering a candidate, adding to it, and how it ends."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import gettext as _

from custody.domain import codes
from custody.domain.candidates import side_of
from custody.domain.claims import ENTRIES, TRANSITIONS, Entry
from custody.domain.conclusions import HARD, POINTS
from custody.domain.errors import CustodyError
from custody.domain.mentions import sentence_around
from custody.services import candidates, claims, conclusions, linking, unrecorded
from custody.services.claims import ClaimPage
from custody.services.linking import Linking
from custody.web import timeline
from custody.web.errors import refuse, sentence_of, status_of
from custody.web.forms import claims as forms
from custody.web.forms.reading import Form
from custody.web.forms.several import Drawn
from custody.web.guard import now, person
from custody.web.letter import reasons_of
from custody.web.pages import Page
from custody.web.words import claim_facts, word

blueprint = Blueprint("claims", __name__)


@blueprint.get("/claims")
def overview() -> Page:
    """Show the claims, as this reader may see them."""
    found = claims.overview(person())
    seen = tuple(f"claim:{claim.number}" for claim in found)
    return Page("claims/overview.html", {"claims": found}, seen=seen)


@blueprint.get("/claims/new")
def new() -> Page:
    """Show the form of a claim, filled in from the complaint's own words."""
    number = request.args.get("complaint", "")
    position = request.args.get("mention", type=int)
    form = forms.ClaimForm(complaint=number, mention=position)
    if number:
        _fill_in(form, linking.show(number, person()), position)
    seen = (f"complaint:{number}",) if number else None
    return Page("claims/new.html", {"form": form}, seen=seen)


def _fill_in(form: forms.ClaimForm, found: Linking, position: int | None) -> None:
    """Take from the complaint what it says already; a person reads it over."""
    who = found.complaint.complainant
    form.claimant.data, form.claimant_born.data = who.name, who.born
    form.claimant_phone.data, form.claimant_email.data = who.phone, who.email
    form.claimant_address.data = who.address
    form.for_whom.data = found.complaint.represented
    form.relation.data = found.complaint.relation
    text = found.complaint.text
    for one in found.mentions:
        if one.position == position:
            form.first_on.data, form.last_on.data = one.first_on, one.last_on
            form.quantity.data = one.quantity
    for start, end, category in (
        *((m.start, m.end, m.category) for m in found.mentions if m.position == position),
        *((e.start, e.end, e.category) for e in found.ends if e.marked and e.position == position),
    ):
        form.category.data = category or "other"
        form.account.data = sentence_around(text, start, end)


@blueprint.post("/claims/new")
def create() -> Any:
    """Open a claim; the desk sees nothing but its number afterwards."""
    form = forms.ClaimForm(request.form)
    try:
        if not form.validate():
            return Page("claims/new.html", {"form": form}, status=400)
        claim = claims.open_claim(forms.read_claim(form), form.form_id.data, person(), now())
    except CustodyError as error:
        values = {"form": form, "problem": sentence_of(error)}
        return Page("claims/new.html", values, status=status_of(error))
    if not person().may("view_claim"):
        return Page("claims/written_down.html", {"claim": claim, "letter": forms.LetterForm()})
    return redirect(url_for("claims.show", number=claim.number))


@blueprint.get("/claims/<number>")
def show(number: str) -> Page:
    """Show a claim with its candidates."""
    return _claim_page(number)


def _claim_page(
    number: str,
    problem: str = "",
    status: int = 200,
    feature: str | None = None,
    refused: Form | None = None,
) -> Page:
    found = claims.show_claim(number, person())
    values = {
        "page": found,
        "claim": found.claim,
        "facts": claim_facts(found.claim),
        "candidates": [
            (one, reasons_of(one.suggestion) if one.suggestion else None)
            for one in found.candidates
        ],
        "own_side": side_of(person()),
        "feature": feature,
        "history": _history(found),
        "steps": _steps(found),
        "drawn": Drawn(
            refused,
            answer=forms.AnswerForm,
            entry=forms.EntryForm,
            establish=forms.EstablishForm,
            reopen=forms.ReopenForm,
            no_claim=forms.NoClaimForm,
        ),
        "problem": problem,
    }
    seen = (f"claim:{number}", *(f"item:{one.state.item}" for one in found.candidates))
    return Page("claims/show.html", values, seen=seen, status=status)


def _steps(found: ClaimPage) -> set[str]:
    """Return the states to which this reader may bring the claim."""
    if not found.whole:
        return set()
    roles = person().roles
    return {
        to
        for (state, to), (_rule, allowed) in TRANSITIONS.items()
        if state == found.claim.state and roles & allowed
    }


_ICONS = {
    "opened": "circle-dashed",
    "confirmed": "check",
    "added": "plus",
    "answered": "message-circle-question-mark",
    "matched": "circle-check",
    "established": "circle-check",
    "closed": "check",
    "reopened": "undo-2",
    "found": "bell",
    "told": "user",
    "letter": "file-text",
}


def _history(found: ClaimPage) -> list[timeline.Entry]:
    """Return the claim's own history as entries of a timeline, oldest first."""
    return [_line(entry) for entry in found.entries]


def _line(entry: Entry) -> timeline.Entry:
    title = word(ENTRIES[entry.kind])
    if entry.kind == "letter":
        title, detail = f"{title}: {entry.text}", ""
    else:
        detail = ". ".join(filter(None, (word(entry.detail), entry.text)))
    tags = []
    if entry.item:
        tags.append(("link", codes.show_item_code(entry.item), ""))
    return timeline.Entry(
        kind="claim" if entry.kind == "opened" else "event",
        title=_("%(what)s, by %(who)s", what=title, who=_who(entry)),
        at=entry.at,
        icon=_ICONS[entry.kind],
        detail=detail,
        tags=tuple(tags),
    )


def _who(entry: Entry) -> str:
    return _("the system") if entry.by.startswith("system:") else entry.by_name


@blueprint.post("/claims/<number>")
def answer(number: str) -> Any:
    """Record whether one candidate is the item of this claim, with the reason."""
    form = forms.AnswerForm(request.form)

    def act() -> None:
        item = codes.read_item_code(form.item.data)
        given = forms.read_answer(form, item, now())
        candidates.answer(number, given, form.form_id.data, person(), now())

    return _done(number, form, "reason", act)


def _done(number: str, form: Form, field: str, act: Callable[[], object]) -> Any:
    """Do it and show the claim, or the form again with what is wrong."""
    try:
        form.check()
        act()
    except CustodyError as error:
        return _claim_page(number, *refuse(form, field, error), refused=form)
    return redirect(url_for("claims.show", number=number))


@blueprint.post("/claims/<number>/check-feature")
def feature(number: str) -> Page:
    """Show the check feature; the look is logged apart (P33)."""
    found = candidates.read_feature(number, person())
    page = _claim_page(number, feature=found)
    seen = (f"check_feature:{number}",)
    return Page(page.template, page.values, seen=seen, purpose="check_feature")


@blueprint.post("/claims/<number>/entries")
def add_entry(number: str) -> Any:
    """Add what was heard later, or that the claimant was told."""
    form = forms.EntryForm(request.form)

    def act() -> None:
        kind, text = form.kind.data or "", form.text.data or ""
        claims.add_entry(number, kind, text, form.form_id.data, person(), now())

    return _done(number, form, "text", act)


@blueprint.post("/claims/<number>/established")
def establish(number: str) -> Any:
    """Say that the handover is shown by other means."""
    form = forms.EstablishForm(request.form)

    def act() -> None:
        means, text = form.means.data or "", form.text.data or ""
        conclusions.establish(number, means, text, form.form_id.data, person(), now())

    return _done(number, form, "text", act)


@blueprint.post("/claims/<number>/no-claim")
def end_unseen(number: str) -> Any:
    """Say that a claim which the system opened is none, and why."""
    form = forms.NoClaimForm(request.form)

    def act() -> None:
        why, words = form.why.data or "", form.words.data or ""
        unrecorded.end(number, why, words, form.form_id.data, person(), now())

    return _done(number, form, "words", act)


@blueprint.post("/claims/<number>/reopened")
def reopen(number: str) -> Any:
    """Open the claim again, with a reason."""
    form = forms.ReopenForm(request.form)

    def act() -> None:
        conclusions.reopen(number, form.reason.data, form.form_id.data, person(), now())

    return _done(number, form, "reason", act)


@blueprint.get("/claims/<number>/end")
def end(number: str) -> Page:
    """Show how a claim can end, with the conclusion guard."""
    return _end_page(number, forms.EndForm())


def _end_page(number: str, form: forms.EndForm, problem: str = "", status: int = 200) -> Page:
    found = claims.show_claim(number, person())
    values = {
        "claim": found.claim,
        "form": form,
        "points": [
            (point, word(text), point in HARD, entry.form)
            for (point, text), entry in zip(POINTS.items(), form.points.entries, strict=True)
        ],
        "answered": any(entry.form.answer.data or entry.form.text.data for entry in form.points),
        "decides": "decider" in person().roles,
        "problem": problem,
    }
    return Page("claims/end.html", values, seen=(f"claim:{number}",), status=status)


@blueprint.post("/claims/<number>/end")
def close(number: str) -> Any:
    """End the claim for a reason of the list, or show the form again with what is missing."""
    form = forms.EndForm(request.form)
    try:
        if not form.validate():
            return _end_page(number, form, status=400)
        closing, points = forms.read_closing(form), forms.read_points(form)
        conclusions.close(number, closing, points, form.form_id.data, person(), now())
    except CustodyError as error:
        return _end_page(number, form, sentence_of(error), status_of(error))
    return redirect(url_for("claims.show", number=number))
