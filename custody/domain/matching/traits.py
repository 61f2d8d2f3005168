"""What of an item is compared with each complaint, folded and split once: names, places, numbers.

It is worked out when the item is indexed and kept with its view, so that comparing folds nothing
and searches nothing anew. All of it is text and lists of text, as JSON gives it back.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from custody.domain.matching.addresses import addresses, long_numbers
from custody.domain.matching.names import digits_of, read_name
from custody.domain.matching.text import fold, tokens
from custody.domain.matching.values import ItemView

_DAY = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.](?:19|20)?(\d\d)\b")
_KEPT = "_traits"


class Traits(NamedTuple):
    """An item as it is compared.

    `first` and `surname`, `phone`, `email` and `homes` are the giver's; `streets` have street and
    number; `roads` are the words of streets among the words of the place; `officer` has each word
    that may name the officer, and whether it has a capital; `days` stand on the thing.
    """

    first: str
    surname: str
    phone: str
    email: str
    homes: Sequence[Sequence[str]]
    unit: str
    streets: Sequence[Sequence[str]]
    numbers: Sequence[str]
    words: Sequence[str]
    roads: Sequence[str]
    officer: Sequence[tuple[str, bool]]
    days: Sequence[str]


def read_traits(item: ItemView) -> Traits:
    """Return what is compared of an item, read from its words."""
    name, place = read_name(item.giver.name), f"{item.taken_at} {item.place}"
    words = [t.word for t in tokens(place) if len(t.word) > 4 and not t.word.isdigit()]
    return Traits(
        first=name.first,
        surname=name.surname,
        phone=digits_of(item.giver.phone),
        email=fold(item.giver.email.strip()) if "@" in item.giver.email else "",
        homes=[[one.street, one.number] for one in addresses(item.giver.address)],
        unit=fold(item.unit),
        streets=[[one.street, one.number] for one in addresses(item.taken_at)],
        numbers=sorted(long_numbers(item.taken_at) | long_numbers(item.place)),
        words=words,
        roads=sorted({word for one in addresses(place) for word in one.street.split()} & {*words}),
        officer=[
            (t.word, item.officer[t.span.start].isupper())
            for t in tokens(item.officer)
            if len(t.word) > 3
        ],
        days=sorted(days_in(item.description)),
    )


def traits_of(item: ItemView) -> Traits:
    """Return what is compared of an item: as it was kept with it, or read now.

    It is kept beside the fields, so that a view that is made from another reads its own.
    """
    kept = item.__dict__.get(_KEPT)
    if kept is None:
        kept = item.__dict__[_KEPT] = read_traits(item)
    elif type(kept) is list:
        kept = item.__dict__[_KEPT] = Traits(*kept)
    return kept


def keep_traits(item: ItemView, kept: Sequence[object] | None) -> None:
    """Put what was kept of an item beside its fields."""
    if kept is not None:
        item.__dict__[_KEPT] = kept


def days_in(text: str) -> dict[str, tuple[int, int]]:
    """Return the days that are written in a text, each with its first place: ``3-5-08``."""
    found: dict[str, tuple[int, int]] = {}
    for match in _DAY.finditer(text):
        day, month, year = map(int, match.groups())
        found.setdefault(f"{day}-{month}-{year}", match.span())
    return found
