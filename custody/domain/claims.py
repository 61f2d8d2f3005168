"""A claim: a thing a citizen says was handed over and for which no record is found.

Rules kept here:
- a claim is never an item, and never deleted or edited (P8, C61);
- it may stay open beside suggestions, becomes `matched` on a confirmed candidate (C59b), and is
  closed only for a reason of the closed list (C59e, C60);
- it survives its complaint (C61) and is compared with every later find (C64);
- its check feature is for custodian and handler alone (P33);
- a missing record is never evidence that nothing was handed over.
"""

from dataclasses import dataclass
from datetime import date, datetime

from custody.domain.errors import ConflictError, InputError, NotFoundError
from custody.domain.words import mark

STATES = {
    "open": mark("Open: nothing found yet"),
    "matched": mark("The item was found"),
    "established": mark("Handover shown, item not found"),
    "closed": mark("Ended"),
}

# From, to: the rule that allows it (C59). Everything else is refused for every role.
TRANSITIONS = {
    ("open", "matched"): "C59b",
    ("open", "established"): "C59c",
    ("established", "matched"): "C59d",
    ("open", "closed"): "C59e",
    ("matched", "closed"): "C59e",
    ("established", "closed"): "C59e",
    ("closed", "open"): "C59f",
    ("matched", "open"): "C59f",
    ("established", "open"): "C59f",
}


class ClaimAccountError(InputError):
    """A claim needs what the citizen says, in the citizen's words."""

    sentence = mark("Write down what the person says was handed over.")


class ClaimNotFoundError(NotFoundError):
    """No such claim, or not for this person."""

    sentence = mark("We could not find this claim.")


class ClaimStateError(ConflictError):
    """A change of state that the table does not know (C59)."""

    sentence = mark("This claim cannot go from “%(found)s” to “%(expected)s”.")


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
    marks: str = ""
    first_on: date | None = None
    last_on: date | None = None
    place: str = ""
    to_whom: str = ""
    why: str = ""
    check_feature: str = ""
    claimant: str = ""
    item: str | None = None
    opened_by: str = ""
    opened_at: datetime | None = None


def check_change(claim: Claim, to: str) -> None:
    """Refuse a change of state that is not in the table."""
    if (claim.state, to) not in TRANSITIONS:
        raise ClaimStateError(found=claim.state, expected=to)
