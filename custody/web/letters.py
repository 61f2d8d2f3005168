"""Letters: writing one in the citizen's language, reading it as it was made, and printing it."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import force_locale

from custody.domain.letters import LANGUAGES, Letter
from custody.services import letters
from custody.web import letter_words
from custody.web.forms import claims as claim_forms
from custody.web.forms import handling as handling_forms
from custody.web.guard import now, person
from custody.web.pages import Document, Page
from custody.web.papers import letter_pdf
from custody.web.step_letters import step_letter

blueprint = Blueprint("letters", __name__)


@blueprint.post("/claims/<claim>/letter")
def write_for_claim(claim: str) -> Any:
    """Make the letter that confirms a claim to the claimant (L3)."""
    form = claim_forms.LetterForm(request.form)
    form.check()
    told, asked = letters.claim_to_write_about(claim, person())
    language = _language(form.language.data)
    with force_locale(language):
        letter = letter_words.claim_registered(told, asked)
    letter = replace(letter, language=language, claim=claim)
    kept = letters.keep(letter, form.form_id.data, person(), now())
    return redirect(url_for("letters.show", number=kept.number))


def _language(chosen: str | None) -> str:
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


@blueprint.post("/complaints/<complaint>/letters")
def write_for_complaint(complaint: str) -> Any:
    """Make the letter of receipt, or the letter of a step or of a late find."""
    form = handling_forms.ComplaintLetterForm(request.form)
    form.check()
    about = letters.complaint_to_write_about(complaint, form.item.data, person())
    language = _language(form.language.data)
    with force_locale(language):
        letter = _words_of(form, about)
    letter = replace(letter, language=language, complaint=complaint)
    kept = letters.keep(letter, form.form_id.data, person(), now(), form.item.data)
    return redirect(url_for("letters.show", number=kept.number))


def _words_of(form: handling_forms.ComplaintLetterForm, about: letters.About) -> Letter:
    kind = form.kind.data or "L1"
    if about.proposal is not None:
        sorry, collect = bool(form.sorry.data), form.collect.data
        return letter_words.late_find(about, about.proposal, sorry=sorry, collect=collect)
    if kind == "L1" or about.step is None:
        return letter_words.complaint_received(about.complaint, about.asked)
    return step_letter(kind, about)


@blueprint.get("/letters/<number>")
def show(number: str) -> Page:
    """Show a letter as it was made."""
    letter = letters.show(number, person())
    return Page("letters/show.html", {"letter": letter}, seen=(f"letter:{number}",))


@blueprint.post("/letters/<number>/print")
def print_letter(number: str) -> Document:
    """Give a letter as PDF, to be printed and sent or handed over."""
    letter = letters.show(number, person())
    content = letter_pdf(letter)
    return Document(
        content, "application/pdf", f"{number}.pdf", seen=(f"letter:{number}",), inline=True
    )
