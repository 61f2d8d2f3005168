"""Complaints: registering, saying who handles one, and the report of all that is known of it.

Rules kept here:
- the words are kept as they came in, with their digest in the log (C7);
- a handler sees assigned complaints, a coordinator those of the unit (C5); anything else is "not
  found", for a stranger and for a number that does not exist alike (Q23);
- an officer or the desk who takes a complaint down sees only its number afterwards (C11).
"""

import hashlib
import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime

from custody import storage
from custody.domain import events as e
from custody.domain.checks import Integrity, check_item
from custody.domain.claims import Claim
from custody.domain.complaints import (
    Complaint,
    Step,
    changed,
    check_complaint,
    first_state,
    may_see,
)
from custody.domain.elements import Element
from custody.domain.errors import InputError
from custody.domain.gaps import Gap, Norms, Stay, gaps, stays
from custody.domain.independence import check_independent
from custody.domain.linking import Link
from custody.domain.people import Person
from custody.domain.trail import Trail
from custody.domain.words import mark
from custody.storage import Suggestion
from custody.storage.store import Books


class HandlerUnknownError(InputError):
    """Nobody with the role of handler has this number."""

    sentence = mark("Choose a complaint handler from the list.")


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
        number = books.audit.number("complaint", at)
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
        books.judging.ask(number, at)
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
        complaint, at = books.complaints.get(number, by), books.now()
        person = books.people.at_work(handler)
        if person is None or "handler" not in person.roles:
            raise HandlerUnknownError()
        doubts = books.judging.doubts_about(complaint, [("handler", person)])
        check_independent(doubts, person.number)
        if complaint.handler == handler:
            return
        books.complaints.assign(number, handler)
        said, state = {"handler": f"{person.name} ({handler})"}, complaint.state
        books.handling.step(number, Step(state, state, "", by.number, by.name, at, said))
        books.judging.ask(number, at)
        words = f"handler: {handler}"
        books.ledger.append([changed(complaint, state, words, str(uuid.uuid4()), by, at)])


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
