"""Why a thing is here from now on, as it was filled in."""

from datetime import datetime

from flask_babel import lazy_gettext as _l

from custody.domain.items import TAKINGS
from custody.services.taking import NewTaking
from custody.web.forms.reading import LINE, Form, LocalMoment, choice, form_id, marked, text


class TakingForm(Form):
    """Why it is here from now on."""

    form_id = form_id()
    taking = choice(_l("Why is it here now?"), marked(TAKINGS))
    happened_at = LocalMoment(_l("Since when?"))
    ground = text(_l("On what ground?"), LINE)
    told = text(_l("How does the giver hear of this?"), LINE)


def read_taking(form: TakingForm, now: datetime) -> NewTaking:
    """Return the change that was filled in."""
    moment = form.happened_at.data or now
    return NewTaking(form.taking.data, moment, form.ground.data, form.told.data)
