"""Words for things and for handing over, one data file per language; all are read together.

A compound ends in its head: *schuursleutel* is a kind of *sleutel*, unless it is blocked. A new
language is one more file in `data/`.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from custody.domain.matching.text import fold


@dataclass(frozen=True)
class Lexicon:
    """All languages in one: word -> concept, concept -> category, and the words around them."""

    concepts: dict[str, str]
    words: dict[str, str]
    heads: dict[str, str]
    phrases: dict[tuple[str, ...], str]
    blocked: frozenset[str]
    needs_cue: frozenset[str]
    given: frozenset[str]
    found: frozenset[str]
    police: frozenset[str]
    returned: tuple[tuple[str, ...], ...]
    denied: tuple[tuple[str, ...], ...]
    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    attributes: dict[str, str]
    stop: frozenset[str]

    def concept_of(self, word: str) -> str | None:
        """Return the concept of a word: the word itself, or the head of a compound."""
        if word in self.blocked:
            return None
        if word in self.words:
            return self.words[word]
        for head, concept in self.heads.items():
            if len(word) > len(head) + 2 and word.endswith(head):
                return concept
        return None


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of all installed languages."""
    folder = resources.files("custody.domain.matching") / "data"
    read = [
        tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(folder.iterdir(), key=lambda f: f.name)
        if len(file.name.removesuffix(".toml")) == len("nl")
    ]
    concepts = tomllib.loads((folder / "concepts.toml").read_text(encoding="utf-8"))
    singles: dict[str, str] = {}
    phrases: dict[tuple[str, ...], str] = {}
    for language in read:
        for concept, forms in language["things"].items():
            for form in forms:
                parts = tuple(fold(form).split())
                if len(parts) == 1:
                    singles[parts[0]] = concept
                else:
                    phrases[parts] = concept
    heads = {fold(h): c for language in read for c, hs in language["heads"].items() for h in hs}
    return Lexicon(
        concepts=concepts["category"],
        words=singles,
        heads=dict(sorted(heads.items(), key=lambda pair: -len(pair[0]))),
        phrases=phrases,
        blocked=_all(read, "blocked"),
        needs_cue=_all(read, "needs_cue"),
        given=_all(read, "given"),
        found=_all(read, "found"),
        police=_all(read, "police"),
        returned=_phrases(read, "returned"),
        denied=_phrases(read, "denied"),
        months=_pairs(read, "months"),
        weekdays=_pairs(read, "weekdays"),
        numbers=_pairs(read, "numbers"),
        attributes=_pairs(read, "attributes"),
        stop=_all(read, "stop"),
    )


def _all(read: list[dict[str, Any]], name: str) -> frozenset[str]:
    return frozenset(fold(word) for language in read for word in language.get(name, ()))


def _phrases(read: list[dict[str, Any]], name: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(fold(p).split()) for language in read for p in language.get(name, ()))


def _pairs(read: list[dict[str, Any]], name: str) -> dict[str, Any]:
    return {
        fold(word): value for language in read for word, value in language.get(name, {}).items()
    }
