"""Letters: made once, frozen with their digest, read again as they were, and sent (C91).

Who may read a claim or a complaint whole may make and read its letters. Whoever wrote a claim down
may give its letter to the citizen, at the desk, and reads the letters made there by themselves, not
what others wrote later; their letter names themselves, and so never tells of a complaint (Q24).
"""

from dataclasses import dataclass, replace
from datetime import date, datetime

from custody import storage
from custody.domain import claims as c
from custody.domain import complaints as k
from custody.domain.claims import Claim, Entry
from custody.domain.complaints import Complaint, ComplaintNotFoundError, Step, sees_whole
from custody.domain.deadlines import day_of_receipt
from custody.domain.elements import Element
from custody.domain.events import Event
from custody.domain.independence import Concerned
from custody.domain.letters import Letter, LetterNotFoundError
from custody.domain.people import Person
from custody.domain.proposals import Proposal
from custody.domain.sending import Sending, check_sending
from custody.domain.trail import State
from custody.storage.store import Books


def claim_to_write_about(number: str, by: Person) -> tuple[Claim, Person | None]:
    """Return a claim and who the citizen can ask, for those who may write its letter."""
    with storage.reading() as books:
        claim = books.claims.get(number)
        if not _may_write(books, claim, by):
            raise LetterNotFoundError()
        complaint = books.complaints.find(claim.complaint) if claim.complaint else None
        knows = complaint is not None and sees_whole(claim, complaint, by)
        asked = (knows and complaint and complaint.handler) or claim.opened_by
        return replace(claim, check_feature=""), books.people.by_number(asked)


def _may_write(books: Books, claim: Claim, by: Person) -> bool:
    return claim.opened_by == by.number or books.complaints.sees_whole(claim, by)


@dataclass(frozen=True)
class About:
    """What a letter of a complaint is about, and whom the citizen can ask."""

    complaint: Complaint
    asked: Person | None
    proposal: Proposal | None
    state: State | None
    steps: tuple[Step, ...] = ()
    concerned: tuple[Concerned, ...] = ()
    elements: tuple[Element, ...] = ()
    claims: tuple[str, ...] = ()


def complaint_to_write_about(number: str, item: str, by: Person) -> About:
    """Return a complaint and, with an item, the late find that was answered (L12)."""
    with storage.reading() as books:
        complaint = books.complaints.get(number, by)
        proposal = books.handling.proposal(number, item) if item else None
        asked = books.people.by_number(complaint.handler) if complaint.handler else None
        state = books.items.find(item) if item else None
        steps, elements = books.handling.steps(number), books.complaints.elements(number)
        open_ones = tuple(c.number for c in books.claims.all(number) if c.state != "closed")
        made = tuple(one for one in elements if not one.suggested)
        concerned = books.judging.concerned(number)
        return About(complaint, asked, proposal, state, steps, concerned, made, open_ones)


@storage.retried
def keep(letter: Letter, form_id: str, by: Person, at: datetime, item: str = "") -> Letter:
    """Keep a letter as it was written; for a claim it is a line of its history, and in the log.

    With an item it is the letter about that late find: the complainant counts as told (C66).
    """
    with storage.transaction() as books:
        _check(books, letter, by)
        earlier = books.claims.letter_by_form(form_id)
        if earlier is not None:
            if _what(earlier) != _what(replace(letter, made_by=by.number)):
                raise storage.IdReusedError()
            return earlier
        books.ledger.lock()
        number = books.audit.number("letter", at)
        letter = replace(letter, number=number, made_by=by.number, made_at=at)
        books.claims.keep_letter(letter, form_id)
        if item and letter.complaint is not None:
            found = books.handling.proposal(letter.complaint, item)
            books.handling.propose(replace(found, letter=number))
        if letter.claim is not None:
            claim = books.claims.get(letter.claim)
            line = Entry("letter", by.number, by.name, at, number, letter.sha256)
            books.claims.enter(claim.number, line)
            books.ledger.append([c.changed(claim, claim.state, letter.sha256, form_id, by, at)])
        return letter


def _what(letter: Letter) -> tuple[str | None, ...]:
    """Return what tells the letter of one press from that of another person or another button."""
    what = (letter.made_by, letter.kind, letter.language, letter.claim, letter.complaint)
    return (*what, letter.receiver)


def show(number: str, by: Person) -> Letter:
    """Return a letter as it was made."""
    with storage.reading() as books:
        letter = books.claims.letter(number)
        _check(books, letter, by)
        return letter


def sendings(number: str, by: Person) -> tuple[Sending, ...]:
    """Return when and how a letter went out, the first time first."""
    with storage.reading() as books:
        _check(books, books.claims.letter(number), by)
        return books.sending.of_letter(number)


@storage.retried
def send(
    number: str, way: str, sent_on: date | None, form_id: str, by: Person, at: datetime
) -> None:
    """Record that a letter went out: how, and on which day. Sent again, both stay."""
    with storage.transaction() as books:
        books.ledger.lock()
        letter = books.claims.letter(number)
        _check(books, letter, by)
        words = f"letter {number} sent: {way}, {sent_on}, {letter.sha256}"
        event = _sent(books, letter, words, form_id, by, at)
        if books.ledger.repeated(replace(event, at=None)):
            return
        made_on = day_of_receipt(letter.made_at or at)
        check_sending(way, sent_on, made_on, day_of_receipt(at))
        assert sent_on is not None
        books.sending.add(Sending(number, way, sent_on, by.number, by.name, at))
        if letter.claim is not None:
            line = Entry("sent", by.number, by.name, at, f"{number}, {sent_on}")
            books.claims.enter(letter.claim, line)
        books.ledger.append([event])


def _sent(
    books: Books, letter: Letter, words: str, form_id: str, by: Person, at: datetime
) -> Event:
    """Return the event of a sending: of its claim, or of its complaint; the state stays."""
    if letter.claim is not None:
        claim = books.claims.get(letter.claim)
        return replace(c.changed(claim, claim.state, words, form_id, by, at), from_=None, to=None)
    complaint = books.complaints.get(letter.complaint or "", by)
    said = k.changed(complaint, complaint.state, words, form_id, by, at)
    return replace(said, from_=None, to=None)


def _check(books: Books, letter: Letter, by: Person) -> None:
    if letter.claim is not None:
        claim = books.claims.get(letter.claim)
        own = letter.made_by in ("", by.number) and claim.opened_by == by.number
        if not own and not books.complaints.sees_whole(claim, by):
            raise LetterNotFoundError()
    elif letter.complaint is not None:
        try:
            books.complaints.get(letter.complaint, by)
        except ComplaintNotFoundError:
            # Who may not see the complaint does not learn from its letter that it exists (Q24).
            raise LetterNotFoundError() from None
    else:
        raise LetterNotFoundError()
