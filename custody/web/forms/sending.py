"""The form that says how and when a letter went out."""

from flask_babel import lazy_gettext as _l

from custody.domain.sending import WAYS
from custody.web.forms.reading import Form, LocalDay, choice, form_id, marked


class SendForm(Form):
    """A letter went out."""

    form_id = form_id()
    sent_on = LocalDay(_l("On which day?"))
    way = choice(_l("How was it sent?"), marked(WAYS))
