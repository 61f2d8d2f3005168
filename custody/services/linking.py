"""Linking: an item to the words of a complaint, what does not fit set aside, a wrong link undone.

Rules kept here:
- linking sets a hold on the item in the same act (C78); only a named person lifts it (C80);
- a decision on a suggestion is a labelled pair from the first day (`matching.md` 15); one that was
  set aside does not come back without new evidence (C65);
- a link that was wrong is undone by a named person with a reason, and its hold is lifted with it.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from custody import storage
from custody.domain import events as e
from custody.domain.claims import Claim
from custody.domain.complaints import Complaint, ComplaintNotFoundError, changed
from custody.domain.errors import InputError
from custody.domain.events import batch_id
from custody.domain.linking import AlreadyLinkedError, Link, lifted, linked
from custody.domain.mentions import MentionEnd
from custody.domain.people import Person
from custody.domain.snapshots import snapshot_of
from custody.domain.trail import State
from custody.domain.words import mark
from custody.storage import Mention, Suggestion
from custody.storage.store import Books


class RejectReasonError(InputError):
    """A suggestion is set aside only with a reason."""

    sentence = mark("Choose why this is not the item.")


class UndoReasonError(InputError):
    """A link that was made is undone only with a reason."""

    sentence = mark("Say why this item does not belong to the complaint.")


class LiftReasonError(InputError):
    """A hold is lifted only with a reason (C80)."""

    sentence = mark("Say why this item no longer has to be held.")


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


def show(number: str, by: Person) -> Linking:
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
        hold = books.audit.number("hold", at)
        made = Link(number, item, "handler", reason, hold, by.number, at, mention)
        books.complaints.link(made)
        books.complaints.set_hold(hold, made)
        books.judging.ask(number, at)
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
def undo(number: str, item: str, reason: str, form_id: str, by: Person, at: datetime) -> None:
    """Undo a link: lift its hold, and keep the pair as one that is wrong, with the reason.

    The complaint has it in the log too, for the hold may have been lifted before.
    """
    if not reason.strip():
        raise UndoReasonError()
    with storage.transaction() as books:
        complaint = books.complaints.get(number, by)
        said = changed(complaint, complaint.state, reason, batch_id(form_id, 0), by, at)
        if books.ledger.repeated(replace(said, at=None, from_=None, to=None)):
            return
        wrong = _link_to(books, number, item)
        if wrong is None:
            raise ComplaintNotFoundError()
        books.complaints.unlink(number, item, by.number, reason, at)
        books.matching.decide(number, None, item, "rejected", reason, by.number, at)
        events: list[e.Event] = [said]
        state = books.ledger.trail(item).state
        if wrong.hold in state.holds:
            books.complaints.lift_hold(wrong.hold, by.number, reason, at)
            events.append(lifted(wrong, state, reason, batch_id(form_id, 1), by, at))
        books.ledger.append(events)


def _link_to(books: Books, number: str, item: str) -> Link | None:
    return next((ln for ln in books.complaints.links(number) if ln.item == item), None)


@storage.retried
def lift_hold(number: str, item: str, reason: str, form_id: str, by: Person, at: datetime) -> None:
    """Lift the hold of a linked item, by name and with a reason (C80)."""
    if not reason.strip():
        raise LiftReasonError()
    with storage.transaction() as books:
        books.complaints.get(number, by)
        held = _link_to(books, number, item)
        state = books.ledger.trail(item).state
        if held is None or held.hold not in state.holds:
            return
        books.complaints.lift_hold(held.hold, by.number, reason, at)
        books.ledger.append([lifted(held, state, reason, form_id, by, at)])
