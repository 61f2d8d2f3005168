"""What stands around a mention: its days, places, looks, numbers, and who holds it.

The day of the handover is the one nearest to the verb; days of a call or a letter come last, and
days of other sentences weigh half.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from custody.domain.matching import attributes
from custody.domain.matching.basis import distance, tokens_of
from custody.domain.matching.cues import Cue
from custody.domain.matching.nouns import Mention
from custody.domain.matching.polarity import Verdict
from custody.domain.matching.text import Token
from custody.domain.matching.values import Frame, Identifier, Place, Span, Window
from custody.domain.matching.vocabulary import Lexicon

_MOST_WINDOWS = 3
_OTHER_BASIS, _OTHER_SENTENCE, _LATER = 15, 40, 25
_HOLDER_WITHIN, _NUMBER_WITHIN = 10, 120
_KINDS_OF = {
    "imei": ("phone",),
    "frame": ("bicycle", "scooter", "vehicle"),
    "plate": ("vehicle", "scooter"),
    "chip": ("animal",),
    "card": ("card",),
    "document": ("id_document", "document", "card"),
}


@dataclass(frozen=True)
class Context:
    """Everything that was read from a text, to be shared out among its mentions."""

    words: Sequence[Token]
    known: Lexicon
    days: Sequence[Window]
    places: Sequence[Place]
    numbers: Sequence[Identifier]
    mentions: Sequence[Mention]

    @cached_property
    def _things(self) -> list[range]:
        return [range(one.first, one.after) for one in self.mentions]

    def frame(self, mention: Mention, verdict: Verdict) -> Frame:
        """Return the frame of a mention."""
        first, last = self.words[mention.first], self.words[mention.after - 1]
        polarity = verdict.polarity
        if first.aside and polarity == "active":
            polarity = "quoted"
        cue = verdict.cue
        things = [one for one in self._things if one.start != mention.first]
        return Frame(
            span=Span(first.span.start, last.span.end),
            concept=None if mention.is_stuff else mention.concept,
            category=mention.category,
            sentence=mention.sentence,
            polarity=polarity,
            windows=self._windows(mention, cue),
            verb=self._verb(cue) if cue else None,
            direction=verdict.direction,
            holder=self._holder(cue) if cue else None,
            places=self._near_places(mention, cue),
            attributes=attributes.near(
                self.words, self.known, mention.first, mention.after, things
            ),
            identifiers=self._identifiers(mention),
            quantity=attributes.quantity(
                self.words, self.known, mention.first, mention.after, mention.category
            ),
            amount=mention.amount,
            confidence=round(verdict.confidence * mention.sure, 2),
        )

    def _verb(self, cue: Cue) -> Span:
        return Span(self.words[cue.first].span.start, self.words[cue.last].span.end)

    def _windows(self, mention: Mention, cue: Cue | None) -> tuple[Window, ...]:
        """Return the windows of a mention, the one nearest to its verb first."""
        places = cue.places if cue else (mention.first,)
        sentences = {mention.sentence, cue.sentence if cue else mention.sentence}
        ranked = []
        for n, window in enumerate(self.days):
            inside = self._inside[n]
            if not inside:
                continue
            here = self.words[inside[0]].sentence in sentences
            other = window.basis not in ("handover", "unknown", "loss")
            far = distance(inside, places) + _OTHER_BASIS * other + _OTHER_SENTENCE * (not here)
            far += _LATER * (not here and inside[0] > max(places))
            near = here or n == self._only_day
            weight = window.weight * (1.0 if near else 0.5) * (0.5 if other else 1.0)
            ranked.append((far - window.weight, n, replace(window, weight=weight)))
        ranked.sort(key=lambda one: one[:2])
        kept = [one[2] for one in ranked[:_MOST_WINDOWS]]
        return tuple(
            one if n == 0 or one.span == kept[0].span else replace(one, weight=one.weight * 0.5)
            for n, one in enumerate(kept)
        )

    @cached_property
    def _only_day(self) -> int | None:
        """Return the one window that may be the day of the handover, when there is one alone."""
        told = [n for n, one in enumerate(self.days) if one.basis in ("handover", "unknown")]
        return told[0] if len(told) == 1 else None

    @cached_property
    def _inside(self) -> list[list[int]]:
        return [tokens_of(self.words, window) for window in self.days]

    def _holder(self, cue: Cue) -> Span | None:
        """Return the word for the officer or desk nearest to the verb."""
        near = [
            (distance((n,), cue.places) + _HOLDER_WITHIN * self._is_pronoun(token), n)
            for n, token in enumerate(self.words)
            if token.sentence == cue.sentence and self.known.has("holders", token.word)
        ]
        near = [one for one in near if one[0] <= 2 * _HOLDER_WITHIN]
        return self.words[min(near)[1]].span if near else None

    def _is_pronoun(self, token: Token) -> bool:
        return self.known.has("me", token.word) or self.known.has("it", token.word)

    def _near_places(self, mention: Mention, cue: Cue | None) -> tuple[Place, ...]:
        """Return the places of the sentences that speak of the handover."""
        sentences = {mention.sentence} | ({cue.sentence} if cue else set())
        return tuple(one for one in self.places if self._sentence(one.span) in sentences)

    def _sentence(self, span: Span) -> int:
        return next((t.sentence for t in self.words if t.span.end > span.start), -1)

    def _identifiers(self, mention: Mention) -> tuple[Identifier, ...]:
        """Return the numbers of a thing: of its kind anywhere, others in its sentence or the next."""
        end = self.words[mention.after - 1].span.end
        found = []
        for one in self.numbers:
            kinds = _KINDS_OF.get(one.kind)
            if kinds is not None:
                if mention.category in kinds:
                    found.append(one)
            elif one.kind != "phone" and 0 <= one.span.start - end <= _NUMBER_WITHIN:
                between = [m for m in self.mentions if end <= self.words[m.first].span.start]
                later = [m for m in between if self.words[m.first].span.start < one.span.start]
                if not later or one.kind == "receipt":
                    found.append(one)
        return tuple(found)
