"""How an item stands once it is packed, taken out or split, and how a package stands once it is made.

Rules kept here:
- a package has a holder and a place like an item, and no kind or condition of its own (P18);
- what is split has no holder or place any more; each part begins where the whole was (P21).
"""

from collections.abc import Callable
from datetime import datetime

from custody.domain import events as e
from custody.domain.events import Recorded
from custody.domain.state import State, moment_of, read_holder


def _made(state: State, record: Recorded) -> State:
    event = record.event
    assert isinstance(event, e.PackageMade)
    at = moment_of(record)
    return state.but(
        nature=event.nature or "container",
        category=event.nature or "container",
        description=event.description or "",
        quantity=None,
        holder=read_holder(event.holder),
        place=event.place,
        since=at,
        placed_at=at,
        recorded_at=record.rec,
        seal=event.seal,
    )


def _packed(state: State, record: Recorded) -> State:
    event = record.event
    assert isinstance(event, e.ItemPacked)
    place = event.place or state.place
    return state.but(inside=event.into, place=place, placed_at=moment_of(record))


def _unpacked(state: State, record: Recorded) -> State:
    place = record.event.place or state.place
    return state.but(inside=None, place=place, placed_at=moment_of(record))


def _split(state: State, record: Recorded) -> State:
    return state.but(holder=None, place=None, status="split", offer=None, inside=None)


def _split_off(state: State, record: Recorded) -> State:
    event = record.event
    assert isinstance(event, e.ItemSplitOff)
    at = moment_of(record)
    received = datetime.fromisoformat(event.received_at) if event.received_at else at
    return state.but(
        parent=event.parent,
        holder=read_holder(event.holder),
        place=event.place,
        since=at,
        placed_at=at,
        received_at=received,
        recorded_at=record.rec,
        taking=event.taking or "",
        category=event.category or "",
        description=event.description or "",
        quantity=event.quantity,
        condition=event.condition or "unknown",
        marks=event.marks or "",
    )


PACKING: dict[type[e.Event], Callable[[State, Recorded], State]] = {
    e.PackageMade: _made,
    e.ItemPacked: _packed,
    e.ItemUnpacked: _unpacked,
    e.ItemSplit: _split,
    e.ItemSplitOff: _split_off,
}
