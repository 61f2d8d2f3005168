"""Answers to what the committee asks, and what mayor and chief public prosecutor advise.

Rules kept here:
- a question is answered, or it is said why it could not be; what is added later stays beside it (C22o);
- the advice of mayor and chief public prosecutor is kept in the history and in the log (C76).
"""

from dataclasses import dataclass, replace
from datetime import datetime

from custody import storage
from custody.domain import complaints as k
from custody.domain.complaints import Complaint, Step
from custody.domain.hearing import (
    ADVISERS,
    AdviceTooEarlyError,
    AdviserError,
    NotAskedError,
    Question,
    QuestionUnknownError,
    Reply,
    check_reply,
)
from custody.domain.people import Person


@dataclass(frozen=True)
class Asked:
    """What the committee asks of a complaint, with the answers."""

    complaint: Complaint
    questions: tuple[Question, ...]


def show(number: str, by: Person) -> Asked:
    """Return what the committee asked, and what was answered."""
    with storage.reading() as books:
        return Asked(books.complaints.get(number, by), books.hearing.questions(number))


@storage.retried
def reply(
    number: str, question: int, kind: str, words: str, form_id: str, by: Person, at: datetime
) -> None:
    """Answer a question of the committee, or say why it could not be answered."""
    with storage.transaction() as books:
        books.ledger.lock()
        complaint = books.complaints.get(number, by)
        if not by.roles & {"handler", "coordinator"}:
            raise k.ComplaintRoleError()
        state = complaint.state
        said = k.changed(complaint, state, f"question {question}: {kind}\n{words}", form_id, by, at)
        if books.ledger.repeated(replace(said, at=None, from_=None, to=None)):
            return
        if question not in {one.id for one in books.hearing.questions(number)}:
            raise QuestionUnknownError()
        if state != "more_inquiry":
            raise NotAskedError()
        check_reply(kind, words)
        books.hearing.reply(question, Reply(kind, words, by.number, by.name, at))
        books.ledger.append([said])


@storage.retried
def keep_advice(
    number: str, adviser: str, words: str, form_id: str, by: Person, at: datetime
) -> None:
    """Keep what the mayor or the chief public prosecutor advises; the state stays (C76)."""
    with storage.transaction() as books:
        books.ledger.lock()
        complaint = books.complaints.get(number, by)
        state = complaint.state
        if "coordinator" not in by.roles:
            raise k.ComplaintRoleError()
        said = k.changed(complaint, state, f"advice of {adviser}\n{words}", form_id, by, at)
        if books.ledger.repeated(replace(said, at=None, from_=None, to=None)):
            return
        if adviser not in ADVISERS or not words.strip():
            raise AdviserError()
        if state not in ("phase_two", "hearing", "more_inquiry", "advice"):
            raise AdviceTooEarlyError()
        facts = {"advised_by": adviser}
        books.handling.step(number, Step(state, state, words, by.number, by.name, at, facts))
        books.ledger.append([said])
