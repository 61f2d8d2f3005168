"""Forms of places, their labels, and staff badges."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import InputRequired, NumberRange, Optional

from custody.domain.places import PLACE_KINDS, Place, PlaceKind
from custody.web.forms.reading import Form, choice, several, text

SHEETS = {
    "a4-70x37": _l("A4 sheet, 3 × 8"),
    "a4-63x38": _l("A4 sheet, 3 × 7"),
    "a4-105x74": _l("A4 sheet, 2 × 4, large"),
    "62x29": _l("Roll, 62 × 29 mm"),
}
MOST_CELLS = 24


def _kind(kind: PlaceKind) -> object:
    """Return the word of a kind with its longest stay, for the choice of a kind."""
    if kind.longest_stay is None:
        return _l(kind.word)
    hours = kind.longest_stay.total_seconds() // 3600
    return _l("%(kind)s – at most %(hours)d hours", kind=_l(kind.word), hours=hours)


class PlaceForm(Form):
    """A new place: its code on the label, its kind, and what it is part of."""

    code = text(_l("Code on the label"), 24, validators=[InputRequired(_l("Fill in a code."))])
    name = text(_l("Name"), 120, validators=[InputRequired(_l("Fill in a name."))])
    kind = choice(_l("What kind of place"), [(k.code, _kind(k)) for k in PLACE_KINDS.values()])
    unit = text(_l("Team"), 24)
    parent = text(_l("Part of"), 24)
    post = text(_l("Desk or store"), 24)
    user = text(_l("Whose place is it"), 20)


class SheetForm(Form):
    """What labels are printed on."""

    sheet = choice(_l("Print on"), list(SHEETS.items()))
    start = IntegerField(_l("Start at cell"), [Optional(), NumberRange(1, MOST_CELLS)], default=1)


class PlaceLabelsForm(SheetForm):
    """Print the labels of places."""

    places = several(_l("Places"))


class BadgesForm(SheetForm):
    """Of which colleagues a badge is printed, and on what."""

    people = several(_l("Colleagues"))


def read_place(form: PlaceForm, own_unit: str | None, *, anywhere: bool) -> Place:
    """Return the place that was filled in; a unit of one's own choice only with `anywhere`."""
    return Place(
        code=form.code.data.upper(),
        kind=form.kind.data,
        name=form.name.data,
        unit=(anywhere and form.unit.data) or own_unit or "",
        parent=form.parent.data or None,
        post=form.post.data or None,
        user=form.user.data or None,
    )
