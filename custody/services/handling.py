"""Handling a complaint: its steps, its elements, and whether those who judge stand in the trail.

Rules kept here:
- a step is made by whom the table allows and with words; it is an event, and deletes nothing (C21);
- the first phase needs a handler who stands in no linked trail, and an end for every mention (C22e);
- "to satisfaction" needs the complainant's own answer, and for open claims also in writing (C22j);
- an item element goes against the citizen only through the conclusion guard (C39, C56);
- claims stay open whatever becomes of the complaint (C61).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from custody import storage
from custody.domain import complaints as k
from custody.domain import events as e
from custody.domain.complaints import Complaint, Element, Step
from custody.domain.conclusions import PointAnswer, check_conclusion
from custody.domain.deadlines import day_of_receipt
from custody.domain.errors import NotFoundError
from custody.domain.holds import HoldProposalsOpenError, proposes_hold
from custody.domain.independence import Concerned, Hit, check_independent
from custody.domain.letters import KINDS as LETTER_KINDS
from custody.domain.mentions import (
    FIRST_MARK,
    MentionEnd,
    MentionEndedError,
    NotAboutPoliceError,
    find_words,
)
from custody.domain.people import Person
from custody.domain.proposals import Proposal
from custody.domain.stages import JUDGED_IN, LETTER_OF, check_facts, check_not_ended
from custody.domain.words import mark
from custody.storage.store import Books


class ElementUnknownError(NotFoundError):
    """No such element of this complaint."""

    sentence = mark("We could not find this element.")


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
        raise k.AdviceOpenError()
    if to == "decided":
        check_independent(books.judging.doubts(complaint, by), by.number)
        if not made or not all(one.outcome for one in made):
            raise k.ElementsOpenError()


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


@storage.retried
def add_element(
    number: str,
    kind: str,
    text: str,
    days: tuple[date | None, date | None],
    form_id: str,
    by: Person,
    at: datetime,
) -> None:
    """Write down one thing complained of; only a person makes an element (C16)."""
    k.check_element(kind, text, days)
    said = ("element", number, kind, text, *days)
    with storage.transaction() as books:
        complaint = books.complaints.get(number, by)
        if books.sent.answer_to(form_id, by.number, *said) is not None:
            return
        check_not_ended(complaint.state)
        books.sent.keep(form_id, by.number, at, *said)
        books.complaints.add_element(number, kind, text, suggested=False, by=by.number, days=days)


def change_element(number: str, id: int, agreed: str, by: Person, today: date) -> None:
    """Take over a proposed element, and note what the complainant says of it (C17g)."""
    with storage.transaction() as books:
        books.ledger.lock()
        complaint = books.complaints.get(number, by)
        element = _element(books, number, id)
        if element.suggested:
            check_not_ended(complaint.state)
        agreed = agreed if agreed in k.AGREEMENTS else ""
        books.handling.change_element(
            replace(
                element,
                suggested=False,
                made_by=element.made_by or by.number,
                agreed=agreed,
                agreed_on=today if agreed else None,
            )
        )


def advise(number: str, id: int, advice: str, why: str, by: Person) -> None:
    """Write down what the committee advises on an element; the authority sees it beside (C22p)."""
    with storage.transaction() as books:
        complaint = books.complaints.get(number, by)
        element = _element(books, number, id)
        if "coordinator" not in by.roles:
            raise k.ComplaintRoleError()
        if complaint.state not in ("hearing", "more_inquiry"):
            raise k.AdviceLaterError()
        if advice not in k.OUTCOMES or not why.strip():
            raise k.OutcomeError()
        books.handling.change_element(replace(element, advice=advice, advised=why))


def _element(books: Books, number: str, id: int) -> Element:
    element = books.handling.element(number, id)
    if element is None:
        raise ElementUnknownError()
    return element


def judge(
    number: str,
    judged: Element,
    points: Mapping[str, PointAnswer],
    form_id: str,
    by: Person,
    at: datetime,
) -> None:
    """Say what becomes of an element: outcome, findings and reasons (C36, C37)."""
    with storage.transaction() as books:
        books.ledger.lock()
        complaint = books.complaints.get(number, by)
        element = _element(books, number, judged.id)
        if books.ledger.repeated(e.ComplaintChanged(id=form_id, actor=by.number, complaint=number)):
            return
        if "decider" not in by.roles:
            raise k.ComplaintRoleError()
        if complaint.state not in JUDGED_IN:
            raise k.NotYetJudgedError()
        k.check_judgement(judged)
        check_independent(books.judging.doubts(complaint, by), by.number)
        if element.kind == "item" and judged.outcome in k.GUARDED:
            check_conclusion(points, judged.findings, _unanswered(books, number))
            subject = f"element:{element.id}"
            books.claims.conclude(subject, points.values(), by.number, at)
        books.handling.change_element(
            replace(
                element,
                suggested=False,
                outcome=judged.outcome,
                findings=judged.findings,
                reasons=judged.reasons,
                judged_by=by.number,
                judged_at=at,
            )
        )
        words = f"{element.text}: {judged.outcome}. {judged.findings} {judged.reasons}"
        books.ledger.append([k.changed(complaint, complaint.state, words, form_id, by, at)])


def _unanswered(books: Books, number: str) -> list[str]:
    """Return the suggestions that nobody linked or set aside (C65, G10)."""
    found = books.matching.suggestions(number)
    linked = {link.item for link in books.complaints.links(number)}
    open_ones = [s.item for s in found if s.state == "suggested" and s.item not in linked]
    return list(dict.fromkeys(open_ones))


@storage.retried
def mark_words(
    number: str, words: str, category: str, form_id: str, by: Person, at: datetime
) -> None:
    """Mark words of a complaint that were not recognised as an item (C19)."""
    said = ("mark", number, words, category)
    with storage.transaction() as books:
        complaint = books.complaints.get(number, by)
        if books.sent.answer_to(form_id, by.number, *said) is not None:
            return
        books.sent.keep(form_id, by.number, at, *said)
        ends = books.handling.ends(number)
        active = [m for m in books.matching.mentions(number) if m.polarity == "active"]
        taken = [(m.start, m.end) for m in active] + [(e.start, e.end) for e in ends if e.marked]
        start, end = find_words(complaint.text, words, taken)
        position = max([FIRST_MARK - 1, *(e.position for e in ends if e.marked)]) + 1
        mark_ = MentionEnd(position, start, end, category, marked=True, by=by.number, at=at)
        books.handling.end_mention(number, mark_)


def set_aside(number: str, position: int, reason: str, by: Person, at: datetime) -> None:
    """Say that a mention is not about something the police had, with a reason (C19)."""
    if not reason.strip():
        raise NotAboutPoliceError()
    with storage.transaction() as books:
        books.complaints.get(number, by)
        if books.handling.endings(number).get(position) in ("linked", "claim"):
            raise MentionEndedError()
        known = {end.position: end for end in books.handling.ends(number)}
        spans = {m.position: (m.start, m.end) for m in books.matching.mentions(number)}
        if position not in known and position not in spans:
            raise ElementUnknownError()
        start, end = spans.get(position, (0, 0))
        before = known.get(position, MentionEnd(position, start, end))
        books.handling.end_mention(
            number, replace(before, not_police=True, reason=reason, by=by.number, at=at)
        )
