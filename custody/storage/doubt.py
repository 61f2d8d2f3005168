"""Whether the log is the one that was signed before; while it is not, nothing is added to it (Q16).

The guard of the signer keeps, outside the database, how long the log was and what its root was. A
log that is shorter, or another one, is an old copy that was put back, or a forgery. Then the
register is read-only until two people have acknowledged it; who looks is still written down.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from custody.domain.errors import TroubleError
from custody.domain.words import mark
from custody.storage.signer import Signer

if TYPE_CHECKING:
    from custody.storage.ledger import LedgerBook
    from custody.storage.signed import SignedBook


class ReadOnlyError(TroubleError):
    """The record does not fit what was signed; nothing can be recorded now (Q16)."""

    sentence = mark(
        "Nothing can be recorded now: the record is not the one that was signed before."
        " Write on the card what happened. The administrator has to look at it first."
    )


@dataclass
class Doubt:
    """What does not fit, in short; empty while all fits."""

    found: str = field(default="")


def doubt_of(ledger: "LedgerBook", signed: "SignedBook", signer: Signer) -> str:
    """Return what does not fit between the log and the guard, or nothing."""
    guard, head = signer.state(), ledger.frontier()
    if guard is None:
        return "the state of the guard is missing" if signed.was_signed() else ""
    if head.size < guard.size:
        return f"{guard.size} events were signed and {head.size} are there"
    frontier = guard
    for leaf in ledger.leaves(guard.size):
        frontier = frontier.append(leaf)
    return "" if frontier == head else f"the first {guard.size} events are others than were signed"
