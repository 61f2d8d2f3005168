"""Forms of the messages that the house sends."""

from custody.web.forms.reading import Form, form_id


class TrialForm(Form):
    """Ask for a test message."""

    form_id = form_id()
