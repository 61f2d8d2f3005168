"""Late finds: telling the right person, and reopening or saying why not (C64, C66).

The worker tells, never a request: no answer time tells a finder anything. Who told what stands
with the complaint; the message itself names the item alone (P128).
"""

import uuid
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from custody import storage
from custody.domain import claims as c
from custody.domain import complaints as k
from custody.domain.complaints import Complaint, Step
from custody.domain.deadlines import day_of_receipt
from custody.domain.errors import RightError
from custody.domain.events import batch_id
from custody.domain.people import Person, system_person
from custody.domain.proposals import (
    Proposal,
    ProposalAnsweredError,
    ProposalReasonError,
)
from custody.domain.stages import ENDED
from custody.storage.store import Books

SYSTEM = system_person("matching")


def tell(at: datetime, item: str | None = None, complaint: str | None = None) -> int:
    """Tell of each late find that nobody was told of yet; return of how many."""
    with storage.reading() as books:
        if not books.handling.untold(item, complaint):
            return 0
    with storage.transaction() as books:
        found = books.handling.untold(item, complaint)
        for proposal in found:
            known = books.complaints.find(proposal.complaint)
            if known is None:
                _tell_of_claim(books, proposal, at)
            else:
                told = tuple(one.number for one in _receivers(books, known))
                books.handling.propose(replace(proposal, told_to=told))
                _mail(books, proposal, told, at)
        return len(found)


def _tell_of_claim(books: Books, proposal: Proposal, at: datetime) -> None:
    """Tell those who answer candidates of a claim without a complaint, once for each item (C64)."""
    claim = books.claims.find(proposal.complaint)
    if claim is None:
        return
    lines = books.claims.entries(claim.number)
    if any(one.kind == "found" and one.item == proposal.item for one in lines):
        return
    line = c.Entry("found", SYSTEM.number, SYSTEM.name, at, item=proposal.item)
    books.claims.enter(claim.number, line)
    for role in ("coordinator", "custodian"):
        told = (one.number for one in books.people.with_role(role, claim.unit))
        _mail(books, proposal, told, at)


def _receivers(books: Books, complaint: Complaint) -> tuple[Person, ...]:
    """Return the handler, and the coordinators of the unit when it ended or nobody handles it."""
    handler = books.people.by_number(complaint.handler) if complaint.handler else None
    told: tuple[Person, ...] = (handler,) if handler is not None else ()
    if complaint.state in ENDED or not told:
        told += books.people.with_role("coordinator", complaint.unit)
    return tuple({one.number: one for one in told}.values())


def remind(at: datetime) -> int:
    """Tell once more of late finds that wait too long for an answer or a letter; return of how many."""
    today = day_of_receipt(at)
    with storage.reading() as books:
        late = [one for one in books.handling.unfinished() if one.overdue(today)]
    if not late:
        return 0
    with storage.transaction() as books:
        for one in late:
            known = books.complaints.find(one.complaint)
            for person in _receivers(books, known) if known is not None else ():
                notice = one.overdue(today)
                said = f"{one.complaint} {one.item} {person.number} {notice} again"
                payload = {"to": person.number, "notice": notice, "items": [one.item]}
                key = f"mail:{uuid.uuid5(uuid.NAMESPACE_URL, said)}"
                books.outbox.add_all("mail", {key: payload}, at)
    return len(late)


def _mail(books: Books, proposal: Proposal, told: Iterable[str], at: datetime) -> None:
    for number in told:
        name = uuid.uuid5(uuid.NAMESPACE_URL, f"{proposal.complaint} {proposal.item} {number}")
        payload = {"to": number, "notice": "late_find", "items": [proposal.item]}
        books.outbox.add("mail", f"mail:{name}", payload, at)


@storage.retried
def answer(
    number: str, item: str, reopen: bool, reason: str, form_id: str, by: Person, at: datetime
) -> Complaint:
    """Reopen an ended complaint because of a late find, or say why not; the coordinator's act."""
    with storage.transaction() as books:
        books.ledger.lock()
        complaint = books.complaints.get(number, by)
        proposal = books.handling.proposal(number, item)
        if "coordinator" not in by.roles:
            raise RightError()
        if not reason.strip():
            raise ProposalReasonError()
        id_ = batch_id(form_id, 0) if reopen else form_id
        said = k.changed(complaint, complaint.state, reason, id_, by, at)
        if books.ledger.repeated(replace(said, at=None, from_=None, to=None)):
            return complaint
        if proposal.state != "new":
            raise ProposalAnsweredError()
        state = "reopened" if reopen else "refused"
        books.handling.propose(
            replace(proposal, state=state, reason=reason, decided_by=by.number, decided_at=at)
        )
        if not reopen:
            books.ledger.append([said])
            return complaint
        return _reopen(books, complaint, proposal, reason, form_id, by, at)


def _reopen(
    books: Books,
    complaint: Complaint,
    proposal: Proposal,
    reason: str,
    form_id: str,
    by: Person,
    at: datetime,
) -> Complaint:
    """Reopen the complaint and the ended claims of the same words, in one act."""
    k.check_step(complaint, "reopened", by, reason)
    step = Step(complaint.state, "reopened", reason, by.number, by.name, at)
    books.handling.step(complaint.number, step)
    events = [k.changed(complaint, "reopened", reason, batch_id(form_id, 0), by, at)]
    claims = [
        claim
        for claim in books.claims.all(complaint.number)
        if claim.state == "closed" and claim.mention in (None, proposal.mention)
    ]
    changes = []
    for n, claim in enumerate(claims, start=1):
        line = c.Entry("reopened", by.number, by.name, at, reason, "", "open", proposal.item)
        books.claims.enter(claim.number, line)
        changes.append(c.changed(claim, "open", reason, batch_id(form_id, n), by, at))
        books.claims.change(claim, "open")
    books.ledger.append([*events, *changes])
    return replace(complaint, state="reopened")
