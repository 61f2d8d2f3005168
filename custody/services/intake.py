"""Taking things in: a handover or a find, with the receipt that proves it.

Rules kept here:
- one act, one transaction: handover, items, receipts, and the offer of a find (P1, P85);
- the receipt is signed after the commit, never before; when signing fails the handover stands
  and the receipt follows (Q3, `ledger.md` 3.2);
- a double press, or the same request sent again, records once and gives the same answer (Q11);
- every receipt names each of its items (P125); more than fit start a new receipt.
"""

import secrets
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from custody import storage
from custody.domain import codes, receipts
from custody.domain import events as e
from custody.domain.events import Recorded, batch_id
from custody.domain.items import Description, Handover, Party, check_cash, check_moment
from custody.domain.people import Person
from custody.domain.places import SHIFT, check_open
from custody.domain.trail import Holder
from custody.storage.store import Books


@dataclass(frozen=True)
class Taken:
    """What an intake gave: the item codes and the receipt numbers, in the order of the form."""

    items: tuple[str, ...]
    receipts: tuple[str, ...]


@dataclass(frozen=True)
class Remembered:
    """What the form may fill in again: place and reason of this shift, the person of just now."""

    taking: str = "safekeeping"
    place: str | None = None
    giver: Party | None = None
    giver_minutes: int = 0


def remembered(by: Person, at: datetime) -> Remembered:
    """Return what this person's last handover may fill in; never kind, count, code or feature."""
    with storage.reading() as books:
        last = books.handovers.last(by.number, at - SHIFT)
        if last is None:
            return Remembered()
        minutes = int((at - last.recorded_at) / timedelta(minutes=1))
        givers = [p for p in books.handovers.parties(last.id) if p.role == "giver" and p.name]
        fresh = givers[0] if givers and minutes < 15 else None
        return Remembered(last.taking, last.place, fresh, minutes)


@storage.retried
def hand_over(handover: Handover, by: Person, at: datetime) -> Taken:
    """Record a handover with its items and receipts; InputError says what is missing."""
    drafts = [_received(handover, n, thing, by) for n, thing in enumerate(handover.items)]
    with storage.transaction() as books:
        earlier = books.ledger.repeated(*_stated(drafts, at))
        if earlier:
            return _first_answer(books, handover.form_id, earlier)
        check_moment(handover.happened_at, at, handover.late_reason)
        for thing in handover.items:
            if thing.cash is not None:
                check_cash(thing.cash, None, thing.seal)
            _check_seal(books, thing.seal)
        _check_place(books, handover.place)
        taken = _record(books, handover, drafts, by, at)
    storage.sign_receipts(taken.receipts)
    return taken


@storage.retried
def record_find(find: Handover, offer_to: str | None, by: Person, at: datetime) -> Taken:
    """Record something found, and offer it to the store's post at once (P81, P85). No receipt."""
    drafts = [_received(find, n, thing, by) for n, thing in enumerate(find.items)]
    with storage.transaction() as books:
        earlier = books.ledger.repeated(*_stated(drafts, at))
        if earlier:
            return _first_answer(books, find.form_id, earlier)
        check_moment(find.happened_at, at, find.late_reason or "found")
        _check_place(books, find.place)
        received = _with_codes(books, drafts)
        books.handovers.add(find, _codes(received), by, at)
        books.ledger.append([*received, *_offers(books, find, received, offer_to, by, at)])
        _after(books, find, received, at)
        return Taken(_codes(received), ())


def _stated(drafts: Sequence[e.ItemReceived], at: datetime) -> list[e.ItemReceived]:
    """Return what the form itself says: "now" is another moment each time that it is sent."""
    return [replace(draft, at=None) if draft.at == at else draft for draft in drafts]


def _received(handover: Handover, n: int, thing: Description, by: Person) -> e.ItemReceived:
    """Return the event of one thing, still without its code."""
    parties: dict[str, e.Json] = {
        party.role: party.value()
        for party in handover.parties
        if party.role in ("giver", "owner", "for_whom", "seized_from", "finder")
    }
    return e.ItemReceived(
        id=batch_id(handover.form_id, n),
        actor=by.number,
        actor_name=by.name,
        at=handover.happened_at,
        unit=by.unit,
        place=handover.place,
        taking=handover.taking,
        category=thing.category,
        description=thing.description,
        quantity=thing.quantity,
        condition=thing.condition,
        marks=thing.marks or None,
        seal=thing.seal,
        cash=thing.cash.value() if thing.cash else None,
        check_feature=list(thing.check_feature) or None,
        precision=handover.precision,
        taken_at=handover.taken_at or None,
        expected_back=thing.expected_back,
        reason=handover.late_reason or None,
        remarks=handover.remarks or None,
        signature=handover.signature.value(),
        photo_sha256=thing.photo_sha256,
        **parties,
    )


def _check_seal(books: Books, number: str | None) -> None:
    """Refuse a seal number that closes something else now; one act may fill one bag (P30)."""
    if number:
        books.ledger.lock()
        books.items.check_seal(number, None)


def _check_place(books: Books, code: str | None) -> None:
    if code is not None:
        check_open(books.places.get(code))


def _with_codes(books: Books, drafts: Sequence[e.ItemReceived]) -> list[e.ItemReceived]:
    return [replace(draft, item=books.items.free_code(secrets.choice)) for draft in drafts]


def _codes(received: Sequence[e.ItemReceived]) -> tuple[str, ...]:
    return tuple(event.item for event in received if event.item)


def _record(
    books: Books, handover: Handover, drafts: list[e.ItemReceived], by: Person, at: datetime
) -> Taken:
    received = _with_codes(books, drafts)
    books.ledger.lock()
    issued = _issue(books, handover, received, by, at)
    books.handovers.add(handover, _codes(received), by, at)
    photos = _more_photos(handover, received, at)
    records = books.ledger.append([*received, *photos, *issued])
    numbers = tuple(event.receipt_no or "" for event in issued)
    for record in records[len(received) + len(photos) :]:
        books.signed.add_receipt(record, handover.form_id)
    for photo in photos:
        books.pictures.belongs(photo.photo_sha256 or "", photo.item or "")
    _after(books, handover, received, at)
    return Taken(_codes(received), numbers)


def _more_photos(
    handover: Handover, received: Sequence[e.ItemReceived], at: datetime
) -> list[e.ItemDescribed]:
    """Return an event for each photo after the first one of a thing, in the act that took it in."""
    return [
        e.ItemDescribed(
            id=str(uuid.uuid5(uuid.UUID(event.id), f"photo:{sha256}")),
            actor=event.actor,
            actor_name=event.actor_name,
            at=at,
            item=event.item,
            unit=event.unit,
            photo_sha256=sha256,
        )
        for event, thing in zip(received, handover.items, strict=True)
        for sha256 in thing.more_photos
    ]


def _issue(
    books: Books,
    handover: Handover,
    received: list[e.ItemReceived],
    by: Person,
    at: datetime,
) -> list[e.ReceiptIssued]:
    """Return one receipt event per list of items that fits on one signed receipt."""
    lines = [
        receipts.Line(event.item or "", event.quantity or 1, event.description or "", thing.word)
        for event, thing in zip(received, handover.items, strict=True)
    ]
    owner = handover.party("owner") or handover.party("giver")
    issued: list[e.ReceiptIssued] = []
    for listed in receipts.fit_items(
        lines, origin=books.ledger.origin, unit=by.unit or "", badge=by.number
    ):
        number = books.audit.next_number("receipt", at.year)
        start = sum(len(event.ref) for event in issued)
        issued.append(
            e.ReceiptIssued(
                id=batch_id(handover.form_id, len(received) + len(issued)),
                actor=by.number,
                actor_name=by.name,
                at=handover.happened_at,
                unit=by.unit,
                ref=tuple(event.id for event in received[start : start + len(listed)]),
                receipt_no=codes.make_receipt_no(at.year, number),
                items=[list(line) for line in listed],
                owner=owner.name if owner and owner.name else None,
            )
        )
    return issued


def _offers(
    books: Books,
    find: Handover,
    received: list[e.ItemReceived],
    offer_to: str | None,
    by: Person,
    at: datetime,
) -> list[e.TransferOffered]:
    """Return the offer of each found thing to the post that takes it in (P85)."""
    post = books.places.post(offer_to)
    if post is None:
        return []
    holder = Holder("person", by.number, by.name)
    to = Holder("post", post.code, post.name)
    return [
        e.TransferOffered(
            id=batch_id(find.form_id, len(received) + n),
            actor=by.number,
            actor_name=by.name,
            at=at,
            unit=by.unit,
            place=event.place,
            item=event.item,
            ref=(event.id,),
            holder_from=holder.value(),
            holder_to=to.value(),
            purpose="found",
        )
        for n, event in enumerate(received)
    ]


def _after(books: Books, handover: Handover, received: list[e.ItemReceived], at: datetime) -> None:
    """Let the things be found by their words, and ask the worker to compare them with complaints."""
    names = tuple(party.name for party in handover.parties)
    for event in received:
        code = event.item or ""
        texts = (code, event.description or "", event.marks or "", event.seal or "")
        books.search.index(code, (*texts, event.category or "", handover.taken_at, *names))
        books.outbox.add("match_item", f"match_item:{code}", {"item": code}, at)
        if event.photo_sha256:
            books.pictures.belongs(event.photo_sha256, code)


def _first_answer(books: Books, form_id: str, earlier: tuple[Recorded, ...]) -> Taken:
    """Return what the first copy of this request was answered."""
    items = tuple(record.event.item for record in earlier if record.event.item)
    return Taken(items, books.signed.receipts_of(form_id))
