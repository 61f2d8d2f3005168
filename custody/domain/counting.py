"""Counting by two: money, and the other kinds of which a setting says so.

Rules kept here:
- the second counter is somebody else and does not see the first count; both are kept (P26). Who
  counted along the first time has seen it;
- equal is counted; different shows both, and a third count is made by two people together (P26);
- a difference stays visible, whatever the third count says (P26);
- the same holds for other valuable kinds, by their number (P28).
"""

from dataclasses import dataclass, replace

from custody.domain import events as e
from custody.domain.errors import ConflictError, InputError
from custody.domain.events import Json
from custody.domain.people import Person
from custody.domain.steps import SecondPersonError
from custody.domain.trail import Trail
from custody.domain.words import mark

TWO_PERSONS = frozenset({"cash", "jewellery", "watch", "weapon"})
# What is still to be counted, in words.
STEPS = {
    "first": mark("Not yet counted"),
    "second": mark("Counted by one person"),
    "third": mark("The two counts differ"),
    "counted": mark("Counted by two people, equal"),
    "settled": mark("Counted again by two people together"),
}


class SameCounterError(ConflictError):
    """Whoever counted first does not count again (P26)."""

    sentence = mark("You counted this before. Ask a colleague to count it.")


class NothingToCountError(ConflictError):
    """Two people counted it, and that is on record."""

    sentence = mark("%(code)s was counted by two people. Nothing is left to count.")


class CountMissingError(InputError):
    """A count without a number."""

    sentence = mark("Fill in what you counted.")


@dataclass(frozen=True)
class Count:
    """One count: who, together with whom, and what: a number, or money as the ledger opens it."""

    by: str
    name: str
    value: Json
    together: str = ""

    def made_by(self, person: Person) -> bool:
        """Say whether this person counted, alone or along with somebody."""
        return self.by == person.number or self.together.endswith(f"({person.number})")

    @property
    def plain(self) -> Json:
        """What two counts are compared by: the notes and coins of money, or the number."""
        if not isinstance(self.value, dict):
            return self.value
        return sorted((face, number) for face, number in self.value.get("faces", ()) if number)


@dataclass(frozen=True)
class Counting:
    """The counts of an item, and which is next: first, second, third; or counted, settled."""

    counts: tuple[Count, ...]
    step: str

    @property
    def differs(self) -> bool:
        """Whether the first two counts are not the same; that stays visible (P26)."""
        return len(self.counts) > 1 and self.counts[0].plain != self.counts[1].plain

    def hidden_from(self, by: Person) -> bool:
        """Say whether this person may still be the second counter, and so sees no count yet."""
        return self.step == "second" and not self.counts[0].made_by(by)


def counting(trail: Trail) -> Counting:
    """Return how far the counting of an item is."""
    counts = [count for record in trail.records if (count := _count(record.event))]
    if not counts:
        return Counting((), "first")
    if len(counts) == 1:
        return Counting(tuple(counts), "second")
    if counts[0].plain == counts[1].plain:
        return Counting(tuple(counts), "counted")
    return Counting(tuple(counts), "third" if len(counts) == 2 else "settled")


def masked(trail: Trail) -> Trail:
    """Return the trail without the words that tell the first count, for who is to count second."""
    records = tuple(
        replace(record, event=replace(record.event, description=None, quantity=None, cash=None))
        if isinstance(record.event, e.ItemReceived)
        else record
        for record in trail.records
    )
    return Trail(trail.item, records)


def _count(event: e.Event) -> Count | None:
    if not isinstance(event, e.ItemReceived | e.ItemInspected):
        return None
    value: Json = event.quantity
    if event.cash is not None:
        value = event.cash if event.cash.get("counted") else None
    if value is None:
        return None
    together = event.second or "" if isinstance(event, e.ItemInspected) else ""
    return Count(event.actor, event.actor_name or event.actor, value, together)


def check_count(found: Counting, item: str, by: Person, second: Person | None) -> None:
    """Refuse a count by who counted before, a third one alone, or one that nobody needs."""
    if found.step in ("counted", "settled"):
        raise NothingToCountError(code=item)
    if found.step == "second" and any(
        found.counts[0].made_by(one) for one in (by, second) if one is not None
    ):
        raise SameCounterError()
    if found.step == "third" and (second is None or second.number == by.number):
        raise SecondPersonError()
