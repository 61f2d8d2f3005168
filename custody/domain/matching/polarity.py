"""Which mentions came into the hands of the police, and why the others did not.

Every cue is bound to the things it speaks of (`binding.py`). Then, for each thing:

- denied: not mine, never given; said by the police about our thing is no denial of ours;
- returned: given back on the spot, or later and that is well; given back later is active;
- anecdote, third_party, conditional, not_police (stolen or lost, and never brought to the police);
- active: a cue of handing over, keeping, missing or asking back;
- unclear: no cue says so. What the rest of the story says is asked after that (`story.py`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from custody.domain.matching.binding import POSITIVE
from custody.domain.matching.cues import Cue
from custody.domain.matching.nouns import Mention
from custody.domain.matching.telling import Telling
from custody.domain.matching.text import Token
from custody.domain.matching.vocabulary import Lexicon

_STRONG = frozenset(("taken", "given", "brought", "left"))
DIRECTIONS = {
    "left": "given",
    "put": "taken",
    "taken": "taken",
    "given": "given",
    "brought": "brought",
}
_SURE = {"taken": 1.0, "given": 1.0, "brought": 0.9, "left": 0.8, "held": 0.8}


@dataclass
class Verdict:
    """What is decided about one mention: its polarity, the cue it rests on, how sure."""

    polarity: str = "unclear"
    cue: Cue | None = None
    direction: str = "unknown"
    confidence: float = 0.3
    bound: list[tuple[int, Cue]] = field(default_factory=list)
    returned: bool = False


class Judging(Telling):
    """All mentions and cues of one text, bound to each other."""

    def __init__(
        self,
        words: Sequence[Token],
        known: Lexicon,
        mentions: Sequence[Mention],
        cues: Sequence[Cue],
    ) -> None:
        super().__init__(words, known, mentions, cues)
        self.verdicts = [Verdict() for _ in mentions]
        family = known.pairs["persons.family"]
        self._family = any(t.word in family or known.has("clients", t.word) for t in words)
        self._custody = any(known.has("custody", token.word) for token in words)

    def judge(self) -> None:
        """Give each mention the verdict of the cues that speak of it."""
        for cue in self.cues:
            for n in self.targets(cue):
                self.verdicts[n].bound.append((self.distance(self.mentions[n], cue), cue))
        for n in range(len(self.mentions)):
            self._judge(n)

    def _judge(self, n: int) -> None:
        mention, verdict = self.mentions[n], self.verdicts[n]
        bound = sorted(verdict.bound, key=lambda pair: (pair[0], pair[1].first))
        acts = [(d, c) for d, c in bound if c.name in POSITIVE and self.counts(mention, c)]
        against = self._against(mention, bound, acts)
        if against:
            verdict.polarity, verdict.cue, verdict.confidence = against[0], against[1], 0.9
            return
        positive = [(d, c) for d, c in acts if not c.negated or c.name in ("missing", "asked")]
        positive += [(d, c) for d, c in bound if c.name in ("returned", "own") and c.negated]
        positive += [(d + 8, c) for d, c in bound if c.name == "found" and self._found_by_police(c)]
        positive += [(d + 2, c) for d, c in acts if c.negated and c.name in _STRONG]
        positive += [(d, c) for d, c in bound if c.negated and c.name == "given" and self._to_me(c)]
        if mention.before == "no":
            elsewhere = [(d, c) for d, c in positive if c.sentence != mention.sentence]
            positive = elsewhere or positive
        if positive:
            self.activate(verdict, min(positive, key=_first_strong)[1])
        elif self._left_out(mention):
            verdict.polarity, verdict.confidence = "active", 0.7
        elif any(c.name == "returned" for _, c in bound):
            cue = next(c for _, c in bound if c.name == "returned")
            verdict.polarity, verdict.cue, verdict.direction = "active", cue, "returned"
            verdict.confidence, verdict.returned = 0.5, True
            if self.names(mention.sentence, "shown") or self.names(cue.sentence, "shown"):
                verdict.polarity = "returned"
            if self._gave_back_myself(cue):
                verdict.polarity = "returned"
        here = verdict.cue is None or verdict.cue.sentence == mention.sentence
        if mention.before == "no" and here and verdict.polarity == "active":
            verdict.polarity = "denied"
        if mention.amount and mention.concept in ("cash", "foreign_cash"):
            self._judge_money(mention, verdict)

    def activate(self, verdict: Verdict, cue: Cue) -> None:
        """Let a verdict be active because of this cue."""
        verdict.polarity, verdict.cue = "active", cue
        verdict.confidence = _SURE.get(cue.name, 0.7)
        verdict.direction = DIRECTIONS.get(cue.name, "unknown")

    def _judge_money(self, mention: Mention, verdict: Verdict) -> None:
        """Money needs a handover; a sum that something costs is none."""
        sentence = self.names(mention.sentence, "cost")
        clause = self.clauses[mention.first]
        costs = any(abs(self.clauses[c.first] - clause) <= 1 for c in sentence)
        kept = ("missing", "carried", "held") if self._custody else ("missing", "carried")
        strong = verdict.cue is not None and verdict.cue.name in (*_STRONG, *kept)
        if verdict.polarity == "active" and (not strong or costs):
            verdict.polarity = "unclear" if not costs else "idiom"

    def counts(self, mention: Mention, cue: Cue) -> bool:
        """Say whether a cue of handing over speaks of the police at all."""
        sentence = [t.word for t in self.words if t.sentence == cue.sentence]
        if cue.name in ("brought", "carried"):
            return self._custody or self._police(sentence) or self._at_a_name(cue)
        if cue.name == "left":
            return self._left_there(cue)
        clause = self._clause_words(cue)
        if cue.name in ("put", "held") and mention.before == "their" and not self._family:
            return False  # Their own torch, belt or car, mostly.
        if cue.name == "given" and mention.before == "their" and not self._family:
            return self._mine(sentence) or self._police(clause)
        if cue.name == "put":
            return self._police_did(cue)
        if cue.name == "held" and (self._is_auxiliary(cue) or self._mine(clause)):
            return False
        if cue.name in ("taken", "missing", "put") and self._by_others(cue):
            return False
        if cue.name == "asked" and mention.before == "a":
            return False
        if (
            mention.before == "a"
            and cue.sentence != mention.sentence
            and self.names(mention.sentence, "cost", "acquired")
        ):
            return False  # A new one was bought; what follows speaks of the old one.
        if cue.name == "put" and mention.before == "a" and not self._of_mine(clause):
            return False
        if cue.name == "taken" and self._by_me(cue):
            return self._police(sentence)
        return not (cue.name == "given" and self._to_me(cue))

    def _police_did(self, cue: Cue) -> bool:
        """Say whether the police, and not the writer, put or pulled something somewhere."""
        clause = self._clause_words(cue)
        if any(self.known.has("i", word) for word in clause):
            return False
        sentence = [t.word for t in self.words if t.sentence == cue.sentence]
        before = [t.word for t in self.words if t.sentence == cue.sentence - 1]
        meant = any(self.known.has("they", word) for word in clause)
        told = [*sentence, *(before if meant else ())]
        return self._police(told) or any(self.known.has("custody", word) for word in sentence)

    def _is_auxiliary(self, cue: Cue) -> bool:
        """Say whether "hebben jullie" only helps another verb of its clause."""
        if not any(self.known.has("have", self.words[n].word) for n in cue.places):
            return False
        clause = self.clauses[cue.last]
        return any(
            self.known.participle.fullmatch(token.word)
            for n, token in enumerate(self.words)
            if self.clauses[n] == clause and n > cue.last and n not in cue.places
        )

    def _found_by_police(self, cue: Cue) -> bool:
        sentence = [t.word for t in self.words if t.sentence == cue.sentence]
        told = self._police(sentence) or any(self.known.has("custody", w) for w in sentence)
        return told and not self._by_me(cue)

    def _gave_back_myself(self, cue: Cue) -> bool:
        """Say whether it was the writer who gave something back: it was lent to them."""
        words = {self.words[n].word for n in cue.places}
        clause = self._clause_words(cue)
        return bool(words & self.known.sets["gave_back"]) and any(
            self.known.has("i", word) for word in clause
        )

    def _against(
        self, mention: Mention, bound: list[tuple[int, Cue]], acts: list[tuple[int, Cue]]
    ) -> tuple[str, Cue] | None:
        """Return why a mention is none, with the cue that says so."""
        said = self.names(mention.sentence, "said_by_police")
        yes = [(d, c) for d, c in acts if not c.negated]
        for distance, cue in bound:
            if cue.name == "denied" and not (said and yes) and not self._counts_up(cue):
                return "denied", cue
            mine = cue.name == "own" and not cue.negated and cue.sentence == mention.sentence
            if mine and not any(c.name in _STRONG for _, c in yes):
                return "denied", cue
            refused = cue.negated and cue.name in ("taken", "given", "brought")
            refused = refused and not (cue.name == "given" and self._to_me(cue))
            if refused and not said and not any(d <= distance for d, c in yes if c is not cue):
                return "denied", cue
            if cue.name == "offered" and mention.before in ("a", "", "number", "the"):
                return "denied", cue
        for name in ("third_party", "anecdote"):
            for cue in self.names(mention.sentence, name):
                if name == "third_party" or mention.before != "my" or not yes:
                    return name, cue
        for _, cue in bound:
            if cue.name == "conditional" and yes:
                return "conditional", cue
        returned = self._given_back(bound)
        still = any(c.name in ("held", "asked", "missing") for _, c in yes)
        if returned and not still:
            return "returned", returned
        return self._elsewhere(mention, bound, yes)

    def _elsewhere(
        self, mention: Mention, bound: list[tuple[int, Cue]], yes: list[tuple[int, Cue]]
    ) -> tuple[str, Cue] | None:
        """Return that somebody else took a thing, or that it was stolen, lost or broken."""
        others = [c for _, c in bound if c.name in ("taken", "put") and not c.negated]
        others = [c for c in others if self._by_others(c)]
        if others and not any(c.name in _STRONG for _, c in yes):
            return "not_police", others[0]
        stolen = next((c for _, c in bound if self._speaks_of_loss(c)), None)
        if stolen is None and not yes and not self.names(mention.sentence, *_STRONG):
            stolen = next((c for _, c in bound if c.name == "acquired"), None)
        soft = {"asked", "held"} if stolen and stolen.name == "harmed" else {"asked"}
        soft |= set() if stolen and stolen.name == "lost" and self._custody else {"missing"}
        hard = [c for _, c in yes if c.name not in soft and c.name != "put"]
        hard += [c for _, c in bound if c.name == "found" and self._found_by_police(c)]
        return ("not_police", stolen) if stolen and not hard else None

    def _speaks_of_loss(self, cue: Cue) -> bool:
        """Say whether a thing was stolen, lost or broken; what only looked stolen was not."""
        if cue.name not in ("not_police", "lost", "harmed"):
            return False
        words = self._clause_words(cue)
        return not (cue.name == "not_police" and any(self.known.has("supposed", w) for w in words))

    def _given_back(self, bound: list[tuple[int, Cue]]) -> Cue | None:
        """Return the cue of giving back when it was on the spot, or is well."""
        for _, cue in bound:
            if cue.name != "returned" or cue.negated:
                continue
            near = self.names(cue.sentence, "immediate", "settled")
            near += self.names(cue.sentence + 1, "settled")
            if near and not self.names(cue.sentence, "missing"):
                return cue
        return None

    def _left_out(self, mention: Mention) -> bool:
        """Say whether all but this was given back: "zonder de pen", "without the card"."""
        if mention.prep is None or not self.known.has("with_out", self.words[mention.prep].word):
            return False
        return bool(self.names(mention.sentence, "returned", "taken", "given"))


def _first_strong(pair: tuple[int, Cue]) -> tuple[int, int]:
    distance, cue = pair
    if cue.name == "carried":
        return distance + 12, cue.first
    return distance + (0 if cue.name in _STRONG else 6), cue.first
