"""Which rows to look up: always an equality on a block key, never a scan (`matching.md` 6)."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from custody.domain.items import FOUND_TAKINGS
from custody.domain.matching.text import fold
from custody.domain.matching.values import Analysis, Frame, Identifier, ItemView, Who

EARLIER = timedelta(days=35)
LATER = timedelta(days=35)


@dataclass(frozen=True)
class BlockQuery:
    """Rows of a category between two days; `found` looks at found things alone."""

    category: str
    first: date
    last: date
    found: bool = False


@dataclass(frozen=True)
class Key:
    """An identifier or person key, as it is stored and compared."""

    kind: str
    value: str


def person_keys(who: Who) -> tuple[Key, ...]:
    """Return the keys of a person: surname with initial, phone, e-mail."""
    keys = []
    parts = [p for p in re.split(r"[\s.]+", fold(who.name)) if p]
    if parts:
        keys.append(Key("person", f"{_skeleton(parts[-1])} {parts[0][:1]}"))
        keys.append(Key("surname", _skeleton(parts[-1])))
    digits = re.sub(r"\D", "", who.phone)
    if len(digits) >= 9:
        keys.append(Key("phone", digits[-9:]))
    if "@" in who.email:
        keys.append(Key("email", fold(who.email.strip())))
    return tuple(keys)


def _skeleton(surname: str) -> str:
    """Fold spellings that sound alike: ij and y, c and k, doubled letters, d and t at the end."""
    folded = surname.replace("ij", "y").replace("ck", "k").replace("c", "k").replace("z", "s")
    folded = re.sub(r"(.)\1", r"\1", folded)
    return re.sub(r"(dt|d)$", "t", folded)[:60]


def identifier_keys(found: tuple[Identifier, ...]) -> tuple[Key, ...]:
    """Return identifiers as keys."""
    return tuple(Key(one.kind, one.value[:120]) for one in found)


def complaint_keys(analysis: Analysis) -> tuple[Key, ...]:
    """Return every key that a complaint can be found by."""
    return (*person_keys(analysis.report.complainant), *identifier_keys(analysis.identifiers))


def item_keys(item: ItemView) -> tuple[Key, ...]:
    """Return every key that an item can be found by."""
    return (
        Key("item_code", item.item),
        *person_keys(item.giver),
        *identifier_keys(item.identifiers),
    )


def forward(frame: Frame, received_on: date, today: date) -> tuple[BlockQuery, ...]:
    """Return where items of a mention can stand: around its days, and found from then until now."""
    first = frame.window.first if frame.window else received_on - timedelta(days=90)
    last = frame.window.last if frame.window else received_on
    return (
        BlockQuery(frame.category, first - EARLIER, last + LATER),
        BlockQuery(frame.category, first - timedelta(days=1), today, found=True),
    )


def mention_days(frame: Frame, received_on: date) -> tuple[date, date]:
    """Return the days that a mention is stored under."""
    if frame.window is None:
        return received_on - timedelta(days=90), received_on
    return frame.window.first, frame.window.last


def is_found(item: ItemView) -> bool:
    """Say whether an item came to us as a found thing."""
    return item.taking in FOUND_TAKINGS
