"""The form with which anyone checks a receipt without JavaScript."""

from flask_babel import lazy_gettext as _l

from custody.web.forms.reading import Form, text


class CheckForm(Form):
    """The address in the QR of a receipt."""

    receipt = text(_l("The address of the receipt"), 2000)
