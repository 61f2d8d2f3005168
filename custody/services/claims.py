"""Claims: the unrecorded handover, opened from a complaint and kept until a person closes it.

Rules kept here:
- "nothing was recorded" opens a claim in the citizen's words; it may stay open beside
  suggestions, and it is logged like a handover (P8, C59a);
- when there is no receipt, "no receipt was made" is proposed as an element of its own (C20);
- a candidate gets one answer: same, not the same, cannot tell yet, with a reason (C65); "same"
  makes the claim matched (C59b);
- a custodian sees number, category, place and period, never whether a complaint exists (C4k).
"""

from dataclasses import dataclass, replace
from datetime import datetime

from custody import storage
from custody.domain import events as e
from custody.domain.claims import Claim, ClaimAccountError, ClaimNotFoundError, check_change
from custody.domain.errors import InputError
from custody.domain.events import batch_id
from custody.domain.people import Person
from custody.domain.trail import State
from custody.domain.words import mark
from custody.storage.store import Books

ANSWERS = {
    "same": mark("Same item"),
    "not_same": mark("Not the same"),
    "cannot_tell": mark("Cannot tell yet"),
}
NO_RECEIPT = mark("No receipt was made of the handover.")


class CandidateAnswerError(InputError):
    """An answer to a candidate needs one of three words and a reason (C65)."""

    sentence = mark("Choose an answer, and say briefly why.")


@dataclass(frozen=True)
class ClaimPage:
    """A claim with its candidates, as this reader may see it."""

    claim: Claim
    candidates: tuple[storage.Suggestion, ...]
    items: dict[str, State]
    places: dict[str, str]
    shows_complaint: bool


def overview(by: Person) -> tuple[Claim, ...]:
    """Return the claims; without complaint, claimant and words for who may not know of complaints."""
    with storage.reading() as books:
        return tuple(_as_seen(claim, by) for claim in books.complaints.claims())


def _as_seen(claim: Claim, by: Person) -> Claim:
    if by.sees_complaints:
        return claim
    return replace(claim, complaint=None, claimant="", account="", why="", to_whom="")


@storage.retried
def open_claim(claim: Claim, form_id: str, by: Person, at: datetime) -> Claim:
    """Open a claim in the citizen's words, and propose the element "no receipt was made" (C20)."""
    if not claim.account.strip():
        raise ClaimAccountError()
    with storage.transaction() as books:
        earlier = books.complaints.claim_by_form(form_id)
        if earlier is not None:
            told = (claim.account, claim.category, claim.complaint)
            if told != (earlier.account, earlier.category, earlier.complaint):
                raise storage.IdReusedError()
            return earlier
        books.ledger.lock()
        number = f"A-{at.year}-{books.audit.next_number('claim', at.year):04d}"
        claim = replace(claim, number=number, state="open", opened_by=by.number, opened_at=at)
        books.complaints.add_claim(claim, form_id)
        if claim.complaint:
            books.complaints.add_element(claim.complaint, "item", NO_RECEIPT, suggested=True)
        made = e.ClaimMade(
            id=batch_id(form_id, 0),
            actor=by.number,
            actor_name=by.name,
            at=at,
            claim=number,
            account=claim.account,
            category=claim.category,
        )
        books.ledger.append([made])
        return claim


def show_claim(number: str, by: Person) -> ClaimPage:
    """Return a claim with its candidates."""
    with storage.reading() as books:
        claim = _load(books, number)
        candidates = tuple(
            s
            for s in (books.matching.suggestions(claim.complaint) if claim.complaint else ())
            if s.mention == claim.mention
        )
        items = books.items.with_codes(tuple(c.item for c in candidates))
        return ClaimPage(
            claim=_as_seen(claim, by),
            candidates=candidates,
            items={state.item: state for state in items},
            places=books.places.names(),
            shows_complaint=by.sees_complaints,
        )


def _load(books: Books, number: str) -> Claim:
    claim = books.complaints.claim(number)
    if claim is None:
        raise ClaimNotFoundError()
    return claim


@storage.retried
def answer_candidate(
    number: str, item: str, answer: str, reason: str, form_id: str, by: Person, at: datetime
) -> Claim:
    """Answer one candidate; "same" makes the claim matched and says with which item (C59b, C65)."""
    if answer not in ANSWERS or not reason.strip():
        raise CandidateAnswerError()
    with storage.transaction() as books:
        claim = _load(books, number)
        state = {"same": "confirmed", "not_same": "rejected"}.get(answer, "suggested")
        if claim.complaint is not None:
            books.matching.decide(
                claim.complaint, claim.mention, item, state, reason, by.number, at
            )
        if answer != "same" or claim.state == "matched":
            return claim
        check_change(claim, "matched")
        changed = e.ClaimChanged(
            id=form_id,
            actor=by.number,
            actor_name=by.name,
            at=at,
            claim=number,
            from_=claim.state,
            to="matched",
            reason=reason,
        )
        books.ledger.append([changed])
        return books.complaints.change_claim(claim, "matched", item)
