"""The words of all languages in one value: which word means which thing, and which means none.

- A form is a word or a phrase for a concept; plurals and diminutives are made by the rules of the
  language file when it is read.
- A compound ends in its head: *schuursleutel* is a kind of *sleutel*, unless it is blocked. Words
  that are written apart (*fiets sleutel*) or with a hyphen are read as one.
- A word of six letters or more that nobody knows, one typing error away from the forms of one
  concept, takes that form, at less confidence; another letter counts from eight letters on.
- A new language is one more file in `data/`; nothing here knows a language.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from rapidfuzz import process
from rapidfuzz.distance import OSA

from custody.domain.matching.text import Token

ANY = "~"
STUFF = "stuff"
_CERTAIN, _COMPOUND, _TYPED = 1.0, 0.9, 0.7
_SHORTEST_LONG_HEAD = 8
_SHORTEST_TYPED, _SHORTEST_OTHER_LETTER = 6, 8
_ONE_EDIT: dict[str, Any] = {"scorer": OSA.distance, "score_cutoff": 1, "limit": 4}


@dataclass(frozen=True, slots=True)
class Form:
    """What a word or phrase means: its concept, the lemma it came from, and how sure that is."""

    concept: str
    lemma: str
    sure: float = _CERTAIN
    language: str = ""


@dataclass(frozen=True, slots=True)
class Thing:
    """Words that name a thing: from token `first` up to, not including, token `after`."""

    first: int
    after: int
    form: Form


@dataclass(frozen=True)
class Language:
    """What is asked of one language alone: its own common words, and the order of its dates.

    The language with the lowest rank is the one of the register.
    """

    rank: int
    stop: frozenset[str]
    common: frozenset[str]
    order: str
    long_heads: bool = False


@dataclass(frozen=True, eq=False)
class Lexicon:
    """All languages in one. `sets` and `pairs` are named by section and key of the files."""

    concepts: Mapping[str, str]
    parents: Mapping[str, str]
    forms: Mapping[str, Mapping[str, Form]]
    phrases: Mapping[tuple[str, ...], tuple[tuple[tuple[str, ...], Form | None], ...]]
    heads: Mapping[str, Form]
    blocked: frozenset[str]
    blocked_starts: tuple[str, ...]
    never: frozenset[str]
    sets: Mapping[str, frozenset[str]]
    views: Mapping[str, Mapping[str, frozenset[str]]]
    pairs: Mapping[str, Mapping[str, Any]]
    cues: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    known: frozenset[str]
    texts: Mapping[str, tuple[str, ...]]
    languages: Mapping[str, Language]

    @cached_property
    def attributes(self) -> Mapping[str, str]:
        """Words for colours and materials, with what they mean."""
        return {**self.pairs["attributes.colours"], **self.pairs["attributes.materials"]}

    @cached_property
    def date_words(self) -> frozenset[str]:
        """Words that a day or a span of days can start with."""
        tables = [table for name, table in self.pairs.items() if name.startswith("dates.")]
        names = ("range_open", "night", "last", "this", "before_last", "few", "same", "following")
        words = {key.split()[0] for table in tables for key in table}
        return frozenset(words.union(*(self.sets[f"dates.{name}"] for name in names)))

    @cached_property
    def date_starts(self) -> frozenset[str]:
        """The first three letters of the words that are joined with others: *maandagavond*."""
        words = [*self.pairs["dates.weekdays"], *self.pairs["dates.parts"]]
        return frozenset(word[:3] for word in words)

    @cached_property
    def participle(self) -> re.Pattern[str]:
        """The form of a participle in any language."""
        return re.compile("|".join(sorted(self.sets["participles"])))

    @cached_property
    def behalf(self) -> dict[str, list[tuple[str, ...]]]:
        """Phrases for writing on behalf of somebody, by their first word."""
        found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for phrase in self.sets["persons.behalf"]:
            parts = tuple(phrase.split())
            found[parts[0]].append(parts)
        return dict(found)

    @property
    def stop(self) -> frozenset[str]:
        """Words that say nothing about a thing."""
        return self.sets["stop"]

    def view(self, language: str) -> "Lexicon":
        """Return the lexicon as a text of this language reads it."""
        if language not in self._viewed:
            self._viewed[language] = replace(self, sets=self.views[language])
        return self._viewed[language]

    @cached_property
    def _viewed(self) -> dict[str, "Lexicon"]:
        return {}

    def has(self, name: str, word: str) -> bool:
        """Say whether a word stands in a list of the language files."""
        return word in self.sets[name]

    def is_blocked(self, word: str) -> bool:
        """Say whether a word looks like a thing and is none."""
        return word in self.blocked or word.startswith(self.blocked_starts)

    def language_of(self, words: Iterable[Token]) -> str:
        """Return the language most of the small words belong to; the register's when in doubt."""
        counts = Counter(
            name
            for token in words
            for name, one in self.languages.items()
            if token.word in one.stop
        )
        return max(self.languages, key=lambda name: (counts[name], -self.languages[name].rank))

    def form_of(self, word: str, language: str = "") -> Form | None:
        """Return what a single word means: the word, the head of a compound, or a typing error.

        A word of another language is not read when it is a common word of the text's own.
        """
        key = (word, language)
        if key not in self._seen:
            self._seen[key] = self._form_of(word, language)
        return self._seen[key]

    def _form_of(self, word: str, language: str) -> Form | None:
        found = self.forms.get(word)
        if found is not None:
            if language in found:
                return found[language]
            if language and word in self.languages[language].common:
                return None
            return min(found.values(), key=lambda form: self.languages[form.language].rank)
        if self.is_blocked(word) or word in self.never:
            return None
        return self._compound(word) or self._typing_error(word)

    def concept_of(self, word: str) -> str | None:
        """Return the concept of a word, or None."""
        found = self.form_of(word)
        return found.concept if found else None

    def _compound(self, word: str) -> Form | None:
        for cut in range(max(3, len(word) - 14), len(word) - 2):
            end = word[cut:].lstrip("-")
            head = self.heads.get(end) or self._long_head(end)
            if head is not None:
                return replace(head, sure=_COMPOUND)
        return None

    def _long_head(self, end: str) -> Form | None:
        """Return a long form as the head of a compound, in languages that join words."""
        if len(end) < _SHORTEST_LONG_HEAD:
            return None
        for language, form in self.forms.get(end, {}).items():
            if self.languages[language].long_heads and len(form.lemma) >= _SHORTEST_LONG_HEAD:
                return form
        return None

    def _typing_error(self, word: str) -> Form | None:
        if len(word) < _SHORTEST_TYPED or word in self.known or not word.isalpha():
            return None
        near: list[str] = []
        for length in (len(word) - 1, len(word), len(word) + 1):
            candidates = self._by_shape.get((word[0], length), ())
            near += [n for n, _, _ in process.extract(word, candidates, **_ONE_EDIT)]
        if len(word) < _SHORTEST_OTHER_LETTER:
            near = [n for n in near if len(n) != len(word) or sorted(n) == sorted(word)]
        meant = {min(self.forms[n].items())[1].concept for n in near}
        if len(meant) != 1:
            return None
        form = min(self.forms[min(near)].items())[1]
        return replace(form, sure=_TYPED)

    @cached_property
    def _seen(self) -> dict[tuple[str, str], Form | None]:
        return {}

    @cached_property
    def _by_shape(self) -> dict[tuple[str, int], list[str]]:
        found = defaultdict(list)
        for word in self.forms:
            if word.isalpha() and len(word) >= _SHORTEST_TYPED:
                found[word[0], len(word)].append(word)
        return dict(found)

    def things(self, words: Sequence[Token], language: str = "") -> tuple[Thing, ...]:
        """Return the words and phrases for things in their order, none twice; idioms are skipped."""
        return tuple(one for one in self.spotted(words, language) if one.form.concept)

    def spotted(self, words: Sequence[Token], language: str = "") -> tuple[Thing, ...]:
        """Return the things, and the idioms as things without a concept."""
        found = []
        n = 0
        while n < len(words):
            thing = self._phrase(words, n, language) or self._single(words, n, language)
            if thing is None:
                n += 1
                continue
            found.append(thing)
            n = max(thing.after, n + 1)
        return tuple(found)

    def _phrase(self, words: Sequence[Token], n: int, language: str) -> Thing | None:
        if n + 1 >= len(words):
            return None
        for parts, form in self.phrases.get((words[n].word, words[n + 1].word), ()):
            part = words[n : n + len(parts)]
            if len(part) < len(parts) or any(t.gap.strip(" -\n") for t in part[1:]):
                continue
            if tuple(t.word for t in part) == parts:
                return Thing(n, n + len(parts), form or Form("", ""))
        if words[n + 1].gap == " " and len(words[n].word) > 2:
            both = words[n].word + words[n + 1].word
            joined = self.forms.get(both) if len(words[n + 1].word) > 2 else None
            apart = (words[n].word, words[n + 1].word)
            if joined is not None and not any(self.has("function", word) for word in apart):
                form = joined.get(language) or min(joined.items())[1]
                return Thing(n, n + 2, replace(form, sure=_COMPOUND))
        return None

    def _single(self, words: Sequence[Token], n: int, language: str) -> Thing | None:
        word = words[n].word
        form = self.form_of(word, language)
        if form is None and word.endswith("'s"):
            form = self.form_of(word[:-2], language)
        return Thing(n, n + 1, form) if form else None

    def kin(self, one: str, other: str) -> str:
        """Return how two concepts are related: equal, parent, child, sister or none."""
        if one == other:
            return "equal"
        if other in self._above(one):
            return "parent"
        if one in self._above(other):
            return "child"
        return "sister" if self.concepts[one] == self.concepts[other] else "none"

    def _above(self, concept: str) -> list[str]:
        found = []
        while concept := self.parents.get(concept, ""):
            found.append(concept)
        return found
