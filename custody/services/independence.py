"""Whether those who judge a complaint stand outside it: officers concerned, and doubts that are answered.

Rules kept here:
- an officer concerned is recorded by name, with who added it, and in the log (C69b, C72);
- a block is lifted by the authority, a warning answered by the complaint side; nobody answers a
  doubt about themselves (C70).
"""

from datetime import datetime

from custody import storage
from custody.domain import complaints as k
from custody.domain import events as e
from custody.domain.errors import RightError
from custody.domain.independence import (
    Concerned,
    ConcernedAlreadyError,
    ConcernedMissingError,
    DoubtAnsweredError,
    check_lift,
)
from custody.domain.people import Person


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
