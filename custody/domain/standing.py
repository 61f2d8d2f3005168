"""How an item stands after one more event: who holds it, where, and what is known of it.

Rules kept here:
- an offer changes nobody's responsibility until it is accepted (P43, P53);
- missing keeps the last holder responsible, its place unknown (P77);
- a correction changes facts, never a holder or a place of the past (P118);
- a late entry tells of the past and does not move what was recorded since (P115);
- acts of paper end no silence: they say nothing about where a thing is (P120).
"""

from datetime import datetime

from custody.domain import events as e
from custody.domain.events import Json, Recorded
from custody.domain.inside import PACKING
from custody.domain.items import is_late
from custody.domain.state import Holder, Offer, State, moment_of, read_holder


def apply(state: State, record: Recorded) -> State:
    """Return the state after one more event."""
    last_at = state.last_at
    if not isinstance(record.event, SILENT):
        last_at = max(filter(None, (last_at, moment_of(record))))
    state = state.but(last_at=last_at, unit=record.event.unit or state.unit)
    step = _STEPS.get(type(record.event))
    return step(state, record) if step else state


# Acts of paper and facts say nothing about where a thing is: they end no silence.
SILENT = (
    e.LabelPrinted,
    e.Correction,
    e.TakingChanged,
    e.ItemDescribed,
    e.HoldSet,
    e.HoldLifted,
)


def _received(state: State, record: Recorded) -> State:
    event = record.event
    assert isinstance(event, e.ItemReceived)
    at = moment_of(record)
    return state.but(
        holder=read_holder(event.holder)
        if event.holder
        else Holder("person", event.actor, event.actor_name or ""),
        place=event.place,
        since=at,
        placed_at=at,
        received_at=at,
        recorded_at=record.rec,
        taking=event.taking or "",
        category=event.category or "",
        description=event.description or "",
        quantity=event.quantity,
        condition=event.condition or "unknown",
        marks=event.marks or "",
        seal=event.seal,
        cash=event.cash,
        photos=(event.photo_sha256,) if event.photo_sha256 else (),
        identifiers=tuple((kind, value) for kind, value in event.identifiers or ()),
    )


def _described(state: State, record: Recorded) -> State:
    event = record.event
    assert isinstance(event, e.ItemDescribed)
    photos = state.photos + ((event.photo_sha256,) if event.photo_sha256 else ())
    return _with_facts(state.but(photos=photos), event.fields)


def _corrected(state: State, record: Recorded) -> State:
    event = record.event
    assert isinstance(event, e.Correction)
    changed = {
        name: pair[1]
        for name, pair in (event.fields or {}).items()
        # What was seen later of its condition stands; only what is still on record is mended.
        # So is why it is here: a change of that stands (P11).
        if name not in ("condition", "taking") or pair[0] == getattr(state, name)
    }
    if changed.get("received_at"):
        state = state.but(received_at=datetime.fromisoformat(changed["received_at"]))
    return _with_facts(state, changed)


_FACTS = ("taking", "category", "description", "quantity", "condition", "marks", "cash")


def _with_facts(state: State, facts: Json) -> State:
    known = {name: facts[name] for name in _FACTS if facts and name in facts}
    return state.but(**known)


def _moved(state: State, record: Recorded) -> State:
    at = moment_of(record)
    if tells_of_the_past(state, at, record.rec):
        return state
    return state.but(
        place=record.event.place or state.place,
        placed_at=at,
        inside=_still_inside(state, record.event),
    )


def tells_of_the_past(state: State, at: datetime, rec: datetime) -> bool:
    """Say whether a move entered at `rec` leaves the thing where it is: something newer is known."""
    return is_late(at, rec) and _known_since(state, at)


def _still_inside(state: State, event: Json) -> str | None:
    """Return what a thing is in after it went somewhere: the same only where it went along."""
    return state.inside if event.with_ is not None else None


def _known_since(state: State, at: datetime) -> bool:
    """Say whether something later than this moment is on record of where the thing is."""
    gone = state.missing or state.status != "in_custody"
    return gone or (state.placed_at is not None and at < state.placed_at)


def _offered(state: State, record: Recorded) -> State:
    event = record.event
    assert isinstance(event, e.TransferOffered)
    offer = Offer(
        leaf=record.leaf,
        holder_from=read_holder(event.holder_from),
        holder_to=read_holder(event.holder_to),
        purpose=event.purpose or "",
        offered_at=moment_of(record),
        due=event.due,
    )
    return state.but(offer=offer)


def _accepted(state: State, record: Recorded) -> State:
    event = record.event
    assert isinstance(event, e.TransferAccepted)
    return _held(state, event, moment_of(record), event.place or state.place).but(
        offer=None,
        condition=event.condition or state.condition,
        seal_state=event.seal_state or state.seal_state,
    )


def _held(
    state: State, event: e.TransferAccepted | e.ItemHandedOn, at: datetime, place: str | None
) -> State:
    """Return an item as somebody else holds it from now on."""
    holder, inside = read_holder(event.holder_to), _still_inside(state, event)
    return state.but(holder=holder, since=at, placed_at=at, place=place, inside=inside)


def _offer_closed(state: State, record: Recorded) -> State:
    return state.but(offer=None)


def _handed_on(state: State, record: Recorded) -> State:
    event = record.event
    assert isinstance(event, e.ItemHandedOn)
    return _held(state, event, moment_of(record), event.place)


def _returned(state: State, record: Recorded) -> State:
    event = record.event
    assert isinstance(event, e.ItemReturned)
    name = (event.receiver or {}).get("name", "") if isinstance(event.receiver, dict) else ""
    return state.but(
        holder=Holder("citizen", "", name),
        place=None,
        status="returned",
        since=moment_of(record),
        placed_at=None,
        offer=None,
        inside=None,
    )


def _disposed(state: State, record: Recorded) -> State:
    return state.but(holder=None, place=None, status="disposed", offer=None, inside=None)


def _missing(state: State, record: Recorded) -> State:
    return state.but(missing=True, missing_at=moment_of(record), place=None)


def _found(state: State, record: Recorded) -> State:
    at = moment_of(record)
    return state.but(missing=False, missing_at=None, place=record.event.place, placed_at=at)


def _hold_set(state: State, record: Recorded) -> State:
    event = record.event
    assert isinstance(event, e.HoldSet)
    return state.but(holds=(*state.holds, event.hold or record.leaf))


def _hold_lifted(state: State, record: Recorded) -> State:
    event = record.event
    assert isinstance(event, e.HoldLifted)
    return state.but(holds=tuple(h for h in state.holds if h != event.hold))


def _label_printed(state: State, record: Recorded) -> State:
    return state.but(labels=state.labels + 1)


def _seal_changed(state: State, record: Recorded) -> State:
    event = record.event
    assert isinstance(event, e.SealChanged)
    return state.but(seal=event.new, seal_state="intact")


def _inspected(state: State, record: Recorded) -> State:
    event = record.event
    assert isinstance(event, e.ItemInspected)
    return state.but(
        condition=event.condition or state.condition,
        seal_state=event.seal_state or state.seal_state,
    )


def _taking_changed(state: State, record: Recorded) -> State:
    event = record.event
    assert isinstance(event, e.TakingChanged)
    return state.but(taking=event.taking or state.taking)


def _voided(state: State, record: Recorded) -> State:
    return state.but(holder=None, place=None, status="void", offer=None, inside=None)


_STEPS = {
    **PACKING,
    e.ItemReceived: _received,
    e.ItemDescribed: _described,
    e.Correction: _corrected,
    e.ItemMoved: _moved,
    e.ItemInspected: _inspected,
    e.SealChanged: _seal_changed,
    e.TransferOffered: _offered,
    e.TransferAccepted: _accepted,
    e.TransferRefused: _offer_closed,
    e.TransferWithdrawn: _offer_closed,
    e.ItemHandedOn: _handed_on,
    e.ItemReturned: _returned,
    e.ItemDisposed: _disposed,
    e.ItemMissing: _missing,
    e.ItemFound: _found,
    e.HoldSet: _hold_set,
    e.HoldLifted: _hold_lifted,
    e.LabelPrinted: _label_printed,
    e.TakingChanged: _taking_changed,
    e.ItemVoided: _voided,
}
