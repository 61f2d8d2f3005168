"""Conclusions about a claim: shown by other means, ended, or opened again.

Rules kept here:
- established needs a means of the closed list (C59c); an end needs a reason of the closed list, and
  from the handler the agreement of the claimant (C59e, C60);
- "cannot be established" is the authority's alone, and only through the guard (C56): every point
  answered, every candidate answered, positive facts named (C57);
- opening again needs a reason; what was found or decided before stays visible (C59f).
"""

from collections.abc import Mapping
from datetime import datetime

from custody import storage
from custody.domain import claims as c
from custody.domain import events as e
from custody.domain.candidates import latest, settled
from custody.domain.claims import Claim, Closing, Entry
from custody.domain.conclusions import PointAnswer, check_conclusion
from custody.domain.errors import InputError, RightError
from custody.domain.people import Person
from custody.domain.words import mark
from custody.storage.store import Books


class MeansError(InputError):
    """A handover is shown by one of the means of the list (C59c)."""

    sentence = mark("Choose what shows the handover.")


def establish(number: str, means: str, text: str, form_id: str, by: Person, at: datetime) -> Claim:
    """Say that the handover is shown by other means, though the item is not found (C59c)."""
    if means not in c.MEANS:
        raise MeansError()
    with storage.transaction() as books:
        books.ledger.lock()
        claim = _load(books, number, by)
        if _repeated(books, number, form_id, by):
            return claim
        c.check_step(claim, "established", by, text)
        line = Entry("established", by.number, by.name, at, text, c.MEANS[means], "established")
        return _record(books, claim, line, form_id, by, at)


def close(
    number: str,
    closing: Closing,
    points: Mapping[str, PointAnswer],
    form_id: str,
    by: Person,
    at: datetime,
) -> Claim:
    """End a claim; "cannot be established" only when the conclusion guard is answered (C60)."""
    with storage.transaction() as books:
        books.ledger.lock()
        claim = _load(books, number, by)
        if _repeated(books, number, form_id, by):
            return claim
        c.check_closing(claim, closing, books.claims.entries(number), by)
        if closing.reason == "not_established":
            check_conclusion(points, closing.text, _unanswered(books, claim))
            books.claims.conclude(f"claim:{number}", points.values(), by.number, at)
        text = f"{closing.text}\n{closing.agreed}".strip()
        detail = c.CLOSE_REASONS[closing.reason]
        line = Entry("closed", by.number, by.name, at, text, detail, "closed")
        return _record(books, claim, line, form_id, by, at)


def _unanswered(books: Books, claim: Claim) -> list[str]:
    """Return the candidates without an answer, or with "cannot tell yet" (C65)."""
    suggested = books.matching.suggestions(claim.complaint or claim.number)
    if claim.complaint and claim.mention is not None:
        suggested = tuple(s for s in suggested if s.mention == claim.mention)
    answers = books.claims.answers(claim.number)
    waiting = dict.fromkeys(s.item for s in suggested if s.state == "suggested")
    waiting.update(dict.fromkeys(one.item for one in answers))
    return [item for item in waiting if settled(latest(answers, item)) != "not_same"]


def reopen(number: str, reason: str, form_id: str, by: Person, at: datetime) -> Claim:
    """Open a claim again; the earlier finding or end stays in its history (C59f)."""
    with storage.transaction() as books:
        books.ledger.lock()
        claim = _load(books, number, by)
        if _repeated(books, number, form_id, by):
            return claim
        c.check_step(claim, "open", by, reason)
        line = Entry("reopened", by.number, by.name, at, reason, "", "open", claim.item)
        return _record(books, claim, line, form_id, by, at)


def _load(books: Books, number: str, by: Person) -> Claim:
    claim = books.claims.get(number)
    if not books.complaints.sees_whole(claim, by):
        raise RightError()
    return claim


def _repeated(books: Books, number: str, form_id: str, by: Person) -> bool:
    draft = e.ClaimChanged(id=form_id, actor=by.number, claim=number)
    return bool(books.ledger.repeated(draft))


def _record(
    books: Books, claim: Claim, line: Entry, form_id: str, by: Person, at: datetime
) -> Claim:
    to = line.to or claim.state
    books.claims.enter(claim.number, line)
    books.ledger.append([c.changed(claim, to, line.text, form_id, by, at)])
    return books.claims.change(claim, to)
