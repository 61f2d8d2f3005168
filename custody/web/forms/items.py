"""The form of a photo of an item."""

from flask_babel import lazy_gettext as _l
from wtforms import FileField

from custody.web.forms.reading import Form, form_id


class PhotoForm(Form):
    """One more photo."""

    form_id = form_id()
    photo = FileField(_l("Photo"))
