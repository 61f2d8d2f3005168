"""Days and periods as people type them: ``12 mei``, ``2026-05-12``, ``vorige week``.

Rules kept here:
- Dutch and English alike; a day without a year is the last such day that has been;
- what is not surely a day stays a word: a month alone may be somebody's name;
- a week begins on Monday.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

LONGEST = 10  # Years; a longer period asks for nothing that a shorter one does not.

YEARS = range(1900, 2101)  # What lies outside was mistyped: nobody alive was there.

_MONTHS = (
    "januari|january|jan februari|february|feb maart|march|mrt|mar april|apr mei|may juni|june|jun"
    " juli|july|jul augustus|august|aug september|sept|sep oktober|october|okt|oct november|nov"
    " december|dec"
)
_MONTH = {name: n for n, names in enumerate(_MONTHS.split(), 1) for name in names.split("|")}
_DAY_NAMES = (
    "maandag|monday dinsdag|tuesday woensdag|wednesday donderdag|thursday vrijdag|friday"
    " zaterdag|saturday zondag|sunday"
)
_WEEKDAY = {name: n for n, names in enumerate(_DAY_NAMES.split()) for name in names.split("|")}
_NAMES = "|".join(sorted(_MONTH, key=len, reverse=True))
_LAST = "vorige|vorig|afgelopen|laatste|last|previous"
_THIS = "deze|dit|this"


@dataclass(frozen=True)
class Period:
    """Local days, the first and the last included."""

    first: date
    last: date


def _day(year: int, month: int, day: int) -> Period | None:
    if year not in YEARS:
        return None
    try:
        return Period(date(year, month, day), date(year, month, day))
    except ValueError:
        return None


def _month(year: int, month: int) -> Period | None:
    if not 1 <= month <= 12 or year not in YEARS:
        return None
    after = date(year + month // 12, month % 12 + 1, 1)
    return Period(date(year, month, 1), after - timedelta(days=1))


def _iso(found: re.Match[str], today: date) -> Period | None:
    return _day(int(found[1]), int(found[2]), int(found[3]))


def _dutch(found: re.Match[str], today: date) -> Period | None:
    return _day(int(found[3]), int(found[2]), int(found[1]))


def _named(found: re.Match[str], today: date) -> Period | None:
    day, month = int(found[1]), _MONTH[found[2]]
    if found[3]:
        return _day(int(found[3]), month, day)
    # 29 February lies up to eight years back; any other day one at most.
    days = (_day(year, month, day) for year in range(today.year, today.year - 9, -1))
    return next((one for one in days if one and one.first <= today), None)


def _named_month(found: re.Match[str], today: date) -> Period | None:
    return _month(int(found[2]), _MONTH[found[1]])


def _relative(found: re.Match[str], today: date) -> Period | None:
    back = {"vandaag": 0, "today": 0, "gisteren": 1, "yesterday": 1, "eergisteren": 2}
    day = today - timedelta(days=back[found[1]])
    return Period(day, day)


def _week(found: re.Match[str], today: date) -> Period | None:
    back = 0 if re.fullmatch(_THIS, found[1]) else 7
    monday = today - timedelta(days=today.weekday() + back)
    return Period(monday, monday + timedelta(days=6))


def _this_month(found: re.Match[str], today: date) -> Period | None:
    if re.fullmatch(_THIS, found[1]):
        return _month(today.year, today.month)
    before = today.replace(day=1) - timedelta(days=1)
    return _month(before.year, before.month)


def _weekday(found: re.Match[str], today: date) -> Period | None:
    back = (today.weekday() - _WEEKDAY[found[1]] - 1) % 7 + 1
    return Period(today - timedelta(days=back), today - timedelta(days=back))


_READERS: tuple[tuple[str, Callable[[re.Match[str], date], Period | None]], ...] = (
    (r"(\d{4})-(\d{1,2})-(\d{1,2})", _iso),
    (r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})", _dutch),
    (rf"(\d{{1,2}})(?:st|nd|rd|th)? +({_NAMES})(?:\.? +(\d{{4}}))?", _named),
    (rf"({_NAMES}) +(\d{{4}})", _named_month),
    ("(vandaag|today|eergisteren|gisteren|yesterday)", _relative),
    (rf"({_LAST}|{_THIS}) +week", _week),
    (rf"({_LAST}|{_THIS}) +(?:maand|month)", _this_month),
    (rf"(?:{_LAST}) +({'|'.join(_WEEKDAY)})", _weekday),
)
_COMPILED = tuple((re.compile(rf"(?<!\w){p}(?!\w)", re.IGNORECASE), r) for p, r in _READERS)


def read_period(text: str, today: date) -> tuple[Period | None, str]:
    """Return the first day or period in a text, and the text without it."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = text
    for pattern, reader in _COMPILED:
        for found in pattern.finditer(lowered):
            period = reader(found, today)
            if period is not None:
                return period, f"{text[: found.start()]} {text[found.end() :]}".strip()
    return None, text


def covering(period: Period) -> tuple[str, ...]:
    """Return the fewest years, months and days, such as ``2026``, ``202605``, ``20260512``, that
    make up a period: at most about eighty. A period longer than `LONGEST` years begins later.
    """
    last = min(period.last, date(YEARS[-1], 12, 31))
    first = max(period.first, date(max(YEARS[0], last.year - LONGEST), 1, 1))
    parts = []
    while first <= last:
        month, year = _month(first.year, first.month), Period(first, date(first.year, 12, 31))
        if first == date(first.year, 1, 1) and year.last <= last:
            parts.append(f"{first:%Y}")
            first = year.last + timedelta(days=1)
        elif month and first.day == 1 and month.last <= last:
            parts.append(f"{first:%Y%m}")
            first = month.last + timedelta(days=1)
        else:
            parts.append(f"{first:%Y%m%d}")
            first += timedelta(days=1)
    return tuple(parts)
