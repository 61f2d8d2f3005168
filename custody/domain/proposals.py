"""A late find: an item recorded after a complaint came in, and what is made of it.

Rules kept here (C64, C66):
- whoever handles the complaint is told; when it has ended, the coordinator as well;
- an ended complaint is not reopened by itself: the coordinator reopens it, or says why not; both
  are told to the complainant (L12) within five working days; after that those who are to answer or
  to write are told once more;
- the message holds nothing of the complaint, and finder and desk hear nothing of it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from custody.domain.deadlines import day_of_receipt, working_days_after
from custody.domain.errors import ConflictError, InputError, NotFoundError
from custody.domain.words import mark

DAYS = 5
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
    letter: str = ""

    @property
    def tell_by(self) -> date | None:
        """The day by which the complainant hears what was decided, until the letter is made."""
        if self.decided_at is None or self.letter:
            return None
        return working_days_after(day_of_receipt(self.decided_at), DAYS)

    def overdue(self, today: date) -> str:
        """Return the notice that is due: nobody answered, or nobody told the complainant."""
        if self.state == "new":
            answer_by = working_days_after(day_of_receipt(self.found_at), DAYS)
            return "late_find" if today > answer_by else ""
        tell_by = self.tell_by
        return "late_find_untold" if tell_by is not None and today > tell_by else ""
