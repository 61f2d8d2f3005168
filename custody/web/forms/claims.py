"""Forms of claims and of the answer to a candidate."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from custody.domain.claims import Claim
from custody.domain.items import CATEGORIES
from custody.services.claims import ANSWERS
from custody.web.forms.reading import LINE, Form, LocalDay, choice, form_id, marked, text


class ClaimForm(Form):
    """What the citizen says was handed over, and what is known around it."""

    form_id = form_id()
    complaint = text("", 24)
    mention = IntegerField(validators=[Optional()])
    category = choice(_l("What is it?"), marked(CATEGORIES))
    account = TextAreaField(
        _l("In the person's own words"),
        [
            InputRequired(_l("Write down what the person says was handed over.")),
            Length(max=4000),
        ],
    )
    quantity = IntegerField(_l("How many"), [Optional()])
    marks = text(_l("Marks"), LINE)
    first_on = LocalDay(_l("From which day"))
    last_on = LocalDay(_l("To which day"))
    place = text(_l("Where"), LINE)
    to_whom = text(_l("To whom"), LINE)
    why = text(_l("What for"), LINE)
    check_feature = text(_l("Check feature (kept secret)"), LINE)
    claimant = text(_l("Name"), LINE)


class AnswerForm(Form):
    """Same, not the same, or cannot tell yet."""

    form_id = form_id()
    item = text("", 10)
    answer = choice(_l("Is this the item?"), marked(ANSWERS))
    reason = text(_l("Why?"), LINE)


def read_claim(form: ClaimForm) -> Claim:
    """Return the claim that was filled in; its number is given later."""
    return Claim(
        number="",
        category=form.category.data or "other",
        account=form.account.data or "",
        complaint=form.complaint.data or None,
        mention=form.mention.data,
        quantity=form.quantity.data,
        marks=form.marks.data,
        first_on=form.first_on.data,
        last_on=form.last_on.data,
        place=form.place.data,
        to_whom=form.to_whom.data,
        why=form.why.data,
        check_feature=form.check_feature.data,
        claimant=form.claimant.data,
    )
