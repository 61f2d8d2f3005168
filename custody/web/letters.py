"""Letters: writing one in its reader's language, reading it as it was made, printing and sending it."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, redirect, request, url_for
from flask_babel import force_locale

from custody.domain.deadlines import day_of_receipt
from custody.domain.errors import CustodyError
from custody.domain.letters import LANGUAGES, Letter
from custody.domain.sending import BODIES, called_for, officer_key, step_of
from custody.services import letters
from custody.web import letter_words
from custody.web.errors import refuse
from custody.web.forms import claims as claim_forms
from custody.web.forms import handling as handling_forms
from custody.web.forms import sending as sending_forms
from custody.web.guard import now, person
from custody.web.officer_letters import copy_to_body, officer_letter, to_ombudsman
from custody.web.pages import Document, Page
from custody.web.papers import drawn_qr, letter_pdf, regards
from custody.web.step_letters import LetterStepError, LetterWordsError, Said, step_letter

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
    receiver = form.receiver.data
    letter = replace(letter, language=language, complaint=complaint, receiver=receiver)
    kept = letters.keep(letter, form.form_id.data, person(), now(), form.item.data)
    return redirect(url_for("letters.show", number=kept.number))


def _words_of(form: handling_forms.ComplaintLetterForm, about: letters.About) -> Letter:
    kind, receiver = form.kind.data or "L1", form.receiver.data
    if about.proposal is not None:
        sorry, collect = bool(form.sorry.data), form.collect.data
        return letter_words.late_find(about, about.proposal, sorry=sorry, collect=collect)
    if receiver:
        return _to_other(kind, receiver, form.words.data, about)
    if kind == "L1":
        return letter_words.complaint_received(about.complaint, about.asked)
    return step_letter(kind, about, Said(form.words.data, form.day.data))


def _to_other(kind: str, receiver: str, words: str, about: letters.About) -> Letter:
    """Return a letter to an officer concerned, to mayor or prosecutor, or to the ombudsman."""
    state = about.complaint.state
    if receiver in BODIES and kind in called_for(state, about.steps):
        if kind == "L17" and not words.strip():
            raise LetterWordsError()
        if kind == "L15" and receiver != "ombudsman":
            return copy_to_body(about, BODIES[receiver], about.asked)
        if kind == "L17" and receiver == "ombudsman":
            return to_ombudsman(about, words)
    for one in about.concerned:
        if officer_key(one.id) == receiver:
            return officer_letter(kind, about, one.name, step_of(kind, state, about.steps))
    raise LetterStepError()


@blueprint.get("/letters/<number>")
def show(number: str) -> Page:
    """Show a letter as it was made, and when it was sent."""
    return _page(number, sending_forms.SendForm(formdata=None, sent_on=day_of_receipt(now())))


def _page(number: str, form: sending_forms.SendForm, problem: str = "", status: int = 200) -> Page:
    letter = letters.show(number, person())
    values = {
        "letter": letter,
        "regards": regards(letter),
        "codes": {part.link: drawn_qr(part.link, "M") for part in letter.blocks if part.link},
        "sendings": letters.sendings(number, person()),
        "form": form,
        "problem": problem,
    }
    return Page("letters/show.html", values, seen=(f"letter:{number}",), status=status)


@blueprint.post("/letters/<number>/sendings")
def send(number: str) -> Any:
    """Record that a letter went out, how and on which day."""
    form = sending_forms.SendForm(request.form)
    letter = letters.show(number, person())
    try:
        form.check()
        way, sent_on = form.way.data or "", form.sent_on.data
        letters.send(number, way, sent_on, form.form_id.data, person(), now())
    except CustodyError as error:
        return _page(number, form, *refuse(form, "sent_on", error))
    if letter.complaint:
        return redirect(url_for("sending.show", number=letter.complaint))
    return redirect(url_for("letters.show", number=number))


@blueprint.post("/letters/<number>/print")
def print_letter(number: str) -> Document:
    """Give a letter as PDF, to be printed and sent or handed over."""
    letter = letters.show(number, person())
    content = letter_pdf(letter)
    return Document(
        content, "application/pdf", f"{number}.pdf", seen=(f"letter:{number}",), inline=True
    )
