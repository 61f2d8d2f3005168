"""The form with which anyone checks a receipt without JavaScript."""

from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import Length

from custody.web.forms.reading import Form


class CheckForm(Form):
    """The address in the QR of a receipt."""

    receipt = TextAreaField(_l("The address of the receipt"), [Length(max=4000)])
