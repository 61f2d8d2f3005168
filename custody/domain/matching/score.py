"""The sum of the evidence for a mention and an item: the handover first (`matching.md` 7, 8).

Base of a handover: receipt, best person, date, place, officer, each once from the best frame.
Own part of an item: number, kind, looks, count, sum, and the way it came in. On top: what other
mentions find in the same handover. The same functions serve both directions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from custody.domain.matching.agree_event import (
    date_evidence,
    is_closed_before,
    officer_evidence,
    place_evidence,
)
from custody.domain.matching.agree_person import person_evidence
from custody.domain.matching.agree_thing import (
    concept_evidence,
    count_evidence,
    look_evidence,
    number_evidence,
    taking_evidence,
)
from custody.domain.matching.asked import Asked
from custody.domain.matching.values import Evidence, Frame, ItemView
from custody.domain.matching.weights import points
from custody.domain.matching.whole import WHOLE, whole_evidence
from custody.domain.words import mark

_VERIFIED = ("exact", "folded")


@dataclass(frozen=True)
class Pair:
    """A frame and an item with the whole evidence; `closed` when the trail had ended before."""

    frame: int
    item: ItemView
    evidence: tuple[Evidence, ...]
    closed: bool

    @property
    def score(self) -> float:
        """The sum in bits."""
        return sum(one.points for one in self.evidence)

    def best(self, field: str) -> float:
        """Return the highest points of a field, or 0."""
        return max((e.points for e in self.evidence if e.field == field), default=0.0)


def pairs(asked: Asked, items: Sequence[ItemView]) -> dict[int, list[Pair]]:
    """Return every active frame with every item, in the order of the items given.

    Under `WHOLE` stand the items beside the complaint as a whole.
    """
    active = [n for n, f in enumerate(asked.analysis.frames) if f.polarity == "active"]
    handovers: dict[str, list[ItemView]] = {}
    for item in items:
        handovers.setdefault(item.handover or item.item, []).append(item)
    made: dict[str, dict[int, Pair]] = {}
    for group in handovers.values():
        made.update(_handover(asked, active, group))
    rows = {n: [made[item.item][n] for item in items] for n in active}
    whole = [pair for item in items if (pair := made[item.item].get(WHOLE)) is not None]
    return {**rows, **({WHOLE: whole} if whole else {})}


def _handover(
    asked: Asked, active: Sequence[int], group: Sequence[ItemView]
) -> dict[str, dict[int, Pair]]:
    """Return the pairs of one handover's items with all frames."""
    shared = _shared(asked, group[0])
    own = {item.item: {n: _own(asked, n, item) for n in active} for item in group}
    numbers = {item.item: number_evidence(asked, item) for item in group}
    fitting = {n for n in active if any(_fits(own[i.item][n]) for i in group)}
    made: dict[str, dict[int, Pair]] = {}
    for item in group:
        made[item.item] = {}
        unread = whole_evidence(asked, item, shared)
        if unread is not None:
            made[item.item][WHOLE] = Pair(WHOLE, item, unread, _ended(asked, item))
        lift = _sibling(item, group, numbers)
        for n in active:
            frame = asked.analysis.frames[n]
            days = _dated(asked, frame, item, own[item.item][n])
            further = _further(fitting - {n}, own[item.item][n], frame)
            numbered = _numbered(numbers[item.item], asked, n, own[item.item])
            evidence = (*numbered, *shared, *days, *own[item.item][n], *lift, *further)
            made[item.item][n] = Pair(n, item, evidence, is_closed_before(asked, frame, item))
    return made


def _ended(asked: Asked, item: ItemView) -> bool:
    """Say whether the trail had ended before every day that the complaint names."""
    first = [window.first for window in asked.analysis.windows]
    return bool(item.ended_on and first and item.ended_on < min(first))


def _shared(asked: Asked, first: ItemView) -> tuple[Evidence, ...]:
    """Return what all items of a handover have in common."""
    return (
        *person_evidence(asked, first),
        *place_evidence(asked, first),
        *officer_evidence(asked, first),
    )


def _own(asked: Asked, n: int, item: ItemView) -> tuple[Evidence, ...]:
    frame = asked.analysis.frames[n]
    kind, taking = concept_evidence(asked, frame, item), taking_evidence(frame, item)
    looks = look_evidence(asked, frame, item)
    if kind is not None and kind.conflict:
        looks = [one for one in looks if one.points < 0]
    return tuple(
        one
        for one in (kind, *looks, *count_evidence(asked, frame, item), taking)
        if one is not None
    )


def _fits(own: Sequence[Evidence]) -> bool:
    return any(one.field == "concept" and one.points > 0 for one in own)


def _dated(
    asked: Asked, frame: Frame, item: ItemView, own: Sequence[Evidence]
) -> tuple[Evidence, ...]:
    """Return the day; a thing of another kind gets little for the right day."""
    wrong = any(one.field == "concept" and one.conflict for one in own)
    most = points("date", "contradicted_kind")
    return tuple(
        replace(one, points=most) if wrong and one.points > most else one
        for one in date_evidence(asked, frame, item)
    )


def _numbered(
    numbers: Sequence[Evidence],
    asked: Asked,
    n: int,
    own: Mapping[int, Sequence[Evidence]],
) -> tuple[Evidence, ...]:
    """Return the number for the mention it belongs to: the kind that fits, then the nearest one.

    The nearest may be one that is not claimed: *that number is not mine* speaks for nothing.
    """
    for one in numbers:
        if one.field == "receipt" or one.span is None:
            return tuple(numbers)
        span, frames = one.span, asked.analysis.frames
        ranked = sorted(
            range(len(frames)),
            key=lambda m: (
                m in own and not _fits(own[m]),
                abs(frames[m].span.start - span.start),
                m,
            ),
        )
        return tuple(numbers) if ranked and ranked[0] == n else ()
    return ()


def _sibling(
    item: ItemView, group: Sequence[ItemView], numbers: Mapping[str, Sequence[Evidence]]
) -> tuple[Evidence, ...]:
    """Return half of the points of a number on another item of the handover (`matching.md` 8.4)."""
    strong = [
        one
        for other in group
        if other.item != item.item
        for one in numbers[other.item]
        if one.field == "identifier" and one.points >= points("identifier", "one_edit")
    ]
    if not strong:
        return ()
    best = max(strong, key=lambda one: one.points)
    bits = min(best.points / 2, points("handover", "sibling_most"))
    text = mark("came with an item whose number %(number)s stands in the complaint")
    return (
        Evidence("sibling", bits, text, best.facts, best.span, best.register_value, "handover"),
    )


def _further(others: set[int], own: Sequence[Evidence], frame: Frame) -> tuple[Evidence, ...]:
    """Return what it says that other mentions find their item in the same handover."""
    if not others or any(one.field == "concept" and one.conflict for one in own):
        return ()
    bits = min(len(others) * points("handover", "further"), points("handover", "further_most"))
    text = mark("other things of the complaint came with it")
    return (Evidence("coherence", bits, text, (), frame.span, str(len(others)), "handover"),)
