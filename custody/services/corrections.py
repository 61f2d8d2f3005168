"""Mending a mistake, telling later where something was, and declaring an item not valid.

Rules kept here:
- nothing is edited: a correction is an event with old and new value and a reason (P118). The desk
  and custodians correct, others only what they recorded or hold (model 3);
- a wrong place of the last move makes its late move in the same act (P118);
- a late entry is taken as it is told; where it does not fit the custodian is asked to look (P117);
- an item recorded by mistake is declared not valid by two persons, never under hold, and whoever
  has its receipt is told; its code is never used again (P119).
"""

from dataclasses import dataclass
from datetime import datetime

from custody import storage
from custody.domain import corrections
from custody.domain import events as e
from custody.domain.errors import ChangedError, InputError
from custody.domain.events import Json, Recorded, batch_id
from custody.domain.items import check_moment
from custody.domain.late import contradictions
from custody.domain.packing import NotEmptyError
from custody.domain.people import Person
from custody.domain.standing import tells_of_the_past
from custody.domain.steps import (
    check_corrects,
    check_in_custody,
    check_move,
    check_sight,
    check_void,
)
from custody.domain.trail import Trail, moment_of
from custody.domain.words import mark
from custody.storage.store import Books


class ReceiptHolderError(InputError):
    """An item on a receipt is not declared void behind the back of whoever has it (P119)."""

    sentence = mark("There is a receipt of this. Fill in how the person with the receipt was told.")


class VoidReasonError(InputError):
    """Declared not valid, and nobody says why (P119)."""

    sentence = mark("Say briefly why this was recorded by mistake.")


@dataclass(frozen=True)
class Wrong:
    """One event that can be corrected, with its facts as they stand now.

    A place of the past is not among them: where a thing lay is not changed, only told anew (P118).
    """

    record: Recorded
    facts: dict[str, Json]


@dataclass(frozen=True)
class CorrectionPage:
    """An item with the events that can be corrected, oldest first, and the names of places."""

    trail: Trail
    wrong: tuple[Wrong, ...]
    places: dict[str, str]
    receipts: tuple[str, ...]


def prepare(code: str, by: Person) -> CorrectionPage:
    """Return what of an item can be corrected by this person."""
    with storage.reading() as books:
        trail = check_sight(books.ledger.trail(code), by)
        found = corrections.correctable(trail)
        return CorrectionPage(
            trail=trail,
            wrong=tuple(_wrong(trail, record) for record in found),
            places=books.places.names(),
            receipts=books.signed.receipts_of(books.handovers.of_item(code) or ""),
        )


def _wrong(trail: Trail, record: Recorded) -> Wrong:
    facts = corrections.on_record(trail, record)
    if record.leaf != corrections.last_placing(trail):
        facts.pop("place", None)
    return Wrong(record, facts)


@storage.retried
def correct(
    code: str,
    ref: str,
    changes: dict[str, Json],
    reason: str,
    form_id: str,
    by: Person,
    at: datetime,
    seen: frozenset[str] | None = None,
) -> tuple[Recorded, ...]:
    """Mend facts of one event: the old value stays visible beside the new one and the reason.

    `seen` are leaves of which one must still be the item's last, or ChangedError; None asks nothing.
    """
    draft = e.Correction(
        id=form_id, actor=by.number, actor_name=by.name, item=code, unit=by.unit, reason=reason
    )
    with storage.transaction() as books:
        if earlier := books.ledger.repeated(draft):
            return earlier
        trail = check_sight(books.ledger.trail(code), by)
        if seen is not None and trail.records[-1].leaf not in seen:
            raise ChangedError()
        check_in_custody(trail.state)
        wrong, fields = corrections.decide(trail, ref, changes, reason, at)
        check_corrects(trail.state, wrong, by)
        events: list[e.Event] = [e.at_moment(draft, at, ref=(wrong.leaf,), fields=fields)]
        if "place" in fields:
            books.places.get(fields["place"][1])
            events.append(_late_move(draft, wrong, fields["place"][1], form_id))
        records = books.ledger.append(events)
        _after(books, code, fields, at)
        return records


def _late_move(draft: e.Correction, wrong: Recorded, place: str, form_id: str) -> e.ItemMoved:
    return e.ItemMoved(
        id=batch_id(form_id, 1),
        actor=draft.actor,
        actor_name=draft.actor_name,
        item=draft.item,
        unit=draft.unit,
        at=moment_of(wrong),
        place=place,
        ref=(wrong.leaf,),
        reason=draft.reason,
    )


def _after(books: Books, code: str, fields: dict[str, list[Json]], at: datetime) -> None:
    """Keep corrected persons, find the item by its new words, and compare it with complaints anew."""
    for role in corrections.PERSONS:
        if role in fields:
            books.handovers.correct_party(code, role, fields[role][1])
    state = books.items.find(code)
    assert state is not None
    names = tuple(party.name for party in books.handovers.parties_of(code))
    texts = (code, state.description, state.marks, state.seal or "", state.category)
    books.search.index(code, (*texts, *names))
    books.outbox.add("match_item", f"match_item:{code}", {"item": code}, at)


@dataclass(frozen=True)
class LateEntry:
    """Where something was, told later: since when, how exactly that is known, and why only now."""

    place: str
    happened_at: datetime
    precision: str
    reason: str


@storage.retried
def tell_late(
    code: str, entry: LateEntry, form_id: str, by: Person, at: datetime
) -> tuple[Recorded, ...]:
    """Record where an item was; what is older than the present place tells of the past only (P115).

    What is newer becomes the present place, and so asks what any move asks.
    """
    draft = e.ItemMoved(
        id=form_id,
        actor=by.number,
        actor_name=by.name,
        item=code,
        unit=by.unit,
        place=entry.place,
        at=entry.happened_at,
        reason=entry.reason or None,
        precision=entry.precision or None,
    )
    with storage.transaction() as books:
        if earlier := books.ledger.repeated(draft):
            return earlier
        trail = check_sight(books.ledger.trail(code), by)
        check_moment(entry.happened_at, at, entry.reason)
        books.places.get(entry.place)
        if not tells_of_the_past(trail.state, entry.happened_at, at):
            check_move(trail.state, by)
        records = books.ledger.append([draft])
        _ask_to_look(books, code, records[0], by, at)
        return records


def _ask_to_look(books: Books, code: str, record: Recorded, by: Person, at: datetime) -> None:
    """Ask the custodians to look at a late entry that does not fit (P117)."""
    if record.leaf not in {c.leaf for c in contradictions(books.ledger.trail(code))}:
        return
    for custodian in books.people.with_role("custodian", by.unit):
        payload = {"to": custodian.number, "notice": "late_does_not_fit", "items": [code]}
        books.outbox.add("mail", f"mail:late:{record.event.id}:{custodian.number}", payload, at)


@storage.retried
def void(
    code: str,
    reason: str,
    told: str,
    second: Person,
    form_id: str,
    by: Person,
    at: datetime,
) -> tuple[Recorded, ...]:
    """Declare an item not valid, `second` having signed in beside `by`; everything stays readable."""
    draft = e.ItemVoided(
        id=form_id,
        actor=by.number,
        actor_name=by.name,
        item=code,
        unit=by.unit,
        reason=reason,
        second=f"{second.name} ({second.number})",
        told=told or None,
    )
    with storage.transaction() as books:
        books.ledger.lock()
        if earlier := books.ledger.repeated(draft):
            return earlier
        trail = check_sight(books.ledger.trail(code), by)
        state = trail.state
        contact = books.people.contact_of_holds(by.unit)
        kept_back = books.matching.keeps_back(code, at)
        check_void(trail, by, second, contact, kept_back=kept_back)
        if books.items.inside(code):
            raise NotEmptyError(code=code)
        if not reason.strip():
            raise VoidReasonError()
        if books.signed.receipts_of(books.handovers.of_item(code) or "") and not told.strip():
            raise ReceiptHolderError()
        return books.ledger.append([e.at_moment(draft, at, place=state.place)])
