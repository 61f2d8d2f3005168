"""Whether those who judge a complaint stand outside it: officers concerned, and doubts that are answered.

Rules kept here:
- an officer concerned is recorded by name, with who added it, and in the log (C69b, C72);
- a block is lifted by the authority, a warning answered by the complaint side; nobody answers a
  doubt about themselves (C70);
- when a link, a claim, an answer or an assignment was added, the worker looks anew: a doubt that is
  new is told to those who answer it, once, by a message that holds nothing of the complaint (C71).
"""

import uuid
from datetime import datetime

from custody import storage
from custody.domain import complaints as k
from custody.domain import events as e
from custody.domain.complaints import Complaint
from custody.domain.errors import RightError
from custody.domain.independence import (
    Concerned,
    ConcernedAlreadyError,
    ConcernedMissingError,
    DoubtAnsweredError,
    Hit,
    check_lift,
)
from custody.domain.people import Person, system_person
from custody.storage.store import Books

SYSTEM = system_person("independence")


@storage.retried
def name_concerned(
    number: str, officer: str, name: str, form_id: str, by: Person, at: datetime
) -> None:
    """Record whom of the police a complaint concerns: by staff number, or by what the person is called."""
    officer, name = officer.strip(), name.strip()
    with storage.transaction() as books:
        books.ledger.lock()
        complaint = books.complaints.get(number, by)
        if not by.roles & {"handler", "coordinator"}:
            raise RightError()
        if books.ledger.repeated(e.ComplaintChanged(id=form_id, actor=by.number, complaint=number)):
            return
        known = books.people.by_number(officer) if officer else None
        if (officer and known is None) or not (officer or name):
            raise ConcernedMissingError()
        name = known.name if known else name
        if (officer, name) in {(one.number, one.name) for one in books.judging.concerned(number)}:
            raise ConcernedAlreadyError(name=name)
        books.judging.name_concerned(number, Concerned(officer, name, by.number, by.name, at))
        books.judging.ask(number, at)
        words = (
            f"officer concerned: {name} ({officer})" if officer else f"officer concerned: {name}"
        )
        books.ledger.append([k.changed(complaint, complaint.state, words, form_id, by, at)])


def accept(
    number: str, person: str, ground: str, item: str, reason: str, by: Person, at: datetime
) -> None:
    """Say why a doubt about somebody's independence is accepted; a block only by the authority."""
    with storage.transaction() as books:
        books.ledger.lock()
        complaint = books.complaints.get(number, by)
        found = {hit.key: hit for hit in books.judging.doubts(complaint, by)}
        hit = found.get((person, ground, item))
        if hit is not None and (hit.answer, hit.answered_by) == (reason, by.number):
            return
        if hit is None or hit.answer:
            raise DoubtAnsweredError()
        check_lift(hit, by, reason)
        books.judging.accept(number, hit, reason, by.number, at)


def look_again(number: str, at: datetime) -> int:
    """Tell of each doubt about a judge of a complaint that was not told yet; return how many (C71)."""
    with storage.reading() as books:
        complaint = books.complaints.find(number)
        if complaint is None or not _new(books, complaint):
            return 0
    with storage.transaction() as books:
        new = _new(books, complaint)
        told: set[str] = set()
        for hit in new:
            to = _answering(books, complaint, hit)
            books.judging.tell(number, hit, to, at)
            told |= set(to)
        said = "\n".join(sorted("|".join(hit.key) for hit in new))
        for person in sorted(told):
            key = uuid.uuid5(uuid.NAMESPACE_URL, f"{number} {person}\n{said}")
            payload = {"to": person, "notice": "who_may_judge", "items": []}
            books.outbox.add("mail", f"mail:{key}", payload, at)
        return len(new)


def _new(books: Books, complaint: Complaint) -> list[Hit]:
    told = books.judging.told(complaint.number)
    found = {hit.key: hit for hit in books.judging.doubts(complaint, SYSTEM) if not hit.answer}
    return [hit for key, hit in found.items() if key not in told]


def _answering(books: Books, complaint: Complaint, hit: Hit) -> list[str]:
    """Return who answers a doubt: the authority a block, handler and coordinator a warning.

    The coordinator hears of a block as well: somebody else may have to be chosen. Nobody is told of a
    doubt about themselves.
    """
    people = [one.number for one in books.people.with_role("coordinator", complaint.unit)]
    if hit.blocks:
        people += [one.number for one in books.people.with_role("decider", complaint.unit)]
    elif complaint.handler:
        people.append(complaint.handler)
    return [number for number in dict.fromkeys(people) if number != hit.person]
