"""How a thing looks in the words beside it: colour, brand, material, size, inscription, number."""

import re
from collections.abc import Sequence

from custody.domain.matching.text import Token
from custody.domain.matching.values import Attribute, Span
from custody.domain.matching.vocabulary import Lexicon

_BEFORE, _AFTER = 4, 6
_KINDS = (("colour", "attributes.colours"), ("material", "attributes.materials"))


def near(words: Sequence[Token], known: Lexicon, first: int, after: int) -> tuple[Attribute, ...]:
    """Return what stands about a thing in the words before and after it, in its sentence."""
    found = []
    for n in range(max(first - _BEFORE, 0), min(after + _AFTER, len(words))):
        token = words[n]
        if token.sentence != words[first].sentence:
            continue
        for kind, table in _KINDS:
            value = known.pairs[table].get(token.word)
            if value is not None:
                found.append(Attribute(kind, str(value), token.span))
        if n >= after and known.has("attributes.parts", token.word):
            found.append(Attribute("part", token.word, token.span))
    return tuple(found)


def quantity(words: Sequence[Token], known: Lexicon, first: int) -> int | None:
    """Return how many there are, when that is said right before the thing."""
    for n in range(first - 1, max(first - 4, -1), -1):
        token = words[n]
        if token.sentence != words[first].sentence or words[n + 1].gap.strip():
            return None
        if re.fullmatch(r"\d{1,3}", token.word):
            return int(token.word)
        number = known.pairs["dates.numbers"].get(token.word)
        if number is not None and number > 1:
            return int(number)
        if token.word in known.pairs["attributes.quantity"]:
            return int(known.pairs["attributes.quantity"][token.word])
        if any(known.has(name, token.word) for name in ("my", "their", "the", "a", "at", "verbs")):
            return None
    return None


def span_of(words: Sequence[Token], first: int, after: int) -> Span:
    """Return where some tokens stand in the original."""
    return Span(words[first].span.start, words[after - 1].span.end)
