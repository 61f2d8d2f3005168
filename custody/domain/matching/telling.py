"""Who a clause speaks of: the writer, the police, or somebody else."""

from collections.abc import Sequence
from itertools import pairwise

from custody.domain.matching.binding import Binding
from custody.domain.matching.cues import Cue


class Telling(Binding):
    """The clauses of a text, asked whom they speak of."""

    def _of_mine(self, clause: Sequence[str]) -> bool:
        return any(self.known.has("my", word) for word in clause)

    def _at_a_name(self, cue: Cue) -> bool:
        """Say whether it was brought to something with a name: *bij Zuid gebracht*."""
        return any(
            token.capital
            and n
            and token.sentence == cue.sentence
            and self.known.has("destinations", self.words[n - 1].word)
            for n, token in enumerate(self.words)
        )

    def _by_others(self, cue: Cue) -> bool:
        """Say whether a thief, a guard or a neighbour did it, and not the police."""
        if any(self.known.has("thieves", word) for word in self._clause_words(cue)):
            return True
        told = [t.word for t in self.words if t.sentence == cue.sentence]
        phrases = {*told, *map(" ".join, pairwise(told))}
        return bool(phrases & self.known.sets["break_ins"]) and not self._police(told)

    def _mine(self, clause: Sequence[str]) -> bool:
        """Say whether a clause is about the writer, and not about the police."""
        return any(self.known.has("i", word) for word in clause) and not self._police(clause)

    def _police(self, sentence: Sequence[str]) -> bool:
        return any(self.known.has("police", word) or self._is_unit(word) for word in sentence)

    def _is_unit(self, word: str) -> bool:
        return any(
            self.known.has(f"places.{name}", word) for name in ("units", "vehicles", "rooms")
        )

    def _clause_words(self, cue: Cue) -> list[str]:
        clauses = {self.clauses[cue.first], self.clauses[cue.last]}
        return [t.word for n, t in enumerate(self.words) if self.clauses[n] in clauses]

    def _by_me(self, cue: Cue) -> bool:
        """Say whether it was the writer who took something: "I took my bike"."""
        near = self.words[max(cue.first - 3, 0) : cue.first + 3]
        return any(
            self.known.has("i", t.word) and t.sentence == cue.sentence for t in near
        ) and not any(self.known.has("they", t.word) for t in near)

    def _to_me(self, cue: Cue) -> bool:
        """Say whether it was given to the writer: "gaf mij", "gave me"."""
        after = self.words[cue.first + 1 : cue.first + 3]
        return bool(after) and (
            after[0].word in self.known.sets["to_me"] and after[0].sentence == cue.sentence
        )

    def _left_there(self, cue: Cue) -> bool:
        """Say whether it was left at the police, and not in the writer's own car or bag."""
        return any(
            (self.known.has("left_places", token.word) or self._is_unit(token.word))
            and not (n and self.known.has("my", self.words[n - 1].word))
            for n, token in enumerate(self.words)
            if token.sentence == cue.sentence
        )

    def _counts_up(self, cue: Cue) -> bool:
        """Say whether "not my" only counts up what is missing: *not my coat, not my shoes*."""
        said = [self.words[n].word for n in cue.places]
        same = [c for c in self.names(cue.sentence, "denied") if len(c.places) == len(said)]
        alike = [c for c in same if [self.words[n].word for n in c.places] == said]
        return len(alike) > 1 and bool(self.names(cue.sentence, "missing"))
