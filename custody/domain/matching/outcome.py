"""From evidence to outcome: certain only by the gates, everything else a suggestion (`matching.md` 13).

A complaint's frames are matched with the candidates of all block queries; each frame shows at
most five. Certain needs an identifier, or person and kind and day, with nothing against it.
"""

from collections.abc import Sequence

from custody.domain.matching.score import evidence
from custody.domain.matching.values import Analysis, Evidence, Frame, ItemView, Match

START, MOST_SHOWN, MARGIN = 16.0, 5, 6.0
LOWEST = 4.0


def probability(score: float) -> float:
    """Return the chance that a pair belongs together, before any fit to decisions."""
    return float(1 / (1 + 2.0 ** (START - score)))


def match(analysis: Analysis, items: Sequence[ItemView]) -> tuple[Match, ...]:
    """Return the matches of a complaint with these items, best first per mention."""
    found: list[Match] = []
    for position, frame in enumerate(analysis.frames):
        if frame.polarity != "active":
            continue
        scored = [_scored(analysis, frame, item) for item in items]
        scored.sort(key=lambda one: (-one[0], one[1].item))
        found += _of_frame(position, frame, scored)
    return tuple(found)


def _scored(
    analysis: Analysis, frame: Frame, item: ItemView
) -> tuple[float, ItemView, tuple[Evidence, ...]]:
    said = evidence(analysis, frame, item)
    return sum(one.points for one in said), item, said


def _of_frame(
    position: int, frame: Frame, scored: list[tuple[float, ItemView, tuple[Evidence, ...]]]
) -> list[Match]:
    matches = []
    for rank, (score, item, said) in enumerate(scored[:MOST_SHOWN]):
        if score < LOWEST or not any(one.span for one in said if one.points > 0):
            continue
        rivals = [other for n, (other, _, _) in enumerate(scored) if n != rank]
        margin = score - max(rivals, default=-100.0)
        certain = _gates(said) and probability(score) >= 0.98 and margin >= MARGIN
        outcome = "certain" if certain else "suggest"
        matches.append(Match(position, item.item, score, probability(score), outcome, said))
    return matches


def _gates(said: tuple[Evidence, ...]) -> bool:
    """Say whether an identifier, or person and kind and day agree, and nothing speaks against."""
    if any(one.points < 0 for one in said):
        return False
    fields = {one.field: one.points for one in said}
    if fields.get("identifier", 0) >= 17:
        return True
    return (
        fields.get("person", 0) >= 8
        and fields.get("concept", 0) >= 6
        and fields.get("date", 0) >= 4
    )
