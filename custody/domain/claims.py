"""A claim: a thing a citizen says was handed over and for which no record is found.

Rules kept here:
- a claim is never an item, and never deleted or edited: what comes later is a new entry (P8, C61);
- it may stay open beside suggestions; it becomes `matched` by a candidate that is the one (C59b,
  C59d);
- `established` needs another means than a record (C59c); `closed` a reason of the closed list, by
  the authority, or by the handler where the claimant agrees (C59e, C60);
- it survives its complaint (C61) and is compared with every later find (C64);
- its check feature is for custodian and handler alone (P33);
- a missing record is never evidence that nothing was handed over.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from custody.domain.errors import ConflictError, InputError, NotFoundError, RightError
from custody.domain.events import ClaimChanged
from custody.domain.people import Person
from custody.domain.words import mark

STATES = {
    "open": mark("Open: nothing found yet"),
    "matched": mark("The item was found"),
    "established": mark("Handover shown, item not found"),
    "closed": mark("Ended"),
}

_DECIDES = frozenset({"handler", "coordinator", "custodian"})
_SHOWS = frozenset({"handler", "decider"})
_REOPENS = frozenset({"handler", "coordinator"})

# From, to: the rule that allows it, and whose act it is (C59). All else is refused for every role.
TRANSITIONS: dict[tuple[str, str], tuple[str, frozenset[str]]] = {
    ("open", "matched"): ("C59b", _DECIDES),
    ("open", "established"): ("C59c", _SHOWS),
    ("established", "matched"): ("C59d", _DECIDES),
    ("open", "closed"): ("C59e", _SHOWS),
    ("matched", "closed"): ("C59e", _SHOWS),
    ("established", "closed"): ("C59e", _SHOWS),
    ("closed", "open"): ("C59f", _REOPENS),
    ("matched", "open"): ("C59f", _REOPENS),
    ("established", "open"): ("C59f", _REOPENS),
}

CLOSE_REASONS = {
    "returned": mark("Given back to the entitled person"),
    "compensated": mark("Paid for"),
    "satisfied": mark("The claimant is satisfied without it"),
    "withdrawn": mark("Withdrawn by the claimant"),
    "never_with_police": mark("It was never with the police, and that is proven"),
    "joined": mark("Goes on in another claim"),
    "not_established": mark("Cannot be established"),
}

MEANS = {
    "two_accounts": mark("Two people tell the same"),
    "camera": mark("Camera pictures"),
    "report": mark("A report or a note of that day"),
    "message": mark("A message or a letter"),
}

ENTRIES = {
    "opened": mark("Written down"),
    "confirmed": mark("Read over and confirmed"),
    "added": mark("Added"),
    "answered": mark("Candidate answered"),
    "matched": mark("The item was found"),
    "established": mark("Handover shown"),
    "closed": mark("Ended"),
    "reopened": mark("Reopened"),
    "found": mark("New: possibly this item"),
    "told": mark("The claimant was told"),
    "letter": mark("Letter made"),
    "sent": mark("Letter sent"),
}


class ClaimAccountError(InputError):
    """A claim needs what the citizen says, in the citizen's words."""

    sentence = mark("Write down what the person says was handed over.")


class ClaimDaysError(InputError):
    """The last day of a period stands before its first."""

    sentence = mark("The last day is before the first day. Change one of them.")


class ClaimFutureError(InputError):
    """A claim tells of a handover that has been."""

    sentence = mark("A claim is about the past. The day lies after today.")


class ClaimNotFoundError(NotFoundError):
    """No such claim, or not for this person."""

    sentence = mark("We could not find this claim.")


class ClaimStateError(ConflictError):
    """A change of state that the table does not know (C59)."""

    sentence = mark("This claim cannot go from “%(found)s” to “%(expected)s”.")

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(found=STATES.get(found, found), expected=STATES.get(expected, expected))


class ClaimUnseenError(ConflictError):
    """The system opened this claim; a person reads it over before it is concluded (C59a)."""

    sentence = mark("Read this over first, and confirm it.")


class ClaimRoleError(RightError):
    """A change of state that is somebody else's to make (C59)."""

    sentence = mark("This step is not yours. Ask the handler or the competent authority.")


class ClaimReasonError(InputError):
    """A change of a claim is made with a reason, in words."""

    sentence = mark("Say briefly why. It stays with the claim.")


class CloseReasonError(InputError):
    """A claim ends for one reason of the closed list (C60)."""

    sentence = mark("Choose why this claim ends.")


class AgreementError(InputError):
    """The handler ends a claim only where the claimant agrees (C59e)."""

    sentence = mark("Fill in how the claimant agreed. Without that the authority decides.")


class OnlyTheAuthorityError(RightError):
    """ "Cannot be established" is the authority's alone, and only from open (C60)."""

    sentence = mark("Only the competent authority can say this, and only while the claim is open.")


class NotReturnedError(ConflictError):
    """ "Given back" needs the item that was found."""

    sentence = mark("No item was found for this claim. Choose another reason.")


class NotToldError(ConflictError):
    """A found item is told to the claimant before the claim ends (C59b)."""

    sentence = mark("Tell the claimant first that the item was found, and note it here.")


@dataclass(frozen=True)
class Claim:
    """An unrecorded handover as the citizen tells it. Days are local; None is not known."""

    number: str
    category: str
    account: str
    state: str = "open"
    complaint: str | None = None
    mention: int | None = None
    quantity: int | None = None
    amount: str = ""
    marks: str = ""
    first_on: date | None = None
    last_on: date | None = None
    hour: str = ""
    place: str = ""
    to_whom: str = ""
    why: str = ""
    check_feature: str = ""
    claimant: str = ""
    claimant_born: str = ""
    claimant_phone: str = ""
    claimant_email: str = ""
    claimant_address: str = ""
    for_whom: str = ""
    relation: str = ""
    unit: str | None = None
    item: str | None = None
    opened_by: str = ""
    opened_at: datetime | None = None
    confirmed_by: str = ""
    code: str = ""

    @property
    def by_system(self) -> bool:
        """Whether the system opened it from the words, and no person confirmed it (C59a)."""
        return self.opened_by.startswith("system:") and not self.confirmed_by

    @property
    def unseen(self) -> bool:
        """Whether a person still has to read it over."""
        return self.by_system and self.state == "open"


@dataclass(frozen=True)
class Entry:
    """One line of a claim's own history. Lines are added, never changed."""

    kind: str
    by: str
    by_name: str
    at: datetime
    text: str = ""
    detail: str = ""
    to: str | None = None
    item: str | None = None


@dataclass(frozen=True)
class Closing:
    """How a claim ends: reason, what shows it, and how the claimant agreed."""

    reason: str
    text: str
    agreed: str = ""


def check_account(claim: Claim, today: date) -> None:
    """Refuse a claim without words, and a period that ends before it begins or is still to come."""
    if not claim.account.strip():
        raise ClaimAccountError()
    if claim.first_on and claim.last_on and claim.last_on < claim.first_on:
        raise ClaimDaysError()
    if any(day and day > today for day in (claim.first_on, claim.last_on)):
        raise ClaimFutureError()


def check_change(claim: Claim, to: str) -> None:
    """Refuse a change of state that is not in the table."""
    if (claim.state, to) not in TRANSITIONS:
        raise ClaimStateError(found=claim.state, expected=to)


def check_step(claim: Claim, to: str, by: Person, reason: str) -> None:
    """Refuse a change that the table does not know, that is not this person's, or without reason."""
    check_change(claim, to)
    if claim.unseen and to in ("established", "closed"):
        raise ClaimUnseenError()
    if not by.roles & TRANSITIONS[claim.state, to][1]:
        raise ClaimRoleError()
    if not reason.strip():
        raise ClaimReasonError()


def check_closing(claim: Claim, closing: Closing, entries: Iterable[Entry], by: Person) -> None:
    """Refuse an end that C59e and C60 do not allow; what C56 asks is checked beside it."""
    if closing.reason not in CLOSE_REASONS:
        raise CloseReasonError()
    if closing.reason == "not_established" and ("decider" not in by.roles or claim.state != "open"):
        raise OnlyTheAuthorityError()
    check_step(claim, "closed", by, closing.text)
    if "decider" not in by.roles and not closing.agreed.strip():
        raise AgreementError()
    if closing.reason == "returned" and claim.item is None:
        raise NotReturnedError()
    if claim.state == "matched" and not _told_since_found(entries):
        raise NotToldError()


def _told_since_found(entries: Iterable[Entry]) -> bool:
    """Say whether the claimant was told after the item was found, the last time it was."""
    told = False
    for entry in entries:
        told = (told or entry.kind == "told") and entry.kind != "matched"
    return told


def changed(claim: Claim, to: str, reason: str, id: str, by: Person, at: datetime) -> ClaimChanged:
    """Return the event of a change or an addition; `to` is the same state for an addition."""
    return ClaimChanged(
        id=id,
        actor=by.number,
        actor_name=by.name,
        at=at,
        claim=claim.number,
        from_=claim.state,
        to=to,
        reason=reason,
    )
