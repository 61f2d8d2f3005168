"""Places in a text: streets with house numbers, units, vehicles, rooms, buildings, towns.

Names that the register knows are passed in; everything else is known by its ending or the word
before it, from the language files. A street and its house number stay together.
"""

import re
from collections.abc import Iterator, Sequence

from custody.domain.matching.text import Token, fold
from custody.domain.matching.values import KnownPlace, Place, Span
from custody.domain.matching.vocabulary import Lexicon

_NUMBER = re.compile(r"\d{1,4}[a-z]?(?:-\d{1,3})?")
_VEHICLE = re.compile(r"\d{2,5}")
_SHORTEST_STREET = 3
_SINGLE = (("building", "buildings"), ("room", "rooms"))


def find(
    words: Sequence[Token], known: Lexicon, register: Sequence[KnownPlace] = ()
) -> tuple[Place, ...]:
    """Return the places in the order of the text, the names of the register first where they meet."""
    found: list[Place] = []
    taken: set[int] = set()
    by_first = _by_first(register)
    for n in range(len(words)):
        if n in taken:
            continue
        for place, used in _at(words, known, by_first, n):
            if not taken & set(used):
                taken.update(used)
                found.append(place)
                break
    return tuple(found)


def _by_first(
    register: Sequence[KnownPlace],
) -> dict[str, list[tuple[tuple[str, ...], KnownPlace]]]:
    found: dict[str, list[tuple[tuple[str, ...], KnownPlace]]] = {}
    for one in register:
        parts = tuple(fold(one.name).split())
        if parts:
            found.setdefault(parts[0], []).append((parts, one))
    return found


def _at(
    words: Sequence[Token],
    known: Lexicon,
    register: dict[str, list[tuple[tuple[str, ...], KnownPlace]]],
    n: int,
) -> Iterator[tuple[Place, range]]:
    """Yield what stands at token n, the surest first, with the tokens it takes."""
    word = words[n].word
    for parts, one in sorted(register.get(word, ()), key=lambda pair: -len(pair[0])):
        if tuple(t.word for t in words[n : n + len(parts)]) == parts:
            used = range(n, n + len(parts))
            number, used = _house(words, used) if one.kind == "street" else ("", used)
            yield Place(one.kind, " ".join(parts), _span(words, used), number, one.ref), used
    if words[n].capital and _is_street(words, known, n):
        number, used = _house(words, range(n, n + 1))
        yield Place("street", word, _span(words, used), number), used
    if known.has("places.vehicles", word):
        number, used = _numbered(words, n, _VEHICLE)
        yield Place("vehicle", word, _span(words, used), number), used
    if known.has("places.units", word) and n + 1 < len(words):
        after = words[n + 1]
        if after.capital and after.sentence == words[n].sentence and not after.gap.strip():
            used = range(n, n + 2)
            yield Place("unit", f"{word} {after.word}", _span(words, used)), used
    for kind, name in _SINGLE:
        if known.has(f"places.{name}", word):
            number, used = _numbered(words, n, _NUMBER)
            yield Place(kind, word, _span(words, used), number), used
    if _is_town(words, known, n):
        yield Place("town", word, words[n].span), range(n, n + 1)


def _is_street(words: Sequence[Token], known: Lexicon, n: int) -> bool:
    """Say whether a name with a capital ends as streets do: "Dorpsweg", "Baker Street"."""
    word = words[n].word
    streets = known.sets["places.streets"]
    if word in streets:
        return n > 0 and words[n - 1].capital and not words[n].gap.strip()
    if n and known.has("places.in", words[n - 1].word) and not _house(words, range(n, n + 1))[0]:
        streets = known.sets["places.sure_streets"]
    return any(
        word.endswith(ending) and len(word) >= len(ending) + _SHORTEST_STREET for ending in streets
    ) and not _is_common(known, word)


def _is_common(known: Lexicon, word: str) -> bool:
    """Say whether a word that ends as a street does is an ordinary one: at a sentence's start."""
    names: tuple[str, ...] = ("police", "custody", "abstract", "verbs", "function", "ordinary")
    names += ("places.buildings", "places.rooms", "places.units", "places.vehicles")
    return any(word in known.sets[name] for name in names) or known.form_of(word) is not None


def _house(words: Sequence[Token], used: range) -> tuple[str, range]:
    """Return the house number behind a street, and the tokens of both."""
    after = used.stop
    if after < len(words) and words[after].gap.strip(" ,") == "":
        match = _NUMBER.fullmatch(words[after].word)
        if match and words[after].sentence == words[used.start].sentence:
            return match[0], range(used.start, after + 1)
    return "", used


def _numbered(words: Sequence[Token], n: int, pattern: re.Pattern[str]) -> tuple[str, range]:
    after = words[n + 1] if n + 1 < len(words) else None
    if after and after.gap == " " and pattern.fullmatch(after.word):
        return after.word, range(n, n + 2)
    return "", range(n, n + 1)


def _is_town(words: Sequence[Token], known: Lexicon, n: int) -> bool:
    """Say whether a name with a capital stands behind "in" or "te", where towns stand."""
    if not words[n].capital or not n or words[n].sentence != words[n - 1].sentence:
        return False
    if not known.has("places.in", words[n - 1].word) or len(words[n].word) < 3:
        return False
    word = words[n].word
    months = word in known.pairs["dates.months"] or word in known.pairs["dates.weekdays"]
    return not months and not _is_common(known, word)


def _span(words: Sequence[Token], used: range) -> Span:
    return Span(words[used.start].span.start, words[used.stop - 1].span.end)
