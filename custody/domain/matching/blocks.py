"""Which rows to look up: always an equality on a block key, never a scan (`matching.md` 6).

Both sides stand in the same tables. An item is a row per kind and place on its day. A mention is a
row per question it asks: kind and place between two days. So the reverse direction asks the same
question the other way round, and finds what the forward direction finds.

- `mention` rows bound an ordinary item's day; `lost` rows bound a found thing's, which may come to
  light at any later time.
- A key of a complaint and a key of an item are made by the same folding; misread and mistyped
  numbers are looked up by their variants, never by a trigram search.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from custody.domain.items import FOUND_TAKINGS
from custody.domain.matching.addresses import addresses, long_numbers
from custody.domain.matching.asked import Asked
from custody.domain.matching.names import digits_of, read_name, skeleton
from custody.domain.matching.numbers import (
    looks,
    receipt_numbers,
    receipt_start,
    variants,
)
from custody.domain.matching.reading import categories_of
from custody.domain.matching.text import fold, tokens
from custody.domain.matching.values import Frame, Identifier, ItemView, Who, Window

ANY = "-"
EVER = date(9999, 12, 31)
AROUND, CLOSE = timedelta(days=35), timedelta(days=7)
TIGHT = 8
WIDEST = 130
"""A longer question is asked in parts, so that the other side knows how far back to look."""
_NUMBERED = frozenset({"vehicle", "room", "building", "other"})


@dataclass(frozen=True)
class Key:
    """An identifier or person key, as it is stored and compared."""

    kind: str
    value: str


@dataclass(frozen=True)
class Question:
    """Items of a kind and a place between two days; `side` lost asks for found things alone."""

    side: str
    concept: str
    place: str
    first: date
    last: date


def person_keys(who: Who) -> tuple[Key, ...]:
    """Return the keys of a person: surname with birth date and with initial, phone, e-mail, home."""
    keys = []
    name = read_name(who.name)
    if name.surname:
        sound = skeleton(name.surname)
        keys.append(Key("person", f"{sound} {name.initial}".strip()))
        if name.initial:
            keys.append(Key("surname", sound))
        if who.born:
            keys.append(Key("born", f"{sound} {who.born}"))
    if digits := digits_of(who.phone):
        keys.append(Key("phone", digits))
    if "@" in who.email:
        keys.append(Key("email", fold(who.email.strip())[:120]))
    keys += [Key("home", f"{one.street} {one.number}"[:120]) for one in addresses(who.address)]
    return tuple(keys)


def number_keys(found: Iterable[Identifier]) -> Iterator[Key]:
    """Return numbers as keys, folded; long ones also by their end."""
    for one in found:
        if one.kind == "receipt":
            numbers = receipt_numbers(one.shown or one.value) or receipt_numbers(one.value)
            yield from (Key("receipt", number) for number in numbers)
        elif one.kind != "phone" and len(one.value) >= 4:
            kind = "plate" if one.kind == "plate" else "number"
            yield Key(kind, looks(one.value)[:120])
            yield Key("end", looks(one.value)[-4:])


def number_variants(found: Iterable[Identifier]) -> Iterator[Key]:
    """Return the keys that a misread or mistyped number may stand under; never for a plate."""
    for one in found:
        if one.kind == "receipt":
            for number in receipt_numbers(one.shown or one.value):
                year, _, digits = number.partition("-")
                for variant in variants(digits.zfill(6)):
                    yield Key("receipt", f"{year}-{variant.lstrip('0')}")
            if start := receipt_start(one):
                rest = start[2:]
                yield from (
                    Key("receipt", f"{start[:2]}-{(rest + d).lstrip('0')}") for d in "0123456789"
                )
        elif one.kind not in ("plate", "phone", "item_code") and len(one.value) >= 7:
            yield from (Key("number", variant[:120]) for variant in variants(one.value))


def complaint_keys(asked: Asked) -> tuple[Key, ...]:
    """Return every key that a complaint is found by."""
    analysis = asked.analysis
    named = [Who(name=analysis.report.represented)] if analysis.report.represented else []
    named += [
        Who(name=one.name)
        for one in analysis.persons
        if one.role != "officer" and " " in one.name.strip()
    ]
    names = [read_name(who.name).surname for who in (asked.who, *named)]
    keys = [
        *person_keys(asked.who),
        *(key for who in named for key in person_keys(who)),
        *(Key("named", name[:120]) for name in names if len(name) >= 4),
        *number_keys(analysis.identifiers),
    ]
    return tuple(dict.fromkeys(keys))


def item_keys(item: ItemView) -> tuple[Key, ...]:
    """Return every key that an item is found by: its numbers, its giver, names that stand on it."""
    described = [
        t.word
        for t in tokens(item.description)
        if len(t.word) >= 4 and t.word.isalpha() and item.description[t.span.start].isupper()
    ]
    own = Identifier("item_code", item.item)
    keys = [
        *number_keys((own, *item.identifiers)),
        *person_keys(item.giver),
        *(Key("named", word[:120]) for word in described),
    ]
    return tuple(dict.fromkeys(keys))


def asked_keys(keys: Iterable[Key], numbers: Iterable[Identifier]) -> tuple[Key, ...]:
    """Return keys to look up: a person first, then the numbers with their variants."""
    return tuple(dict.fromkeys([*keys, *number_variants(numbers)]))


def item_places(item: ItemView) -> tuple[str, ...]:
    """Return the places an item stands under: unit, street, vehicle or room, officer."""
    places = [f"u:{fold(item.unit)}"] if item.unit else []
    streets = [one.street.split()[-1] for one in addresses(item.taken_at)]
    names = [
        t.word
        for t in tokens(item.taken_at)
        if len(t.word) > 4 and item.taken_at[t.span.start].isupper() and t.word not in streets
    ]
    places += [f"s:{word}" for word in (*streets, *names[:2])]
    places += [f"n:{number}" for number in sorted(long_numbers(f"{item.taken_at} {item.place}"))]
    places += [f"o:{word}" for word in officer_words(item.officer)]
    return tuple(dict.fromkeys(place[:40] for place in places)) or (ANY,)


def officer_words(officer: str) -> tuple[str, ...]:
    """Return the surname or number of an officer, without the word for a desk."""
    return tuple(
        t.word
        for t in tokens(officer)
        if len(t.word) > 3 and (officer[t.span.start].isupper() or t.word.isdigit())
    )


def asked_places(asked: Asked) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the places a complaint names: those that narrow, and the teams.

    A word with a capital that is no common word may be a place, whether the register knows it yet
    or not: a thing from there may be recorded later.
    """
    streets = [one.street.split()[-1] for one in asked.homes]
    streets += [address.street.split()[-1] for address, _ in asked.streets]
    streets += sorted(asked.names)
    numbers = [one.number or one.value for one in asked.analysis.places if one.kind in _NUMBERED]
    officers = [read_name(one.name).surname for one in asked.analysis.officers]
    narrow = [f"s:{word}" for word in streets]
    narrow += [f"n:{number}" for number in numbers if number.isdigit()]
    narrow += [f"o:{word}" for word in officers if word]
    teams = [f"u:{unit}" for unit in asked.named_units]
    return tuple(dict.fromkeys(p[:40] for p in narrow)), tuple(p[:40] for p in teams)


def windows_of(asked: Asked, frame: Frame) -> tuple[Window, ...]:
    """Return when to look: the frame's windows, or those of the text; none when nothing is said."""
    return tuple(dict.fromkeys([*frame.windows[:2], *asked.analysis.windows]))[:3]


def questions(asked: Asked) -> tuple[Question, ...]:
    """Return what a complaint asks of the blocks, the narrowest questions first."""
    narrow, teams = asked_places(asked)
    made: list[Question] = []
    wide: list[Question] = []
    for frame in asked.analysis.frames:
        if frame.polarity != "active":
            continue
        for first, last, tight in _spans(asked, frame):
            kind = frame.category
            made += [
                _q("mention", kind, p, first - AROUND, last + AROUND) for p in (*narrow, *teams)
            ]
            made += [_q("mention", ANY, p, first, last) for p in narrow if tight]
            wide += [
                _q("lost", kind, p, first - timedelta(days=1), EVER) for p in (*narrow, *teams)
            ]
            close = CLOSE if tight else timedelta(days=1)
            wide.append(_q("mention", kind, ANY, first - close, last + close))
            wide.append(_q("lost", kind, ANY, first - timedelta(days=1), EVER))
            wide += [_q("mention", ANY, p, first, last) for p in teams if tight]
    for window in asked.analysis.windows[:3]:
        if (window.last - window.first).days <= TIGHT:
            made += [_q("mention", ANY, p, window.first, window.last) for p in narrow]
            wide += [_q("mention", ANY, p, window.first, window.last) for p in teams]
    parts = [part for one in (*made, *wide) for part in _parted(one)]
    return tuple(dict.fromkeys(parts))


def _q(side: str, concept: str, place: str, first: date, last: date) -> Question:
    return Question(side, concept, place, first, last)


def _spans(asked: Asked, frame: Frame) -> list[tuple[date, date, bool]]:
    """Return the days of a frame's windows, and whether they are few; the year before when unsaid."""
    found = [(w.first, w.last, (w.last - w.first).days <= TIGHT) for w in windows_of(asked, frame)]
    received = asked.analysis.report.received_on
    return found or [(received - timedelta(days=120), received, False)]


def _parted(one: Question) -> Iterator[Question]:
    if one.last == EVER:
        yield one
        return
    first = one.first
    while True:
        last = min(one.last, first + timedelta(days=WIDEST - 1))
        yield Question(one.side, one.concept, one.place, first, last)
        if last == one.last:
            return
        first = last + timedelta(days=1)


def item_kinds(item: ItemView) -> tuple[str, ...]:
    """Return the kinds an item stands under."""
    return categories_of(item)


def is_found(item: ItemView) -> bool:
    """Say whether an item came to us as a found thing."""
    return item.taking in FOUND_TAKINGS


def searched(asked: Sequence[Question], today: date) -> tuple[date, date] | None:
    """Return the first and last day that were looked at, or None when nothing was asked."""
    if not asked:
        return None
    return min(q.first for q in asked), min(max(q.last for q in asked), today)
