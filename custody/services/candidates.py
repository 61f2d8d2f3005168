"""Candidates of a claim: answered by both sides, and what their answers add up to.

Rules kept here:
- a candidate gets one answer of each side: same, not the same, cannot tell yet, with a reason (C65);
- two times "same", by two persons, makes the claim matched (C59b), and opens an ended one again
  first (C66);
- the check feature, with which they are compared, leaves only through `read_feature`, which is
  logged apart (P33).
"""

from dataclasses import replace
from datetime import datetime

from custody import storage
from custody.domain import claims as c
from custody.domain import events as e
from custody.domain.candidates import (
    ANSWERS,
    Answer,
    CandidateUnknownError,
    check_answer,
    latest,
    settled,
    side_of,
)
from custody.domain.claims import Claim, Entry
from custody.domain.errors import RightError
from custody.domain.events import batch_id
from custody.domain.people import Person
from custody.storage.store import Books


def read_feature(number: str, by: Person) -> str:
    """Return the check feature, for handler and custodian alone (C59, P33)."""
    with storage.reading() as books:
        claim = books.claims.get(number)
        handles = "handler" in by.roles and books.complaints.sees_whole(claim, by)
        if "custodian" not in by.roles and not handles:
            raise RightError()
        return claim.check_feature


@storage.retried
def answer(number: str, given: Answer, form_id: str, by: Person, at: datetime) -> Claim:
    """Answer one candidate for one's own side; the second "same" makes the claim matched."""
    with storage.transaction() as books:
        books.ledger.lock()
        claim = books.claims.get(number)
        if "custodian" not in by.roles and not books.complaints.sees_whole(claim, by):
            raise RightError()
        check_answer(claim, given.answer, given.reason, given.feature, by)
        if books.ledger.repeated(
            e.ClaimChanged(id=batch_id(form_id, 0), actor=by.number, claim=number)
        ):
            return claim
        if books.items.find(given.item) is None:
            raise CandidateUnknownError()
        given = replace(given, side=side_of(by), by=by.number, by_name=by.name, at=at)
        books.claims.answer(number, given)
        if claim.complaint:
            books.judging.ask(claim.complaint, at)
        detail = ANSWERS[given.answer]
        line = Entry("answered", by.number, by.name, at, given.reason, detail, None, given.item)
        books.claims.enter(number, line)
        said = c.changed(claim, claim.state, given.reason, batch_id(form_id, 0), by, at)
        events = [said, *_settle(books, claim, given, form_id, by, at)]
        books.ledger.append(events)
        return books.claims.get(number)


def _settle(
    books: Books, claim: Claim, given: Answer, form_id: str, by: Person, at: datetime
) -> list[e.ClaimChanged]:
    """Record what the answers now add up to, and return the changes of state that follow."""
    if given.answer == "not_same":
        _decide(books, claim, given, "rejected", by, at)
    found = settled(latest(books.claims.answers(claim.number), given.item))
    if found != "same" or (claim.state == "matched" and claim.item == given.item):
        return []
    _decide(books, claim, given, "confirmed", by, at)
    changes = []
    if claim.state in ("closed", "matched"):
        changes.append(_step(books, claim, "open", given, batch_id(form_id, 1), by, at))
        claim = replace(claim, state="open")
    c.check_step(claim, "matched", by, given.reason)
    changes.append(_step(books, claim, "matched", given, batch_id(form_id, 2), by, at))
    return changes


def _step(
    books: Books, claim: Claim, to: str, given: Answer, id: str, by: Person, at: datetime
) -> e.ClaimChanged:
    kind = "matched" if to == "matched" else "reopened"
    line = Entry(kind, by.number, by.name, at, given.reason, to=to, item=given.item)
    books.claims.enter(claim.number, line)
    books.claims.change(claim, to, given.item)
    return c.changed(claim, to, given.reason, id, by, at)


def _decide(
    books: Books, claim: Claim, given: Answer, state: str, by: Person, at: datetime
) -> None:
    number = claim.complaint or claim.number
    books.matching.decide(number, claim.mention, given.item, state, given.reason, by.number, at)
