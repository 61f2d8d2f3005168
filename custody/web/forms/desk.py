"""The form of one scan."""

from flask_babel import lazy_gettext as _l

from custody.web.forms.reading import Form, form_id, text


class ScanForm(Form):
    """What the scanner typed, and the place that was scanned before."""

    form_id = form_id()
    raw = text(_l("Scan or type a code"), 400)
    target = text("", 24)
