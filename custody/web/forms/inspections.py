"""Forms of looking at a thing again: condition and seal, a count, a new seal."""

from flask_babel import lazy_gettext as _l
from wtforms import FormField, IntegerField
from wtforms.validators import NumberRange, Optional

from custody.domain.events import Json
from custody.domain.items import CONDITIONS, EURO_FACES, Cash, Signature
from custody.domain.people import Person
from custody.domain.seals import SEAL_STATES, SealSeen
from custody.services.inspections import Counted, Looked, NewSeal
from custody.web.forms.cash import CashForm
from custody.web.forms.corrections import SecondPersonForm
from custody.web.forms.intake import SignedForm, read_signature
from custody.web.forms.reading import LINE, SHORT, Form, choice, form_id, marked, text


class SealForm(Form):
    """How a seal is, where one was looked at."""

    seal_state = choice(_l("How is the seal?"), marked(SEAL_STATES))
    seal_number = text(_l("Number you read, if it is another one"), SHORT)


class InspectForm(SealForm):
    """What was seen of a thing."""

    form_id = form_id()
    condition = choice(_l("Condition"), marked(CONDITIONS))
    remarks = text(_l("What do you see?"), LINE)


class CountForm(SecondPersonForm, SignedForm):
    """A count, of money by its notes and coins, of other things by their number; and the giver (P29)."""

    form_id = form_id()
    quantity = IntegerField(_l("How many?"), [Optional(), NumberRange(0, 9999)])
    cash = FormField(CashForm)
    sign_way = choice(
        _l("Did the giver watch the count?"),
        [
            ("drawn", _l("Drawn here")),
            ("typed", _l("Typed name")),
            ("refused", _l("Not signed")),
            ("absent", _l("Was not there")),
        ],
    )


class NewSealForm(Form):
    """Opened, and sealed anew."""

    form_id = form_id()
    new = text(_l("New seal number"), SHORT)
    reason = text(_l("Why was it opened?"), LINE)
    witness = text(_l("Staff number of the colleague who saw it"), SHORT)
    again = text(_l("The number as this colleague reads it"), SHORT)


def read_seal(form: SealForm) -> SealSeen | None:
    """Return what was seen of the seal, None when nobody looked."""
    if not form.seal_state.data:
        return None
    return SealSeen(form.seal_state.data, form.seal_number.data or None)


def read_looked(form: InspectForm) -> Looked:
    """Return what was seen."""
    return Looked(form.condition.data, read_seal(form), form.remarks.data)


def read_count(form: CountForm, category: str, second: Person | None) -> Counted:
    """Return what was counted, with whom, and what the giver did."""
    return Counted(_number(form, category), second, _giver(form))


def read_new_seal(form: NewSealForm) -> NewSeal:
    """Return the seal that was put on, as both of them read it."""
    return NewSeal(form.new.data, form.again.data, form.witness.data, form.reason.data)


def _giver(form: CountForm) -> Signature:
    """Return what the giver did; unlike at intake, who did not sign has a reason of their own."""
    way = form.sign_way.data
    if way in ("refused", "absent"):
        return Signature(way, form.sign_reason.data if way == "refused" else "")
    return read_signature(form)


def _number(form: CountForm, category: str) -> Json:
    """Return the count: money by its notes and coins, or a number; None when nothing was filled in."""
    if category != "cash":
        return form.quantity.data
    fields = {face: form.cash.form[f"n{face}"].data for face in EURO_FACES}
    if all(number is None for number in fields.values()):
        return None
    return Cash(faces=tuple((face, n) for face, n in fields.items() if n)).value()
