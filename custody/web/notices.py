"""What the worker could not do, for the administrator: messages that did not arrive (P129)."""

import re
from typing import Any

from flask import Blueprint, current_app, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from custody.domain.errors import CustodyError
from custody.domain.notices import NOTICES, OF_COMPLAINTS
from custody.services import notices
from custody.web.errors import sentence_of, status_of
from custody.web.forms import notices as forms
from custody.web.guard import now, person
from custody.web.pages import Page
from custody.web.words import word

blueprint = Blueprint("notices", __name__)

_REASONS = {
    "NoAddressError": _l("There is no e-mail address of this person."),
    "RefusedError": _l("The mail server refused this message for good."),
    "MailServerError": _l("The mail server did not take it."),
}


@blueprint.get("/admin/notices")
def show() -> Page:
    """Show the messages and the work that were given up."""
    return _notices_page()


def _notices_page(problem: str = "", status: int = 200) -> Page:
    found = notices.letters()
    values = {
        "letters": [(letter, *_told(letter, found)) for letter in found.dead],
        "waiting": found.waiting,
        "unsent": found.unsent,
        "is_on": current_app.config["MAIL_IS_ON"],
        "form": forms.TrialForm(),
        "problem": problem,
    }
    return Page("notices/show.html", values, status=status)


def _told(letter: notices.DeadLetter, found: notices.Letters) -> tuple[str, str, str]:
    """Return what it is, for whom, and why it was given up.

    Only mail says more than its kind: other work may be about a complaint, which an administrator
    never learns of (Q24).
    """
    kind, _sep, detail = letter.error.partition(": ")
    if letter.work.kind != "mail" or letter.work.payload["notice"] in OF_COMPLAINTS:
        return _("Work after an act"), "", _("Something went wrong. The log says what.")
    number = letter.work.payload["to"]
    said = word(NOTICES[letter.work.payload["notice"]].subject)
    numbers = " ".join(re.findall(r"[0-9]{3}", detail))
    why = f"{_REASONS.get(kind, kind)} {numbers}".strip()
    return said, found.names.get(number, number), why


@blueprint.post("/admin/notices/<int(max=2147483647):id>/again")
def try_again(id: int) -> Any:
    """Try a message again that was given up."""
    try:
        notices.try_again(id, now())
    except CustodyError as error:
        return _notices_page(sentence_of(error), status_of(error))
    return redirect(url_for("notices.show"))


@blueprint.post("/admin/notices/trial")
def send_trial() -> Any:
    """Send a test message to oneself."""
    form = forms.TrialForm(request.form)
    try:
        form.check()
        notices.send_trial(form.form_id.data, person(), now())
    except CustodyError as error:
        return _notices_page(sentence_of(error), status_of(error))
    return redirect(url_for("notices.show"))
