"""Opening claims from the words of a complaint, and ending those that no person had to state.

Rules kept here:
- a mention of a clear handover that nothing certain answers opens a claim by itself, in the log as
  an act of the system; the same words open one claim, whatever a later run says (C59a);
- what a person set aside, linked or wrote down already opens none;
- linking an item to its words, or setting them aside, ends it by the same person, with the reason;
  when that is taken back, it goes on (C61: nothing is deleted).
"""

from dataclasses import replace
from datetime import datetime

from custody import storage
from custody.domain import claims as c
from custody.domain import events as e
from custody.domain.claims import Claim, ClaimNotFoundError, Entry
from custody.domain.complaints import Complaint
from custody.domain.events import batch_id
from custody.domain.mentions import sentence_around
from custody.domain.people import Person, system_person
from custody.domain.stages import ENDED
from custody.domain.unrecorded import (
    OPENED_FROM,
    UNSEEN_ENDS,
    check_unseen_end,
    claim_from,
    form_of,
)
from custody.storage import Mention
from custody.storage.store import Books

SYSTEM = system_person("matching")


def open_from_words(complaint: str, at: datetime) -> int:
    """Open the claims that the words of a complaint make; return how many there were."""
    with storage.reading() as books:
        if not _waiting(books, complaint) and not _wrongly_ended(books, complaint):
            return 0
    return _open_all(complaint, at)


@storage.retried
def _open_all(number: str, at: datetime) -> int:
    with storage.transaction() as books:
        complaint, waiting = books.complaints.find(number), _waiting(books, number)
        if complaint is None:
            return 0
        for mention in waiting:
            _open(books, complaint, mention, at)
        again = _wrongly_ended(books, number)
        for claim in again:
            _go_on(books, claim, at)
        return len(waiting) + len(again)


def _waiting(books: Books, number: str) -> list[Mention]:
    """Return the mentions of a handover without an answer, of a complaint that is worked on."""
    complaint = books.complaints.find(number)
    if complaint is None or complaint.state in ENDED:
        return []
    ends = books.handling.endings(number)
    claims = books.claims.all(number)
    claimed, told = {one.mention for one in claims}, {(one.category, one.account) for one in claims}
    return [
        one
        for one in books.matching.mentions(number)
        if one.polarity == "active" and one.open and one.handed
        if not ends.get(one.position) and one.position not in claimed
        if (one.category, sentence_around(complaint.text, one.start, one.end)) not in told
        if books.claims.by_form(form_of(number, one.start, one.end)) is None
    ]


def _open(books: Books, complaint: Complaint, mention: Mention, at: datetime) -> None:
    form_id = form_of(complaint.number, mention.start, mention.end)
    books.ledger.lock()
    span, days = (mention.start, mention.end), (mention.first_on, mention.last_on)
    claim = replace(
        claim_from(complaint, span, mention.category, mention.quantity, days),
        number=books.audit.number("claim", at),
        mention=mention.position,
        opened_by=SYSTEM.number,
        opened_at=at,
    )
    books.claims.add(claim, form_id)
    books.judging.ask(complaint.number, at)
    line = Entry("opened", SYSTEM.number, SYSTEM.name, at, claim.account, OPENED_FROM, "open")
    books.claims.enter(claim.number, line)
    made = e.ClaimMade(
        id=batch_id(form_id, 0),
        actor=SYSTEM.number,
        actor_name=SYSTEM.name,
        at=at,
        claim=claim.number,
        account=claim.account,
        category=claim.category,
    )
    books.ledger.append([made])


def _wrongly_ended(books: Books, number: str) -> list[Claim]:
    """Return the claims that ended with a link, where that link was undone since."""
    ended = [claim for claim in books.claims.all(number) if claim.by_system]
    ended = [claim for claim in ended if claim.state == "closed"]
    ends = books.handling.endings(number) if ended else {}
    return [claim for claim in ended if claim.mention in ends and not ends[claim.mention]]


def _go_on(books: Books, claim: Claim, at: datetime) -> None:
    form_id = _next_form(books, claim)
    line = Entry("reopened", SYSTEM.number, SYSTEM.name, at, "", OPENED_FROM, "open")
    books.claims.enter(claim.number, line)
    books.ledger.append([c.changed(claim, "open", OPENED_FROM, form_id, SYSTEM, at)])
    books.claims.change(claim, "open")


def linked(
    number: str, mention: int | None, item: str, words: str, by: Person, at: datetime
) -> None:
    """End what the system opened for the words to which a person just linked an item."""
    with storage.transaction() as books:
        books.complaints.get(number, by)
        about = {mention}
        if mention is None:
            about = {s.mention for s in books.matching.suggestions(number) if s.item == item}
        for claim in _unseen(books, number, about):
            _end(books, claim, "on_record", words or item, _next_form(books, claim), by, at)


def set_aside(number: str, mention: int, words: str, by: Person, at: datetime) -> None:
    """End what the system opened for words that a person set aside."""
    with storage.transaction() as books:
        books.complaints.get(number, by)
        for claim in _unseen(books, number, {mention}):
            _end(books, claim, "misread", words, _next_form(books, claim), by, at)


def _unseen(books: Books, number: str, about: set[int | None]) -> list[Claim]:
    return [one for one in books.claims.all(number) if one.unseen and one.mention in about]


def _next_form(books: Books, claim: Claim) -> str:
    """Return the id of the next act on this claim that follows from another act."""
    lines = len(books.claims.entries(claim.number))
    return form_of(claim.number, lines, lines)


def end(number: str, why: str, words: str, form_id: str, by: Person, at: datetime) -> None:
    """Say that a claim which the system opened is none, and why."""
    with storage.transaction() as books:
        claim = books.claims.get(number)
        if claim.complaint is None:
            raise ClaimNotFoundError()
        books.complaints.get(claim.complaint, by)
        if books.ledger.repeated(e.ClaimChanged(id=form_id, actor=by.number, claim=number)):
            return
        check_unseen_end(claim, why, words)
        _end(books, claim, why, words, form_id, by, at)


def _end(
    books: Books, claim: Claim, why: str, words: str, form_id: str, by: Person, at: datetime
) -> None:
    line = Entry("closed", by.number, by.name, at, words, UNSEEN_ENDS[why], "closed")
    books.claims.enter(claim.number, line)
    reason = f"{UNSEEN_ENDS[why]}\n{words}".strip()
    books.ledger.append([c.changed(claim, "closed", reason, form_id, by, at)])
    books.claims.change(claim, "closed")
