"""Claims: the unrecorded handover, opened by staff for a citizen and kept until a person closes it.

Rules kept here:
- "nothing was recorded" opens a claim in the citizen's words, with a complaint or without one; it
  may stay open beside suggestions, and it is logged like a handover (P8, C59a); where the system
  opened one for the same words, it confirms that one;
- when there is no receipt, "no receipt was made" is proposed as an element of its own (C20);
- nothing told is changed: what comes later is a new entry, in the log too (C61);
- a custodian sees number, category, place and period, never whether a complaint exists (C4k), and
  the check feature never stands on a page of the claim (P33).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from custody import storage
from custody.domain import claims as c
from custody.domain import events as e
from custody.domain.candidates import Answer, latest, settled
from custody.domain.claims import Claim, Entry
from custody.domain.complaints import sees_whole
from custody.domain.conclusions import PointAnswer
from custody.domain.deadlines import day_of_receipt
from custody.domain.errors import InputError, RightError
from custody.domain.events import batch_id
from custody.domain.letters import Letter
from custody.domain.people import Person
from custody.domain.trail import State
from custody.domain.unrecorded import confirmed
from custody.domain.words import mark
from custody.storage.store import Books

NO_RECEIPT = mark("No receipt was made of the handover.")


class EntryKindError(InputError):
    """A line of a claim is something added, or that the claimant was told."""

    sentence = mark("Choose what you want to add.")


@dataclass(frozen=True)
class Candidate:
    """An item that may be the one: why, and what each side answered."""

    state: State
    suggestion: storage.Suggestion | None
    answers: Mapping[str, Answer]

    @property
    def settled(self) -> str:
        """What the answers add up to: `same`, `not_same`, or nothing yet (C65)."""
        return settled(self.answers)


@dataclass(frozen=True)
class ClaimPage:
    """A claim with its candidates and history, as this reader may see it."""

    claim: Claim
    candidates: tuple[Candidate, ...]
    entries: tuple[Entry, ...]
    letters: tuple[Letter, ...]
    points: tuple[PointAnswer, ...]
    whole: bool
    has_feature: bool
    shows_complaint: bool


def overview(by: Person) -> tuple[Claim, ...]:
    """Return the claims; without complaint, claimant and words for who may not know of complaints."""
    with storage.reading() as books:
        found = books.claims.all()
        known = books.complaints.with_numbers(claim.complaint for claim in found)
        return tuple(
            _as_seen(claim, sees_whole(claim, known.get(claim.complaint or ""), by))
            for claim in found
        )


def _as_seen(claim: Claim, whole: bool) -> Claim:
    """Return what may be read: never the check feature, and of most only kind, place and period."""
    if whole:
        return replace(claim, check_feature="", code="")
    seen = ("number", "category", "state", "quantity", "first_on", "last_on", "place", "item")
    return Claim(account="", **{name: getattr(claim, name) for name in seen})


def _as_compared(candidates: tuple[Candidate, ...], whole: bool) -> tuple[Candidate, ...]:
    """Return candidates without what speaks for them, and without the other side's own words.

    Reasons repeat words of the complaint (C4k); what was answered stays.
    """
    if whole:
        return candidates
    return tuple(
        replace(
            one,
            suggestion=None,
            answers={
                side: said if side == "custodian" else replace(said, reason="", by_name="")
                for side, said in one.answers.items()
            },
        )
        for one in candidates
    )


@storage.retried
def open_claim(claim: Claim, form_id: str, by: Person, at: datetime) -> Claim:
    """Open a claim in the citizen's words, and propose the element "no receipt was made" (C20)."""
    c.check_account(claim, day_of_receipt(at))
    with storage.transaction() as books:
        if claim.complaint:
            books.complaints.get(claim.complaint, by)
        earlier = books.claims.by_form(form_id)
        if earlier is not None:
            told = (claim.account, claim.category, claim.complaint)
            known = (earlier.account, earlier.category, earlier.complaint)
            if told != known or by.number not in (earlier.opened_by, earlier.confirmed_by):
                raise storage.IdReusedError()
            return earlier
        opened = _opened_by_system(books, claim)
        if opened is not None:
            return _confirm(books, confirmed(opened, claim, by.number), form_id, by, at)
        books.ledger.lock()
        number = books.audit.number("claim", at)
        claim = replace(
            claim, number=number, state="open", opened_by=by.number, opened_at=at, unit=by.unit
        )
        books.claims.add(claim, form_id)
        books.claims.enter(number, Entry("opened", by.number, by.name, at, to="open"))
        if claim.complaint:
            books.complaints.add_element(claim.complaint, "item", NO_RECEIPT, suggested=True)
            books.judging.ask(claim.complaint, at)
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
        if claim.complaint is None:
            books.outbox.add("match_complaint", f"match_claim:{number}", {"number": number}, at)
        return claim


def _opened_by_system(books: Books, told: Claim) -> Claim | None:
    """Return the claim that the system opened for the same words and nobody read over yet."""
    if not told.complaint or told.mention is None:
        return None
    found = [one for one in books.claims.all(told.complaint) if one.mention == told.mention]
    return next((one for one in found if one.unseen), None)


def _confirm(books: Books, claim: Claim, form_id: str, by: Person, at: datetime) -> Claim:
    """Fill in what a person told of a claim that the system opened (C59a, C20)."""
    said = c.changed(claim, claim.state, claim.account, batch_id(form_id, 0), by, at)
    books.claims.confirm(claim, form_id)
    books.claims.enter(claim.number, Entry("confirmed", by.number, by.name, at, claim.account))
    books.complaints.add_element(claim.complaint or "", "item", NO_RECEIPT, suggested=True)
    books.ledger.append([said])
    return claim


def show_claim(number: str, by: Person) -> ClaimPage:
    """Return a claim with its candidates and its history."""
    with storage.reading() as books:
        claim = books.claims.get(number)
        whole = books.complaints.sees_whole(claim, by)
        return ClaimPage(
            claim=_as_seen(claim, whole),
            candidates=_as_compared(_candidates(books, claim, whole), whole),
            entries=books.claims.entries(number) if whole else (),
            letters=books.claims.letters(claim=number) if whole else (),
            points=books.claims.points(f"claim:{number}") if whole else (),
            whole=whole,
            has_feature=bool(claim.check_feature),
            shows_complaint=by.sees_complaints,
        )


def _candidates(books: Books, claim: Claim, whole: bool) -> tuple[Candidate, ...]:
    """Return what was suggested for the words of a claim, and what a person named beside it.

    A claim that names no words of its complaint shows who may not read that complaint things of its
    own kind alone: what else the complaint speaks of is not theirs to learn (C4k).
    """
    found = books.matching.suggestions(claim.complaint or claim.number)
    if claim.complaint and claim.mention is not None:
        found = tuple(s for s in found if s.mention == claim.mention)
    suggested = {one.item: one for one in reversed(found)}
    answers = books.claims.answers(claim.number)
    codes = dict.fromkeys([*(s.item for s in found), *(one.item for one in answers)])
    states = {state.item: state for state in books.items.with_codes(tuple(codes))}
    told = {one.item for one in answers}
    if claim.complaint and claim.mention is None and not whole:
        told |= {code for code, state in states.items() if state.category == claim.category}
    else:
        told |= set(states)
    return tuple(
        Candidate(states[code], suggested.get(code), latest(answers, code))
        for code in codes
        if code in states and code in told
    )


def add_entry(number: str, kind: str, text: str, form_id: str, by: Person, at: datetime) -> None:
    """Add to a claim what was heard later, or that the claimant was told; nothing is changed."""
    if kind not in ("added", "told"):
        raise EntryKindError()
    if not text.strip():
        raise c.ClaimReasonError()
    with storage.transaction() as books:
        books.ledger.lock()
        claim = books.claims.get(number)
        if not books.complaints.sees_whole(claim, by):
            raise RightError()
        if books.ledger.repeated(e.ClaimChanged(id=form_id, actor=by.number, claim=number)):
            return
        books.claims.enter(number, Entry(kind, by.number, by.name, at, text))
        books.ledger.append([c.changed(claim, claim.state, text, form_id, by, at)])
