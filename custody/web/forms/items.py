"""The form of the photos of an item."""

from flask_babel import lazy_gettext as _l
from wtforms import MultipleFileField

from custody.web.forms.reading import Form, form_id


class PhotoForm(Form):
    """More photos."""

    form_id = form_id()
    photo = MultipleFileField(_l("Photos"))
