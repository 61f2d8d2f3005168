"""What a text as a whole says about a thing that no cue of its own speaks of.

- things that are counted up share a verdict; "also my ..." and lists go on with the cue before;
- what is said later about the same thing counts for its first mention too;
- a complaint to the police tells of things that came into its hands: a thing of the writer in a
  text that tells of a handover is active at low confidence, when nothing speaks against it.
"""

from custody.domain.matching.binding import FARTHEST, POSITIVE
from custody.domain.matching.cues import Cue
from custody.domain.matching.nouns import Mention
from custody.domain.matching.polarity import Judging, Verdict

_PRESUMED = 0.4


class Reading(Judging):
    """All mentions and cues of one text, judged by themselves and by the rest of the text."""

    def decide(self) -> list[Verdict]:
        """Return the verdict of each mention."""
        self.judge()
        self._share_groups()
        self._go_on()
        self._agree()
        if self._tells_of_handover():
            self._presume()
            self._share_groups()
        for mention, verdict in zip(self.mentions, self.verdicts, strict=True):
            if mention.before == "no" and verdict.polarity == "unclear":
                verdict.polarity = "denied"
        return self.verdicts

    def _share_groups(self) -> None:
        """Let things that are counted up share the verdict of those that have one."""
        for n, mention in enumerate(self.mentions):
            verdict = self.verdicts[n]
            if verdict.polarity != "unclear":
                continue
            others = [
                self.verdicts[k]
                for k, other in enumerate(self.mentions)
                if other.group == mention.group and self.verdicts[k].polarity != "unclear"
            ]
            if others and not (mention.amount and others[0].polarity != "active"):
                _copy(others[0], verdict)

    def _go_on(self) -> None:
        """Let "also my ...", lists and questions go on with the cue before them."""
        for n, mention in enumerate(self.mentions):
            verdict = self.verdicts[n]
            if verdict.polarity != "unclear" or not self._may_go_on(mention):
                continue
            cue = self._cue_before(n)
            if cue is None and self._gone(mention):
                self.verdicts[n] = Verdict("active", None, "unknown", 0.6)
            if cue is not None:
                self.activate(verdict, cue)
                verdict.confidence = 0.6

    def _may_go_on(self, mention: Mention) -> bool:
        if mention.prep is not None and not self.known.has("with", self.words[mention.prep].word):
            return False
        if mention.amount and self.names(mention.sentence, "cost"):
            return False
        if mention.before == "no" or mention.is_stuff:
            return False
        lists = self.names(mention.sentence, "list", "resumed")
        lists = [c for c in lists if abs(c.first - mention.first) < FARTHEST]
        if not lists and self.names(mention.sentence, "cost"):
            return False
        if lists or mention.prep is not None or self._after_colon(mention):
            return True
        head = [t for t in self.words if t.sentence == mention.sentence]
        return not any(self.known.has("verbs", t.word) for t in head) and len(head) < 12

    def _after_colon(self, mention: Mention) -> bool:
        """Say whether the sentence counts up after a colon, and this stands behind it."""
        return any(
            ":" in token.gap and token.sentence == mention.sentence
            for token in self.words[: mention.first + 1]
        )

    def _cue_before(self, n: int) -> Cue | None:
        """Return the act that the sentence of a mention, or one of the two before it, speaks of."""
        sentence = self.mentions[n].sentence
        back = 2 if self.names(sentence, "list", "resumed") else 1
        first = self._list_start(sentence) - back
        cues = [
            c
            for c in self.cues
            if first <= c.sentence <= sentence
            and ((c.name in POSITIVE and not c.negated) or (c.name == "returned" and c.negated))
            and c.first < self.mentions[n].first
            and self.counts(self.mentions[n], c)
        ]
        if not cues and self.names(sentence, "list"):
            cues = [
                c
                for c in self.cues
                if c.name in ("taken", "given", "brought") and not c.negated
                if self.counts(self.mentions[n], c)
            ]
            cues.sort(key=lambda c: -abs(c.sentence - sentence))
        return cues[-1] if cues else None

    def _list_start(self, sentence: int) -> int:
        """Return the first of the lines without a verb that end in this one: a list, line by line."""
        told = {t.sentence for t in self.words if self.known.has("verbs", t.word)}
        told |= {c.sentence for c in self.cues if c.name in POSITIVE}
        named = {m.sentence for m in self.mentions}
        while sentence not in told and sentence - 1 in named and sentence - 1 not in told:
            sentence -= 1
        return sentence

    def _gone(self, mention: Mention) -> bool:
        """Say whether nothing but "weg" or "gone" follows: *fiets weg*."""
        if mention.after >= len(self.words):
            return False
        after = self.words[mention.after]
        return (
            after.sentence == mention.sentence
            and after.gap == " "
            and self.known.has("gone", after.word)
            and mention.before in ("", "my", "the")
        )

    def _agree(self) -> None:
        """Let what is said later about the same thing count for its first mention too."""
        for n, mention in enumerate(self.mentions):
            if self.verdicts[n].polarity not in ("returned", "denied", "not_police"):
                continue
            cue = self.verdicts[n].cue
            never = mention.before == "no" and cue is not None and cue.name == "denied"
            plain = mention.before in ("my", "the", "their") or never
            if not plain or mention.concept is None:
                continue
            for k, other in enumerate(self.mentions):
                same = other.concept == mention.concept and k != n
                if not same or self.verdicts[k].polarity != "active":
                    continue
                if self.verdicts[n].polarity != "not_police":
                    if k < n and other.before != "no":
                        _copy(self.verdicts[n], self.verdicts[k])
                elif k > n and self._softly(k):
                    _copy(self.verdicts[n], self.verdicts[k])

    def _softly(self, n: int) -> bool:
        """Say whether a thing is only asked for or missed, and nobody says that the police took it."""
        cue = self.verdicts[n].cue
        return cue is None or cue.name in ("asked", "missing", "held")

    def _tells_of_handover(self) -> bool:
        """Say whether anything in this text came into the hands of the police."""
        return any(
            verdict.polarity == "active" and verdict.cue is not None for verdict in self.verdicts
        ) or (self._custody and any(c.name in ("taken", "given", "held") for c in self.cues))

    def _presume(self) -> None:
        """Let a thing of the writer count, at low confidence, when nothing speaks against it."""
        for n, mention in enumerate(self.mentions):
            if self.verdicts[n].polarity == "unclear" and self._may_presume(mention):
                self.verdicts[n] = Verdict("active", None, "unknown", _PRESUMED)

    def _may_presume(self, mention: Mention) -> bool:
        owned = mention.before == "my" or (mention.before == "their" and self._family)
        if not owned or mention.concept is None or mention.is_stuff or mention.amount:
            return False
        if mention.prep is not None or self._is_first_part(mention):
            return False
        if self.names(mention.sentence, *_CONTRARY):
            return False
        clause = self.clauses[mention.first]
        words = [t.word for n, t in enumerate(self.words) if self.clauses[n] == clause]
        costs = [c for c in self.names(mention.sentence, "cost") if self.clauses[c.first] == clause]
        if costs or any(self.known.has("not", word) for word in words):
            return False
        return self._police(words) or not self._stands(mention)

    def _is_first_part(self, mention: Mention) -> bool:
        """Say whether a noun follows at once: *visa appointment*, *passport number*."""
        if mention.after >= len(self.words):
            return False
        after = self.words[mention.after]
        if after.sentence != mention.sentence or after.gap != " ":
            return False
        small = (
            "function",
            "verbs",
            "and",
            "with",
            "of",
            "at",
            "clause",
            "relative",
            "not",
            "also",
        )
        acts = {n for cue in self.cues for n in cue.places}
        return mention.after not in acts and not any(
            self.known.has(name, after.word) for name in small
        )

    def _stands(self, mention: Mention) -> bool:
        """Say whether a thing only stands somewhere: the car in a street, the bicycle at home."""
        for n in range(mention.after, len(self.words)):
            token = self.words[n]
            if token.sentence != mention.sentence:
                return False
            if self.known.has("stands", token.word):
                return True
            if self.known.has("verbs", token.word):
                return False
        return False


_CONTRARY: tuple[str, ...] = ("denied", "shown", "conditional", "not_police", "harmed", "anecdote")
_CONTRARY += ("third_party", "own", "immediate", "settled", "acquired")


def _copy(source: Verdict, target: Verdict) -> None:
    target.polarity, target.cue = source.polarity, source.cue
    target.direction, target.confidence = source.direction, source.confidence
    target.returned = source.returned
