"""Complaints of another register come in, word for word, each with a number of this house."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from custody import storage
from custody.domain import events as e
from custody.domain.complaints import Complaint, first_state
from custody.domain.exchange import ComplaintLine
from custody.domain.lines import AMSTERDAM, Problem
from custody.domain.people import Person
from custody.services.exchange.outcome import (
    Outcome,
    Tell,
    Terms,
    event_id,
    in_batches,
    recorded_in_batches,
)
from custody.storage.store import Books


def check_complaints(lines: Iterable[ComplaintLine], terms: Terms, at: datetime) -> Outcome:
    """Say what an import of these complaints would do, and record nothing."""
    outcome = Outcome()
    for some in in_batches(lines):
        with storage.reading() as books:
            done = Outcome()
            done.recorded = len(_fit(books, some, terms, at, done))
            outcome.add(done)
    return outcome


def import_complaints(
    lines: Iterable[ComplaintLine],
    terms: Terms,
    by: Person,
    at: datetime,
    tell: Tell = lambda n: None,
) -> Outcome:
    """Record complaints of another register, batch by batch, and have them compared with items."""
    return recorded_in_batches(lines, lambda some: _import_batch(some, terms, by, at), tell)


def complaints_of(import_refs: Sequence[str]) -> dict[str, str]:
    """Return the number of each imported complaint by its `import_ref`."""
    found: dict[str, str] = {}
    with storage.reading() as books:
        for some in in_batches(import_refs):
            ids = {event_id("complaint", ref): ref for ref in some}
            forms = books.complaints.numbers_of(list(ids))
            found |= {ids[form]: number for form, number in forms.items()}
    return found


@storage.retried
def _import_batch(
    lines: Sequence[ComplaintLine], terms: Terms, by: Person, at: datetime
) -> Outcome:
    outcome = Outcome()
    with storage.transaction() as books:
        fit = _fit(books, lines, terms, at, outcome)
        books.ledger.lock()
        made = [(_complaint(books, line, by, at), line) for line in fit]
        for complaint, line in made:
            books.complaints.add(complaint, event_id("complaint", line.import_ref))
        books.ledger.append([_changed(one, line, terms, by, at) for one, line in made])
        work = {f"match_complaint:{c.number}": {"number": c.number} for c, _ in made}
        books.outbox.add_all("match_complaint", work, at)
    outcome.recorded = len(fit)
    return outcome


def _fit(
    books: Books, lines: Sequence[ComplaintLine], terms: Terms, at: datetime, outcome: Outcome
) -> list[ComplaintLine]:
    """Return the complaints that can be recorded, and count or tell the others."""
    found = books.ledger.with_ids([event_id("complaint", n.import_ref) for n in lines])
    units = {unit.code: unit.code for unit in books.places.units()}
    units |= {unit.name.casefold(): unit.code for unit in books.places.units()}
    handlers = {person.number for person in books.people.with_role("handler")}
    fit = []
    for line in lines:
        said = line.unit or terms.unit
        unit = units.get(said) or units.get(said.casefold(), "")
        known = found.get(event_id("complaint", line.import_ref))
        own = books.complaints.find(line.import_ref)
        problem = _problem(line, said, unit, handlers, at)
        if own is not None and own.text == line.text:
            outcome.known += 1
        elif known is not None:
            _count_known(line, known.event, outcome)
        elif problem is not None:
            outcome.problems.append(problem)
        else:
            fit.append(replace(line, unit=unit))
    return fit


def _count_known(line: ComplaintLine, known: e.Event, outcome: Outcome) -> None:
    if isinstance(known, e.ComplaintChanged) and known.text_sha256 == _digest(line.text):
        outcome.known += 1
        return
    text = "is on record with other words; those stay as they came in"
    outcome.problems.append(Problem(line.line, "import_ref", text))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _problem(
    line: ComplaintLine, said: str, unit: str, handlers: set[str], at: datetime
) -> Problem | None:
    if line.received > at.astimezone(AMSTERDAM).date():
        return Problem(line.line, "received", "is still to come")
    if said and not unit:
        return Problem(line.line, "unit", "no unit here has this code or name")
    if line.handler and line.handler not in handlers:
        return Problem(line.line, "handler", "no complaint handler here has this number")
    return None


def _complaint(books: Books, line: ComplaintLine, by: Person, at: datetime) -> Complaint:
    return Complaint(
        number=books.audit.number("complaint", at),
        text=line.text,
        channel=line.channel,
        received_on=line.received,
        complainant=line.complainant,
        represented=line.represented,
        relation=line.relation,
        language=line.language,
        state=line.state or first_state(line.channel),
        unit=line.unit or None,
        handler=line.handler or None,
        registered_at=at,
        registered_by=by.number,
    )


def _changed(
    complaint: Complaint, line: ComplaintLine, terms: Terms, by: Person, at: datetime
) -> e.ComplaintChanged:
    return e.ComplaintChanged(
        id=event_id("complaint", line.import_ref),
        actor=by.number,
        actor_name=by.name,
        at=at,
        src=terms.src,
        complaint=complaint.number,
        to=complaint.state,
        text_sha256=_digest(complaint.text),
        import_ref=line.import_ref,
    )
