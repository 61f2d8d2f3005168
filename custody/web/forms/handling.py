"""Forms of handling a complaint: steps, elements, judgement, independence and late finds."""

from datetime import date

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, IntegerField
from wtforms.validators import NumberRange, Optional

from custody.domain.conclusions import POINTS
from custody.domain.elements import AGREEMENTS, OUTCOMES, Element
from custody.domain.elements import KINDS as ELEMENT_KINDS
from custody.domain.letters import KINDS as LETTER_KINDS
from custody.domain.step_facts import (
    ASKED,
    BASES,
    CONFIRMED,
    GROUNDS,
    HEARD,
    SAID,
    YES_NO,
)
from custody.web.forms.claims import PointForm, language, sentences
from custody.web.forms.reading import LINE, Form, LocalDay, choice, form_id, marked
from custody.web.forms.reading import text as line


class StepForm(Form):
    """A complaint goes to another state."""

    form_id = form_id()
    to = line("", 20)
    reason = sentences(_l("Why, or what was said"))
    confirmed = choice(_l("How did the complainant confirm the words?"), marked(CONFIRMED))
    said = choice(_l("How did the complainant say so?"), marked(SAID))
    questions = sentences(_l("What does the committee ask? One question on each line."))
    same_handler = line(_l("Why does the same person go on with it?"), LINE)
    ground = choice(_l("On which ground?"), marked(GROUNDS))
    basis = choice(_l("What is the basis?"), marked(BASES))
    organisation = line(_l("Which body or committee?"), LINE)
    reference = line(_l("Reference"), LINE)
    day = LocalDay(_l("On which day?"))
    heard = choice(_l("Was there a hearing?"), marked(HEARD))
    second = line(_l("Who read this as a second person?"), LINE)
    enough = choice(_l("Were enough enquiries made?"), marked(YES_NO))
    supported = choice(_l("Does all material support this answer?"), marked(YES_NO))
    by_rules = choice(_l("Were the rules followed?"), marked(YES_NO))
    adequate = choice(_l("Are the reasons adequate?"), marked(YES_NO))
    remark = line(_l("Where the answer is “no”: why does it go out all the same?"), LINE)
    in_writing = line(_l("Claims are open: how did the complainant agree in writing?"), LINE)


class AdjournForm(Form):
    """More weeks for an answer, which are taken once and with a reason."""

    form_id = form_id()
    weeks = IntegerField(_l("How many weeks?"), [Optional(), NumberRange(1, 4)])
    reason = sentences(_l("Why? The complainant is told."))


class AgreeForm(Form):
    """Another last day that the complainant agrees to in writing."""

    form_id = form_id()
    agreed = LocalDay(_l("Which day?"))
    consent = line(_l("How did the complainant agree in writing?"), LINE)


class ProposeForm(Form):
    """A later last day that the complainant is asked to agree to."""

    form_id = form_id()
    proposed = LocalDay(_l("Until which day?"))
    why = sentences(_l("Why? This stands in the letter."))


class AdviceForm(Form):
    """What the committee advises on an element."""

    advice = choice(_l("What does the committee advise?"), marked(OUTCOMES))
    why = sentences(_l("Why?"))


class ElementForm(Form):
    """One thing complained of."""

    form_id = form_id()
    kind = choice(_l("What is it about?"), marked(ELEMENT_KINDS))
    text = line(_l("In one neutral sentence"), 300)
    first_on = LocalDay(_l("From which day"))
    last_on = LocalDay(_l("To which day"))


class AgreementForm(Form):
    """What the complainant says of an element."""

    agreed = choice(_l("What does the complainant say of it?"), marked(AGREEMENTS))


class JudgementForm(Form):
    """What becomes of an element."""

    form_id = form_id()
    outcome = choice(_l("Outcome"), marked(OUTCOMES))
    findings = sentences(_l("What was found? Which facts support it?"))
    reasons = sentences(_l("Why this outcome?"))
    points = FieldList(FormField(PointForm), min_entries=len(POINTS), max_entries=len(POINTS))


class IndependenceForm(Form):
    """Why a doubt is accepted."""

    person = line("", 40)
    ground = line("", 4)
    item = line("", 10)
    reason = line(_l("Why can this person still do it?"), LINE)


class ConcernedForm(Form):
    """Whom of the police a complaint concerns."""

    form_id = form_id()
    officer = line(_l("Staff number, when it is known"), 40)
    name = line(_l("Or what this person is called"), LINE)


class LateFindForm(Form):
    """An ended complaint goes on because of a late find, or not."""

    form_id = form_id()
    item = line("", 10)
    reopen = BooleanField()
    reason = line(_l("Why?"), LINE)


class ComplaintLetterForm(Form):
    """Which letter, in which language."""

    form_id = form_id()
    kind = choice("", [(kind, "") for kind in LETTER_KINDS if kind != "L3"])
    receiver = line("", 40)
    item = line("", 10)
    words = sentences(_l("What does the letter have to say?"))
    day = LocalDay(_l("Before which day?"))
    sorry = BooleanField(_l("Say that we are sorry it took so long"))
    collect = line(_l("When and where can the item be fetched?"), LINE)
    language = language()


def read_judgement(form: JudgementForm, id: int) -> Element:
    """Return the judgement that was filled in for this element."""
    return Element(
        id=id,
        kind="",
        text="",
        outcome=form.outcome.data or "",
        findings=form.findings.data or "",
        reasons=form.reasons.data or "",
    )


def read_facts(form: StepForm) -> dict[str, str]:
    """Return what a step says beside its reason; a day as 2026-05-12."""
    asked = (*ASKED.get(form.to.data or "", ()), "same_handler")
    values = {name: form[name].data for name in asked}
    return {
        name: value.isoformat() if isinstance(value, date) else str(value or "")
        for name, value in values.items()
    }
