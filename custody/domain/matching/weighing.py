"""The reasons of one complaint for and against items, each worked out once for all that are alike.

Of a thousand items that are weighed most share their day, kind, looks, team or giver with others.
What is worked out for one of them is what the others get; it never depends on their order.
"""

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from custody.domain.items import FOUND_TAKINGS
from custody.domain.matching.agree_day import Calendar, Hint, windows_of
from custody.domain.matching.agree_event import officer_evidence, place_evidence
from custody.domain.matching.agree_person import names_on_items, person_evidence
from custody.domain.matching.agree_thing import (
    concept_evidence,
    count_evidence,
    look_evidence,
    taking_evidence,
)
from custody.domain.matching.asked import Asked
from custody.domain.matching.traits import traits_of
from custody.domain.matching.values import Evidence, ItemView
from custody.domain.matching.weights import points

T = TypeVar("T")


class Part(NamedTuple):
    """Reasons with their points; whether the kind fits, and whether it contradicts."""

    said: tuple[Evidence | Hint, ...]
    bits: tuple[float, ...]
    fits: bool = False
    contradicts: bool = False


def part(said: Iterable[Evidence]) -> Part:
    """Return these reasons as a part of the whole evidence."""
    kept = tuple(said)
    kinds = [one for one in kept if one.field == "concept"]
    return Part(
        kept,
        tuple([one.points for one in kept]),
        any(one.points > 0 for one in kinds),
        any(one.conflict for one in kinds),
    )


class Weighing:
    """What one complaint says of items, by what they are alike in."""

    def __init__(self, asked: Asked) -> None:
        self.asked = asked
        self.frames = asked.analysis.frames
        self._kept: dict[object, object] = {}
        self._sorts: dict[object, int] = {}
        self.calendar = Calendar(asked)
        self._own: dict[tuple[int, int], Part] = {}
        self._days: dict[tuple[int, tuple[int, bool], bool], Part] = {}
        self._on_items = names_on_items(asked)
        self._first_days = [
            windows[0].first if (windows := windows_of(asked, frame)) else None
            for frame in self.frames
        ]

    def _once(self, key: object, make: Callable[[], T]) -> T:
        found = self._kept.get(key)
        if found is None:
            found = self._kept[key] = make()
        return found  # type: ignore[return-value]

    def shared(self, item: ItemView) -> Part:
        """Return what all items of this one's handover have in common: person, place, officer."""
        asked, found = self.asked, item.taking in FOUND_TAKINGS
        if item.words.isdisjoint(self._on_items):
            person = self._once(
                ("person", item.giver, found, item.taking == "for_detainee"),
                lambda: person_evidence(asked, item),
            )
        else:
            person = person_evidence(asked, item)
        place = self._once(
            ("place", item.taken_at, item.place, item.unit), lambda: place_evidence(asked, item)
        )
        officer = self._once(("officer", item.officer), lambda: officer_evidence(asked, item))
        said = (*person, *place, *officer)
        return Part(said, tuple([one.points for one in said]))

    def sort_of(self, item: ItemView) -> int:
        """Return a number for the looks of an item: those that have it are alike as things."""
        asked = self.asked
        key = (
            item.concepts,
            item.category,
            item.attributes,
            item.taking,
            item.quantity,
            item.cents,
            item.words & asked.begun,
            tuple(traits_of(item).days) if asked.days else (),
        )
        return self._sorts.setdefault(key, len(self._sorts))

    def own(self, n: int, item: ItemView, sort: int) -> Part:
        """Return what the thing itself says for a mention."""
        found = self._own.get((n, sort))
        if found is None:
            found = self._own[n, sort] = part(_own(self.asked, n, item))
        return found

    def days(self, n: int, day: tuple[int, bool], contradicted: bool) -> Part:
        """Return what the day says; a thing of another kind gets little for the right day."""
        key = (n, day, contradicted)
        found = self._days.get(key)
        if found is None:
            said = self.calendar.of_frame(n, day)
            if contradicted:
                most = points("date", "contradicted_kind")
                said = tuple(one.at_most(most) for one in said)
            found = self._days[key] = Part(said, tuple([one.points for one in said]))
        return found

    def is_closed_before(self, n: int, item: ItemView) -> bool:
        """Say whether the item's trail had ended before the event that a mention tells of."""
        first = self._first_days[n]
        return bool(item.ended_on and first and item.ended_on < first)


def _own(asked: Asked, n: int, item: ItemView) -> list[Evidence]:
    frame = asked.analysis.frames[n]
    kind, taking = concept_evidence(asked, frame, item), taking_evidence(frame, item)
    looks = look_evidence(asked, frame, item)
    if kind is not None and kind.conflict:
        looks = [one for one in looks if one.points < 0]
    own = (kind, *looks, *count_evidence(asked, frame, item), taking)
    return [one for one in own if one is not None]
