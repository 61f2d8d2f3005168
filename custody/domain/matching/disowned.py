"""Numbers that stand in a complaint and are not claimed: a misprint, somebody else's, quoted back.

- a number that the next words disown ("that was his typing mistake", "niet de mijne") is left out;
- a number that stands only in a quoted letter, or beside another that it may be a misprint of, is
  doubted: alone it never makes a link certain.
"""

from collections.abc import Sequence
from dataclasses import replace

from custody.domain.matching.cues import Cue
from custody.domain.matching.numbers import one_edit, same_but_looks
from custody.domain.matching.text import Token
from custody.domain.matching.values import Identifier
from custody.domain.matching.vocabulary import Lexicon

DOUBTED = "doubted"
_KINDS = ("plate", "receipt", "imei", "serial", "frame", "document", "chip", "item_code", "card")


def claimed(
    words: Sequence[Token], known: Lexicon, acts: Sequence[Cue], numbers: Sequence[Identifier]
) -> tuple[Identifier, ...]:
    """Return the numbers of a text without those that it disowns; what is doubted says so."""
    placed = [(one, _token(words, one)) for one in numbers]
    lost = _disowned(words, known, acts, placed)
    kept = [(one, n) for one, n in placed if one not in lost or one.kind == "phone"]
    return tuple(
        replace(one, strength=DOUBTED)
        if one.kind in _KINDS and (words[n].aside or _has_rival(one, [k for k, _ in kept]))
        else one
        for one, n in kept
    )


def _token(words: Sequence[Token], one: Identifier) -> int:
    return next((n for n, token in enumerate(words) if token.span.end > one.span.start), 0)


def _disowned(
    words: Sequence[Token],
    known: Lexicon,
    acts: Sequence[Cue],
    placed: Sequence[tuple[Identifier, int]],
) -> set[Identifier]:
    """Return the numbers that a phrase of disowning speaks of: the last one before it, or the other."""
    lost = set()
    for cue in acts:
        if cue.name not in ("denied", "misprint"):
            continue
        near = [
            one
            for one, n in placed
            if n < cue.first and 0 <= cue.sentence - words[n].sentence <= 1 and one.kind in _KINDS
        ]
        if not near:
            continue
        other = any(known.has("others", words[n].word) for n in _before(words, cue))
        place = near[-2] if other and len(near) > 1 else near[-1]
        alone = cue.sentence == next(words[n].sentence for one, n in placed if one is place)
        if cue.name == "misprint" or other or alone or _opens(words, cue):
            lost.add(place)
    return lost


def _before(words: Sequence[Token], cue: Cue) -> range:
    """Return the tokens of the sentence of a cue up to its end."""
    first = next(n for n, token in enumerate(words) if token.sentence == cue.sentence)
    return range(first, cue.last + 1)


def _opens(words: Sequence[Token], cue: Cue) -> bool:
    """Say whether a phrase opens its sentence: *Niet de mijne!*"""
    return cue.first - _before(words, cue).start <= 2


def _has_rival(one: Identifier, others: Sequence[Identifier]) -> bool:
    """Say whether another number of the kind is so near that one of the two may be a misprint."""
    return any(
        other.kind == one.kind
        and other.value != one.value
        and not same_but_looks(other.value, one.value)
        and (one_edit(other.value, one.value) or _nearly(other.value, one.value))
        for other in others
    )


def _nearly(one: str, other: str) -> bool:
    """Say whether at most two places differ."""
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) <= 2
