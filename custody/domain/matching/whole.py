"""The complaint as a whole beside an item, for what no mention was read of (`matching.md` 8.6).

People have words that no language file knows. When person, receipt, place and day speak for an
item, or the same rare words stand on both sides, it is shown as a suggestion, never as more.
Words of a thing that is denied, given back or of somebody else speak for nothing.
"""

from collections.abc import Sequence
from dataclasses import replace

from custody.domain.items import FOUND_TAKINGS
from custody.domain.matching.agree_event import window_evidence
from custody.domain.matching.agree_thing import number_evidence
from custody.domain.matching.asked import Asked
from custody.domain.matching.reading import kin
from custody.domain.matching.values import Evidence, ItemView
from custody.domain.matching.weights import points
from custody.domain.words import mark

WHOLE = -1
_SHORTEST = 4


def whole_evidence(
    asked: Asked, item: ItemView, shared: Sequence[Evidence]
) -> tuple[Evidence, ...] | None:
    """Return what speaks for and against an item without a mention; None when it is ruled out."""
    if _ruled_out(asked, item):
        return None
    numbers = number_evidence(asked, item)
    words = _words(asked, item)
    days = [window_evidence(asked, one, item) for one in asked.analysis.windows]
    best = max(days, key=lambda one: one.points, default=None)
    most = points("whole", "date_without_words")
    if best is not None and not words and not numbers and item.taking in FOUND_TAKINGS:
        best = replace(best, points=min(best.points, most))
    unsure = Evidence(
        "mention",
        points("whole", "no_mention"),
        mark("no words of the complaint were read as this thing"),
        (),
        None,
        item.description,
        "description",
    )
    found = (*numbers, *shared, *((best,) if best else ()), *words, unsure)
    said = words or numbers or any(f.polarity == "active" for f in asked.analysis.frames)
    if not said and sum(one.points for one in found) < points("whole", "silent"):
        return None
    return found


def _ruled_out(asked: Asked, item: ItemView) -> bool:
    """Say whether the complaint speaks of such a thing and says that it is not the police's."""
    return any(
        frame.concept is not None
        and frame.polarity != "active"
        and any(kin(frame.concept, one) != "none" for one in item.concepts)
        for frame in asked.analysis.frames
    )


def _words(asked: Asked, item: ItemView) -> list[Evidence]:
    """Return the words of the description that stand in the complaint, the rarest first."""
    silent = [f.span for f in asked.analysis.frames if f.polarity != "active"]
    said = []
    for word in sorted(item.words):
        span = asked.spans.get(word) if len(word) >= _SHORTEST else None
        if span is None or any(one.start <= span.start < one.end for one in silent):
            continue
        bits = min(asked.often.rarity("word", word) - 2.0, points("attribute", "word_most"))
        if bits > 0.5:
            facts = (("word", asked.text[span.start : span.end]),)
            text = mark("also “%(word)s”")
            said.append(Evidence("looks", bits, text, facts, span, item.description, "description"))
    said.sort(key=lambda one: -one.points)
    left, kept = points("attribute", "together"), []
    for one in said:
        kept.append(replace(one, points=min(one.points, left)))
        left -= kept[-1].points
        if left <= 0:
            break
    return kept
