"""A late find: an item recorded after a complaint came in, and what is made of it.

Rules kept here (C64, C66):
- whoever handles the complaint is told; when it has ended, the coordinator;
- an ended complaint is not reopened by itself: the coordinator reopens it, or says why not; both
  are told to the complainant (L12);
- the message holds nothing of the complaint, and finder and desk hear nothing of it.
"""

from dataclasses import dataclass
from datetime import datetime

from custody.domain.errors import ConflictError, InputError, NotFoundError
from custody.domain.words import mark

STATES = {
    "new": mark("New: possibly this item"),
    "reopened": mark("Reopened because of this item"),
    "refused": mark("Looked at, not reopened"),
}


class ProposalUnknownError(NotFoundError):
    """No such late find for this complaint."""

    sentence = mark("This item was not proposed for this complaint.")


class ProposalAnsweredError(ConflictError):
    """Somebody answered it already."""

    sentence = mark("This was answered already.")


class ProposalReasonError(InputError):
    """A late find is answered with a reason; the complainant is told (C66)."""

    sentence = mark("Say why. The complainant is told.")


@dataclass(frozen=True)
class Proposal:
    """One late find: which item, for which complaint and mention, and what was decided."""

    complaint: str
    item: str
    mention: int
    found_at: datetime
    told_to: tuple[str, ...] = ()
    state: str = "new"
    reason: str = ""
    decided_by: str = ""
    decided_at: datetime | None = None
