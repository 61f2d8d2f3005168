"""Forms of complaints and of what the handler decides on a suggestion."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, TextAreaField
from wtforms.validators import InputRequired, Length

from custody.domain.complaints import CHANNELS, Complaint
from custody.domain.items import CATEGORIES, Party
from custody.domain.linking import REJECT_REASONS
from custody.web.forms.reading import (
    LINE,
    LONG,
    Form,
    LocalDay,
    choice,
    form_id,
    hidden,
    marked,
    mention,
)
from custody.web.forms.reading import text as line

_CHANNEL_WORDS = [(code, _l(word)) for code, (word, _) in CHANNELS.items()]


class TakeDownForm(Form):
    """A complaint in the complainant's own words. The words are not touched, not even trimmed (C7)."""

    form_id = form_id()
    text = TextAreaField(
        _l("The complaint, word for word"),
        [
            InputRequired(_l("Paste or type what the person wrote or said. Word for word.")),
            Length(max=LONG),
        ],
    )
    channel = choice(
        _l("How did it come in?"),
        _CHANNEL_WORDS,
        validators=[InputRequired(_l("Say how the complaint came in."))],
    )
    received_on = LocalDay(_l("Received on"))
    name = line(_l("Name"), LINE)
    born = line(_l("Date of birth"), 10)
    phone = line(_l("Phone number"), 32)
    email = line(_l("E-mail"), 254)
    address = line(_l("Address"), 254)
    represented = line(_l("On behalf of"), LINE)
    relation = line(_l("Who is that to the complainant?"), 60)
    written_down = BooleanField(_l("The person wants it on paper"))


class ComplaintForm(TakeDownForm):
    """The same, by complaint staff."""


class LinkForm(Form):
    """This item is the one."""

    form_id = form_id()
    mention = mention()
    item = line(_l("Item code"), 20)
    reason = line(_l("How do you know?"), LINE)


class RejectForm(Form):
    """This item is not the one."""

    form_id = form_id()
    mention = mention(InputRequired())
    item = line("", 10)
    reason = choice(_l("Why not?"), marked(REJECT_REASONS))


class LiftForm(Form):
    """A hold is no longer needed."""

    form_id = form_id()
    item = line("", 10)
    reason = line(_l("Why?"), LINE)


class MarkForm(Form):
    """Words that were not recognised as an item."""

    form_id = form_id()
    words = line(_l("The words, exactly as they stand there"), 300)
    category = choice(_l("What is it?"), marked(CATEGORIES))


class AsideForm(Form):
    """Words that are not about something the police had."""

    mention = mention()
    reason = line(_l("Why not?"), LINE)


class UndoForm(Form):
    """A link that was wrong."""

    form_id = form_id()
    item = line("", 10)
    reason = line(_l("Why was it wrong?"), LINE)


class AssignForm(Form):
    """Which colleague handles the complaint from now on."""

    handler = hidden(20)


def read_complaint(form: TakeDownForm, today: date) -> Complaint:
    """Return the complaint that was filled in; its number is given later."""
    return Complaint(
        number="",
        text=form.text.data or "",
        channel=form.channel.data,
        received_on=form.received_on.data or today,
        complainant=Party(
            "complainant",
            form.name.data,
            form.born.data,
            form.phone.data,
            form.email.data,
            form.address.data,
        ),
        represented=form.represented.data,
        relation=form.relation.data,
    )
