"""Forms of corrections, late entries, and of declaring an item not valid."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional

from custody.domain.corrections import FACTS, MOMENTS
from custody.domain.events import Recorded
from custody.domain.items import CATEGORIES, CONDITIONS, PRECISIONS, TAKINGS
from custody.services.corrections import LateEntry
from custody.web.forms.reading import (
    LINE,
    SHORT,
    Form,
    LocalMoment,
    choice,
    form_id,
    marked,
    password,
    text,
)


def _fact(name: str) -> Any:
    return _l(FACTS[name])


class CorrectionForm(Form):
    """New values for what was wrong in one event, and why. Which facts it has, its event says."""

    form_id = form_id()
    ref = text("", 43)
    received_at = LocalMoment(_fact("received_at"))
    at = LocalMoment(_fact("at"))
    precision = choice(_fact("precision"), marked(PRECISIONS))
    taking = choice(_fact("taking"), marked(TAKINGS))
    category = choice(_fact("category"), marked(CATEGORIES))
    description = text(_fact("description"), 300)
    quantity = IntegerField(_fact("quantity"), [Optional(), NumberRange(1, 9999)])
    condition = choice(_fact("condition"), marked(CONDITIONS))
    marks = text(_fact("marks"), LINE)
    taken_at = text(_fact("taken_at"), LINE)
    expected_back = text(_fact("expected_back"), LINE)
    giver = text(_fact("giver"), LINE)
    owner = text(_fact("owner"), LINE)
    for_whom = text(_fact("for_whom"), LINE)
    place = text(_fact("place"), 24)
    reason = text(_l("Why is this being corrected?"), LINE)


def filled_in(record: Recorded, facts: dict[str, Any]) -> CorrectionForm:
    """Return the form of one event, with what is on record now."""
    values = dict(facts)
    for name in MOMENTS:
        if values.get(name):
            values[name] = datetime.fromisoformat(values[name])
    return CorrectionForm(ref=record.leaf, **values)


def read_changes(form: CorrectionForm, facts: Iterable[str]) -> dict[str, Any]:
    """Return the facts of the event as they should be; what was left empty stays as it is."""
    changes: dict[str, Any] = {}
    for name in facts:
        value = form[name].data
        if value in (None, ""):
            continue
        late = isinstance(value, datetime)
        changes[name] = value.astimezone(UTC).isoformat(timespec="minutes") if late else value
    return changes


class SecondPersonForm(Form):
    """The second person signs in beside the first, on the same device."""

    second_name = text(_l("Sign-in name of your colleague"), SHORT)
    second_password = password(_l("Password of your colleague"))


class VoidForm(SecondPersonForm):
    """Declare an item not valid."""

    form_id = form_id()
    reason = text(_l("Why was it recorded by mistake?"), LINE)
    told = text(_l("How was the person with the receipt told?"), LINE)


class LateForm(Form):
    """Where something was, told later."""

    form_id = form_id()
    place = text(_l("Where was it?"), 24)
    happened_at = LocalMoment(_l("Since when?"))
    precision = choice(_l("How exact is that?"), marked(PRECISIONS))
    reason = text(_l("Why is it recorded now?"), LINE)


def read_late(form: LateForm, now: datetime) -> LateEntry:
    """Return the late entry that was filled in."""
    return LateEntry(
        place=form.place.data,
        happened_at=form.happened_at.data or now,
        precision=form.precision.data,
        reason=form.reason.data,
    )
