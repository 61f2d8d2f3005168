"""A link between a complaint and an item: what it is, and what it writes in the log.

Rules kept here:
- the link and its hold are one act, whether a handler made it or the comparison was certain (C78);
- the hold is lifted by a named person with a reason, when the link was wrong too (C80).
"""

from dataclasses import dataclass
from datetime import datetime

from custody.domain.errors import ConflictError
from custody.domain.event import Event, batch_id
from custody.domain.events import ComplaintLinked, HoldLifted, HoldSet
from custody.domain.people import Person
from custody.domain.trail import State, Trail
from custody.domain.words import mark

REJECT_REASONS = {
    "other_item": mark("Other item"),
    "other_person": mark("Other person"),
    "other_time": mark("Other time"),
    "returned_before": mark("Already given back"),
    "not_a_mention": mark("Not about an item"),
    "duplicate": mark("Same as another"),
}


class AlreadyLinkedError(ConflictError):
    """This item and this complaint belong together already."""

    sentence = mark("%(code)s is already linked to this complaint.")


@dataclass(frozen=True)
class Link:
    """A complaint and an item that belong together: how it came about, by whom, with which hold."""

    complaint: str
    item: str
    how: str
    reason: str
    hold: str
    by: str
    at: datetime
    mention: int | None = None


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


def lifted(link: Link, state: State, reason: str, id: str, by: Person, at: datetime) -> HoldLifted:
    """Return the event that lifts the hold of a link."""
    return HoldLifted(
        id=id,
        actor=by.number,
        actor_name=by.name,
        at=at,
        item=link.item,
        unit=state.unit,
        place=state.place,
        hold=link.hold,
        reason=reason,
        complaint=link.complaint,
    )
