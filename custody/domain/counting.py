"""Counting by two: money, and the other kinds of which a setting says so.

Rules kept here:
- the second counter is somebody else and does not see the first count; both are kept (P26). Who
  counted along the first time has seen it;
- equal is counted; different shows both, and a third count is made by two people together (P26);
- a difference stays visible, whatever the third count says (P26);
- the same holds for other valuable kinds, by their number (P28);
- more money than a setting says is counted and sealed with somebody of the role that it names, or
  the chief of the team, as one of the two. The first count is not told by that: a second counter is
  asked by what they counted themselves, since a count that differs asks again (P26, P27);
- the giver may watch; a count says so, with signature or why there is none (P29).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from custody.domain import events as e
from custody.domain.errors import ConflictError, InputError
from custody.domain.events import Json
from custody.domain.items import Signature, money
from custody.domain.people import ROLES, Person
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

# Whether the giver watched a count, and how that was signed (P29).
GIVER = {
    "drawn": mark("The giver watched and signed"),
    "typed": mark("The giver watched and signed: %(text)s"),
    "refused": mark("The giver watched and did not sign: %(text)s"),
    "absent": mark("The giver was not there"),
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


class GiverMissingError(InputError):
    """A count that does not say whether the giver watched it (P29)."""

    sentence = mark(
        "Choose whether the giver was there. Was the giver there? Then add the signature, or why not."
    )


class RankMissingError(ConflictError):
    """Much money is not counted or sealed without somebody of the role that is set for it (P27)."""

    sentence = mark(
        "This is more than %(limit)s euros. One of the two must have the role “%(role)s”, or be "
        "the chief of the team. What you typed is still here."
    )


@dataclass(frozen=True)
class CashWitness:
    """Above which sum in cents one of the two has which role; the chief of the team will do too (P27)."""

    above: int = 100_000
    role: str = "custodian"

    def check(self, values: Iterable[Json], two: Iterable[Person | None]) -> None:
        """Refuse more money than that, by any of these counts, without such a person."""
        most = max((_euros(value) for value in values), default=0)
        if most > self.above and not any(
            one is not None and (one.chief or self.role in one.roles) for one in two
        ):
            raise RankMissingError(limit=money(self.above), role=ROLES[self.role])


CASH_WITNESS = CashWitness()


def _euros(value: Json) -> int:
    """Return a count of money in euro cents; other money is not converted (P25)."""
    if isinstance(value, dict) and value.get("currency") == "EUR":
        return int(value.get("sum", 0))
    return 0


@dataclass(frozen=True)
class Count:
    """One count: who, together with whom, and what: a number, or money as the ledger opens it."""

    by: str
    name: str
    value: Json
    together: str = ""
    giver: Json = None

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
    giver = event.signature if isinstance(event, e.ItemInspected) else None
    return Count(event.actor, event.actor_name or event.actor, value, together, giver)


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


def check_giver(giver: Signature) -> None:
    """Refuse a count that leaves open whether the giver watched, or was there and says no more (P29)."""
    said = {"drawn": giver.sha256, "typed": giver.text, "refused": giver.text, "absent": "absent"}
    if not said.get(giver.way):
        raise GiverMissingError()


def check_witnessed(
    found: Counting,
    value: Json,
    first: Person | None,
    two: Iterable[Person | None],
    rule: CashWitness,
) -> None:
    """Refuse a last count of much money by two people of whom neither is of the role for it (P27)."""
    if found.step == "second":
        rule.check([value], [first, *two])
    elif found.step == "third":
        rule.check([value, *(count.value for count in found.counts)], two)
