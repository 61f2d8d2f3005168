"""The form of a new token."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectMultipleField
from wtforms.fields import SelectChoice
from wtforms.validators import NumberRange, Optional

from custody.domain.tokens import LONGEST_DAYS, SCOPES, USUAL_DAYS
from custody.web.forms.reading import SHORT, Form, form_id, marked, password, text


class TokenForm(Form):
    """What the token is for, what it may do and for how long; and the password, again."""

    form_id = form_id()
    name = text(_l("What is it for?"), SHORT)
    scopes = SelectMultipleField(
        _l("What may it do?"), choices=[SelectChoice(*pair) for pair in marked(SCOPES)]
    )
    days = IntegerField(
        _l("For how many days?"), [Optional(), NumberRange(1, LONGEST_DAYS)], default=USUAL_DAYS
    )
    current = password(_l("Your password"))
