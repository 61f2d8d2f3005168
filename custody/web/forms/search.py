"""The forms of the search page; the question itself travels in the address, so it can be shared."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import Length

from custody.web.forms.reading import SHORT, Form, LocalDay, clean, text

LONGEST = 200  # Signs of what is typed in the box.


class QuestionForm(Form):
    """What is asked: words, and what they are narrowed to."""

    q = text(_l("Code, receipt, name, words or day"), LONGEST)
    category = text(_l("Kind"), 24)
    place = text(_l("Place"), 24)
    first = LocalDay(_l("From which day"))
    last = LocalDay(_l("To which day"))


class SaveForm(Form):
    """Keep this question under a name."""

    name = text(_l("Name of this search"), SHORT)
    q = HiddenField(validators=[Length(max=LONGEST)], filters=[clean])
    category = HiddenField(validators=[Length(max=24)])
    place = HiddenField(validators=[Length(max=24)])
    first = HiddenField(validators=[Length(max=10)])
    last = HiddenField(validators=[Length(max=10)])


class ForgetForm(Form):
    """Keep this question no longer."""

    name = text("", SHORT)
