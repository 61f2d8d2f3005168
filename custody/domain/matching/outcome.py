"""From evidence to outcome: certain only by the gates, everything else a suggestion (`matching.md` 13).

Rules kept here:
- certain asks for a number that was verified, or for person, kind and day; nothing may contradict,
  the probability and the margin to the next item of the kind must be high, the trail open;
- without any person on record only a number leads to certain, and a receipt number only with its
  check symbol;
- a receipt number whose item is of another person or kind is a suggestion with a conflict;
- a closed trail is context: visible, and no answer;
- an active mention with a verb of handing over and nothing certain stays open as a claim, also
  when there are suggestions; one that was given back opens no claim.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from custody.domain.matching.asked import Asked
from custody.domain.matching.assign import assign
from custody.domain.matching.disowned import DOUBTED
from custody.domain.matching.reading import kin
from custody.domain.matching.score import Pair, pairs
from custody.domain.matching.values import Evidence, Frame, ItemView, Match
from custody.domain.matching.weights import points
from custody.domain.matching.whole import WHOLE

_NUMBERS = ("identifier", "receipt")
_CLEAR, _CLEARLY = 0.5, 2.0


@dataclass(frozen=True)
class Verdict:
    """What a comparison came to: links and suggestions best first, and the mentions left open."""

    matches: tuple[Match, ...]
    claims: tuple[int, ...]


def probability(score: float, rivals: Sequence[float] = ()) -> float:
    """Return the chance that a pair belongs together, as its score and those of its rivals tell it.

    At most one of the items is the thing that a mention names, so a rival takes its part by the
    bits it is behind; that none of them is it takes what is left, by a fitted slope.
    """
    start, slope = points("probability", "start"), points("probability", "slope")
    none = 2.0 ** (slope * (start - score))
    return float(1 / (1 + none + sum(2.0 ** min(one - score, 60.0) for one in rivals)))


def decide(asked: Asked, items: Sequence[ItemView]) -> Verdict:
    """Return the outcome of a complaint with these items; ties keep the order of the items."""
    by_frame = pairs(asked, items)
    unread = by_frame.pop(WHOLE, [])
    lowest = points("outcome", "lowest")
    frames = sorted(by_frame)
    scores = [
        {n: pair.score for n, pair in enumerate(by_frame[f]) if not pair.closed} for f in frames
    ]
    chosen = assign(scores, lowest)
    taken = {c: f for f, c in zip(frames, chosen, strict=True) if c is not None}
    for f, c in zip(frames, chosen, strict=True):
        for more in _set_of(asked.analysis.frames[f], by_frame[f], c, taken):
            taken[more] = f
    found = [match for f in frames for match in _of_frame(asked, by_frame, f, taken)]
    certain = {one.frame for one in found if one.outcome == "certain"}
    claims = tuple(
        f
        for f in frames
        if f not in certain
        and _is_told(asked.analysis.frames[f])
        and not _covered(f, by_frame, taken)
    )
    found += _unread(unread, {one.item for one in found})
    return Verdict(tuple(sorted(found, key=lambda one: -one.score)), claims)


def _is_told(frame: Frame) -> bool:
    """Say whether the words say clearly enough that this was handed over, and not given back."""
    presumed = frame.verb is None and frame.confidence < _CLEAR
    return frame.direction != "returned" and not frame.inside and not presumed


def _unread(row: Sequence[Pair], shown: set[str]) -> list[Match]:
    """Return what is strong enough without a mention, and not shown for one already."""
    rest = [p for p in row if p.item.item not in shown and not p.closed and _explained(p.evidence)]
    strong = [pair for pair in rest if pair.score >= points("whole", "lowest")]
    strong.sort(key=lambda pair: -pair.score)
    return [
        _match(pair, "suggest", _among(pair, strong), 0.0, "")
        for pair in strong[: int(points("outcome", "most_shown"))]
    ]


def _among(pair: Pair, others: Sequence[Pair]) -> float:
    return probability(pair.score, [one.score for one in others if one is not pair])


def _covered(f: int, by_frame: dict[int, list[Pair]], taken: dict[int, int]) -> bool:
    """Say whether another mention's item holds this thing too: the bags that are on the bicycle."""
    even = 0.5
    own = [n for n, frame in taken.items() if frame == f]
    if any(probability(by_frame[f][n].score) >= even for n in own):
        return False
    return any(
        by_frame[f][n].best("concept") > 0 and probability(by_frame[frame][n].score) >= even
        for n, frame in taken.items()
        if frame != f
    )


def _set_of(
    frame: Frame, row: Sequence[Pair], chosen: int | None, taken: dict[int, int]
) -> list[int]:
    """Return further items of the same kind and handover, as many as the mention says."""
    if chosen is None:
        return []
    first = row[chosen]
    wanted = (frame.quantity or 1) - 1
    if not wanted:
        return []
    return [
        n
        for n, pair in enumerate(row)
        if n not in taken
        and pair.item.handover == first.item.handover
        and set(pair.item.concepts) & set(first.item.concepts)
        and pair.score >= points("outcome", "lowest")
    ][:wanted]


def _of_frame(
    asked: Asked, by_frame: dict[int, list[Pair]], frame: int, taken: dict[int, int]
) -> list[Match]:
    """Return the links and suggestions of one mention: its own items, then what else may be it."""
    row = by_frame[frame]
    mine = [n for n in range(len(row)) if taken.get(n) == frame]
    rest = [n for n in range(len(row)) if n not in taken and not row[n].closed]
    order = [*sorted(mine, key=lambda n: -row[n].score), *sorted(rest, key=lambda n: -row[n].score)]
    shown = []
    elsewhere = _better_elsewhere(by_frame, frame, taken)
    for n in order[: int(points("outcome", "most_shown"))]:
        pair = row[n]
        if pair.score < points("outcome", "lowest") or not _explained(pair.evidence):
            continue
        margin, rival = _margin(row, n, mine, elsewhere)
        chance = probability(pair.score, _rivals(row, n, mine, elsewhere))
        certain = n in mine and _is_certain(asked, pair, margin, chance)
        outcome = "certain" if certain else "suggest"
        shown.append(_match(pair, outcome, chance, margin, rival))
    shown += [
        _match(pair, "context", probability(pair.score), 0.0, "")
        for pair in sorted((p for p in row if p.closed), key=lambda p: -p.score)[:2]
        if probability(pair.score) >= points("outcome", "suggest")
    ]
    return shown


def _explained(evidence: Sequence[Evidence]) -> bool:
    """Say whether at least one reason rests on words of the complaint and a field of the register."""
    return any(one.span and one.register_field and one.points > 0 for one in evidence)


def _better_elsewhere(
    by_frame: dict[int, list[Pair]], frame: int, taken: dict[int, int]
) -> set[int]:
    """Return the items that belong to another mention, and fit it better than this one."""
    row = by_frame[frame]
    return {
        n
        for n, other in taken.items()
        if other != frame and by_frame[other][n].score > row[n].score + _CLEARLY
    }


def _margin(
    row: Sequence[Pair], n: int, mine: Sequence[int], elsewhere: set[int]
) -> tuple[float, str]:
    """Return the distance to the next item of the kind that is not of the same set, and that item."""
    rivals = [
        pair
        for m, pair in enumerate(row)
        if m not in mine
        and m != n
        and m not in elsewhere
        and not pair.closed
        and pair.best("concept") > 0
    ]
    if not rivals:
        return 100.0, ""
    best = max(rivals, key=lambda pair: pair.score)
    return row[n].score - best.score, best.item.item


def _rivals(row: Sequence[Pair], n: int, mine: Sequence[int], elsewhere: set[int]) -> list[float]:
    """Return the scores of what may be the thing instead; the pieces of one set are no rivals."""
    together = set(mine) if n in mine else set()
    return [
        pair.score
        for m, pair in enumerate(row)
        if m != n and m not in together and m not in elsewhere and not pair.closed
    ]


def _is_certain(asked: Asked, pair: Pair, margin: float, chance: float) -> bool:
    """Ask the gates in turn."""
    if pair.closed or any(one.conflict for one in pair.evidence) or _is_denied(asked, pair.item):
        return False
    if margin < points("outcome", "margin"):
        return False
    if chance < points("outcome", "certain"):
        return False
    verified = max(pair.best(field) for field in _NUMBERS) >= points("identifier", "folded")
    kind = pair.best("concept") > 0
    if verified and not _rests_on_unchecked(asked, pair) and not _rests_on_doubted(asked, pair):
        return kind or asked.analysis.frames[pair.frame].concept is None
    person = pair.best("person") >= points("outcome", "person")
    dated = any(
        one.field == "date" and one.points >= 1.0 and not one.conflict for one in pair.evidence
    )
    known = pair.best("person") >= points("person", "full_name") or _is_named(asked, pair)
    return person and kind and dated and known


def _is_named(asked: Asked, pair: Pair) -> bool:
    """Say whether the register names the kind itself, and not only its category.

    An initial and a surname are many people's; the category alone does not tell them apart.
    """
    concept = asked.analysis.frames[pair.frame].concept
    near = ("equal", "child", "parent")
    return concept is not None and any(kin(concept, one) in near for one in pair.item.concepts)


def _is_denied(asked: Asked, item: ItemView) -> bool:
    """Say whether the complaint says of exactly this kind that it is none: *no house key*."""
    denied = {one.concept for one in asked.analysis.frames if one.polarity == "denied"}
    active = {one.concept for one in asked.analysis.frames if one.polarity == "active"}
    return bool(set(item.concepts) & (denied - active - {None}))


def _rests_on_unchecked(asked: Asked, pair: Pair) -> bool:
    """Say whether a receipt number without its check symbol is all there is: it may be another's."""
    if pair.best("identifier") >= points("identifier", "folded") or pair.best("person") > 0:
        return False
    numbers = asked.analysis.identifiers
    unchecked = {one.span for one in numbers if one.strength != "exact"}
    return any(one.field == "receipt" and one.span in unchecked for one in pair.evidence)


def _rests_on_doubted(asked: Asked, pair: Pair) -> bool:
    """Say whether the number is one that the complaint only quotes, or gives in two spellings."""
    doubted = {one.span for one in asked.analysis.identifiers if one.strength == DOUBTED}
    return any(one.field in _NUMBERS and one.span in doubted for one in pair.evidence)


def _match(pair: Pair, outcome: str, chance: float, margin: float, rival: str) -> Match:
    evidence = tuple(sorted(pair.evidence, key=lambda one: -abs(one.points)))
    return Match(pair.frame, pair.item.item, pair.score, chance, outcome, evidence, margin, rival)
