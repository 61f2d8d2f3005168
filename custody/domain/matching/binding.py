"""Which things a cue speaks of: the clause it stands in, what a pronoun stands for, what is near.

Those of its own clause come first; then what a pronoun of the clause stands for; else the nearest
ones of the sentence; and without any object, the things of the sentence before.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from custody.domain.matching.cues import Cue
from custody.domain.matching.nouns import Mention
from custody.domain.matching.text import Token
from custody.domain.matching.vocabulary import Lexicon

POSITIVE = ("taken", "given", "brought", "left", "held", "missing", "asked", "put", "carried")
_ACTS = frozenset((*POSITIVE, "returned", "offered", "denied"))
FARTHEST, _SENTENCES_BACK = 24, 3


class Binding:
    """The mentions and cues of one text, with its clauses."""

    def __init__(
        self,
        words: Sequence[Token],
        known: Lexicon,
        mentions: Sequence[Mention],
        cues: Sequence[Cue],
    ) -> None:
        self.words, self.known, self.mentions, self.cues = words, known, mentions, cues
        starts = {cue.first for cue in cues if cue.name in _ACTS}
        self.clauses = _clauses(words, known, mentions, starts)

    def distance(self, mention: Mention, cue: Cue) -> int:
        """Return how far a cue stands from a thing; each clause between counts for four words."""
        near = min(min(abs(p - mention.first), abs(p - (mention.after - 1))) for p in cue.places)
        return near + 4 * abs(self.clauses[mention.first] - self.clauses[cue.first])

    def _may_bind(self, mention: Mention, cue: Cue | None) -> bool:
        """Say whether a thing can be what a cue speaks of, by the preposition before it.

        Without a cue: whether a later pronoun can stand for it.
        """
        if mention.prep is None:
            return True
        word = self.words[mention.prep].word
        if self.known.has("with", word) or self.known.has("with_out", word):
            return True
        if cue is None:
            return self.known.has("about", word)
        phrasal = self.known.has("phrasal", word) and cue.name in ("held", "put", "taken")
        if phrasal and mention.prep == cue.last:
            return True
        if self.known.has("belongs", word) and self._is_object_of(mention.prep):
            return True
        if mention.prep in cue.places:
            return self.known.has("of", word) or self.known.has("about", word)
        return self.known.has("about", word) and mention.before == "my" and cue.name == "asked"

    def _is_object_of(self, prep: int) -> bool:
        """Say whether the noun before "of" is no thing itself: *two boxes of photos*."""
        before = prep - 1
        if before < 0 or self.words[before].sentence != self.words[prep].sentence:
            return False
        if any(one.first <= before < one.after for one in self.mentions):
            return False
        names = ("persons.third", "persons.officers", "places.units", "places.buildings", "family")
        word = self.words[before].word
        family = self.known.pairs["persons.family"]
        return word not in family and not any(word in self.known.sets.get(n, ()) for n in names)

    def targets(self, cue: Cue) -> Iterator[int]:
        """Yield the places of the mentions that a cue speaks of."""
        here = [
            n
            for n, m in enumerate(self.mentions)
            if m.sentence == cue.sentence and self._may_bind(m, cue)
        ]
        clauses = {self.clauses[cue.first], self.clauses[cue.last]}
        own = [n for n in here if self.clauses[self.mentions[n].first] in clauses]
        if cue.name == "offered":
            yield from (n for n in own or here if self.mentions[n].first >= cue.first)
            return
        if own:
            yield from own
            if cue.name != "said_by_police" and self._pronoun(cue):
                yield from self._meant(cue)
            return
        if self._pronoun(cue) and not (cue.name == "denied" and self._has_subject(cue)):
            meant = list(self._meant(cue))
            if meant:
                yield from meant
                return
        things = [n for n in here if self.mentions[n].amount is None]
        if things and self.names(cue.sentence, "cost"):
            here = things
        if here:
            best = min(here, key=lambda n: (self.distance(self.mentions[n], cue), -n))
            alone = len({self.mentions[n].group for n in here}) == 1
            if alone or self.distance(self.mentions[best], cue) <= FARTHEST:
                group = self.mentions[best].group
                yield from (n for n in here if self.mentions[n].group == group)
            return
        if cue.name in (*POSITIVE, "returned") and not self._has_object(cue):
            yield from (n for n in self._meant(cue) if self._is_meant(self.mentions[n]))

    def _is_meant(self, mention: Mention) -> bool:
        """Say whether a verb without an object can mean this: a certain thing, not a kind of thing."""
        return mention.is_stuff or mention.before not in ("no", "")

    def _pronoun(self, cue: Cue) -> bool:
        """Say whether a pronoun in the clause of a cue stands for a thing named before."""
        clauses = {self.clauses[cue.first], self.clauses[cue.last]}
        for n, token in enumerate(self.words):
            if token.sentence != cue.sentence or self.clauses[n] not in clauses:
                continue
            if self.known.has("it", token.word) and n not in cue.places and self._stands_alone(n):
                return True
        return False

    def _stands_alone(self, n: int) -> bool:
        """Say whether a word like "het" or "that" is a pronoun here: no noun follows it."""
        if not self.known.has("the", self.words[n].word) or n + 1 >= len(self.words):
            return True
        after = self.words[n + 1]
        if after.sentence != self.words[n].sentence or after.gap.strip():
            return True
        names = ("function", "verbs", "dates.approx")
        if any(self.known.has(name, after.word) for name in names):
            return True
        return any(cue.first == n + 1 for cue in self.cues if cue.name in _ACTS)

    def _has_subject(self, cue: Cue) -> bool:
        """Say whether a sentence speaks of a noun that nobody knows: "The Cartier ... not mine"."""
        for n, token in enumerate(self.words[: cue.first]):
            if token.sentence == cue.sentence and self.known.has("the", token.word):
                after = self.words[n + 1]
                if after.capital and after.sentence == cue.sentence and not after.gap.strip():
                    return True
        return False

    def _has_object(self, cue: Cue) -> bool:
        """Say whether the clause of a cue names something of its own that is no thing."""
        clause = self.clauses[cue.first]
        for n, token in enumerate(self.words):
            if self.clauses[n] != clause or token.sentence != cue.sentence or n in cue.places:
                continue
            if self.known.has("abstract", token.word) and n:
                before = self.words[n - 1].word
                if any(self.known.has(name, before) for name in ("my", "a", "no")):
                    return True
        return False

    def _meant(self, cue: Cue) -> Iterator[int]:
        """Yield the things that a pronoun or a missing object stands for: the group before."""
        limit = cue.sentence - _SENTENCES_BACK
        before = [
            n
            for n, m in enumerate(self.mentions)
            if m.first < cue.first
            and m.sentence >= limit
            and self._may_bind(m, None)
            and not self._was_bought(m)
            and (m.sentence < cue.sentence or self.clauses[m.first] < self.clauses[cue.first])
        ]
        if not before:
            return
        nearest = max(self.mentions[n].sentence for n in before)
        here = [n for n in before if self.mentions[n].sentence == nearest]
        here = [n for n in here if not self._bracketed(n)] or here
        known = [n for n in here if not self.mentions[n].needs_cue] or here
        group = self.mentions[known[-1]].group
        yield from (n for n in here if self.mentions[n].group == group)

    def _was_bought(self, mention: Mention) -> bool:
        """Say whether its clause tells that it was bought or hired: what follows means the other."""
        clause = self.clauses[mention.first]
        told = self.names(mention.sentence, "acquired", "cost")
        return mention.before in ("a", "the") and any(self.clauses[c.first] == clause for c in told)

    def _bracketed(self, n: int) -> bool:
        """Say whether a thing stands in brackets: it says more of another, and no pronoun means it."""
        depth = 0
        for token in self.words[: self.mentions[n].first + 1]:
            if token.sentence == self.mentions[n].sentence:
                depth = max(depth + token.gap.count("(") - token.gap.count(")"), 0)
        return depth > 0

    def names(self, sentence: int, *names: str) -> list[Cue]:
        """Return the cues of a sentence with one of these names."""
        return [c for c in self.cues if c.sentence == sentence and c.name in names]


def _clauses(
    words: Sequence[Token], known: Lexicon, mentions: Sequence[Mention], starts: set[int]
) -> list[int]:
    """Return the number of the clause of each token.

    An enumeration is never cut in two, and what stands in brackets does not end its clause.
    """
    together: set[int] = set()
    for one, other in pairwise(mentions):
        if one.group == other.group:
            together.update(range(one.first + 1, other.first + 1))
    found: list[int] = []
    clause = highest = 0
    outside: int | None = None
    for n, token in enumerate(words):
        if n and token.sentence != words[n - 1].sentence:
            clause, outside = highest + 1, None
        elif outside is not None and ")" in token.gap:
            clause, outside = outside, None
        elif n and "(" in token.gap and ")" not in token.gap:
            clause, outside = highest + 1, clause
        elif n and n not in together and _starts_clause(words, known, n, starts):
            clause = highest + 1
        highest = max(highest, clause)
        found.append(clause)
    return found


def _starts_clause(words: Sequence[Token], known: Lexicon, n: int, starts: set[int]) -> bool:
    token = words[n]
    if set(token.gap) & set(";:,!?") or known.has("clause", token.word):
        return True
    if n + 1 >= len(words):
        return False
    after = words[n + 1].word
    if known.has("and", token.word):
        names: tuple[str, ...] = ("verbs", "i", "they", "relative")
        return any(known.has(name, after) for name in names) or n + 1 in starts
    names = ("i", "they", "the", "a", "my", "their")
    return known.has("relative", token.word) and any(known.has(name, after) for name in names)
