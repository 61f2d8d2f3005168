"""Forms of offers and answers, and of where one keeps a thing oneself."""

from flask_babel import lazy_gettext as _l

from custody.domain.items import CONDITIONS
from custody.domain.outsiders import Outsider
from custody.domain.steps import REFUSAL_REASONS
from custody.services.returns import IDENTITY_KINDS
from custody.web.forms.inspections import SealForm
from custody.web.forms.reading import (
    LINE,
    SHORT,
    Form,
    LocalDay,
    choice,
    form_id,
    marked,
    several,
    text,
)


class OfferForm(Form):
    """Ask somebody to take over one or more items."""

    form_id = form_id()
    items = several(_l("Items"))
    to = text(_l("To whom"), SHORT)
    other = text(_l("Staff number or badge"), SHORT)
    purpose = text(_l("What for"), LINE)


class WithdrawForm(Form):
    """Take an offer back."""

    form_id = form_id()
    item = text("", 10)
    reason = text(_l("Why"), LINE)


class AnswerForm(SealForm):
    """Answer one line of what was offered."""

    form_id = form_id()
    item = text("", 10)
    answer = choice("", [("accept", _l("I have it")), ("refuse", _l("Not right"))])
    place = text(_l("Where is it now"), 24)
    condition = choice(_l("Condition"), marked(CONDITIONS))
    reason = choice(_l("What is not right"), marked(REFUSAL_REASONS))
    remarks = text(_l("Remarks"), LINE)


class KeepForm(Form):
    """Say where a thing is that one keeps oneself."""

    form_id = form_id()
    item = text("", 10)
    place = text(_l("Where is it now"), 24)


class HandOnForm(Form):
    """Hand an item to somebody without an account."""

    form_id = form_id()
    item = text("", 10)
    name = text(_l("Name"), LINE)
    organisation = text(_l("Organisation"), SHORT)
    identity_seen = choice(_l("Document you saw"), marked(IDENTITY_KINDS))
    purpose = text(_l("What for"), LINE)
    due = LocalDay(_l("Back by"))
    signature = text(_l("Name as signature"), LINE)


def read_outsider(form: HandOnForm) -> Outsider:
    """Return who takes the item over."""
    return Outsider(
        name=form.name.data,
        organisation=form.organisation.data,
        identity_seen=form.identity_seen.data,
        purpose=form.purpose.data,
        due=form.due.data.isoformat() if form.due.data else None,
        signature={"way": "typed", "text": form.signature.data} if form.signature.data else None,
    )
