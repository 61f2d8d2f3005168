"""Forms of handling a complaint: steps, elements, judgement, independence and late finds."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, FormField, HiddenField

from custody.domain.complaints import AGREEMENTS, ELEMENT_KINDS, OUTCOMES, Element
from custody.domain.conclusions import POINTS
from custody.domain.letters import LANGUAGES
from custody.web.forms.claims import PointForm, sentences
from custody.web.forms.reading import LINE, Form, LocalDay, choice, form_id, marked
from custody.web.forms.reading import text as line


class StepForm(Form):
    """A complaint goes to another state."""

    form_id = form_id()
    to = line("", 20)
    reason = sentences(_l("Why, or what was said"))
    in_writing = line(_l("Claims are open: how did the complainant agree in writing?"), LINE)


class ElementForm(Form):
    """One thing complained of."""

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


class LateFindForm(Form):
    """An ended complaint goes on because of a late find, or not."""

    form_id = form_id()
    item = line("", 10)
    reopen = BooleanField()
    reason = line(_l("Why?"), LINE)


class ComplaintLetterForm(Form):
    """Which letter, in which language."""

    form_id = form_id()
    kind = choice("", [("L1", ""), ("L12", "")])
    item = line("", 10)
    language = HiddenField(default=LANGUAGES[0])


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
