"""The letters of a complaint: what has to go out, to whom, and what went out."""

from flask import Blueprint

from custody.domain.deadlines import day_of_receipt
from custody.domain.sending import FREE, send_by
from custody.domain.stages import ENDED
from custody.services import sending
from custody.web.guard import now, person
from custody.web.officer_letters import title_of
from custody.web.pages import Page

blueprint = Blueprint("sending", __name__)


@blueprint.get("/complaints/<number>/letters")
def show(number: str) -> Page:
    """Show which letters have to go out, and which did."""
    found = sending.show(number, person())
    complaint = found.complaint
    received_on = complaint.clock.started_on or complaint.received_on
    values = {
        "complaint": complaint,
        "owed": [(one, title_of(one), send_by(one, received_on)) for one in found.owed],
        "late": found.late,
        "letters": [(one, found.sendings.get(one.number, ())) for one in reversed(found.letters)],
        "free": sorted(FREE) if complaint.state not in ENDED else (),
        "today": day_of_receipt(now()),
    }
    seen = (f"complaint:{number}", *(f"letter:{one.number}" for one in found.letters))
    return Page("sending/show.html", values, seen=seen)
