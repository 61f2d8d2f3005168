"""Forms of the list of copies: who is concerned, and what goes along with a copy."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from custody.web.forms.claims import language, sentences
from custody.web.forms.reading import LINE, Form, form_id, several
from custody.web.forms.reading import text as line


class ConfirmForm(Form):
    """Somebody of the trail is concerned, or is not, with a reason."""

    form_id = form_id()
    officer = line("", 40)
    concerned = BooleanField()
    reason = line(_l("Why is this person not concerned?"), LINE)


class CopyForm(Form):
    """The copy for one officer: what goes along, and in which language."""

    form_id = form_id()
    receiver = line("", 40)
    enclosures = several(_l("What goes along?"))
    on_paper = sentences(_l("What goes along on paper? One on each line."))
    language = language()
