"""Letters: writing one in plain words of the reader's language, reading it, and printing it.

Rules kept here (C91, L3): the citizen is told what was written down, what we do and how to add;
never that we do not have it, and never that a missing record means nothing was handed over.
"""

from typing import Any

from flask import Blueprint, current_app, redirect, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _

from custody.domain.claims import Claim
from custody.domain.letters import KINDS, LANGUAGES, Block, Letter
from custody.domain.people import Person
from custody.services import letters
from custody.web.forms import claims as forms
from custody.web.guard import now, person
from custody.web.pages import Document, Page
from custody.web.papers import letter_pdf
from custody.web.words import claim_facts, day, word

blueprint = Blueprint("letters", __name__)


@blueprint.post("/claims/<claim>/letter")
def write_for_claim(claim: str) -> Any:
    """Make the letter that confirms a claim to the claimant (L3)."""
    form = forms.LetterForm(request.form)
    told, asked = letters.claim_to_write_about(claim, person())
    language = form.language.data if form.language.data in LANGUAGES else LANGUAGES[0]
    with force_locale(language):
        letter = _registered(told, asked, language)
    kept = letters.keep(letter, form.form_id.data, person(), now())
    return redirect(url_for("letters.show", number=kept.number))


def _registered(claim: Claim, asked: Person | None, language: str) -> Letter:
    phone = current_app.config["HELP_PHONE"]
    searched = day(claim.first_on) if claim.first_on else ""
    compare = _("We compare your report with every item that is recorded with us.")
    since = _("We look from %(day)s on.", day=searched) if searched else ""
    return Letter(
        kind="L3",
        language=language,
        reference=claim.number,
        to=claim.claimant,
        title=word(KINDS["L3"]),
        blocks=(
            Block(
                lines=(
                    _("You told us that you handed something to the police."),
                    _("We wrote this down. The number is %(number)s.", number=claim.number),
                )
            ),
            Block(heading=_("This is what we wrote down"), facts=claim_facts(claim)),
            Block(heading=_("Your own words"), quote=claim.account),
            Block(
                heading=_("What do we do?"),
                lines=tuple(
                    filter(
                        None,
                        (
                            compare,
                            since,
                            _("We also compare it with items that are found later."),
                            _("We keep looking, also after a complaint has ended."),
                            _("If we find something, we let you know."),
                        ),
                    )
                ),
            ),
            Block(
                heading=_("What do we not know yet?"),
                lines=(
                    _("We found no record of this handover yet."),
                    _("That says something about our records, not about you."),
                ),
            ),
            Block(
                heading=_("Do you know more?"),
                lines=(
                    _("A photo, a message or the name of an officer helps us."),
                    _("Call %(phone)s and say the number of this letter.", phone=phone),
                    _("You do not have to prove anything."),
                ),
            ),
        ),
        sender=asked.name if asked else current_app.config["SERVICE_NAME"],
        made_on=day(now()),
        claim=claim.number,
    )


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
