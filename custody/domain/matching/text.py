"""Words of a text with their places in it: folded for comparing, never changed for showing."""

import re
import unicodedata
from dataclasses import dataclass

from custody.domain.matching.values import Span

_WORD = re.compile(r"[^\W_]+(?:['’\-][^\W_]+)*")
_SENTENCE = re.compile(r"[.!?]+(?=\s|$)|\n+")


@dataclass(frozen=True)
class Token:
    """A word as it is compared, where it stands, and in which sentence."""

    word: str
    span: Span
    sentence: int


def fold(text: str) -> str:
    """Return a text in lower case, without accents."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def tokens(text: str) -> tuple[Token, ...]:
    """Return the words of a text in order, with their places in the original."""
    ends = [match.start() for match in _SENTENCE.finditer(text)]
    found = []
    for match in _WORD.finditer(text):
        sentence = sum(1 for end in ends if end < match.start())
        found.append(Token(fold(match[0]), Span(match.start(), match.end()), sentence))
    return tuple(found)
