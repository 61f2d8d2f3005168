"""The custody trail of one item: who holds it, where, since when, as the events tell it.

Rules kept here:
- at every instant an item has exactly one holder and one place (P3, Q6);
- an offer changes nobody's responsibility until it is accepted (P43, P53);
- missing keeps the last holder responsible, its place unknown (P77);
- a correction changes facts, never a holder or a place of the past (P118);
- order is the order of the ledger; a clock decides nothing (Q10).
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from custody.domain.events import Recorded
from custody.domain.standing import SILENT, apply
from custody.domain.state import Holder, Offer, State, moment_of, read_holder

__all__ = [
    "SILENT",
    "Holder",
    "Offer",
    "State",
    "Trail",
    "apply",
    "holder_at",
    "moment_of",
    "read_holder",
]


@dataclass(frozen=True)
class Trail:
    """All recorded events of one item, in ledger order, and the state they add up to."""

    item: str
    records: tuple[Recorded, ...] = ()

    @cached_property
    def state(self) -> State:
        """The state after the last event."""
        state = State(item=self.item)
        for record in self.records:
            state = apply(state, record)
        return state

    @cached_property
    def by_time(self) -> tuple[Recorded, ...]:
        """The records in the order in which things happened; entry order breaks ties (P115)."""
        return tuple(sorted(self.records, key=moment_of))

    @property
    def check_feature(self) -> tuple[str, ...]:
        """The check features that were noted when it came in, which few may know (P33)."""
        first = self.records[0].event if self.records else None
        return tuple(getattr(first, "check_feature", None) or ())

    @property
    def next_link(self) -> tuple[int, str | None]:
        """The `item_seq` and `item_prev` that an event decided on this trail must carry."""
        if not self.records:
            return 0, None
        last = self.records[-1]
        return (last.item_seq or 0) + 1, last.leaf


def holder_at(trail: Trail, moment: datetime) -> Holder | None:
    """Return who answered for the item at `moment`, by event time; None before it came to us."""
    state = State(item=trail.item)
    for record in trail.records:
        if moment_of(record) > moment:
            continue
        state = apply(state, record)
    return state.holder
