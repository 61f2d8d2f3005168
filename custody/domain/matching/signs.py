"""What in the words around a thing tells whether it came into the hands of the police.

Signs are general: the cue in the clause, the sentence and next to it; who acts; whose the thing is;
what a text says of the same thing elsewhere. What each one weighs is fitted (`standing.py`).
No sign knows a language: the words stand in the language files.
"""

from collections.abc import Iterator, Sequence

from custody.domain.matching.cues import Cue
from custody.domain.matching.nouns import Mention
from custody.domain.matching.polarity import Verdict
from custody.domain.matching.story import Reading

_ACTS = frozenset(("taken", "given", "brought", "left", "put"))
_KEPT = frozenset(("held", "missing", "asked", "found"))
_AGAINST = frozenset(("not_police", "lost", "harmed", "acquired", "own", "denied", "conditional"))
_WHO = {"police": "police", "they": "they", "i": "i", "not": "not", "thieves": "thieves"}
_WHO |= {"third": "persons.third", "me": "to_me", "custody": "custody"}
_WHO |= {name: name for name in ("bystanders", "elsewhere", "contrast", "gone", "clause")}
_KINDS = frozenset(("other", "household", "document", "food"))
_DONE = frozenset(("taken", "given", "put", "held", "left", "returned", "found", "brought"))
_LONG_NUMBER = 4


class Signs(Reading):
    """All mentions and cues of one text, with the signs that speak for and against each."""

    def signs(self, n: int) -> frozenset[str]:
        """Return the signs of a mention, after the cues were bound and judged."""
        mention, verdict = self.mentions[n], self.verdicts[n]
        return frozenset(
            (
                *self._read(n, verdict),
                *self._of_cues(mention, verdict),
                *self._around(mention),
                *self._of_words(mention),
                *self._of_looks(mention),
                *self._of_noun(mention),
                *self._of_text(n),
            )
        )

    def _read(self, n: int, verdict: Verdict) -> Iterator[str]:
        """Yield what the rules alone make of it, and of the things it is counted up with."""
        yield f"read.{verdict.polarity}"
        if verdict.polarity == "active":
            yield f"rests.{verdict.cue.name if verdict.cue else 'nothing'}"
            if verdict.cue and verdict.cue.sentence != self.mentions[n].sentence:
                yield "rests.elsewhere"
            elif verdict.cue and verdict.cue not in [c for _, c in verdict.bound]:
                yield "rests.shared"
        row = [k for k, m in enumerate(self.mentions) if m.group == self.mentions[n].group]
        if len(row) > 1:
            yield "row.listed"
            for name in {self.verdicts[k].polarity for k in row if k != n}:
                yield f"row.{'active' if name == 'active' else 'none'}"

    def _of_cues(self, mention: Mention, verdict: Verdict) -> Iterator[str]:
        for _, cue in verdict.bound:
            if cue.name in _DONE:
                yield f"{_named(cue)}.by_{self._actor(cue)}"
        clause = self.clauses[mention.first]
        for cue in self.cues:
            away = cue.sentence - mention.sentence
            if clause in (self.clauses[cue.first], self.clauses[cue.last]):
                yield f"clause.{_named(cue)}"
            elif abs(away) == 1 and _kind(cue):
                yield f"{'before' if away < 0 else 'after'}.{_kind(cue)}"

    def _actor(self, cue: Cue) -> str:
        """Return who did what a cue tells: the first of these that its clause names."""
        told = self._clause_words(cue)
        if any(self.known.has("thieves", word) for word in told):
            return "thieves"
        if self._police(told):
            return "police"
        for name in ("bystanders", "they", "i"):
            if any(self.known.has(name, word) for word in told):
                return name
        return "nobody"

    def _around(self, mention: Mention) -> Iterator[str]:
        """Yield the cues between a thing, or its row, and the ones before and behind it."""
        row = [m for m in self.mentions if m.group == mention.group]
        here = [m for m in self.mentions if m.sentence == mention.sentence]
        first, after = row[0].first, row[-1].after
        low = max((m.after for m in here if m.after <= first), default=0)
        high = min((m.first for m in here if m.first >= after), default=len(self.words))
        for cue in self.cues:
            if cue.sentence == mention.sentence and low <= cue.first and cue.last < high:
                yield f"{'behind' if cue.last < first else 'ahead'}.{_named(cue)}"

    def _of_words(self, mention: Mention) -> Iterator[str]:
        clause = self.clauses[mention.first]
        here = [n for n, t in enumerate(self.words) if t.sentence == mention.sentence]
        own = [self.words[n].word for n in here if self.clauses[n] == clause]
        for sign, name in _WHO.items():
            if any(self.known.has(name, word) for word in own):
                yield f"who.{sign}"
        if any(self._is_unit(word) for word in own):
            yield "who.unit"
        if any(self.known.participle.fullmatch(word) for word in own):
            yield "who.participle"
        after = here[-1] + 1
        if after < len(self.words) and "?" in self.words[after].gap:
            yield "who.question"
        if self._stands(mention):
            yield "who.stands"
        yield from self._of_verbs(mention, own, [self.words[n].word for n in here])

    def _of_verbs(self, mention: Mention, own: Sequence[str], told: Sequence[str]) -> Iterator[str]:
        """Yield whether a clause tells something of its own, or leaves it to the one before."""
        clause = self.clauses[mention.first]
        acts = [c for c in self.cues if _kind(c) in ("act", "kept")]
        if not any(clause in (self.clauses[c.first], self.clauses[c.last]) for c in acts):
            verb = any(self.known.has("verbs", word) for word in own)
            yield "who.own_verb" if verb else "who.no_act"
            if verb and not any(c.sentence == mention.sentence for c in acts):
                yield "who.own_story"
        if not any(self.known.has("verbs", word) for word in told):
            yield "who.no_verb"
            if any(c.sentence == mention.sentence + 1 and _kind(c) == "act" for c in self.cues):
                yield "who.act_follows"
        if self.names(mention.sentence, "contained") and self._follows_active(mention):
            yield "who.contained"

    def _follows_active(self, mention: Mention) -> bool:
        """Say whether a thing in the hands of the police is named in this sentence or the last."""
        return any(
            v.polarity == "active"
            and m.first < mention.first
            and m.sentence >= mention.sentence - 1
            for m, v in zip(self.mentions, self.verdicts, strict=True)
        )

    def _of_looks(self, mention: Mention) -> Iterator[str]:
        """Yield what is told of the thing itself: how it looks, its number, that it is another one."""
        before = self.words[max(mention.first - 2, 0) : mention.first]
        if any(self.known.has("replacing", t.word) for t in before):
            yield "whose.replacing"
        behind = [t.word for t in self.words[mention.after :] if t.sentence == mention.sentence]
        if any(len(w) >= _LONG_NUMBER and any(c.isdigit() for c in w) for w in behind):
            yield "who.number"
        looks = self.known.attributes.keys() | self.known.pairs.get("attributes.brands", {}).keys()
        near = self.words[max(mention.first - 3, 0) : mention.after + 3]
        if any(t.word in looks and t.sentence == mention.sentence for t in near):
            yield "who.looks"

    def _of_noun(self, mention: Mention) -> Iterator[str]:
        yield f"whose.{mention.before or 'nobody'}"
        if mention.category in _KINDS:
            yield f"kind.{mention.category}"
        if mention.prep is not None:
            word = self.words[mention.prep].word
            names = ("with", "with_out", "of", "about", "at")
            yield f"prep.{next((name for name in names if self.known.has(name, word)), 'at')}"
        if mention.concept is None:
            yield "noun.unknown"
        if mention.is_stuff:
            yield "noun.stuff"
        if mention.amount:
            yield "noun.sum"
        if mention.needs_cue:
            yield "noun.many_meanings"
        if mention.sure < 1:
            yield "noun.guessed"
        if self._is_first_part(mention):
            yield "noun.first_part"

    def _of_text(self, n: int) -> Iterator[str]:
        mention = self.mentions[n]
        if mention.sentence == 0:
            yield "text.first"
        if self._custody:
            yield "text.custody"
        if self._tells_of_handover():
            yield "text.handover"
        for k, other in enumerate(self.mentions):
            if k == n or other.concept is None or mention.concept is None:
                continue
            if self.known.kin(mention.concept, other.concept) in ("equal", "parent", "child"):
                name = self.verdicts[k].polarity
                name = name if name in ("active", "unclear") else "none"
                yield f"{'later' if k > n else 'earlier'}.{name}"


def _named(cue: Cue) -> str:
    return f"{cue.name}_not" if cue.negated else cue.name


def _kind(cue: Cue) -> str:
    if cue.name in _AGAINST:
        return "against"
    if cue.name == "returned":
        return "kept" if cue.negated else "returned"
    if cue.name in _ACTS:
        return "against" if cue.negated else "act"
    return "kept" if cue.name in _KEPT else ""
