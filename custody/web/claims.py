"""Claims: opening one, seeing it, answering a candidate."""

from typing import Any

from flask import Blueprint, redirect, request, url_for

from custody.domain.errors import CustodyError
from custody.services import claims, complaints
from custody.web.errors import sentence_of, status_of
from custody.web.forms import claims as forms
from custody.web.guard import now, person
from custody.web.letter import mention_text, reasons_of
from custody.web.pages import Page

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
        linking = complaints.show_linking(number, person())
        mention = next((m for m in linking.mentions if m.position == position), None)
        form.claimant.data = linking.complaint.complainant.name
        if mention is not None:
            form.category.data = mention.category or "other"
            form.account.data = mention_text(linking.complaint.text, mention)
    return Page(
        "claims/new.html", {"form": form}, seen=(f"complaint:{number}",) if number else None
    )


@blueprint.post("/claims/new")
def create() -> Any:
    """Open a claim."""
    form = forms.ClaimForm(request.form)
    try:
        if not form.validate():
            return Page("claims/new.html", {"form": form}, status=400)
        claim = claims.open_claim(forms.read_claim(form), form.form_id.data, person(), now())
    except CustodyError as error:
        values = {"form": form, "problem": sentence_of(error)}
        return Page("claims/new.html", values, status=status_of(error))
    return redirect(url_for("claims.show", number=claim.number))


@blueprint.get("/claims/<number>")
def show(number: str) -> Page:
    """Show a claim with its candidates."""
    return _claim_page(number)


def _claim_page(number: str, problem: str = "", status: int = 200) -> Page:
    found = claims.show_claim(number, person())
    values = {
        "page": found,
        "claim": found.claim,
        "candidates": [(c, found.items.get(c.item), reasons_of(c)) for c in found.candidates],
        "forms": {c.item: forms.AnswerForm(item=c.item) for c in found.candidates},
        "problem": problem,
    }
    seen = (f"claim:{number}", *(f"item:{c.item}" for c in found.candidates))
    return Page("claims/show.html", values, seen=seen, status=status)


@blueprint.post("/claims/<number>")
def answer(number: str) -> Any:
    """Answer one candidate."""
    form = forms.AnswerForm(request.form)
    try:
        claims.answer_candidate(
            number,
            form.item.data,
            form.answer.data,
            form.reason.data,
            form.form_id.data,
            person(),
            now(),
        )
    except CustodyError as error:
        return _claim_page(number, sentence_of(error), status_of(error))
    return redirect(url_for("claims.show", number=number))
