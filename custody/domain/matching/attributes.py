"""How a thing looks in the words beside it: colour, brand, material, size, inscription, number.

Words before a thing belong to it up to the thing before; words behind it up to the next thing.
"""

import re
from collections.abc import Sequence

from custody.domain.matching.text import Token
from custody.domain.matching.values import Attribute, Span
from custody.domain.matching.vocabulary import Lexicon

_BEFORE, _AFTER = 4, 9
_KINDS = (
    ("colour", "attributes.colours"),
    ("material", "attributes.materials"),
    ("brand", "attributes.brands"),
)
_NUMBER = re.compile(r"\d{1,4}(?:[.,]5)?|[xsml]{1,3}")
_MOST_LETTERS = 4
_PAIRED = frozenset(("clothing", "shoes", "glasses"))


def near(
    words: Sequence[Token], known: Lexicon, first: int, after: int, things: Sequence[range] = ()
) -> tuple[Attribute, ...]:
    """Return what stands about the thing at these tokens; `things` are all things of the text."""
    start, end = _reach(words, first, after, things)
    found: list[Attribute] = []
    for n in range(start, end):
        token = words[n]
        for kind, table in _KINDS:
            value = known.pairs[table].get(token.word)
            if value is not None:
                found.append(Attribute(kind, str(value), token.span))
        if n >= after:
            found += _behind(words, known, n, end)
    return tuple(dict.fromkeys(found))


def _reach(
    words: Sequence[Token], first: int, after: int, things: Sequence[range]
) -> tuple[int, int]:
    """Return the tokens that can speak of a thing."""
    start = first
    while (
        start > max(first - _BEFORE, 0)
        and words[start - 1].sentence == words[first].sentence
        and not words[start].gap.strip(" -\"'")
        and not any(start - 1 in one for one in things)
    ):
        start -= 1
    end = after
    while (
        end < min(after + _AFTER, len(words))
        and words[end].sentence == words[first].sentence
        and not any(end in one for one in things)
        and not set(words[end].gap) & set(";:")
    ):
        end += 1
    following = [one.start for one in things if one.start == end]
    if following:
        while end > after and words[end].gap == " " and not words[end - 1].gap.strip():
            end -= 1
    return start, max(end, after)


def _behind(words: Sequence[Token], known: Lexicon, n: int, end: int) -> list[Attribute]:
    """Return marks, sizes and inscriptions that are named at token n."""
    token = words[n]
    found = []
    if known.has("attributes.parts", token.word):
        found.append(Attribute("part", token.word, token.span))
    after = words[n + 1] if n + 1 < len(words) else None
    if after is None or after.sentence != token.sentence:
        return found
    if known.has("attributes.sizes", token.word) and _NUMBER.fullmatch(after.word):
        span = Span(token.span.start, after.span.end)
        found.append(Attribute("size", after.word, span))
    two = f"{token.word} {after.word}"
    cue = 1 if known.has("attributes.inscribed", token.word) else 0
    cue = 2 if known.has("attributes.inscribed", two) else cue
    if cue:
        found += _inscription(words, n + cue, end)
    return found


def _inscription(words: Sequence[Token], n: int, end: int) -> list[Attribute]:
    """Return the words that are written on a thing: in quotes, or with capitals or figures."""
    last = n
    quoted = n < len(words) and set(words[n].gap) & set("\"'")
    while last < min(n + _MOST_LETTERS, len(words)) and words[last].sentence == words[n].sentence:
        if last > n and (
            set(words[last].gap) & set("\"'),;") or not (quoted or words[last].capital)
        ):
            break
        if last == n and not (quoted or words[n].capital or words[n].word[0].isdigit()):
            break
        last += 1
    if last == n:
        return []
    span = Span(words[n].span.start, words[last - 1].span.end)
    return [Attribute("inscription", " ".join(t.word for t in words[n:last]), span)]


def quantity(
    words: Sequence[Token], known: Lexicon, first: int, after: int, category: str
) -> int | None:
    """Return how many there are, when that is said right before or behind the thing."""
    for n in range(first - 1, max(first - 4, -1), -1):
        token = words[n]
        if token.sentence != words[first].sentence or words[n + 1].gap.strip():
            break
        number = _number(known, token.word, category)
        if number is not None:
            return number if number > 0 else None
        if any(known.has(name, token.word) for name in ("my", "their", "the", "a", "at", "verbs")):
            break
    for n in range(after, min(after + 5, len(words) - 1)):
        counted = words[n].word.isdigit() and known.has("attributes.pieces", words[n + 1].word)
        if counted and words[n].sentence == words[first].sentence:
            return int(words[n].word)
    return None


def _number(known: Lexicon, word: str, category: str) -> int | None:
    """Return a number of pieces; 0 when a word for two only says "a pair" of what comes in pairs."""
    if re.fullmatch(r"\d{1,3}", word):
        return int(word)
    if word in known.pairs["attributes.quantity"]:
        value = int(known.pairs["attributes.quantity"][word])
        return 0 if category in _PAIRED or value == 1 else value
    number = known.pairs["dates.numbers"].get(word)
    return int(number) if number is not None and number > 1 and number == int(number) else None
