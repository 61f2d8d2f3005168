"""Handling a complaint: where it stands, and the steps from one state to the next.

Rules kept here:
- a step is made by whom the table allows and with words; it is an event, and deletes nothing (C21);
- receipt is confirmed, and what ended is closed, when their letters were sent (C22c, C22u); a step of
  which people hear beforehand was prepared, and its letter sent to all (C22g, C22h, C22i, C22m);
- the first phase needs a handler who stands in no linked trail, and an end for every mention (C22e);
  reopened, it needs somebody else than before, or why not (C22w);
- nothing delays a complainant who wants a written judgement (C22l, C30);
- the hearing waits for every copy (C22m); after questions, for every answer (C22o); the authority
  decides without the committee only where the norms say so (C22r), and what was reopened by judging
  it anew (C22x);
- "to satisfaction" needs the complainant's own answer, and for open claims also in writing (C22j);
- claims stay open whatever becomes of the complaint (C61).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from custody import storage
from custody.domain import complaints as k
from custody.domain import events as e
from custody.domain.complaints import Complaint, Step
from custody.domain.copies import check_complete
from custody.domain.deadlines import day_of_receipt
from custody.domain.elements import AdviceOpenError, Element, ElementsOpenError, ElementUnknownError
from custody.domain.hearing import Question, check_answered, read_questions
from custody.domain.history import entered, prepared, reassigned
from custody.domain.holds import HoldProposalsOpenError, proposes_hold
from custody.domain.independence import Concerned, Hit, check_independent
from custody.domain.people import Person
from custody.domain.proposals import Proposal
from custody.domain.sending import NotPreparedError, Owed, before, check_sent
from custody.domain.stages import (
    COMMITTEE,
    LETTER_OF,
    NOT_NEEDED,
    CommitteeNeededError,
    NotJudgedAnewError,
    check_other_handler,
)
from custody.domain.step_facts import check_facts
from custody.storage.store import Books


@dataclass(frozen=True)
class Handling:
    """Where a complaint stands, what can be done, and what stands in the way."""

    complaint: Complaint
    elements: tuple[Element, ...]
    steps: tuple[Step, ...]
    next: tuple[str, ...]
    concerned: tuple[Concerned, ...]
    hits: tuple[Hit, ...]
    mentions: Mapping[int, str]
    proposals: tuple[Proposal, ...]
    owed: tuple[Owed, ...]
    questions: tuple[Question, ...]
    judged: Mapping[int, tuple[Element, ...]]

    def element(self, id: int) -> Element:
        """Return one element of the complaint, or raise ElementUnknownError."""
        found = next((one for one in self.elements if one.id == id), None)
        if found is None:
            raise ElementUnknownError()
        return found


def show(number: str, by: Person) -> Handling:
    """Return where a complaint stands."""
    with storage.reading() as books:
        complaint = books.complaints.get(number, by)
        elements, steps = books.complaints.elements(number), books.handling.steps(number)
        concerned = books.judging.concerned(number)
        asked = any(one.to == "more_inquiry" for one in steps)
        judged = any(one.outcome for one in elements)
        return Handling(
            complaint=complaint,
            elements=elements,
            steps=steps,
            next=k.steps_of(complaint, by),
            concerned=concerned,
            hits=books.judging.doubts(complaint, by),
            mentions=books.handling.endings(number),
            proposals=books.handling.proposals(number),
            owed=books.sending.owed(complaint, steps, concerned),
            questions=books.hearing.questions(number) if asked else (),
            judged=books.handling.judgements(number) if judged else {},
        )


def with_news(by: Person) -> frozenset[str]:
    """Return which complaints have a late find that nobody answered."""
    with storage.reading() as books:
        return books.handling.with_news() if by.sees_complaints else frozenset()


@storage.retried
def step(
    number: str,
    to: str,
    reason: str,
    in_writing: str,
    form_id: str,
    by: Person,
    at: datetime,
    facts: Mapping[str, str] | None = None,
) -> Complaint:
    """Bring a complaint to another state, when the table and the guards allow it."""
    with storage.transaction() as books:
        books.ledger.lock()
        complaint = books.complaints.get(number, by)
        draft = e.ComplaintChanged(id=form_id, actor=by.number, complaint=number, to=to)
        if books.ledger.repeated(draft):
            return complaint
        k.check_step(complaint, to, by, reason)
        told = _told(books, complaint, to, facts or {}, by, at)
        _check_guard(books, complaint, to, in_writing, by, at)
        why = f"{reason}\n{in_writing}".strip()
        books.handling.step(number, Step(complaint.state, to, why, by.number, by.name, at, told))
        if to == "more_inquiry":
            due_on = date.fromisoformat(told["day"])
            books.hearing.ask(number, read_questions(told["questions"]), due_on, at)
        said = "\n".join([why, *(f"{name}: {words}" for name, words in told.items())])
        books.ledger.append([k.changed(complaint, to, said, form_id, by, at)])
        return replace(complaint, state=to)


def _told(
    books: Books,
    complaint: Complaint,
    to: str,
    facts: Mapping[str, str],
    by: Person,
    at: datetime,
) -> dict[str, str]:
    """Return what a step says: as it was prepared and sent, or as it is said now."""
    steps, state = books.handling.steps(complaint.number), complaint.state
    letter = before(state, to)
    if letter:
        ready = prepared(steps, to)
        if ready is None:
            raise NotPreparedError()
        check_sent(books.sending.owed(complaint), letter)
        return {name: said for name, said in ready.facts.items() if name != "to"}
    told = check_facts(to, facts, by, day_of_receipt(at), state)
    if to == "more_inquiry":
        read_questions(told["questions"])
    if state == "reopened" and to in ("phase_one", "phase_two"):
        why = facts.get("same_handler", "").strip()
        check_other_handler(reassigned=reassigned(steps), why=why)
        told |= {"same_handler": why} if why else {}
    return told


def _check_guard(
    books: Books, complaint: Complaint, to: str, in_writing: str, by: Person, at: datetime
) -> None:
    """Refuse a step whose guard does not hold (C22)."""
    number, state = complaint.number, complaint.state
    if to == "acknowledged":
        check_sent(books.sending.owed(complaint), "L1")
    if to == "phase_one" or (state, to) == ("reopened", "phase_two"):
        _check_handling(books, complaint, by)
    if to == "phase_one":
        _check_mentions(books, number)
    if to == "closed_satisfied" and not in_writing.strip():
        waiting = [c.number for c in books.claims.all(number) if c.state == "open"]
        if waiting:
            raise k.ClaimsOpenError(claims=", ".join(waiting))
    if to == "closed":
        check_sent(books.sending.owed(complaint), LETTER_OF.get(state, ""))
    if (state, to) == ("phase_two", "hearing"):
        check_complete(books.judging.proposed(number), books.sending.owed(complaint))
        check_independent(books.judging.doubts(complaint, by), by.number)
    if state == "more_inquiry" and to in ("hearing", "advice"):
        check_answered(books.hearing.questions(number))
    if to in ("advice", "decided"):
        _check_elements(books, complaint, to, by, at)


def _check_handling(books: Books, complaint: Complaint, by: Person) -> None:
    """Refuse to begin without a handler, or with one, or a coordinator, who is not independent."""
    if complaint.handler is None:
        raise k.HandlerMissingError()
    hits = books.judging.doubts(complaint, by)
    check_independent(hits, complaint.handler)
    check_independent(hits, by.number)


def _check_mentions(books: Books, number: str) -> None:
    """Refuse to begin while a mention has no end, or what is kept back no answer (C19, C79)."""
    if open_ones := _open_mentions(books, number):
        raise k.MentionsOpenError(numbers=", ".join(map(str, open_ones)))
    if kept := _kept_back(books, number):
        raise HoldProposalsOpenError(items=", ".join(kept))


def _check_elements(books: Books, complaint: Complaint, to: str, by: Person, at: datetime) -> None:
    """Refuse advice or decision while an element has none; reopened, each is judged anew."""
    made = [one for one in books.complaints.elements(complaint.number) if not one.suggested]
    if to == "advice":
        if not all(one.advice for one in made):
            raise AdviceOpenError()
        return
    check_independent(books.judging.doubts(complaint, by), by.number)
    if complaint.state == "phase_two" and _committee(books, complaint, at):
        raise CommitteeNeededError()
    if not made or not all(one.outcome for one in made):
        raise ElementsOpenError()
    if complaint.state == "reopened":
        came = entered(books.handling.steps(complaint.number))
        if came and any(one.judged_at is None or one.judged_at < came.at for one in made):
            raise NotJudgedAnewError()


def _committee(books: Books, complaint: Complaint, at: datetime) -> bool:
    """Say whether the norms that held when it came in ask for the committee's advice (C9, C22r)."""
    norm = books.audit.setting(COMMITTEE, complaint.registered_at or at)
    return norm != NOT_NEEDED


def _open_mentions(books: Books, number: str) -> list[int]:
    """Return the numbers, as the page counts them, of the mentions without an end."""
    found = books.handling.endings(number)
    return [n for n, ending in enumerate(found.values(), start=1) if not ending]


def _kept_back(books: Books, number: str) -> list[str]:
    """Return the items that are kept back for a complaint until somebody answers (C79)."""
    linked = {link.item for link in books.complaints.links(number)}
    found = books.matching.suggestions(number)
    strong = [s.item for s in found if proposes_hold(s.state, s.probability)]
    return [item for item in dict.fromkeys(strong) if item not in linked]
