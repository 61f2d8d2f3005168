"""What an item says of itself, read once when it is recorded or changed, by the words of the lexicon.

The same lexicon reads complaints, so that both sides come to the same concepts and looks.
"""

import re
from datetime import date
from typing import Any

from custody.domain.matching.addresses import place_words
from custody.domain.matching.frames import identifiers
from custody.domain.matching.lexicon import lexicon
from custody.domain.matching.names import read_name
from custody.domain.matching.text import fold, tokens
from custody.domain.matching.traits import keep_traits, read_traits
from custody.domain.matching.values import Identifier, ItemView, Span, Who
from custody.domain.matching.vocabulary import STUFF

_CENTS = re.compile(r"\b(\d{1,3}(?:[. ]\d{3})+|\d+)(?:[.,](\d\d|-))?(?!\d)")
_NOTES = re.compile(r"\b(\d{1,3}) (?:\w+ )?(?:van|x|of) (?:eur |€ ?)?(\d{1,3})\b", re.IGNORECASE)
_SHORTEST = 3
_NOWHERE = Span(0, 0)
_LOOKS = (
    ("colour", "attributes.colours"),
    ("material", "attributes.materials"),
    ("brand", "attributes.brands"),
)


def concepts_of(description: str) -> tuple[str, ...]:
    """Return the concepts that a description names, in its order, each once."""
    found = (thing.form.concept for thing in lexicon().things(tokens(description)))
    return tuple(dict.fromkeys(one for one in found if one != STUFF))


def attributes_of(description: str) -> tuple[tuple[str, str], ...]:
    """Return colours, materials and brands in a description as (kind, value)."""
    pairs = lexicon().pairs
    found = [
        (kind, str(pairs[table][token.word]))
        for token in tokens(description)
        for kind, table in _LOOKS
        if token.word in pairs.get(table, {})
    ]
    return tuple(dict.fromkeys(found))


def telling_words(text: str) -> frozenset[str]:
    """Return the words of a text that may tell one thing from another."""
    stop = lexicon().stop
    return frozenset(
        t.word
        for t in tokens(text)
        if (len(t.word) >= _SHORTEST or t.word.isdigit()) and t.word not in stop
    )


def cents_in(text: str, *, money: bool) -> tuple[int, ...]:
    """Return the sums that a description may mean, in cents: as written, and notes times number."""
    if not money:
        return ()
    found = []
    for match in _CENTS.finditer(text):
        whole = int(re.sub(r"\D", "", match[1]))
        found.append(whole * 100 + (int(match[2]) if (match[2] or "-") != "-" else 0))
    notes = [int(m[1]) * int(m[2]) * 100 for m in _NOTES.finditer(text)]
    return tuple(dict.fromkeys([*notes, *([sum(notes)] if len(notes) > 1 else []), *found]))


def numbers_of(
    description: str, marks: str, named: tuple[tuple[str, str], ...]
) -> tuple[Identifier, ...]:
    """Return the numbers on a thing: named ones as they are named, others as a text has them."""
    known = [
        Identifier(kind, value if kind == "receipt" else plain(value), shown=value)
        for kind, value in named
    ]
    read = [one for one in identifiers(f"{description} . {marks}") if one.kind != "phone"]
    values = {one.value for one in known}
    return tuple(dict.fromkeys([*known, *(one for one in read if one.value not in values)]))


def plain(value: str) -> str:
    """Return a number as it is compared: capitals and digits alone."""
    return re.sub(r"[^0-9A-Z]", "", fold(value).upper())


def to_value(view: ItemView) -> dict[str, Any]:
    """Return an item as JSON keeps it."""
    who = view.giver
    return {
        "i": view.item, "h": view.handover, "c": view.category, "d": view.description,
        "q": view.quantity, "t": view.taking, "day": view.day.toordinal(),
        "who": [who.name, who.born, who.phone, who.email, who.address],
        "con": list(view.concepts), "att": [list(pair) for pair in view.attributes],
        "w": sorted(view.words), "ct": list(view.cents),
        "ids": [[one.kind, one.value, one.strength, one.shown] for one in view.identifiers],
        "u": view.unit, "at": view.taken_at, "p": view.place, "o": view.officer,
        "x": read_traits(view),
        "end": view.ended_on.toordinal() if view.ended_on else None, "late": view.late_entry,
    }  # fmt: skip


def from_value(value: dict[str, Any]) -> ItemView:
    """Return an item from what JSON kept."""
    view = ItemView(
        item=value["i"],
        handover=value["h"],
        category=value["c"],
        description=value["d"],
        quantity=value["q"],
        taking=value["t"],
        day=date.fromordinal(value["day"]),
        giver=Who(*value["who"]),
        concepts=tuple(value["con"]),
        attributes=tuple((kind, word) for kind, word in value["att"]),
        words=frozenset(value["w"]),
        cents=tuple(value["ct"]),
        identifiers=tuple(Identifier(k, v, _NOWHERE, s, shown) for k, v, s, shown in value["ids"]),
        unit=value["u"],
        taken_at=value["at"],
        place=value["p"],
        officer=value["o"],
        ended_on=date.fromordinal(value["end"]) if value["end"] else None,
        late_entry=value["late"],
    )
    keep_traits(view, value.get("x"))
    return view


def kin(one: str, other: str) -> str:
    """Return how two concepts are related: equal, parent, child, sister or none."""
    return lexicon().kin(one, other)


def categories_of(view: ItemView) -> tuple[str, ...]:
    """Return the categories an item stands under: its own, and those its description names."""
    known = lexicon().concepts
    named = [known[concept] for concept in view.concepts]
    own = [] if view.category == "other" else [view.category]
    return tuple(dict.fromkeys([*own, *named])) or ("other",)


def counted(view: ItemView) -> tuple[tuple[str, str], ...]:
    """Return what an item counts for in the frequencies of the register."""
    places = {*place_words(view.taken_at), fold(view.unit)} - {""}
    surname = read_name(view.giver.name).surname
    kinds = {*view.concepts, *categories_of(view)}
    found = [("all", "items")]
    found += [("concept", kind) for kind in sorted(kinds)]
    found += [("attribute", value) for value in sorted({v for _, v in view.attributes})]
    found += [("word", word) for word in sorted(view.words)]
    found += [("place", word) for word in sorted(places)]
    found += [("surname", surname)] if surname else []
    return tuple((field, value[:120]) for field, value in found)
