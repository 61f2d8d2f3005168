"""Forms of claims: opening one, answering a candidate, adding, and how it ends."""

from typing import Protocol

from flask_babel import lazy_gettext as _l
from wtforms import FieldList, FormField, HiddenField, IntegerField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length, NumberRange, Optional

from custody.domain.candidates import ANSWERS, FEATURES, Answer
from custody.domain.claims import CLOSE_REASONS, MEANS, Claim, Closing
from custody.domain.conclusions import POINT_ANSWERS, POINTS, PointAnswer
from custody.domain.items import CATEGORIES
from custody.domain.letters import LANGUAGES
from custody.domain.unrecorded import UNSEEN_ENDS
from custody.web.forms.reading import (
    LINE,
    SHORT,
    Form,
    LocalDay,
    choice,
    clean,
    form_id,
    hidden,
    marked,
    mention,
)
from custody.web.forms.reading import text as line
from custody.web.forms.said import Part


def sentences(label: object) -> TextAreaField:
    """Return a field for a few sentences."""
    return TextAreaField(label, [Length(max=4000)], filters=[clean], default="")


def language() -> HiddenField:
    """Return the field for the language of a letter."""
    return hidden(2, default=LANGUAGES[0], validators=[AnyOf(LANGUAGES)])


class ClaimForm(Form):
    """What the citizen says was handed over, and what is known around it."""

    form_id = form_id()
    complaint = line("", 24)
    mention = mention()
    category = choice(_l("What is it?"), marked(CATEGORIES))
    account = TextAreaField(
        _l("In the person's own words"),
        [
            InputRequired(_l("Write down what the person says was handed over.")),
            Length(max=4000),
        ],
    )
    quantity = IntegerField(_l("How many"), [Optional(), NumberRange(1, 9999)])
    amount = line(_l("Amount of money"), SHORT)
    marks = line(_l("Marks"), LINE)
    first_on = LocalDay(_l("From which day"))
    last_on = LocalDay(_l("To which day"))
    hour = line(_l("What time of day"), SHORT)
    place = line(_l("Where"), LINE)
    to_whom = line(_l("To whom"), LINE)
    why = line(_l("What for"), LINE)
    check_feature = line(_l("Check feature (kept secret)"), LINE)
    claimant = line(_l("Name"), LINE)
    claimant_born = line(_l("Date of birth"), 10)
    claimant_phone = line(_l("Phone number"), 32)
    claimant_email = line(_l("E-mail"), 254)
    claimant_address = line(_l("Address"), 254)
    for_whom = line(_l("Whose is it, if it is somebody else's?"), LINE)
    relation = line(_l("Who is that to the person who tells this?"), SHORT)


class AnswerForm(Form):
    """Same, not the same, or cannot tell yet."""

    form_id = form_id()
    item = line(_l("Item code"), 20)
    answer = choice(_l("Is this the item?"), marked(ANSWERS))
    feature = choice(_l("Check feature"), marked(FEATURES))
    reason = line(_l("Why?"), LINE)


class EntryForm(Form):
    """What was heard later, or that the claimant was told."""

    form_id = form_id()
    kind = choice("", [("added", ""), ("told", "")])
    text = sentences(_l("What was added?"))


class EstablishForm(Form):
    """The handover is shown by other means."""

    form_id = form_id()
    means = choice(_l("What shows the handover?"), marked(MEANS))
    text = sentences(_l("What does it show?"))


class NoClaimForm(Form):
    """What the system opened from the words of a complaint is no claim."""

    form_id = form_id()
    why = choice(_l("Why does this need no claim?"), marked(UNSEEN_ENDS))
    words = line(_l("How do you know?"), LINE)


class ReopenForm(Form):
    """The claim goes on."""

    form_id = form_id()
    reason = line(_l("Why?"), LINE)


class PointForm(Part):
    """One point of the conclusion guard."""

    answer = choice("", marked(POINT_ANSWERS))
    text = line(_l("What came of it, or why not"), 1000)
    who = line(_l("By whom"), LINE)
    done_on = LocalDay(_l("On which day"))


class EndForm(Form):
    """How a claim ends."""

    form_id = form_id()
    reason = choice(_l("Why does this claim end?"), marked(CLOSE_REASONS))
    text = sentences(_l("What shows this? Which facts support it?"))
    agreed = line(_l("How did the claimant agree?"), LINE)
    points = FieldList(FormField(PointForm), min_entries=len(POINTS), max_entries=len(POINTS))


class LetterForm(Form):
    """The language of a letter."""

    form_id = form_id()
    language = language()


def read_claim(form: ClaimForm) -> Claim:
    """Return the claim that was filled in; its number is given later."""
    names = (
        *("quantity", "amount", "marks", "first_on", "last_on", "hour", "place", "to_whom", "why"),
        *("check_feature", "claimant", "claimant_born", "claimant_phone", "claimant_email"),
        *("claimant_address", "for_whom", "relation", "mention"),
    )
    return Claim(
        number="",
        category=form.category.data or "other",
        account=form.account.data or "",
        complaint=form.complaint.data or None,
        **{name: form[name].data for name in names},
    )


def read_answer(form: AnswerForm, item: str, moment: object) -> Answer:
    """Return the answer that was given; who gave it is added below."""
    return Answer(
        item=item,
        side="",
        answer=form.answer.data or "",
        reason=form.reason.data or "",
        feature=form.feature.data or "",
        by="",
        by_name="",
        at=moment,  # type: ignore[arg-type]
    )


def read_closing(form: EndForm) -> Closing:
    """Return how the claim ends."""
    return Closing(form.reason.data or "", form.text.data or "", form.agreed.data or "")


class WithPoints(Protocol):
    """A form that carries the points of the conclusion guard."""

    points: FieldList


def read_points(form: WithPoints) -> dict[str, PointAnswer]:
    """Return the answers to the points of the guard that were filled in."""
    return {
        point: PointAnswer(
            point,
            entry.form.answer.data or "",
            entry.form.text.data or "",
            entry.form.who.data or "",
            entry.form.done_on.data,
        )
        for point, entry in zip(POINTS, form.points.entries, strict=True)
    }
