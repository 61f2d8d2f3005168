"""Words that say who handed over what, or why it is none: verbs, particles far away, phrases.

The patterns stand in the language files; ``~`` in a pattern leaves room for other words of the
same sentence, so that *gaf ... af* and *took ... to the police* are one cue each.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from custody.domain.matching.text import Token
from custody.domain.matching.vocabulary import ANY, Lexicon

_FARTHEST = 16
_NEGATED_WITHIN = 7
_POSITIVE = frozenset(
    ("taken", "given", "brought", "left", "held", "missing", "asked", "found", "put", "carried")
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue: what it says, and the tokens it is made of."""

    name: str
    places: tuple[int, ...]
    sentence: int
    negated: bool = False

    @property
    def first(self) -> int:
        """Where the cue begins: the place of its first token in the text."""
        return self.places[0]

    @property
    def last(self) -> int:
        """Where the cue ends: the place of its last token, itself included."""
        return self.places[-1]


def find(words: Sequence[Token], known: Lexicon) -> tuple[Cue, ...]:
    """Return all cues in order; of those that share words, the one with most words wins."""
    found: list[Cue] = []
    for n, token in enumerate(words):
        for pattern, name in known.cues.get(token.word, ()):
            places = _match(words, n, pattern, known)
            if places:
                found.append(Cue(name, places, token.sentence))
    found.sort(key=lambda cue: (-len(cue.places), cue.first))
    used: dict[int, set[str]] = {}
    kept = []
    for cue in found:
        family = "act" if cue.name in _ACTS else cue.name
        if any(family in used.get(place, ()) for place in cue.places):
            continue
        for place in cue.places:
            used.setdefault(place, set()).add(family)
        kept.append(cue)
    return tuple(sorted((_with_negation(c, words, known) for c in kept), key=lambda c: c.first))


_ACTS = _POSITIVE | {"returned", "offered", "denied"}


def _match(
    words: Sequence[Token], n: int, pattern: tuple[str, ...], known: Lexicon
) -> tuple[int, ...]:
    """Return the tokens of a pattern that starts at token n, or nothing."""
    places = [n]
    at = n + 1
    gap = False
    for number, part in enumerate(pattern[1:], start=2):
        if part == ANY:
            gap = True
            continue
        end = min(at + (_FARTHEST if gap else 1), len(words))
        for place in range(at, end):
            if words[place].sentence != words[n].sentence:
                return ()
            if words[place].word == part and not (
                gap and number == len(pattern) and _preposition(words, place, known)
            ):
                places.append(place)
                at, gap = place + 1, False
                break
        else:
            return ()
    return tuple(places)


def _preposition(words: Sequence[Token], place: int, known: Lexicon) -> bool:
    """Say whether a particle here is a preposition after all: its noun follows."""
    if not known.has("at", words[place].word) or place + 1 >= len(words):
        return False
    after = words[place + 1]
    if after.sentence != words[place].sentence or after.gap.strip():
        return False
    return any(known.has(name, after.word) for name in ("my", "their", "the", "a"))


def _with_negation(cue: Cue, words: Sequence[Token], known: Lexicon) -> Cue:
    """Return the cue, negated when "niet" or "never" stands before or inside it in its clause."""
    if cue.name not in _POSITIVE and cue.name not in ("returned", "own"):
        return cue
    start = cue.first
    for place in range(cue.first - 1, max(cue.first - _NEGATED_WITHIN, -1), -1):
        token = words[place]
        if token.sentence != cue.sentence or set(words[place + 1].gap) & set(";:(,"):
            break
        if known.has("clause", token.word):
            break
        start = place
    for place in range(start, min(cue.last + 3, len(words))):
        token = words[place]
        if place > cue.last and (
            token.sentence != cue.sentence
            or token.gap.strip()
            or known.has("and", token.word)
            or known.has("clause", token.word)
        ):
            break
        if known.has("not", token.word) and not known.has("no", token.word):
            return Cue(cue.name, cue.places, cue.sentence, negated=True)
    return cue
