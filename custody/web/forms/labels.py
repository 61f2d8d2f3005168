"""The form of a label print."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional

from custody.services.labels import REASONS
from custody.web.forms.reading import Form, choice, form_id, marked, several

PRESETS = {
    "62x29": _l("62 × 29 mm"),
    "25x32": _l("25 × 32 mm"),
    "a4": _l("A4 sheet, 3 × 8"),
}
FORMATS = {"pdf": "PDF", "png": "PNG", "svg": "SVG", "zpl": "ZPL"}


class LabelsForm(Form):
    """Which labels, on which stock, in which form, and why again."""

    form_id = form_id()
    items = several(_l("Items"))
    preset = choice(_l("Label"), list(PRESETS.items()))
    file_format = choice(_l("File"), list(FORMATS.items()))
    dpi = choice(_l("Printer"), [("203", "203 dpi"), ("300", "300 dpi")])
    start = IntegerField(_l("Start at cell"), [Optional(), NumberRange(1, 24)], default=1)
    reason = choice(_l("Why"), marked(REASONS))
