"""What place and officer of a handover say (`matching.md` 7).

The neighbour's house number speaks against, and so do two digits that changed places.
"""

from custody.domain.matching.addresses import Address
from custody.domain.matching.asked import Asked
from custody.domain.matching.traits import traits_of
from custody.domain.matching.values import Evidence, ItemView, Span
from custody.domain.matching.weights import points
from custody.domain.words import mark


def place_evidence(asked: Asked, item: ItemView) -> tuple[Evidence, ...]:
    """Return the best agreement of places with what contradicts it; never the sum."""
    theirs = tuple(Address(*one) for one in traits_of(item).streets)
    said = [
        *_street(asked, item, theirs),
        *_home(asked, item, theirs),
        *_vehicle(asked, item),
        *_unit(asked, item),
        *_words(asked, item),
    ]
    good = [one for one in said if one.points > 0]
    bad = [one for one in said if one.points < 0]
    best = (max(good, key=lambda one: one.points),) if good else ()
    worst = (min(bad, key=lambda one: one.points),) if bad else ()
    if best and best[0].points >= points("place", "vehicle"):
        return best
    return (*best, *worst)


def _place(
    bits: float, text: str, span: Span | None, register: str, name: str, *, conflict: bool = False
) -> Evidence:
    return Evidence("place", bits, text, (("place", register),), span, register, name, conflict)


def _street(asked: Asked, item: ItemView, theirs: tuple[Address, ...]) -> list[Evidence]:
    """Return what addresses in the text say; another number in the same street is the neighbour."""
    said = []
    for own, span in asked.streets:
        same = [one for one in theirs if one.street.endswith(own.street)]
        if not same or not own.number:
            continue
        if any(one.number == own.number for one in same):
            said.append(
                _place(
                    points("place", "number"),
                    mark("the same address: %(place)s"),
                    span,
                    item.taken_at,
                    "place",
                )
            )
        else:
            text = mark("another number in the same street: %(place)s")
            said.append(
                _place(
                    points("place", "other_number"),
                    text,
                    span,
                    item.taken_at,
                    "place",
                    conflict=True,
                )
            )
    return said


def _home(asked: Asked, item: ItemView, theirs: tuple[Address, ...]) -> list[Evidence]:
    if not theirs or not asked.homes:
        return []
    if set(theirs) & set(asked.homes):
        text = mark("at the complainant's address: %(place)s")
        return [_place(points("place", "home"), text, None, item.taken_at, "place")]
    streets = {one.street for one in asked.homes}
    if any(one.street in streets for one in theirs):
        if asked.for_another:
            return []
        text = mark("another number in the complainant's street: %(place)s")
        bits = points("place", "other_number")
        return [_place(bits, text, None, item.taken_at, "place", conflict=True)]
    return []


def _vehicle(asked: Asked, item: ItemView) -> list[Evidence]:
    for number in traits_of(item).numbers:
        if number in asked.numbers:
            register = item.taken_at or item.place
            text = mark("the same place: %(place)s")
            return [
                _place(points("place", "vehicle"), text, asked.numbers[number], register, "place")
            ]
    return []


def _unit(asked: Asked, item: ItemView) -> list[Evidence]:
    if not item.unit or not asked.named_units:
        return []
    unit = traits_of(item).unit
    if unit in asked.named_units:
        bits = min(asked.often.rarity("place", unit), points("place", "most"))
        return [
            _place(
                bits, mark("the same team: %(place)s"), asked.named_units[unit], item.unit, "unit"
            )
        ]
    span = next(iter(asked.named_units.values()))
    return [
        _place(
            points("place", "other_unit"), mark("another team: %(place)s"), span, item.unit, "unit"
        )
    ]


def _words(asked: Asked, item: ItemView) -> list[Evidence]:
    """Return whether a word of the register's place stands in the text: a square, a shop, a room.

    The reason cites the word as the text has it; the name of a street is no common word.
    """
    theirs = traits_of(item)
    shared = [word for word in theirs.words if word in asked.spans]
    for name, most, text in (
        (True, "street", mark("the same place: %(place)s")),
        (False, "word", mark("the same word for the place: %(place)s")),
    ):
        for word in shared:
            if word not in asked.capitals and (name or word in theirs.roads):
                continue
            bits = min(asked.often.rarity("place", word), points("place", most))
            span = asked.spans[word]
            facts = (("place", asked.text[span.start : span.end]),)
            return [Evidence("place", bits, text, facts, span, item.taken_at, "place")]
    return []


def officer_evidence(asked: Asked, item: ItemView) -> tuple[Evidence, ...]:
    """Return whether the officer of the handover is named: by surname, or by number."""
    for word, capital in traits_of(item).officer:
        is_name = capital and word in asked.capitals
        if is_name or (word.isdigit() and word in asked.spans):
            facts = (("officer", item.officer),)
            text = mark("officer %(officer)s is named")
            span = asked.spans[word]
            return (
                Evidence(
                    "officer",
                    points("officer", "named"),
                    text,
                    facts,
                    span,
                    item.officer,
                    "officer",
                ),
            )
    return ()
