"""Days in words become windows, never points (`matching.md` 12).

Years are resolved to the last occurrence on or before the day the complaint came in.
"""

import re
from datetime import date, timedelta

from custody.domain.matching.lexicon import Lexicon
from custody.domain.matching.text import Token
from custody.domain.matching.values import Span, Window

_NUMERIC = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{2,4})\b|\b(\d{4})-(\d{2})-(\d{2})\b")
_PARTS = {"begin": (1, 10), "early": (1, 10), "half": (10, 20), "medio": (10, 20), "mid": (10, 20)}
_PARTS |= {"eind": (21, 31), "late": (21, 31)}
_AGO = {"dag": 1, "dagen": 1, "day": 1, "days": 1, "week": 7, "weken": 7, "weeks": 7}
_AGO |= {"maand": 30, "maanden": 30, "month": 30, "months": 30, "jaar": 365, "year": 365}
_NEAR = {"vandaag": (0, 0), "today": (0, 0), "gisteren": (1, 1), "gisteravond": (1, 1)}
_NEAR |= {"yesterday": (1, 1), "eergisteren": (2, 2), "vannacht": (0, 1), "vanmorgen": (0, 0)}


def windows(
    text: str, words: tuple[Token, ...], received_on: date, lexicon: Lexicon
) -> tuple[Window, ...]:
    """Return the windows that a text names, in the order of the text."""
    found = [w for m in _NUMERIC.finditer(text) if (w := _numeric(m, received_on))]
    for n, token in enumerate(words):
        window = (
            _near(token, received_on)
            or _month(words, n, received_on, lexicon)
            or _ago(words, n, received_on, lexicon)
            or _weekday(words, n, received_on, lexicon)
        )
        if window is not None:
            found.append(window)
    return tuple(sorted(found, key=lambda window: window.span.start))


def _numeric(match: re.Match[str], received_on: date) -> Window | None:
    if match[4]:
        year, month, day = int(match[4]), int(match[5]), int(match[6])
    else:
        day, month, year = int(match[1]), int(match[2]), int(match[3])
        year += 2000 if year < 100 else 0
    return _day(year, month, day, Span(match.start(), match.end()), received_on)


def _day(year: int, month: int, day: int, span: Span, received_on: date) -> Window | None:
    try:
        found = date(year, month, day)
    except ValueError:
        return None
    return Window(found, found, span) if found <= received_on + timedelta(days=1) else None


def _near(token: Token, received_on: date) -> Window | None:
    if token.word not in _NEAR:
        return None
    newest, oldest = _NEAR[token.word]
    first, last = received_on - timedelta(days=oldest), received_on - timedelta(days=newest)
    return Window(first, last, token.span)


def _month(words: tuple[Token, ...], n: int, received_on: date, lexicon: Lexicon) -> Window | None:
    month = lexicon.months.get(words[n].word)
    if month is None:
        return None
    before = words[n - 1] if n else None
    after = words[n + 1].word if n + 1 < len(words) else ""
    year = int(after) if re.fullmatch(r"20\d\d", after) else None
    if before is not None and before.word in _PARTS:
        return _part(
            _PARTS[before.word],
            month,
            year,
            Span(before.span.start, words[n].span.end),
            received_on,
        )
    number = re.match(r"\d{1,2}", before.word if before else "") or re.match(
        r"\d{1,2}(?=st|nd|rd|th|$)", after
    )
    if number is None:
        spelled = lexicon.numbers.get(before.word) if before else None
        if spelled is None:
            if before is None or before.word not in ("in", "sinds", "since", "maand"):
                return None
            return _part((1, 31), month, year, words[n].span, received_on)
        day = spelled
    else:
        day = int(number[0])
    start = before.span.start if before else words[n].span.start
    span = Span(start, words[n].span.end)
    if year is not None:
        return _day(year, month, day, span, received_on)
    for candidate in (received_on.year, received_on.year - 1):
        if found := _day(candidate, month, day, span, received_on):
            return found
    return None


def _part(
    part: tuple[int, int], month: int, year: int | None, span: Span, received_on: date
) -> Window | None:
    years = (year,) if year else (received_on.year, received_on.year - 1)
    for candidate in years:
        first = date(candidate, month, part[0])
        end = date(candidate + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        last = min(end, date(candidate, month, min(part[1], end.day)))
        if first <= received_on:
            return Window(first, min(last, received_on), span, 0.7)
    return None


def _ago(words: tuple[Token, ...], n: int, received_on: date, lexicon: Lexicon) -> Window | None:
    if words[n].word not in ("geleden", "ago") or n < 2:
        return None
    unit = _AGO.get(words[n - 1].word)
    count = words[n - 2].word
    number = int(count) if count.isdigit() else lexicon.numbers.get(count)
    if count in ("paar", "few"):
        number, slack = 4, 2
    elif number is not None and unit is not None:
        slack = 0 if unit == 1 else max(number * unit // 6, 3)
    if unit is None or number is None:
        return None
    middle = received_on - timedelta(days=number * unit)
    span = Span(words[n - 2].span.start, words[n].span.end)
    return Window(middle - timedelta(days=slack), middle + timedelta(days=slack), span, 0.8)


def _weekday(
    words: tuple[Token, ...], n: int, received_on: date, lexicon: Lexicon
) -> Window | None:
    weekday = lexicon.weekdays.get(words[n].word)
    if weekday is None or (n + 1 < len(words) and words[n + 1].word[:1].isdigit()):
        return None
    back = (received_on.weekday() - weekday) % 7 or 7
    found = received_on - timedelta(days=back)
    return Window(found, found + timedelta(days=1), words[n].span, 0.5)
