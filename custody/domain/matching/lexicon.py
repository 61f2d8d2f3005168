"""Reads the language files, expands their forms, and puts all languages into one lexicon.

The rules for plurals and diminutives, the split verbs (*gaf ... af*) and the spellings with and
without hyphen are written out here, once, when the first text is read.
"""

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from custody.domain.matching.patterns import paired, split, without_n
from custody.domain.matching.text import fold
from custody.domain.matching.vocabulary import Form, Language, Lexicon, Thing

__all__ = ["Form", "Lexicon", "Thing", "build", "lexicon"]

File = Mapping[str, Any]
Inflect = tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]
Phrases = dict[tuple[str, ...], tuple[tuple[tuple[str, ...], Form | None], ...]]
_LISTS = (list, tuple)
_DIRECTIONS: tuple[str, ...] = (
    "taken",
    "given",
    "found",
    "brought",
    "left",
    "held",
    "missing",
    "asked",
    "put",
)
_DIRECTIONS += ("carried",)
_OTHER_CUES = ("returned", "offered")
_POLARITIES: tuple[str, ...] = (
    "denied",
    "immediate",
    "settled",
    "anecdote",
    "third_party",
    "own",
    "not_police",
)
_POLARITIES += (
    "conditional",
    "said_by_police",
    "cost",
    "list",
    "resumed",
    "lost",
    "shown",
    "harmed",
    "acquired",
    "misprint",
)


@cache
def lexicon() -> Lexicon:
    """Return the lexicon of all installed languages."""
    folder = resources.files("custody.domain.matching") / "data"
    concepts = tomllib.loads((folder / "concepts.toml").read_text(encoding="utf-8"))
    languages = {
        file.name.removesuffix(".toml"): tomllib.loads(file.read_text(encoding="utf-8"))
        for file in sorted(folder.iterdir(), key=lambda f: f.name)
        if re.fullmatch(r"[a-z]{2,3}\.toml", file.name)
    }
    return build(concepts, languages)


def build(concepts: Mapping[str, Mapping[str, str]], languages: Mapping[str, File]) -> Lexicon:
    """Return the lexicon of these concepts and language files."""
    read = list(languages.values())
    sets = _sets(read)
    blocked, starts = _blocked(read)
    forms, phrases = _forms(languages, blocked, starts)
    known = frozenset().union(*sets.values()) | blocked
    pairs = _pairs(read)
    known |= {word for table in pairs.values() for word in table}
    return Lexicon(
        concepts={name: category for category, own in concepts.items() for name in own},
        parents={name: parent for own in concepts.values() for name, parent in own.items()},
        forms=forms,
        phrases=phrases,
        heads=_heads(languages, forms),
        blocked=blocked,
        blocked_starts=starts,
        never=frozenset(fold(w) for one in read for w in one["heads"]["never"]),
        sets=sets,
        views=_views(languages, sets),
        pairs=pairs,
        cues=_cues(read),
        known=known,
        texts={
            name: tuple(fold(w) for one in read for w in one.get(name, ()))
            for name in ("quoted_from", "closings", "abbreviations")
        },
        languages={name: _language(one) for name, one in languages.items()},
    )


def _language(one: File) -> Language:
    """Return what is asked of one language alone."""
    common = {
        fold(w) for name in ("stop", "abstract", "verbs", "common") for w in one.get(name, ())
    }
    return Language(
        rank=one["rank"],
        stop=frozenset(map(fold, one["stop"])),
        common=frozenset(common),
        order=one["dates"].get("order", "dmy"),
        long_heads=one.get("long_heads", False),
    )


def _sets(read: list[File]) -> dict[str, frozenset[str]]:
    """Return every list of words in the files, under its section and key, single words alone."""
    found: dict[str, set[str]] = defaultdict(set)
    for language in read:
        for name, value in language.items():
            if isinstance(value, _LISTS) and name not in ("inflect", "idioms", "blocked"):
                found[name].update(fold(word) for word in value)
            elif isinstance(value, Mapping) and name not in ("things", "heads", "direction"):
                for key, words in value.items():
                    if isinstance(words, _LISTS) and name != "polarity":
                        found[f"{name}.{key}"].update(fold(word) for word in words)
    function = ("my", "their", "the", "a", "no", "not", "and", "also", "at", "of", "it", "me", "i")
    found["function"] = set().union(*(found[name] for name in function), found["stop"])
    found["function"] |= found["verbs"] | found["with"] | found["clause"] | found["they"]
    left = {fold(w) for one in read for w in one["direction"].get("left_places", ())}
    return {**{k: frozenset(v) for k, v in found.items()}, "left_places": frozenset(left)}


def _views(
    languages: Mapping[str, File], sets: Mapping[str, frozenset[str]]
) -> dict[str, dict[str, frozenset[str]]]:
    """Return the lists as a text of one language reads them.

    A word that is common in the text's language says there what that language says, and nothing
    else: *of* is "or" in Dutch, and no "of".
    """
    own = {name: _sets([one]) for name, one in languages.items()}
    views = {}
    for name, mine in own.items():
        common = mine["function"]
        views[name] = {
            key: frozenset(w for w in words if w in mine.get(key, ()) or w not in common)
            for key, words in sets.items()
        }
    return views


def _pairs(read: list[File]) -> dict[str, dict[str, Any]]:
    """Return every table of words in the files, under its section and key."""
    found: dict[str, dict[str, Any]] = defaultdict(dict)
    for language in read:
        for section in ("dates", "attributes", "persons"):
            for key, table in language[section].items():
                if isinstance(table, Mapping):
                    found[f"{section}.{key}"].update({fold(w): v for w, v in table.items()})
    return dict(found)


def _blocked(read: list[File]) -> tuple[frozenset[str], tuple[str, ...]]:
    words = [fold(word) for language in read for word in language["blocked"]]
    words += [fold(word) for one in read for word in one["idioms"] if " " not in word]
    starts = tuple(sorted(word[:-1] for word in words if word.endswith("*")))
    return frozenset(word for word in words if not word.endswith("*")), starts


def _forms(
    languages: Mapping[str, File], blocked: frozenset[str], starts: tuple[str, ...]
) -> tuple[dict[str, dict[str, Form]], Phrases]:
    """Return single words, and phrases by their first word, longest first; idioms have no form."""
    singles: dict[str, dict[str, Form]] = defaultdict(dict)
    many: dict[tuple[str, ...], dict[tuple[str, ...], Form | None]] = defaultdict(dict)
    for name, language in languages.items():
        small = _sets([language])["function"]
        for spelled, form, exact in _spelled(name, language):
            if spelled in small:
                continue
            parts = tuple(spelled.split())
            if len(parts) > 1:
                many[parts[:2]].setdefault(parts, form)
            elif exact:
                singles[spelled][name] = form
            elif spelled not in blocked and not spelled.startswith(starts):
                singles[spelled].setdefault(name, form)
    for language in languages.values():
        for idiom in language["idioms"]:
            parts = tuple(fold(idiom).split())
            if len(parts) > 1:
                many[parts[:2]][parts] = None
    phrases = {
        first: tuple(sorted(own.items(), key=lambda one: (-len(one[0]), one[0])))
        for first, own in many.items()
    }
    return {word: own for word, own in singles.items() if own}, phrases


def _spelled(name: str, language: File) -> Iterator[tuple[str, Form, bool]]:
    """Return all spellings of the words for things, and whether each stands in the file itself."""
    rules = _inflect(language)
    for concept, given in _things(language):
        for word in given:
            lemma = fold(word.lstrip("="))
            form = Form(concept, lemma, language=name)
            for spelled in _spellings(lemma, rules if word[0] != "=" else ()):
                yield spelled, form, spelled == lemma


def _things(language: File) -> Iterator[tuple[str, list[str]]]:
    yield from language["things"].items()
    yield "stuff", ["=" + word for word in language["stuff"]]


def _inflect(language: File) -> Inflect:
    return tuple(
        (re.compile(rule["match"]), tuple(rule["forms"])) for rule in language.get("inflect", ())
    )


def _spellings(lemma: str, rules: Inflect) -> Iterable[str]:
    """Return a form with its inflections, each also with its hyphens as blanks or as nothing."""
    found = [lemma]
    head, _, last = lemma.rpartition(" ")
    for pattern, forms in rules:
        if match := pattern.fullmatch(last):
            found += [f"{head} {form.format(*match.groups())}".strip() for form in forms]
            break
    for spelled in tuple(found):
        if "-" in spelled:
            found += [spelled.replace("-", " "), spelled.replace("-", "")]
    return dict.fromkeys(found)


def _heads(
    languages: Mapping[str, File], forms: Mapping[str, Mapping[str, Form]]
) -> dict[str, Form]:
    """Return the words that make a longer word a thing when it ends in them."""
    found: dict[str, Form] = {}
    for name, language in languages.items():
        rules = _inflect(language)
        other = language["heads"].get("thing_of", {})
        for word in language["heads"]["words"]:
            concept = other.get(word)
            for spelled in _spellings(fold(word), rules) if concept != "none" else ():
                form = forms.get(spelled, {}).get(name)
                if concept:
                    form = Form(concept, word, language=name)
                if form is not None and len(spelled) > 2:
                    found.setdefault(spelled, form)
    return found


def _cues(read: list[File]) -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """Return the patterns of handing over and of polarity by their first word, longest first."""
    found: dict[str, dict[tuple[tuple[str, ...], str], None]] = defaultdict(dict)
    for language in read:
        direction, polarity = language["direction"], language["polarity"]
        for name in (*_DIRECTIONS, *_OTHER_CUES):
            patterns = [tuple(fold(one).split()) for one in direction.get(name, ())]
            for line in direction.get(f"{name}_split", ()):
                patterns += split(fold(line))
            for line in direction.get(f"{name}_pairs", ()):
                patterns += paired(fold(line))
            if language.get("drops_n"):
                patterns += [short for one in patterns if (short := without_n(one)) != one]
            for pattern in patterns:
                found[pattern[0]][(pattern, name)] = None
        for name in _POLARITIES:
            for one in polarity.get(name, ()):
                pattern = tuple(fold(one).split())
                found[pattern[0]][(pattern, name)] = None
    return {
        first: tuple(sorted(own, key=lambda one: (-len(one[0]), one[0], one[1])))
        for first, own in found.items()
    }
