"""The form of the photos of an item."""

from flask_babel import lazy_gettext as _l
from wtforms import MultipleFileField

from custody.domain.errors import InputError
from custody.domain.words import mark
from custody.web.forms.reading import Form, form_id


class NoPhotoError(InputError):
    """Photos were to be added, and none was sent."""

    sentence = mark("Choose at least one photo. Nothing was recorded yet.")


class PhotoForm(Form):
    """The photos that are added to an item, each under an id of its own."""

    form_id = form_id()
    photo = MultipleFileField(_l("Photos"))
