"""Forms of photos and corrections of an item."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import FileField, IntegerField
from wtforms.validators import NumberRange, Optional

from custody.domain.items import CATEGORIES, CONDITIONS
from custody.web.forms.reading import LINE, Form, choice, form_id, marked, text


class PhotoForm(Form):
    """One more photo."""

    form_id = form_id()
    photo = FileField(_l("Photo"))


class CorrectionForm(Form):
    """New values for what was wrong, and why."""

    form_id = form_id()
    ref = text("", 43)
    category = choice(_l("What it is"), marked(CATEGORIES))
    description = text(_l("Description"), 300)
    quantity = IntegerField(_l("How many"), [Optional(), NumberRange(1, 9999)])
    condition = choice(_l("Condition"), marked(CONDITIONS))
    marks = text(_l("Marks or serial number"), LINE)
    reason = text(_l("Why is this being corrected?"), LINE)


def read_changes(form: CorrectionForm) -> dict[str, Any]:
    """Return the facts as they should be; what was left empty stays as it is."""
    changes = {
        "category": form.category.data,
        "description": form.description.data,
        "quantity": form.quantity.data,
        "condition": form.condition.data,
        "marks": form.marks.data,
    }
    return {name: value for name, value in changes.items() if value not in (None, "")}
