"""A change of why a thing is here, as when evidence becomes seized.

Rules kept here:
- it is an event with its ground and its time, and says how the giver hears of it; what it was stays
  visible, on the item and on the receipt (P11);
- who may correct an item may record it (model 3);
- the giver hears by letter: mail of the house goes to its own people alone (P128).
"""

from dataclasses import dataclass
from datetime import datetime

from custody import storage
from custody.domain import events as e
from custody.domain.errors import InputError
from custody.domain.events import Recorded
from custody.domain.items import TAKINGS, Party, check_moment
from custody.domain.people import Person
from custody.domain.state import State
from custody.domain.steps import check_corrects, check_in_custody, check_sight
from custody.domain.trail import Trail
from custody.domain.words import mark
from custody.storage.store import Books


class TakingSameError(InputError):
    """A change of why it is here without another reason, or without its ground (P11)."""

    sentence = mark("Choose why it is here now, and fill in on what ground.")


class GiverNotToldError(InputError):
    """The giver hears of such a change (P11)."""

    sentence = mark("Fill in how the giver hears of this.")


@dataclass(frozen=True)
class NewTaking:
    """Why it is here from now on: since when, on what ground, and how the giver is told (P11)."""

    taking: str
    happened_at: datetime
    ground: str
    told: str


@dataclass(frozen=True)
class TakingPage:
    """An item with its giver and the last change of why it is here."""

    trail: Trail
    giver: Party | None
    last: e.TakingChanged | None


def show(code: str, by: Person) -> TakingPage:
    """Return why an item is here, for who may change that or writes to the giver."""
    with storage.reading() as books:
        trail = check_sight(books.ledger.trail(code), by)
        changed = [r.event for r in trail.records if isinstance(r.event, e.TakingChanged)]
        return TakingPage(trail, _giver(books, code), changed[-1] if changed else None)


def _giver(books: Books, code: str) -> Party | None:
    """Return the giver, when anybody knows who that was."""
    return next((p for p in books.handovers.parties_of(code) if p.role == "giver" and p.name), None)


@storage.retried
def change(
    code: str, new: NewTaking, form_id: str, by: Person, at: datetime
) -> tuple[Recorded, ...]:
    """Record that it is here for another reason from a moment on; what it was stays visible."""
    draft = e.TakingChanged(
        id=form_id,
        actor=by.number,
        actor_name=by.name,
        item=code,
        unit=by.unit,
        taking=new.taking,
        reason=new.ground,
        told=new.told or None,
    )
    with storage.transaction() as books:
        if earlier := books.ledger.repeated(draft):
            return earlier
        trail = check_sight(books.ledger.trail(code), by)
        state = trail.state
        check_in_custody(state)
        check_corrects(state, trail.records[0], by)
        _check_whole(books, state, new)
        check_moment(new.happened_at, at, new.ground)
        records = books.ledger.append([e.at_moment(draft, new.happened_at, old=state.taking)])
        books.outbox.add("match_item", f"match_item:{code}", {"item": code}, at)
        return records


def _check_whole(books: Books, state: State, new: NewTaking) -> None:
    if new.taking not in TAKINGS or new.taking == state.taking or not new.ground.strip():
        raise TakingSameError()
    if _giver(books, state.item) is not None and not new.told.strip():
        raise GiverNotToldError()
