"""What an item is found by, and who may find it: words, and marks that nobody can type.

Rules kept here:
- what may be seen is part of the question, so that no answer is cut down afterwards: an item
  carries a mark for each unit and person in its trail, and who asks must fit one (Q23);
- complaint staff and auditor look in every unit; nothing here knows of complaints (Q24);
- check features are never among the words (P33);
- a typed word fits the beginning of a word, or another form of it (`spelling.py`);
- every question is one AND of alternatives, answered newest first (Q72).

A mark is a dot, a letter for what it says, and the value: ``.uwtl-haven``, ``.d20260512``.
"""

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from custody.domain import events as e
from custody.domain.days import Period, covering, read_period
from custody.domain.people import COMPLAINT_ROLES, Person
from custody.domain.spelling import numbers_of, spellings, stem, words_of
from custody.domain.trail import Trail, read_holder

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
MOST_WORDS = 12

# What people call the things of each category, beside what is written about one of them.
CATEGORY_WORDS = {
    "keys": "sleutel sleutelbos key keys",
    "phone": "telefoon mobiel gsm phone mobile",
    "cash": "geld contant bankbiljet munten cash money",
    "id_document": "paspoort identiteitskaart rijbewijs passport licence",
    "card": "pas bankpas pinpas card",
    "wallet": "portemonnee portefeuille beurs wallet purse",
    "bag": "tas rugzak koffer bag backpack suitcase",
    "bicycle": "fiets bicycle bike",
    "scooter": "scooter brommer moped",
    "vehicle": "auto voertuig car vehicle",
    "jewellery": "sieraad ring ketting armband jewellery",
    "watch": "horloge watch",
    "computer": "computer laptop tablet",
    "data_carrier": "usb harde schijf geheugenkaart drive",
    "camera": "camera fototoestel",
    "audio": "koptelefoon oortjes speaker headphones",
    "medication": "medicijn medicatie pillen medicine",
    "clothing": "kleding jas trui broek clothing coat",
    "shoes": "schoen shoe",
    "glasses": "bril glasses",
    "aid": "rollator kruk gehoorapparaat stok aid",
    "animal": "dier hond kat animal dog",
    "tool": "gereedschap tool",
    "document": "papier brief document papers letter",
    "book": "boek book",
    "instrument": "instrument gitaar",
    "toy": "speelgoed knuffel toy",
    "sport": "sport bal",
    "weapon": "wapen mes weapon knife",
    "food": "eten drank food drink",
    "household": "huisraad household",
}


@dataclass(frozen=True)
class Narrow:
    """What a search is narrowed to, beside its words; empty is everything."""

    category: str = ""
    place: str = ""
    period: Period | None = None


@dataclass(frozen=True)
class Wanted:
    """A question to the index: one alternative of every group must fit. A ``*`` at the end of an
    alternative stands for any ending."""

    groups: tuple[tuple[str, ...], ...]
    words: tuple[str, ...]
    period: Period | None = None


def mark_of(kind: str, value: str) -> str:
    """Return the mark of a value; two values never have the same mark."""
    signs = (c.lower() if "A" <= c <= "Z" or "0" <= c <= "9" else f"_{ord(c):x}_" for c in value)
    return f".{kind}{''.join(signs)}"


def marks_of(trail: Trail, place_name: str = "") -> tuple[str, ...]:
    """Return the marks of an item: who may see it, what it is, when it came, where it is now."""
    state = trail.state
    day = state.received_at.astimezone(AMSTERDAM).date() if state.received_at else None
    holder = state.holder.name if state.holder else ""
    said = spellings(place_name, holder, state.seal or "", CATEGORY_WORDS.get(state.category, ""))
    return tuple(
        dict.fromkeys(
            [
                *_sight(trail),
                mark_of("k", state.category.upper()),
                *([mark_of("l", state.place)] if state.place else []),
                *([f".d{day:%Y}", f".d{day:%Y%m}", f".d{day:%Y%m%d}"] if day else []),
                *(f".n{word}" for word in said),
            ]
        )
    )


def _sight(trail: Trail) -> list[str]:
    """Return a mark for each unit, person and post that may see this trail (`steps.check_sight`)."""
    found = []
    for record in trail.records:
        found += [mark_of("u", record.event.unit)] if record.event.unit else []
        found += [mark_of("p", record.event.actor)] if record.event.actor else []
        if isinstance(record.event, e.TransferOffered):
            to = read_holder(record.event.holder_to)
            now = trail.state.offer is not None and trail.state.offer.leaf == record.leaf
            found += [mark_of({"post": "o"}.get(to.nature, "p"), to.ref)] if now else []
    return found


def eyes(by: Person) -> tuple[str, ...]:
    """Return the marks of which an item needs one for this person to see it; none needed is empty."""
    if by.roles & COMPLAINT_ROLES:
        return ()
    values = (("u", by.unit), ("p", by.number), ("o", by.post))
    return tuple(mark_of(kind, value) for kind, value in values if value)


def wanted(typed: str, narrow: Narrow, by: Person, today: date) -> Wanted:
    """Return the question that a person asks with these words, within what they may see."""
    period, rest = read_period(typed, today)
    words = words_of(rest)[:MOST_WORDS]
    groups = [_forms(word) for word in words]
    if len(words) > 1:
        groups = _with_numbers(rest, words, groups)
    groups += [tuple(f".d{part}" for part in covering(p)) for p in (period, narrow.period) if p]
    groups += [(mark_of("k", narrow.category.upper()),)] if narrow.category else []
    groups += [(mark_of("l", narrow.place),)] if narrow.place else []
    groups += [eyes(by)] if eyes(by) else []
    return Wanted(tuple(groups), words, period or narrow.period)


def _forms(word: str) -> tuple[str, ...]:
    root = stem(word)
    return tuple(dict.fromkeys([f"{word}*", f".n{word}*", root, f".n{root}"]))


def _with_numbers(
    text: str, words: tuple[str, ...], groups: list[tuple[str, ...]]
) -> list[tuple[str, ...]]:
    """Let a number typed in groups also fit the whole number: each of its groups may be that."""
    for number in numbers_of(text):
        groups = [
            (*forms, f"{number}*", f".n{number}*") if word in number else forms
            for word, forms in zip(words, groups, strict=True)
        ]
    return groups
