"""A text read once: its words, its cues, and the nouns in it that name things.

Things that no language file knows are added where a cue of handing over asks for one.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from custody.domain.matching import cues, mentions, unknown
from custody.domain.matching.binding import POSITIVE
from custody.domain.matching.cues import Cue
from custody.domain.matching.lexicon import Lexicon, lexicon
from custody.domain.matching.nouns import Mention
from custody.domain.matching.standing import Standing
from custody.domain.matching.text import Folded, Token, normalise, read

_HARD = frozenset(("taken", "given"))
_TELLING = _HARD | {"missing", "brought", "asked"}
_BESIDE, _FAR, _NEAR = 3, 26, 14


@dataclass(frozen=True)
class Things:
    """A text as it was read once: its words, its cues, its things."""

    folded: Folded
    known: Lexicon
    language: str
    words: Sequence[Token]
    acts: Sequence[Cue]
    found: tuple[Mention, ...]
    standing: Standing


def read_things(text: str) -> Things:
    """Return the words and cues of a text, and its things with what is decided about each."""
    folded = normalise(text)
    known = lexicon()
    words = read(
        text,
        folded,
        frozenset(known.texts["abbreviations"]),
        known.texts["quoted_from"],
        known.texts["closings"],
    )
    language = known.language_of(words)
    known = known.view(language)
    acts = cues.find(words, known)
    spotted = known.spotted(words, language)
    found = mentions.find(words, folded, known, spotted, _places(acts))
    idioms = {n for one in spotted if not one.form.concept for n in range(one.first, one.after)}
    found = _with_unknown(words, known, found, acts, idioms)
    return Things(folded, known, language, words, acts, found, Standing(words, known, found, acts))


def _places(acts: Sequence[Cue]) -> set[int]:
    """Return the tokens of the cues that say who handed over what."""
    return {n for cue in acts if cue.name in (*POSITIVE, "returned") for n in cue.places}


def _with_unknown(
    words: Sequence[Token],
    known: Lexicon,
    found: tuple[Mention, ...],
    acts: Sequence[Cue],
    idioms: set[int],
) -> tuple[Mention, ...]:
    """Return the mentions with the nouns that nobody knows and that were handed over."""
    busy = idioms | {n for one in found for n in range(one.first, one.after)}
    busy |= {n for cue in acts if cue.name in (*POSITIVE, "returned") for n in cue.places}
    more: dict[int, Mention] = {}
    for cue in acts:
        asks = cue.name in POSITIVE and not cue.negated
        asks = asks or (cue.name == "returned" and cue.negated)
        for one in _objects(words, known, cue, found, busy) if asks else ():
            more.setdefault(one.first, one)
    for one in unknown.named_animals(words, known, found, acts, busy):
        more.setdefault(one.first, one)
    if not more:
        return found
    everything = sorted((*found, *more.values()), key=lambda one: one.first)
    return mentions.grouped(words, known, everything)


def _objects(
    words: Sequence[Token],
    known: Lexicon,
    cue: Cue,
    found: Sequence[Mention],
    busy: set[int],
) -> list[Mention]:
    """Return the unknown nouns near a cue: alone in its sentence, or counted up with others."""
    known_here = [one for one in found if one.sentence == cue.sentence and one.prep is None]
    nouns = []
    for n, token in enumerate(words):
        near = _FAR if known.has("my", token.word) else _NEAR
        if token.sentence != cue.sentence or abs(n - cue.first) > near or n in busy:
            continue
        counted = _counted(words, known, n, found)
        alone = not any(abs(one.first - n) <= _BESIDE for one in known_here)
        if not alone and not counted:
            continue
        one = unknown.unknown_noun(words, known, n, busy)
        if one is None and counted:
            one = unknown.bare_noun(words, known, n, busy)
        if one is None or (one.prep is not None and one.prep not in cue.places):
            continue
        if (
            one.before == "my"
            or cue.name in _HARD
            or (cue.name in _TELLING and one.before != "the")
        ):
            nouns.append(one)
    if not known_here:
        described = unknown.described_noun(words, known, cue.last, busy)
        nouns += [described] if described else []
    return nouns[:3]


def _counted(words: Sequence[Token], known: Lexicon, n: int, found: Sequence[Mention]) -> bool:
    """Say whether a noun at token n stands behind a known thing and a comma or an "and"."""
    joined = "," in words[n].gap or (n > 0 and known.has("and", words[n - 1].word))
    return joined and any(0 <= n - one.after <= 2 for one in found)
