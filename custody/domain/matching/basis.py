"""What happened on a day that a text names: the handover, a loss, a call, a letter, a return.

The nearest verb of the sentence says so; without one it is unknown.
"""

from collections.abc import Sequence
from dataclasses import replace

from custody.domain.matching.cues import Cue
from custody.domain.matching.text import Token
from custody.domain.matching.values import Window
from custody.domain.matching.vocabulary import Lexicon

_BY_CUE = {"taken": "handover", "given": "handover", "brought": "handover", "left": "handover"}
_BY_CUE |= {"returned": "return", "not_police": "loss"}
_WORDS = (
    ("call", "dates.basis_call"),
    ("letter", "dates.basis_letter"),
    ("loss", "dates.basis_loss"),
)
_HANDOVER_FIRST, _PARTED = 3, 6


def of_windows(
    words: Sequence[Token], known: Lexicon, acts: Sequence[Cue], found: Sequence[Window]
) -> tuple[Window, ...]:
    """Return the windows, each with its basis."""
    return tuple(replace(one, basis=_basis(words, known, acts, one)) for one in found)


def _basis(words: Sequence[Token], known: Lexicon, acts: Sequence[Cue], window: Window) -> str:
    inside = tokens_of(words, window)
    if not inside:
        return "unknown"
    sentence = words[inside[0]].sentence
    near: list[tuple[int, str]] = []
    for cue in acts:
        basis = _BY_CUE.get(cue.name)
        if basis is not None and cue.sentence == sentence:
            more = 0 if basis == "handover" else _HANDOVER_FIRST
            far = distance(inside, cue.places) + _apart(words, known, inside, cue.places)
            near.append((far + more, basis))
    for n, token in enumerate(words):
        if token.sentence != sentence or n in inside:
            continue
        near += [
            (distance(inside, (n,)) + _HANDOVER_FIRST + _apart(words, known, inside, (n,)), basis)
            for basis, name in _WORDS
            if known.has(name, token.word)
        ]
    return min(near)[1] if near else "unknown"


def _apart(
    words: Sequence[Token], known: Lexicon, ours: Sequence[int], theirs: Sequence[int]
) -> int:
    """Return what is added when an "and", a "but" or a comma stands between a day and a verb."""
    first, last = min(ours[-1], theirs[-1]), max(ours[0], theirs[0])
    between = words[first + 1 : last + 1]
    parted = any(
        known.has("and", t.word) or known.has("clause", t.word) or set(t.gap) & set(",;:")
        for t in between
    )
    return _PARTED if parted else 0


def tokens_of(words: Sequence[Token], window: Window) -> list[int]:
    """Return the tokens that a window is made of."""
    return [
        n
        for n, token in enumerate(words)
        if window.span.start < token.span.end and token.span.start < window.span.end
    ]


def distance(ours: Sequence[int], theirs: Sequence[int]) -> int:
    """Return how many tokens lie between two sets of them."""
    return min(abs(a - b) for a in ours for b in theirs)
