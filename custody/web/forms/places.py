"""Forms of places and their labels."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import InputRequired

from custody.domain.places import PLACE_KINDS, Place
from custody.web.forms.reading import Form, choice, text


class PlaceForm(Form):
    """A new place."""

    code = text(_l("Code on the label"), 24, validators=[InputRequired(_l("Fill in a code."))])
    name = text(_l("Name"), 120, validators=[InputRequired(_l("Fill in a name."))])
    kind = choice(_l("What kind of place"), [(k.code, _l(k.word)) for k in PLACE_KINDS.values()])
    unit = text(_l("Team"), 24)
    parent = text(_l("Part of"), 24)
    post = text(_l("Desk or store"), 24)
    user = text(_l("Staff number of its user"), 20)


class PlaceLabelForm(Form):
    """Print the label of a place."""

    file_format = choice(_l("File"), [("pdf", "PDF"), ("png", "PNG"), ("zpl", "ZPL")])


def read_place(form: PlaceForm, own_unit: str | None) -> Place:
    """Return the place that was filled in."""
    return Place(
        code=form.code.data.upper(),
        kind=form.kind.data,
        name=form.name.data,
        unit=form.unit.data or own_unit or "",
        parent=form.parent.data or None,
        post=form.post.data or None,
        user=form.user.data or None,
    )
