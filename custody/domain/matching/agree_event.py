"""What day, place, officer and trail of a handover say (`matching.md` 7, 12).

Rules kept here:
- event days are compared, never entry days; a found thing lies after its loss;
- the neighbour's house number speaks against, and so do two digits that changed places;
- a trail that ended before the event is context, not an answer.
"""

import math
from dataclasses import replace
from datetime import timedelta

from custody.domain.items import FOUND_TAKINGS
from custody.domain.matching.addresses import Address, addresses, long_numbers
from custody.domain.matching.asked import Asked
from custody.domain.matching.text import fold, tokens
from custody.domain.matching.values import Evidence, Frame, ItemView, Span, Window
from custody.domain.matching.weights import points
from custody.domain.words import mark

PERIOD = 440.0
_WEAK_BASES = frozenset({"call", "letter", "return"})
_GRACE = timedelta(days=1)
_SURE = 0.75  # A day that may belong to another act speaks against, and does not contradict.


def date_evidence(asked: Asked, frame: Frame, item: ItemView) -> tuple[Evidence, ...]:
    """Return what the best of the frame's windows says of the day."""
    late = _after_complaint(asked, item)
    said = [window_evidence(asked, window, item) for window in _windows(asked, frame)]
    if not said:
        return late
    best = max(said, key=lambda one: one.points)
    elsewhere = [
        one
        for window in asked.analysis.windows
        if window not in frame.windows
        and (one := window_evidence(asked, replace(window, weight=window.weight / 2), item)).points
        > 0.5
    ]
    return (max((best, *elsewhere), key=lambda one: one.points), *late)


def _windows(asked: Asked, frame: Frame) -> tuple[Window, ...]:
    return frame.windows or asked.analysis.windows[:1]


def _after_complaint(asked: Asked, item: ItemView) -> tuple[Evidence, ...]:
    received = asked.analysis.report.received_on
    if item.taking in FOUND_TAKINGS or item.day <= received + _GRACE:
        return ()
    return (
        Evidence(
            "date",
            points("date", "after_complaint"),
            mark("came in after the complaint"),
            (),
            None,
            item.day.isoformat(),
            "datetime",
            conflict=True,
        ),
    )


def window_evidence(asked: Asked, window: Window, item: ItemView) -> Evidence:
    """Return what one window says of the item's day."""
    day = asked.text[window.span.start : window.span.end]
    facts: tuple[tuple[str, str], ...] = (("day", day),)
    if item.taking in FOUND_TAKINGS:
        return _found(window, item, facts)
    weight = window.weight * (0.5 if window.basis in _WEAK_BASES else 1.0)
    width = (window.last - window.first).days + 1
    inside = min(math.log2(PERIOD / width), points("date", "most")) if width < PERIOD else 0.0
    if window.first <= item.day <= window.last:
        text = mark("the same day as “%(day)s”") if width <= 3 else mark("in the time of “%(day)s”")
        return _day(max(inside * weight, 0.0), text, facts, window, item)
    away = max((window.first - item.day).days, (item.day - window.last).days)
    facts = (*facts, ("days", str(away)))
    if away <= 1:
        text = mark("one day from “%(day)s”")
        return _day(max(inside - 4.0, 0.5) * weight, text, facts, window, item)
    if away <= 7:
        text = mark("%(days)s days from “%(day)s”")
        return _day(points("date", "week") * weight, text, facts, window, item)
    line = "month" if away <= 31 else "far"
    text = mark("not at the time of “%(day)s”")
    bits = points("date", line) * weight
    return _day(bits, text, facts, window, item, conflict=weight >= _SURE)


def _found(window: Window, item: ItemView, facts: tuple[tuple[str, str], ...]) -> Evidence:
    """Return what a found day says: it lies after the loss, often long after."""
    lag = (item.day - window.last).days
    if (item.day - window.first).days < -1:
        vague = (window.last - window.first).days > 31
        text = mark("found before “%(day)s”")
        bits = points("date", "before_loss") / (2 if vague else 1)
        return _day(bits, text, facts, window, item, conflict=not vague)
    lag = max(lag, 0)
    bits = math.log2(PERIOD * (0.5 * math.exp(-lag / 14) / 14 + 0.5 / 365))
    bits -= 2.0 if lag > 365 else 0.0
    text = mark("found %(days)s days after “%(day)s”")
    return _day(bits * window.weight, text, (*facts, ("days", str(lag))), window, item)


def _day(
    bits: float,
    text: str,
    facts: tuple[tuple[str, str], ...],
    window: Window,
    item: ItemView,
    *,
    conflict: bool = False,
) -> Evidence:
    shown = item.day.isoformat()
    return Evidence("date", bits, text, facts, window.span, shown, "datetime", conflict)


def place_evidence(asked: Asked, item: ItemView) -> tuple[Evidence, ...]:
    """Return the best agreement of places with what contradicts it; never the sum."""
    theirs = addresses(item.taken_at)
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
    for number in sorted(long_numbers(item.taken_at) | long_numbers(item.place)):
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
    unit = fold(item.unit)
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
    place = f"{item.taken_at} {item.place}"
    streets = {word for one in addresses(place) for word in one.street.split()}
    for name, most, text in (
        (True, "street", mark("the same place: %(place)s")),
        (False, "word", mark("the same word for the place: %(place)s")),
    ):
        for token in tokens(place):
            if len(token.word) <= 4 or token.word.isdigit() or token.word not in asked.spans:
                continue
            if token.word not in asked.capitals and (name or token.word in streets):
                continue
            bits = min(asked.often.rarity("place", token.word), points("place", most))
            span = asked.spans[token.word]
            facts = (("place", asked.text[span.start : span.end]),)
            return [Evidence("place", bits, text, facts, span, item.taken_at, "place")]
    return []


def officer_evidence(asked: Asked, item: ItemView) -> tuple[Evidence, ...]:
    """Return whether the officer of the handover is named: by surname, or by number."""
    for token in tokens(item.officer):
        shown = item.officer[token.span.start : token.span.end]
        is_name = len(token.word) > 3 and shown[:1].isupper() and token.word in asked.capitals
        if is_name or (len(token.word) >= 4 and token.word.isdigit() and token.word in asked.spans):
            facts = (("officer", item.officer),)
            text = mark("officer %(officer)s is named")
            span = asked.spans[token.word]
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


def is_closed_before(asked: Asked, frame: Frame, item: ItemView) -> bool:
    """Say whether the item's trail had ended before the event that the frame tells of."""
    windows = _windows(asked, frame)
    return bool(item.ended_on and windows and item.ended_on < windows[0].first)
