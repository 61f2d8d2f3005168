"""Late entries that do not fit what was recorded before them.

Rules kept here:
- a live entry that does not fit is refused; a late one is kept, and shown with what it does not
  fit (P117): by the record the thing was then with somebody else, or not with the police at all;
- what was recorded first is not moved by it (P115); who is right is for a person to find out.
"""

from dataclasses import dataclass

from custody.domain import events as e
from custody.domain.events import Recorded
from custody.domain.items import is_late
from custody.domain.trail import Holder, State, Trail, apply, moment_of, read_holder

_TELLING = (e.ItemMoved, e.ItemReturned, e.TransferAccepted, e.ItemHandedOn)


@dataclass(frozen=True)
class Contradiction:
    """A late event that does not fit: who had it then by the record, None for nobody at the police."""

    leaf: str
    holder: Holder | None


def contradictions(trail: Trail) -> tuple[Contradiction, ...]:
    """Return the late entries of a trail that do not fit what was recorded before them."""
    found = []
    for n, record in enumerate(trail.records):
        late = is_late(moment_of(record), record.rec)
        if n and late and isinstance(record.event, _TELLING):
            holder, fits = _fit(trail.records[:n], record)
            found += [] if fits else [Contradiction(record.leaf, holder)]
    return tuple(found)


def _fit(before: tuple[Recorded, ...], record: Recorded) -> tuple[Holder | None, bool]:
    """Return who had the thing at that moment, and whether the actor of the event answered for it."""
    state = State(item=record.event.item or "")
    staff: dict[tuple[str, str], set[str]] = {}
    for earlier in sorted(before, key=moment_of):
        event = earlier.event
        if isinstance(event, e.TransferAccepted):
            to = read_holder(event.holder_to)
            staff.setdefault((to.nature, to.ref), set()).add(event.actor)
        if moment_of(earlier) <= moment_of(record):
            state = apply(state, earlier)
    holder = state.holder if state.status == "in_custody" else None
    if holder is None:
        return None, False
    known = staff.get((holder.nature, holder.ref), set())
    return holder, record.event.actor in {holder.ref, *known}
