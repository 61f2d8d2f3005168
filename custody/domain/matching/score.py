"""The sum of the evidence for a mention and an item: the handover first (`matching.md` 7, 8).

Base of a handover: receipt, best person, date, place, officer, each once from the best frame.
Own part of an item: number, kind, looks, count, sum, and the way it came in. On top: what other
mentions find in the same handover. The same functions serve both directions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from custody.domain.items import FOUND_TAKINGS
from custody.domain.matching.agree_day import Hint
from custody.domain.matching.agree_thing import number_evidence
from custody.domain.matching.asked import Asked
from custody.domain.matching.values import Evidence, Frame, ItemView
from custody.domain.matching.weighing import Part, Weighing
from custody.domain.matching.weights import points
from custody.domain.matching.whole import WHOLE, Whole
from custody.domain.words import mark

Said = tuple[Evidence | Hint, ...]


@dataclass(slots=True, eq=False)
class Pair:
    """A frame and an item, with the sum in bits.

    `closed` when the trail had ended before; `fits` when the kinds agree. The evidence is put
    together when it is asked for: many pairs are weighed, and few are shown.
    """

    frame: int
    item: ItemView
    score: float
    closed: bool
    fits: bool
    parts: tuple[Said, ...]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The whole evidence, as it is shown beside the item."""
        return tuple([one.beside(self.item) for said in self.parts for one in said])

    def best(self, field: str) -> float:
        """Return the highest points of a field, or 0."""
        return max((e.points for said in self.parts for e in said if e.field == field), default=0.0)


def pairs(asked: Asked, items: Sequence[ItemView]) -> dict[int, list[Pair]]:
    """Return every active frame with every item, in the order of the items given.

    Under `WHOLE` stand the items beside the complaint as a whole.
    """
    active = [n for n, f in enumerate(asked.analysis.frames) if f.polarity == "active"]
    handovers: dict[str, list[ItemView]] = {}
    for item in items:
        handovers.setdefault(item.handover or item.item, []).append(item)
    weighing = Weighing(asked)
    whole = Whole(asked, weighing.calendar)
    made: dict[str, dict[int, Pair]] = {}
    for group in handovers.values():
        _handover(weighing, whole, active, group, made)
    rows = {n: [made[item.item][n] for item in items] for n in active}
    unread = [pair for item in items if (pair := made[item.item].get(WHOLE)) is not None]
    return {**rows, **({WHOLE: unread} if unread else {})}


def _handover(
    weighing: Weighing,
    whole: Whole,
    active: Sequence[int],
    group: Sequence[ItemView],
    made: dict[str, dict[int, Pair]],
) -> None:
    """Put the pairs of one handover's items with all frames into `made`."""
    asked = weighing.asked
    shared = weighing.shared(group[0])
    own: dict[str, dict[int, Part]] = {}
    for item in group:
        sort = weighing.sort_of(item)
        own[item.item] = {n: weighing.own(n, item, sort) for n in active}
    numbers = {item.item: number_evidence(asked, item) for item in group}
    fitting = {code: {n for n in active if mine[n].fits} for code, mine in own.items()}
    for item in group:
        pair = made[item.item] = {}
        mine, theirs = own[item.item], numbers[item.item]
        day = (item.day.toordinal(), item.taking in FOUND_TAKINGS)
        unread = whole.evidence(item, day, theirs, shared)
        if unread is not None:
            bits = sum([one.points for one in unread])
            pair[WHOLE] = Pair(WHOLE, item, bits, whole.is_closed(item), False, (unread,))
        lift = _sibling(item, group, numbers) if len(group) > 1 else ()
        beside = {n for other in group if other.item != item.item for n in fitting[other.item]}
        for n in active:
            thing = mine[n]
            days = weighing.days(n, day, thing.contradicts)
            further: Said = ()
            if not thing.contradicts and (others := min(len(beside - {n}), len(group) - 1)):
                further = _further(others, weighing.frames[n])
            numbered = _numbered(theirs, asked, n, mine) if theirs else ()
            # From left to right, as the evidence stands: the sum is the same whoever adds it up.
            bits = sum(shared.bits, sum([one.points for one in numbered]))
            bits = sum(thing.bits, sum(days.bits, bits))
            for one in (*lift, *further):
                bits += one.points
            parts = (numbered, shared.said, days.said, thing.said, lift, further)
            closed = weighing.is_closed_before(n, item)
            pair[n] = Pair(n, item, bits, closed, thing.fits, parts)


def _numbered(numbers: Said, asked: Asked, n: int, own: Mapping[int, Part]) -> Said:
    """Return the number for the mention it belongs to: the kind that fits, then the nearest one.

    The nearest may be one that is not claimed: *that number is not mine* speaks for nothing.
    """
    for one in numbers:
        if one.field == "receipt" or one.span is None:
            return numbers
        span, frames = one.span, asked.analysis.frames
        ranked = sorted(
            range(len(frames)),
            key=lambda m: (
                m in own and not own[m].fits,
                abs(frames[m].span.start - span.start),
                m,
            ),
        )
        return numbers if ranked and ranked[0] == n else ()
    return ()


def _sibling(
    item: ItemView, group: Sequence[ItemView], numbers: Mapping[str, Sequence[Evidence]]
) -> Said:
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


def _further(others: int, frame: Frame) -> Said:
    """Return what it says that other mentions find another item of the same handover.

    A thing that is named twice is not its own company: `others` counts no more than came with it.
    """
    bits = min(others * points("handover", "further"), points("handover", "further_most"))
    text = mark("other things of the complaint came with it")
    return (Evidence("coherence", bits, text, (), frame.span, str(others), "handover"),)
