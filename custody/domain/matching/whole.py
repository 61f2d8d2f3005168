"""The complaint as a whole beside an item, for what no mention was read of (`matching.md` 8.6).

People have words that no language file knows. When person, receipt, place and day speak for an
item, or the same rare words stand on both sides, it is shown as a suggestion, never as more.
Words of a thing that is denied, given back or of somebody else speak for nothing.
"""

from collections.abc import Mapping
from dataclasses import replace

from custody.domain.matching.agree_day import Calendar, Hint
from custody.domain.matching.asked import Asked
from custody.domain.matching.reading import kin
from custody.domain.matching.values import Evidence, ItemView, Span
from custody.domain.matching.weighing import Part
from custody.domain.matching.weights import points
from custody.domain.words import mark

WHOLE = -1
_SHORTEST = 4


class Whole:
    """One complaint as a whole, with what is worked out once for items that are alike."""

    def __init__(self, asked: Asked, calendar: Calendar) -> None:
        self.asked, self._calendar = asked, calendar
        frames, windows = asked.analysis.frames, asked.analysis.windows
        self._denied = {f.concept for f in frames if f.polarity != "active"} - {None}
        silent = [f.span for f in frames if f.polarity != "active"]
        self._spans = {
            word: span
            for word, span in asked.spans.items()
            if len(word) >= _SHORTEST
            and not any(one.start <= span.start < one.end for one in silent)
        }
        self._said = frozenset(self._spans)
        self._words: dict[frozenset[str], tuple[Evidence, ...]] = {}
        self._told = any(f.polarity == "active" for f in frames)
        self._begin = min((window.first for window in windows), default=None)
        self._ruled_out: dict[tuple[str, ...], bool] = {}
        self._days: dict[tuple[int, bool], Hint | None] = {}
        self._unsure = Evidence(
            "mention",
            points("whole", "no_mention"),
            mark("no words of the complaint were read as this thing"),
            register_field="description",
        )

    def evidence(
        self, item: ItemView, day: tuple[int, bool], numbers: tuple[Evidence, ...], shared: Part
    ) -> tuple[Evidence | Hint, ...] | None:
        """Return what speaks for and against an item without a mention; None when it is ruled out."""
        if self._is_ruled_out(item.concepts):
            return None
        words = self._of_words(item.words & self._said)
        best = self._best_day(day)
        if best is not None and not words and not numbers and day[1]:
            best = best.at_most(points("whole", "date_without_words"))
        found = (*numbers, *shared.said, *((best,) if best else ()), *words, self._unsure)
        if words or numbers or self._told:
            return found
        least = points("whole", "silent")
        return found if sum([one.points for one in found]) >= least else None

    def is_closed(self, item: ItemView) -> bool:
        """Say whether the trail had ended before every day that the complaint names."""
        return bool(item.ended_on and self._begin and item.ended_on < self._begin)

    def _is_ruled_out(self, concepts: tuple[str, ...]) -> bool:
        """Say whether the complaint speaks of such a thing and says that it is not the police's."""
        found = self._ruled_out.get(concepts)
        if found is None:
            found = any(
                kin(concept, one) != "none"
                for concept in self._denied
                if concept is not None
                for one in concepts
            )
            self._ruled_out[concepts] = found
        return found

    def _best_day(self, day: tuple[int, bool]) -> Hint | None:
        if day not in self._days:
            self._days[day] = self._calendar.of_text(day)
        return self._days[day]

    def _of_words(self, words: frozenset[str]) -> tuple[Evidence, ...]:
        found = self._words.get(words)
        if found is None:
            found = self._words[words] = tuple(_shared(self.asked, words, self._spans))
        return found


def _shared(asked: Asked, words: frozenset[str], spans: Mapping[str, Span]) -> list[Evidence]:
    """Return what words say that a description shares with the complaint, the rarest first."""
    said = []
    for word in sorted(words):
        span = spans[word]
        bits = min(asked.often.rarity("word", word) - 2.0, points("attribute", "word_most"))
        if bits > 0.5:
            facts = (("word", asked.text[span.start : span.end]),)
            text = mark("also “%(word)s”")
            said.append(Evidence("looks", bits, text, facts, span, "", "description"))
    said.sort(key=lambda one: -one.points)
    left, kept = points("attribute", "together"), []
    for one in said:
        kept.append(replace(one, points=min(one.points, left)))
        left -= kept[-1].points
        if left <= 0:
            break
    return kept
