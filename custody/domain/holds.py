"""An item that a complaint probably is about is kept back until somebody answered (C79).

Rules kept here:
- a suggestion that is more likely right than wrong proposes a hold; weaker ones do not, or one
  common word would stop half the property room;
- it keeps the item on record for 14 days, or until it is linked (then it is held) or set aside; who
  lets things go is told to call, and nothing of a complaint (C82);
- a complaint does not enter the first phase before each of them has its answer (C22e).
"""

from datetime import date, datetime, timedelta

from custody.domain.deadlines import AMSTERDAM
from custody.domain.errors import ConflictError
from custody.domain.words import mark

EVEN = 0.5
KEPT_BACK = timedelta(days=14)


class HoldProposalsOpenError(ConflictError):
    """Items are kept back for this complaint, and nobody said whether they are the ones (C22e)."""

    sentence = mark("Say first whether this is the item: %(items)s. Link it, or set it aside.")


def proposes_hold(state: str, probability: float) -> bool:
    """Say whether a pair of complaint and item keeps the item back."""
    return state == "suggested" and probability >= EVEN


def kept_until(found_at: datetime) -> date:
    """Return the local day until which an item is kept back."""
    return (found_at + KEPT_BACK).astimezone(AMSTERDAM).date()
