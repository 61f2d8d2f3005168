"""What a link between a complaint and an item writes in the log (C78).

The link and its hold are one act, whether a handler made it or the comparison was certain.
"""

from datetime import datetime

from custody.domain.complaints import Link
from custody.domain.event import Event, batch_id
from custody.domain.events import ComplaintLinked, HoldSet
from custody.domain.people import Person
from custody.domain.trail import Trail


def linked(
    made: Link, trail: Trail, form_id: str, by: Person, at: datetime, src: str = "app"
) -> list[Event]:
    """Return the events of a link: both belong together, and nobody may give the item away now."""
    return [
        ComplaintLinked(
            id=batch_id(form_id, 0),
            actor=by.number,
            actor_name=by.name,
            at=at,
            src=src,
            complaint=made.complaint,
            items=[made.item],
        ),
        HoldSet(
            id=batch_id(form_id, 1),
            actor=by.number,
            actor_name=by.name,
            at=at,
            item=made.item,
            unit=trail.state.unit,
            place=trail.state.place,
            src=src,
            hold=made.hold,
            reason=made.reason or None,
            complaint=made.complaint,
        ),
    ]
