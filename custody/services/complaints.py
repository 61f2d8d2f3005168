"""Complaints: registering, linking items, rejecting what does not fit, and the report.

Rules kept here:
- the words are kept as they came in, with their digest in the log (C7);
- a handler sees assigned complaints, a coordinator those of the unit (C5); anything else is "not
  found", for a stranger and for a number that does not exist alike (Q23);
- linking sets a hold on the item in the same act (C78); only a named person lifts it (C80);
- a decision on a suggestion is a labelled pair from the first day (`matching.md` 15);
- an officer or the desk who takes a complaint down sees only its number afterwards (C11).
"""

import hashlib
from dataclasses import dataclass, replace
from datetime import date, datetime

from custody import storage
from custody.domain import events as e
from custody.domain.checks import Integrity, check_item
from custody.domain.claims import Claim
from custody.domain.complaints import (
    AlreadyLinkedError,
    Complaint,
    ComplaintNotFoundError,
    Element,
    Link,
    check_complaint,
    first_state,
    may_see,
)
from custody.domain.errors import InputError
from custody.domain.events import batch_id
from custody.domain.gaps import Gap, Norms, Stay, gaps, stays
from custody.domain.independence import check_independent
from custody.domain.links import linked
from custody.domain.mentions import MentionEnd
from custody.domain.people import Person
from custody.domain.snapshots import snapshot_of
from custody.domain.trail import State, Trail
from custody.domain.words import mark
from custody.storage import Mention, Suggestion
from custody.storage.store import Books


class HandlerUnknownError(InputError):
    """Nobody with the role of handler has this number."""

    sentence = mark("Choose a complaint handler from the list.")


class RejectReasonError(InputError):
    """A suggestion is set aside only with a reason."""

    sentence = mark("Choose why this is not the item.")


class LiftReasonError(InputError):
    """A hold is lifted only with a reason (C80)."""

    sentence = mark("Say why this item no longer has to be held.")


@dataclass(frozen=True)
class ItemTrail:
    """One linked item in a complaint: its link, trail, gaps and stays."""

    link: Link
    trail: Trail
    gaps: tuple[Gap, ...]
    stays: tuple[Stay, ...]
    integrity: Integrity


@dataclass(frozen=True)
class CustodyReport:
    """A complaint with all that is known of its items, as one frozen value for page and paper."""

    complaint: Complaint
    items: tuple[ItemTrail, ...]
    claims: tuple[Claim, ...]
    suggestions: tuple[Suggestion, ...]
    elements: tuple[Element, ...]
    places: dict[str, str]
    kinds: dict[str, str]
    handler_name: str
    made_at: datetime


@dataclass(frozen=True)
class Linking:
    """What the handler sees while linking: the words, the mentions in them, and suggestions."""

    complaint: Complaint
    mentions: tuple[Mention, ...]
    suggestions: tuple[Suggestion, ...]
    items: dict[str, State]
    links: tuple[Link, ...]
    claims: tuple[Claim, ...]
    places: dict[str, str]
    ends: tuple[MentionEnd, ...]
    endings: dict[int, str]


def overview(by: Person) -> tuple[Complaint, ...]:
    """Return the complaints this person may see, newest first."""
    with storage.reading() as books:
        return tuple(c for c in books.complaints.all() if may_see(c, by))


@storage.retried
def register(
    complaint: Complaint, form_id: str, by: Person, at: datetime, today: date
) -> Complaint:
    """Register a complaint: number, words as they came in, digest in the log."""
    with storage.transaction() as books:
        earlier = books.complaints.by_form(form_id)
        if earlier is not None:
            if (earlier.text, earlier.registered_by) != (complaint.text, by.number):
                raise storage.IdReusedError()
            return earlier
        check_complaint(complaint, today)
        books.ledger.lock()
        number = f"K-{at.year}-{books.audit.next_number('complaint', at.year):04d}"
        complaint = replace(
            complaint,
            number=number,
            state=first_state(complaint.channel),
            unit=complaint.unit or by.unit,
            handler=by.number if "handler" in by.roles else None,
            registered_at=at,
            registered_by=by.number,
        )
        books.complaints.add(complaint, form_id)
        books.ledger.append([_changed(complaint, form_id, by, at)])
        books.outbox.add("match_complaint", f"match_complaint:{number}", {"number": number}, at)
        return complaint


def _changed(complaint: Complaint, id: str, by: Person, at: datetime) -> e.ComplaintChanged:
    return e.ComplaintChanged(
        id=id,
        actor=by.number,
        actor_name=by.name,
        at=at,
        complaint=complaint.number,
        to=complaint.state,
        text_sha256=hashlib.sha256(complaint.text.encode("utf-8")).hexdigest(),
    )


def handlers(by: Person) -> tuple[Person, ...]:
    """Return whom a complaint can be assigned to."""
    with storage.reading() as books:
        return books.people.with_role("handler")


def assign(number: str, handler: str, by: Person) -> None:
    """Say who handles a complaint: nobody who stands in a trail of it, or whom it concerns (C69)."""
    with storage.transaction() as books:
        books.ledger.lock()
        complaint = books.complaints.get(number, by)
        person = books.people.at_work(handler)
        if person is None or "handler" not in person.roles:
            raise HandlerUnknownError()
        doubts = books.judging.doubts_about(complaint, [("handler", person)])
        check_independent(doubts, person.number)
        books.complaints.assign(number, handler)


def show_linking(number: str, by: Person) -> Linking:
    """Return the words of a complaint with mentions and suggestions beside them."""
    with storage.reading() as books:
        complaint = books.complaints.get(number, by)
        suggestions = books.matching.suggestions(number)
        links = books.complaints.links(number)
        codes = tuple(dict.fromkeys([s.item for s in suggestions] + [ln.item for ln in links]))
        return Linking(
            complaint=complaint,
            mentions=books.matching.mentions(number),
            suggestions=suggestions,
            items={state.item: state for state in books.items.with_codes(codes)},
            links=links,
            claims=books.claims.all(number),
            places=books.places.names(),
            ends=books.handling.ends(number),
            endings=books.handling.endings(number),
        )


@storage.retried
def link(
    number: str, mention: int | None, item: str, reason: str, form_id: str, by: Person, at: datetime
) -> Link:
    """Link an item to a complaint and put it on hold, in one act (C78)."""
    with storage.transaction() as books:
        books.complaints.get(number, by)
        found = {ln.item: ln for ln in books.complaints.links(number)}
        if first := books.ledger.repeated(*_link_drafts(number, item, form_id, by)):
            was = first[1].event
            assert isinstance(was, e.HoldSet)
            then = was.at or at
            made = Link(number, item, "handler", reason, was.hold or "", by.number, then, mention)
            return found.get(item, made)
        if item in found:
            raise AlreadyLinkedError(code=item)
        trail = books.ledger.trail(item)
        if not trail.records:
            raise ComplaintNotFoundError()
        books.ledger.lock()
        hold = f"H-{at.year}-{books.audit.next_number('hold', at.year):04d}"
        made = Link(number, item, "handler", reason, hold, by.number, at, mention)
        books.complaints.link(made)
        books.complaints.set_hold(hold, made)
        books.matching.decide(number, mention, item, "confirmed", reason, by.number, at)
        books.ledger.append(linked(made, trail, form_id, by, at))
        trail = books.ledger.trail(item)
        books.handling.snap(number, snapshot_of(trail, "linked", by.number, at))
        return made


def _link_drafts(number: str, item: str, form_id: str, by: Person) -> list[e.Event]:
    """Return what a form that links an item says, to know it again, whatever came after it."""
    return [
        e.ComplaintLinked(id=batch_id(form_id, 0), actor=by.number, complaint=number, items=[item]),
        e.HoldSet(id=batch_id(form_id, 1), actor=by.number, item=item, complaint=number),
    ]


@storage.retried
def reject(
    number: str, mention: int, item: str, reason: str, form_id: str, by: Person, at: datetime
) -> None:
    """Set a suggestion aside with a reason; it does not come back without new evidence (C65)."""
    if not reason:
        raise RejectReasonError()
    said = ("reject", number, mention, item, reason)
    with storage.transaction() as books:
        books.complaints.get(number, by)
        if books.sent.answer_to(form_id, by.number, *said) is not None:
            return
        books.sent.keep(form_id, by.number, at, *said)
        books.matching.decide(number, mention, item, "rejected", reason, by.number, at)


@storage.retried
def lift_hold(number: str, item: str, reason: str, form_id: str, by: Person, at: datetime) -> None:
    """Lift the hold of a linked item, by name and with a reason (C80)."""
    if not reason.strip():
        raise LiftReasonError()
    with storage.transaction() as books:
        books.complaints.get(number, by)
        hold = next((ln.hold for ln in books.complaints.links(number) if ln.item == item), None)
        state = books.ledger.trail(item).state
        if hold is None or hold not in state.holds:
            return
        books.complaints.lift_hold(hold, by.number, reason, at)
        lifted = e.HoldLifted(
            id=form_id,
            actor=by.number,
            actor_name=by.name,
            at=at,
            item=item,
            unit=state.unit,
            place=state.place,
            hold=hold,
            reason=reason,
            complaint=number,
        )
        books.ledger.append([lifted])


def report(number: str, by: Person, at: datetime) -> CustodyReport:
    """Return a complaint with the trail of each linked item, its claims, and what is not known."""
    with storage.reading() as books:
        complaint = books.complaints.get(number, by)
        kinds = books.places.kinds()
        handler = books.people.by_number(complaint.handler) if complaint.handler else None
        return CustodyReport(
            complaint=complaint,
            items=_item_trails(books, books.complaints.links(number), kinds, at),
            claims=books.claims.all(number),
            suggestions=books.matching.suggestions(number),
            elements=books.complaints.elements(number),
            places=books.places.names(),
            kinds=kinds,
            handler_name=handler.name if handler else "",
            made_at=at,
        )


def _item_trails(
    books: Books, links: tuple[Link, ...], kinds: dict[str, str], at: datetime
) -> tuple[ItemTrail, ...]:
    """Return each linked item with its trail; the log is asked once for all of them."""
    found = books.ledger.with_rows([link.item for link in links])
    return tuple(
        ItemTrail(
            link,
            trail,
            gaps(trail, kinds, at, Norms()),
            stays(trail, kinds, at),
            check_item(rows),
        )
        for link in links
        for trail, rows in (found[link.item],)
    )
