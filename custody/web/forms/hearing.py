"""Forms around the hearing: an answer to the committee, and the advice of mayor or prosecutor."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField
from wtforms.validators import NumberRange, Optional

from custody.domain.hearing import ADVISERS, ANSWERS
from custody.web.forms.claims import sentences
from custody.web.forms.reading import Form, choice, form_id, marked


class ReplyForm(Form):
    """An answer to one question of the committee."""

    form_id = form_id()
    question = IntegerField("", [Optional(), NumberRange(1, 2147483647)])
    kind = choice(_l("Could it be answered?"), marked(ANSWERS))
    words = sentences(_l("The answer, or why there is none"))


class AdviserForm(Form):
    """What mayor or chief public prosecutor advises."""

    form_id = form_id()
    adviser = choice(_l("Who advises?"), marked(ADVISERS))
    words = sentences(_l("What do they advise?"))
