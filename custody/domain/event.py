"""What all custody events share, and an event as the ledger holds it.

The list of events itself is `events.py`; the bytes that are hashed are `ledger.py`'s.
"""

import re
import uuid
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any, ClassVar, Self, TypeVar

Json = Any


@dataclass(frozen=True, kw_only=True)
class Event:
    """What all events share. `ref` holds leaf hashes, or ids of earlier events of the same act."""

    id: str
    actor: str
    actor_name: str | None = None
    at: datetime | None = None
    item: str | None = None
    unit: str | None = None
    place: str | None = None
    src: str = "app"
    ref: tuple[str, ...] = ()
    type: ClassVar[str] = ""

    def __init_subclass__(cls, **kwargs: object) -> None:
        super().__init_subclass__(**kwargs)
        cls.type = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()

    def disclosed(self) -> dict[str, Json]:
        """Return the personal facts of this event by name, ready to be digested."""
        return {
            field.name.rstrip("_"): value
            for field in fields(self)
            if field.name not in ENVELOPE and (value := getattr(self, field.name)) is not None
        }

    def with_id(self, id: str) -> Self:
        """Return the same event under another id."""
        return replace(self, id=id)


EventT = TypeVar("EventT", bound=Event)


def at_moment(event: EventT, at: datetime, **changes: Any) -> EventT:
    """Return a drafted event with its moment, and with what only the decision could tell."""
    return replace(event, at=at, **changes)


def batch_id(form_id: str, n: int) -> str:
    """Return the id of the n-th event of the act that a form asked for (`ledger.md` 1.1)."""
    return str(uuid.uuid5(uuid.UUID(form_id), f"item:{n}"))


ENVELOPE = frozenset({"id", "at", "item", "unit", "place", "src", "ref"})


@dataclass(frozen=True)
class Recorded:
    """An event as the ledger holds it: its place in the log and in the chain of its item."""

    seq: int
    item_seq: int | None
    leaf: str
    rec: datetime
    event: Event
    erased: frozenset[str] = frozenset()
