"""A noun in its place: whose it is, what stands before it."""

from collections.abc import Sequence
from dataclasses import dataclass

from custody.domain.matching.text import Token
from custody.domain.matching.values import Amount
from custody.domain.matching.vocabulary import STUFF, Lexicon

MOST_ADJECTIVES = 3
OWNERS = ("my", "their", "no", "a", "the")


@dataclass(frozen=True)
class Mention:
    """Tokens that name a thing. `before` is whose or which: my, their, the, a, no, number or "".

    `prep` is the token of the preposition in front of it; `group` numbers things that are counted
    up together. A concept of None is a noun that no language file knows.
    """

    first: int
    after: int
    concept: str | None
    category: str
    lemma: str
    sentence: int
    before: str = ""
    prep: int | None = None
    group: int = 0
    sure: float = 1.0
    needs_cue: bool = False
    amount: Amount | None = None

    @property
    def is_stuff(self) -> bool:
        """Whether it is "all my things" and the like."""
        return self.concept == STUFF


def look_back(
    words: Sequence[Token], known: Lexicon, first: int, acts: set[int]
) -> tuple[str, int | None]:
    """Return whose or which the noun at this token is, and its preposition, if any.

    A particle of a verb is no preposition, unless it is one of those that go with nouns.
    """
    before = ""
    adjectives = 0
    n = first - 1
    while n >= 0 and words[n].sentence == words[first].sentence and not words[n + 1].gap.strip():
        word = words[n].word
        owner = next((name for name in OWNERS if known.has(name, word)), "")
        if n in acts and not known.has("at", word) and not owner and n == first - 1:
            break
        if _opens_list(words, n, known):
            break
        if known.has("with", word) or known.has("of", word) or known.has("at", word):
            particle = n in acts and not known.has("destinations", word)
            return before, (None if particle else n)
        if owner:
            before = before or owner
        elif word.isdigit() or word in known.pairs["dates.numbers"]:
            before = before or "number"
        elif adjectives < MOST_ADJECTIVES and not before and _may_describe(word, known):
            adjectives += 1
        else:
            break
        n -= 1
    return before, None


def _opens_list(words: Sequence[Token], n: int, known: Lexicon) -> bool:
    """Say whether a preposition is the start of "onder andere" and the like."""
    two = tuple(token.word for token in words[n : n + 2])
    return any(pattern == two and name == "list" for pattern, name in known.cues.get(two[0], ()))


def _may_describe(word: str, known: Lexicon) -> bool:
    names = ("verbs", "and", "also", "i", "they", "police", "clause", "relative", "not", "me", "it")
    return not any(known.has(name, word) for name in names)
