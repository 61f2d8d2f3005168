"""Streets and house numbers in the words of the register, and units by what tells them apart."""

import re
from dataclasses import dataclass
from functools import lru_cache

from custody.domain.matching.text import fold

_ADDRESS = re.compile(r"([^\W\d_][\w'’.\-]*(?: [^\W\d_][\w'’.\-]*){0,3}) (\d{1,4})\s?([a-zA-Z])?\b")
_VEHICLE = re.compile(r"\b(\d{3,5})\b")
_WORD = re.compile(r"[^\W\d_][\w'’\-]*")


@dataclass(frozen=True)
class Address:
    """A street, folded, with its house number and letter."""

    street: str
    number: str


@lru_cache(maxsize=8192)
def addresses(text: str) -> tuple[Address, ...]:
    """Return the addresses in words of the register: ``Molenweg 4a, Dorp``."""
    return tuple(
        Address(fold(m[1]).strip(), (m[2] + (m[3] or "")).lower()) for m in _ADDRESS.finditer(text)
    )


@lru_cache(maxsize=8192)
def long_numbers(text: str) -> frozenset[str]:
    """Return the numbers of three digits and more in a place: vehicles and rooms have them."""
    return frozenset(_VEHICLE.findall(text))


@lru_cache(maxsize=8192)
def place_words(text: str) -> frozenset[str]:
    """Return the words of a place that may tell it apart."""
    return frozenset(w for w in (fold(m[0]) for m in _WORD.finditer(text)) if len(w) > 4)
