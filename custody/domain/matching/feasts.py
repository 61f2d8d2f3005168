"""Days of feasts and seasons of a year, computed (`matching.md` 12).

A feast is a name of the language files: a word for it there, the arithmetic here.
"""

from collections.abc import Callable
from datetime import date, timedelta

_DAY = timedelta(days=1)


def easter(year: int) -> date:
    """Return Easter Sunday (Gauss, Meeus, Jones, Butcher)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def _after_easter(first: int, last: int | None = None) -> Callable[[int], tuple[date, date]]:
    end = first if last is None else last
    return lambda year: (
        easter(year) + timedelta(days=first),
        easter(year) + timedelta(days=end),
    )


def _fixed(
    month: int, day: int, to_month: int | None = None, to_day: int | None = None
) -> Callable[[int], tuple[date, date]]:
    def days(year: int) -> tuple[date, date]:
        first = date(year, month, day)
        if to_month is None or to_day is None:
            return first, first
        last = date(year, to_month, to_day)
        return first, last if last >= first else date(year + 1, to_month, to_day)

    return days


def _weekday(month: int, weekday: int, nth: int) -> Callable[[int], tuple[date, date]]:
    def days(year: int) -> tuple[date, date]:
        first = date(year, month, 1)
        day = first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
        return day, day

    return days


def _kings_day(year: int) -> tuple[date, date]:
    day = date(year, 4, 27)
    day -= _DAY if day.weekday() == 6 else timedelta()
    return day, day


FEASTS: dict[str, Callable[[int], tuple[date, date]]] = {
    "easter": _after_easter(0, 1),
    "easter_sunday": _after_easter(0),
    "easter_monday": _after_easter(1),
    "good_friday": _after_easter(-2),
    "ascension": _after_easter(39),
    "whitsun": _after_easter(49, 50),
    "whit_sunday": _after_easter(49),
    "whit_monday": _after_easter(50),
    "carnival": _after_easter(-50, -46),
    "kings_day": _kings_day,
    "remembrance": _fixed(5, 4),
    "liberation": _fixed(5, 5),
    "labour_day": _fixed(5, 1),
    "belgian_day": _fixed(7, 21),
    "flemish_day": _fixed(7, 11),
    "all_saints": _fixed(11, 1),
    "armistice": _fixed(11, 11),
    "halloween": _fixed(10, 31),
    "guy_fawkes": _fixed(11, 5),
    "nicholas": _fixed(12, 5),
    "christmas_eve": _fixed(12, 24),
    "christmas": _fixed(12, 25, 12, 26),
    "christmas_day": _fixed(12, 25),
    "boxing_day": _fixed(12, 26),
    "new_years_eve": _fixed(12, 31),
    "turn_of_year": _fixed(12, 31, 1, 1),
    "new_year": _fixed(1, 1),
    "valentine": _fixed(2, 14),
    "mothers_day": _weekday(5, 6, 2),
    "fathers_day": _weekday(6, 6, 3),
    "budget_day": _weekday(9, 1, 3),
}
SEASONS: dict[str, Callable[[int], tuple[date, date]]] = {
    "spring": _fixed(3, 1, 6, 15),
    "summer": _fixed(6, 1, 9, 15),
    "autumn": _fixed(9, 1, 12, 10),
    "winter": _fixed(12, 1, 3, 15),
    "summer_holidays": _fixed(6, 28, 9, 5),
    "spring_holidays": _fixed(2, 8, 3, 8),
    "may_holidays": _fixed(4, 18, 5, 11),
    "autumn_holidays": _fixed(10, 8, 11, 5),
    "christmas_holidays": _fixed(12, 18, 1, 10),
    "builders_holidays": _fixed(7, 12, 8, 31),
}


def latest(name: str, until: date, year: int | None = None) -> tuple[date, date] | None:
    """Return the last occurrence of a feast or season that began by this day, or that of a year."""
    days = FEASTS.get(name) or SEASONS[name]
    if year is not None:
        return days(year)
    for candidate in (until.year, until.year - 1):
        found = days(candidate)
        if found[0] <= until:
            return found
    return None
