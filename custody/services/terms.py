"""More time for a complaint: adjourned, agreed with the complainant, or on hold until a day.

Rules kept here:
- once, one to four weeks, on or before the last day, with a reason that is told (C47);
- by consent in writing to a day after the last one; that may come again (C49); the complainant is
  asked by a letter that says what a no does (L11);
- who handles it and who decides are reminded when a complaint on hold has to be looked at (C22i);
- all are steps in the history of the complaint and acts in the log; the state stays.
"""

import uuid
from dataclasses import replace
from datetime import date, datetime

from custody import storage
from custody.domain import complaints as k
from custody.domain.clocks import Clock, adjourn, agree, due, due_on_hold
from custody.domain.complaints import Complaint, Step
from custody.domain.deadlines import day_of_receipt
from custody.domain.errors import ConflictError
from custody.domain.events import ComplaintChanged
from custody.domain.history import entered
from custody.domain.people import Person
from custody.domain.words import mark
from custody.storage.store import Books


class NoTermError(ConflictError):
    """Only a term that runs can become longer."""

    sentence = mark("No term runs now, so there is nothing to make longer.")


@storage.retried
def adjourn_by(
    number: str, weeks: int, reason: str, form_id: str, by: Person, at: datetime
) -> Complaint:
    """Adjourn a complaint by some weeks."""
    with storage.transaction() as books:
        complaint, last_day = _load(books, number, reason, by, at)
        if _repeated(books, number, form_id, by):
            return complaint
        clock = adjourn(complaint.clock, weeks, last_day, day_of_receipt(at))
        return _record(books, complaint, clock, {"weeks": str(weeks)}, reason, form_id, by, at)


@storage.retried
def agree_on(
    number: str, day: date | None, consent: str, form_id: str, by: Person, at: datetime
) -> Complaint:
    """Keep that the complainant agreed in writing to another last day."""
    with storage.transaction() as books:
        complaint, last_day = _load(books, number, consent or "-", by, at)
        if _repeated(books, number, form_id, by):
            return complaint
        clock = agree(complaint.clock, day, consent, last_day)
        facts = {"agreed": day.isoformat() if day else ""}
        return _record(books, complaint, clock, facts, consent, form_id, by, at)


@storage.retried
def propose(
    number: str, day: date | None, reason: str, form_id: str, by: Person, at: datetime
) -> Complaint:
    """Ask the complainant to agree to a later last day; what is asked is kept, the day stays."""
    with storage.transaction() as books:
        complaint, last_day = _load(books, number, reason, by, at)
        if _repeated(books, number, form_id, by):
            return complaint
        agree(complaint.clock, day, "-", last_day)
        facts = {"proposed": day.isoformat() if day else ""}
        return _record(books, complaint, complaint.clock, facts, reason, form_id, by, at)


def remind(at: datetime) -> int:
    """Tell of complaints on hold whose day has come, or that have no day; return of how many."""
    today = day_of_receipt(at)
    with storage.reading() as books:
        if not _over(books, today):
            return 0
    with storage.transaction() as books:
        over = _over(books, today)
        for complaint, key in over:
            people = [*books.people.with_role("coordinator", complaint.unit)]
            people += books.people.with_role("decider", complaint.unit)
            told = {one.number for one in people} | {complaint.handler or ""}
            for number in sorted(told - {""}):
                payload = {"to": number, "notice": "on_hold_over", "items": []}
                name = uuid.uuid5(uuid.NAMESPACE_URL, f"{key} {number}")
                books.outbox.add("mail", f"mail:{name}", payload, at)
        books.reminders.asked({key for _, key in over}, at)
        return len(over)


def _over(books: Books, today: date) -> list[tuple[Complaint, str]]:
    """Return the complaints on hold of which nobody was told yet, with what makes that single."""
    found = {}
    for complaint in books.complaints.in_state("suspended"):
        put = entered(books.handling.steps(complaint.number))
        since = complaint.clock.suspended_on or today
        look_on = put.facts.get("day", "") if put else ""
        key = due_on_hold(since, date.fromisoformat(look_on) if look_on else None, today)
        if key:
            found[f"{complaint.number}:{key}"] = complaint
    new = books.reminders.new(found.keys())
    return [(found[key], key) for key in sorted(new)]


def _load(
    books: Books, number: str, reason: str, by: Person, at: datetime
) -> tuple[Complaint, date]:
    """Return the complaint and its last day, for the coordinator, with a reason."""
    complaint = books.complaints.get(number, by)
    if "coordinator" not in by.roles:
        raise k.ComplaintRoleError()
    if not reason.strip():
        raise k.StepReasonError()
    found = due(complaint.received_on, complaint.clock, complaint.state, day_of_receipt(at))
    if found is None or found.own or complaint.clock.suspended_on is not None:
        raise NoTermError()
    return complaint, found.term.last_day


def _repeated(books: Books, number: str, form_id: str, by: Person) -> bool:
    draft = ComplaintChanged(id=form_id, actor=by.number, complaint=number)
    return bool(books.ledger.repeated(draft))


def _record(
    books: Books,
    complaint: Complaint,
    clock: Clock,
    facts: dict[str, str],
    reason: str,
    form_id: str,
    by: Person,
    at: datetime,
) -> Complaint:
    state = complaint.state
    books.handling.step(complaint.number, Step(state, state, reason, by.number, by.name, at, facts))
    books.handling.set_clock(complaint.number, clock)
    said = "\n".join([reason, *(f"{name}: {words}" for name, words in facts.items())])
    books.ledger.append([k.changed(complaint, state, said, form_id, by, at)])
    return replace(complaint, clock=clock)
