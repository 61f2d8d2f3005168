"""Looking at a thing again: its condition and seal, a second count, a new seal.

Rules kept here:
- looking changes nothing but what was seen last, also not to whose unit it belongs and so who may
  see it (Q23); damage that shows later has its reporter (P32);
- the second counter does not see the first count (P26); a third count has two people (P26);
- a count says whether the giver watched it (P29); much money asks for somebody of a role (P27);
- a seal is changed by whoever answers for the thing, with a witness and a reason; all things of one
  handover in the same bag get the new number together, read by both (P27, P30, P31).
"""

from dataclasses import dataclass, field
from datetime import datetime

from custody import storage
from custody.domain import events as e
from custody.domain.counting import (
    CASH_WITNESS,
    CashWitness,
    Counting,
    CountMissingError,
    check_count,
    check_giver,
    check_witnessed,
    counting,
)
from custody.domain.events import Json, Recorded, batch_id
from custody.domain.items import Signature
from custody.domain.people import Person
from custody.domain.seals import (
    Seal,
    SealReasonError,
    SealSeen,
    check_both,
    check_seen,
    seals,
)
from custody.domain.steps import (
    check_in_custody,
    check_move,
    check_second_person,
    check_sight,
)
from custody.domain.trail import State
from custody.storage.store import Books


@dataclass(frozen=True)
class Looked:
    """What somebody saw: condition and seal where they looked at it, and words of their own."""

    condition: str = ""
    seal: SealSeen | None = None
    remarks: str = ""


@dataclass(frozen=True)
class Counted:
    """What was counted: a number, or money as the ledger opens it; who counted along; the giver (P29)."""

    value: Json
    second: Person | None = None
    giver: Signature = field(default_factory=Signature)


@dataclass(frozen=True)
class NewSeal:
    """A seal that is put on: its number as either of the two read it, the witness, and why (P27)."""

    new: str
    again: str
    witness: str
    reason: str


@dataclass(frozen=True)
class Inspection:
    """An item as it is looked at again, with its seals and how far its counting is."""

    state: State
    seals: tuple[Seal, ...]
    counting: Counting


def prepare(code: str, by: Person) -> Inspection:
    """Return an item for somebody who is about to look at it."""
    with storage.reading() as books:
        trail = check_sight(books.ledger.trail(code), by)
        check_in_custody(trail.state)
        return Inspection(trail.state, seals(trail), counting(trail))


@storage.retried
def inspect(
    code: str, looked: Looked, form_id: str, by: Person, at: datetime
) -> tuple[Recorded, ...]:
    """Record what was seen of an item; who holds it and where it is stays the same."""
    seen = looked.seal
    draft = e.ItemInspected(
        id=form_id,
        actor=by.number,
        actor_name=by.name,
        item=code,
        condition=looked.condition or None,
        seal=seen.number if seen else None,
        seal_state=seen.state if seen else None,
        remarks=looked.remarks or None,
    )
    with storage.transaction() as books:
        if earlier := books.ledger.repeated(draft):
            return earlier
        state = check_sight(books.ledger.trail(code), by).state
        check_in_custody(state)
        check_seen(seen)
        return books.ledger.append([e.at_moment(draft, at, unit=state.unit)])


@storage.retried
def count(
    code: str,
    counted: Counted,
    form_id: str,
    by: Person,
    at: datetime,
    rule: CashWitness = CASH_WITNESS,
) -> tuple[Recorded, ...]:
    """Record a count; `rule` says for which money one of the two has which role (P27)."""
    value, second = counted.value, counted.second
    money = isinstance(value, dict)
    draft = e.ItemInspected(
        id=form_id,
        actor=by.number,
        actor_name=by.name,
        item=code,
        quantity=None if money else value,
        cash=value if money else None,
        second=f"{second.name} ({second.number})" if second else None,
        signature=counted.giver.value(),
    )
    with storage.transaction() as books:
        if earlier := books.ledger.repeated(draft):
            return earlier
        trail = check_sight(books.ledger.trail(code), by)
        check_in_custody(trail.state)
        found = counting(trail)
        check_count(found, code, by, second)
        if value is None:
            raise CountMissingError()
        check_giver(counted.giver)
        first = books.people.by_number(found.counts[0].by) if found.counts else None
        check_witnessed(found, value, first, (by, second), rule)
        return books.ledger.append([e.at_moment(draft, at, unit=trail.state.unit)])


@storage.retried
def change_seal(
    code: str,
    seal: NewSeal,
    form_id: str,
    by: Person,
    at: datetime,
    rule: CashWitness = CASH_WITNESS,
) -> tuple[Recorded, ...]:
    """Record that a wrapping was opened and sealed anew, for all that is in the same bag."""
    with storage.transaction() as books:
        books.ledger.lock()
        witness = books.people.by_number(seal.witness.strip())
        named = f"{witness.name} ({witness.number})" if witness else seal.witness
        if earlier := books.ledger.repeated(_changed(code, seal, named, form_id, 0, by)):
            return earlier
        state = check_sight(books.ledger.trail(code), by).state
        check_move(state, by)
        check_second_person(books.people.at_work(seal.witness), by)
        if not (seal.new.strip() and seal.reason.strip()):
            raise SealReasonError()
        check_both(seal.new, seal.again)
        books.items.check_seal(seal.new, books.handovers.of_item(code))
        bag = [books.ledger.trail(item) for item in _same_bag(books, state)]
        rule.check((one.value for old in bag for one in counting(old).counts), (by, witness))
        events = []
        for n, old in enumerate(bag):
            draft = _changed(old.item, seal, named, form_id, n, by)
            events.append(e.at_moment(draft, at, old=old.state.seal, place=old.state.place))
        return books.ledger.append(events)


def _changed(
    item: str, seal: NewSeal, witness: str, form_id: str, n: int, by: Person
) -> e.SealChanged:
    return e.SealChanged(
        id=batch_id(form_id, n),
        actor=by.number,
        actor_name=by.name,
        item=item,
        unit=by.unit,
        new=seal.new,
        witness=witness,
        reason=seal.reason,
        confirmed=seal.again,
    )


def _same_bag(books: Books, state: State) -> tuple[str, ...]:
    """Return the item first, then what came with it under the same seal and is still here."""
    if state.seal is None:
        return (state.item,)
    others = books.items.of_handover(books.handovers.of_item(state.item) or "")
    same = (o.item for o in others if o.seal == state.seal and o.status == "in_custody")
    return tuple(dict.fromkeys([state.item, *same]))
