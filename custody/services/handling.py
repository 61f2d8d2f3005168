"""Handling a complaint: where it stands, and the steps from one state to the next.

Rules kept here:
- a step is made by whom the table allows and with words; it is an event, and deletes nothing (C21);
- the first phase needs a handler who stands in no linked trail, and an end for every mention (C22e);
- "to satisfaction" needs the complainant's own answer, and for open claims also in writing (C22j);
- claims stay open whatever becomes of the complaint (C61).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from custody import storage
from custody.domain import complaints as k
from custody.domain import events as e
from custody.domain.complaints import Complaint, Step
from custody.domain.deadlines import day_of_receipt
from custody.domain.elements import AdviceOpenError, Element, ElementsOpenError, ElementUnknownError
from custody.domain.holds import HoldProposalsOpenError, proposes_hold
from custody.domain.independence import Concerned, Hit, check_independent
from custody.domain.letters import KINDS as LETTER_KINDS
from custody.domain.people import Person
from custody.domain.proposals import Proposal
from custody.domain.stages import LETTER_OF, check_facts
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
    letters: tuple[str, ...]
    written: frozenset[str]

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
        return Handling(
            complaint=complaint,
            elements=books.complaints.elements(number),
            steps=books.handling.steps(number),
            next=k.steps_of(complaint, by),
            concerned=books.judging.concerned(number),
            hits=books.judging.doubts(complaint, by),
            mentions=books.handling.endings(number),
            proposals=books.handling.proposals(number),
            letters=tuple(one.number for one in books.claims.letters(complaint=number)),
            written=books.handling.letter_kinds(number),
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
        told = check_facts(to, facts or {}, by, day_of_receipt(at))
        _check_guard(books, complaint, to, in_writing, by)
        why = f"{reason}\n{in_writing}".strip()
        books.handling.step(number, Step(complaint.state, to, why, by.number, by.name, at, told))
        said = "\n".join([why, *(f"{name}: {words}" for name, words in told.items())])
        books.ledger.append([k.changed(complaint, to, said, form_id, by, at)])
        return replace(complaint, state=to)


def _check_guard(books: Books, complaint: Complaint, to: str, in_writing: str, by: Person) -> None:
    """Refuse a step whose guard does not hold (C22)."""
    number = complaint.number
    if to == "acknowledged" and not books.claims.letters(complaint=number):
        raise k.NotConfirmedError()
    if to in ("phase_one", "phase_two") and complaint.handler is None:
        raise k.HandlerMissingError()
    if to in ("phase_one", "phase_two"):
        hits = books.judging.doubts(complaint, by)
        check_independent(hits, complaint.handler)
        check_independent(hits, by.number)
    if to == "phase_one" and (open_ones := _open_mentions(books, number)):
        raise k.MentionsOpenError(numbers=", ".join(map(str, open_ones)))
    if to == "phase_one" and (kept := _kept_back(books, number)):
        raise HoldProposalsOpenError(items=", ".join(kept))
    if to == "closed_satisfied" and not in_writing.strip():
        waiting = [c.number for c in books.claims.all(number) if c.state == "open"]
        if waiting:
            raise k.ClaimsOpenError(claims=", ".join(waiting))
    letter = LETTER_OF.get(complaint.state, "")
    if to == "closed" and letter not in ("", *books.handling.letter_kinds(number)):
        raise k.LetterMissingError(letter=LETTER_KINDS[letter])
    made = [one for one in books.complaints.elements(number) if not one.suggested]
    if to == "advice" and not all(one.advice for one in made):
        raise AdviceOpenError()
    if to == "decided":
        check_independent(books.judging.doubts(complaint, by), by.number)
        if not made or not all(one.outcome for one in made):
            raise ElementsOpenError()


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
