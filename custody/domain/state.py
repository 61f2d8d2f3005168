"""What is known of an item at a moment: who answers for it, where it is, its facts and its flags.

Values only; how each event changes them stands in `standing.py`.
"""

from dataclasses import dataclass
from datetime import datetime

from custody.domain.events import Json, Recorded


@dataclass(frozen=True)
class Holder:
    """Who answers for an item: a person, a post, a partner body, or the citizen after return."""

    nature: str
    ref: str
    name: str = ""

    def value(self) -> dict[str, str]:
        """Return the holder as an event opens it, with the name of that moment (P17)."""
        return {"nature": self.nature, "ref": self.ref, "name": self.name}

    def same_as(self, other: "Holder | None") -> bool:
        """Say whether both are the same holder; a changed name does not matter."""
        return other is not None and (self.nature, self.ref) == (
            other.nature,
            other.ref,
        )


def read_holder(value: Json) -> Holder:
    """Return the holder that an event opened; an erased one keeps its nature unknown."""
    value = value if isinstance(value, dict) else {}
    return Holder(value.get("nature", "person"), value.get("ref", ""), value.get("name", ""))


@dataclass(frozen=True)
class Offer:
    """An open offer: `leaf` names the event that is to be answered."""

    leaf: str
    holder_from: Holder
    holder_to: Holder
    purpose: str
    offered_at: datetime
    due: str | None = None


@dataclass(frozen=True)
class State:
    """What the events up to now add up to. `since` is when the present holder took over."""

    item: str
    nature: str = "item"
    inside: str | None = None
    parent: str | None = None
    holder: Holder | None = None
    place: str | None = None
    status: str = "in_custody"
    since: datetime | None = None
    placed_at: datetime | None = None
    last_at: datetime | None = None
    offer: Offer | None = None
    missing: bool = False
    missing_at: datetime | None = None
    holds: tuple[str, ...] = ()
    taking: str = ""
    category: str = ""
    description: str = ""
    quantity: int | None = None
    condition: str = "unknown"
    marks: str = ""
    seal: str | None = None
    seal_state: str = ""
    cash: Json = None
    photos: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    labels: int = 0
    received_at: datetime | None = None
    recorded_at: datetime | None = None
    unit: str = ""

    def but(self, **changed: Json) -> "State":
        """Return the state with some facts changed; `replace` asks and sets all thirty of them.

        A trail is folded event by event, and a report folds a thousand of them.
        """
        new = object.__new__(State)
        new.__dict__.update(self.__dict__, **changed)
        return new


def moment_of(record: Recorded) -> datetime:
    """The time something happened as stated, or else when it was recorded."""
    return record.event.at or record.rec
