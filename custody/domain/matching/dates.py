"""Days in words become windows, never points (`matching.md` 12).

- Years are resolved to the last occurrence on or before the day the complaint came in.
- Clock times, amounts, house numbers, ages, articles of law and case numbers are no days.
- "Two days later" and "that same evening" count from the window before them.
- All words come from the language files; here is only the grammar.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from custody.domain.matching.datewords import DAY, Found, month_end
from custody.domain.matching.lexicon import Lexicon
from custody.domain.matching.relative import RelativeDates
from custody.domain.matching.text import Folded, Token
from custody.domain.matching.values import Span, Window

_NUMERIC = re.compile(
    r"(?<![\w./-])(?:(?P<y>(?:19|20)\d\d)[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})"
    r"|(?P<a>\d{1,2})\s?(?P<s>[-/.])\s?(?P<b>\d{1,2})(?:\s?(?P=s)\s?(?P<z>(?:20)?\d\d))?)(?![\w/-]|\.\d)"
)
_PARTS = {"early": (1, 10), "mid": (10, 20), "late": (21, 31)}
_OLDEST = timedelta(days=365 * 8)


def windows(
    words: Sequence[Token], text: Folded, received_on: date, known: Lexicon, language: str = ""
) -> tuple[Window, ...]:
    """Return the windows that a text names, in the order of the text."""
    return _Reader(words, text, received_on, known, language).read()


class _Reader(RelativeDates):
    """Reads the words from left to right; the longest rule wins."""

    def read(self) -> tuple[Window, ...]:
        """Return all windows in order."""
        found = []
        numeric = self._numeric()
        taken = [(w.span.start, w.span.end) for w in numeric]
        n = 0
        while n < len(self.words):
            span = self.words[n].span
            if any(first <= span.start < after for first, after in taken):
                self.previous = next(w for w in numeric if w.span.end >= span.end)
                n += 1
                continue
            one = self._at(n) if self._may_start(self.words[n].word) else None
            if one is None:
                n += 1
                continue
            window = self._window(n, one)
            if window is not None:
                found.append(window)
                self.previous = window
            n = max(one.after, n + 1)
        return tuple(sorted((*found, *numeric), key=lambda w: (w.span.start, -w.weight)))

    def _window(self, n: int, one: Found) -> Window | None:
        start = n
        first, last = one.first, min(one.last, self.received)
        if self._any("approx", n - 1) or (n > 1 and self._any("approx", n - 2)):
            start = n - 1 if self._any("approx", n - 1) else n - 2
            more = timedelta(days=max(3, (last - first).days // 4))
            first, last = first - more, min(last + more, self.received)
        if first > last or self.received - first > _OLDEST:
            return None
        span = Span(self.words[start].span.start, self.words[one.after - 1].span.end)
        return Window(first, last, span, one.weight, one.precision)

    def _may_start(self, word: str) -> bool:
        """Say whether a window can start with a word; most words need no more questions."""
        if word in self.known.date_words or word[0].isdigit():
            return True
        return word[:3] in self.known.date_starts and (
            self.known.pairs["dates.parts"].get(word.partition("-")[0]) is not None
            or any(word.endswith(part) for part in self.known.sets["dates.dayparts"])
        )

    def _at(self, n: int) -> Found | None:
        for rule in (
            self._range,
            self._day_month,
            self._month_day,
            self._part,
            self._relative,
            self._feast,
            self._month,
            self._near,
            self._last_week,
            self._weekday,
            self._season,
            self._day_alone,
        ):
            found = rule(n)
            if found is not None:
                return found
        return None

    # The grammar.

    def _numeric(self) -> list[Window]:
        found: list[Window] = []
        for match in _NUMERIC.finditer(self.text.text):
            if self._no_date(match):
                continue
            span = self.text.span(match.start(), match.end())
            days: list[tuple[int | None, int, int, float]]
            if match["y"]:
                days = [(int(match["y"]), int(match["m"]), int(match["d"]), 1.0)]
            else:
                year = int(match["z"]) if match["z"] else None
                year = year + 2000 if year is not None and year < 100 else year
                a, b = int(match["a"]), int(match["b"])
                days = [(year, b, a, 1.0)]
                if match["s"] == "/" and (self.both or b > 12):
                    days.append((year, a, b, 0.5 if b <= 12 else 1.0))
            for one in days:
                day = self._resolve(one[0], one[1], one[2])
                if day and all(day != w.first for w in found if w.span == span):
                    found.append(Window(day, day, span, one[3]))
        return [w for w in found if self.received - w.first <= _OLDEST]

    def _no_date(self, match: re.Match[str]) -> bool:
        """Say whether figures with signs are an amount, a clock time or the day of a birth."""
        text = self.text.text
        if match["s"] == "." and match["z"] is None:
            return True
        before = text[max(match.start() - 24, 0) : match.start()].split()
        if match["s"] == "-" and match["z"] is None and text[match.end() : match.end() + 1] == "x":
            return True
        words = {word.strip(".,:;()") for word in before[-3:]}
        not_after = {word.strip(".,:;()") for word in before[-1:]}
        return bool(
            words & self.known.sets["dates.born"] or not_after & self.known.sets["dates.not_after"]
        )

    def _with_weekday(self, n: int, found: date, year: int | None) -> date:
        """Return the day of the year before when only its weekday fits the one that is named."""
        named = self.known.pairs["dates.weekdays"].get(self._word(n - 1))
        if year is not None or named is None or found.weekday() == named:
            return found
        try:
            earlier = found.replace(year=found.year - 1)
        except ValueError:
            return found
        return earlier if earlier.weekday() == named else found

    def _day_month(self, n: int) -> Found | None:
        day = self._day_number(n)
        at = n + 1
        if day is not None and not self._any("approx", at):
            at = self._skip(at, 1)
        month = self._month_at(at) if day is not None else None
        if day is None or month is None or not self._same(at):
            return None
        year, after = self._year_at(at + 1)
        found = self._resolve(year, month, day)
        if found is None:
            return None
        found = self._with_weekday(n, found, year)
        return Found(found, found, "day", after)

    def _month_day(self, n: int) -> Found | None:
        month = self._month_at(n)
        at = self._skip(n + 1, 1)
        if month is None or (
            not self.words[n].capital and self._word(n) in ("may", "mar", "march")
        ):
            return None
        day = self._day_number(at)
        if day is None or not self._same(at) or self._month_at(at + 1) is not None:
            return None
        if self.words[at].gap.strip() or self._word(at).isalpha():
            return None
        year, after = self._year_at(at + 1)
        found = self._resolve(year, month, day)
        return Found(found, found, "day", after) if found else None

    def _part(self, n: int) -> Found | None:
        part = self._phrase("parts", n)
        if part is None:
            word = self._word(n)
            head, _, tail = word.partition("-")
            value = self.known.pairs["dates.parts"].get(head)
            month = self.known.pairs["dates.months"].get(tail)
            if value is None or month is None:
                return None
            return self._part_of(_PARTS[value], int(month), *self._year_at(n + 1))
        at = self._skip(part[1])
        month = self._month_at(at)
        if month is not None and self._same(at):
            return self._part_of(_PARTS[str(part[0])], int(month), *self._year_at(at + 1))
        season = self._phrase("seasons", at)
        if season is not None:
            return self._season_of(str(season[0]), season[1])
        return self._part_of_last(_PARTS[str(part[0])], at)

    def _part_of_last(self, part: tuple[int, int], at: int) -> Found | None:
        """Return "the end of last month" or "begin dit jaar"."""
        unit = self.known.pairs["dates.units"].get(self._word(at + 1))
        back = 1 if self._any("last", at) else 0 if self._any("this", at) else None
        if back is None or unit not in ("month", "year"):
            return None
        if unit == "month":
            end = self.received.replace(day=1) - DAY if back else self.received
            return self._part_of(part, end.month, end.year, at + 2)
        months = {1: (1, 3), 10: (5, 8), 21: (10, 12)}[part[0]]
        year = self.received.year - back
        first, last = date(year, months[0], 1), month_end(year, months[1])
        return Found(first, last, "season", at + 2)

    def _month(self, n: int) -> Found | None:
        month = self._month_at(n)
        if month is None or (self._day_number(n - 1) is not None and self._same(n)):
            return None
        year, after = self._year_at(n + 1)
        if year is None and not self._any("month_after", n - 1):
            return None
        found = self._part_of((1, 31), month, year, after)
        return replace(found, precision="month") if found else None

    def _range(self, n: int) -> Found | None:
        """Return "tussen 3 en 9 mei", "3-9 mei", "the night of 7 to 8 May", "May 3-9"."""
        opened = self._any("range_open", n)
        if self._any("night", n):
            return self._night(n)
        at = self._skip(n + 1, 2) if opened else n
        ends = self._two_ends(at, need_open=not opened)
        if ends is None:
            return None
        first, last, after = ends
        if not timedelta() <= last - first <= timedelta(days=92):
            return None
        return Found(first, last, "few_days" if (last - first).days < 7 else "week", after)

    def _night(self, n: int) -> Found | None:
        at = self._skip(n + 1, 4)
        ends = self._two_ends(at, need_open=False)
        if ends is None or (ends[1] - ends[0]).days > 3:
            return None
        return Found(ends[0], ends[1], "day", ends[2])

    def _two_ends(self, at: int, need_open: bool) -> tuple[date, date, int] | None:
        """Return two days that share a month or have their own."""
        word = self._word(at)
        joined = re.fullmatch(r"(\d{1,2})-(\d{1,2})", word)
        if joined and self._month_at(at + 1):
            year, after = self._year_at(at + 2)
            return self._span_of(
                int(joined[1]), int(joined[2]), self._month_at(at + 1), year, after
            )
        first_day = self._day_number(at)
        if first_day is None:
            return self._two_weekdays(at)
        mid = at + 1
        first_month = self._month_at(mid)
        mid += 1 if first_month else 0
        if (
            not self._any("range_join", mid)
            and self.words[min(mid, len(self.words) - 1)].gap.strip() != "-"
        ):
            return None
        while self._any("range_join", mid) or self._any("range_more", mid):
            mid += 1
        second = self._day_number(mid)
        second_month = self._month_at(mid + 1) if second else None
        if second is None or not second_month or (need_open and second_month is None):
            return None
        year, after = self._year_at(mid + 2)
        return self._span_of(first_day, second, second_month, year, after, first_month)

    def _two_weekdays(self, at: int) -> tuple[date, date, int] | None:
        """Return "van zaterdag op zondag": the last such night."""
        one, other = self._weekday_name(at), self._weekday_name(at + 2)
        if one is None or other is None or not self._any("range_join", at + 1):
            return None
        last = self.received - timedelta(days=(self.received.weekday() - other) % 7)
        return last - timedelta(days=(other - one) % 7), last, at + 3

    def _span_of(
        self,
        first_day: int,
        last_day: int,
        month: int | None,
        year: int | None,
        after: int,
        first_month: int | None = None,
    ) -> tuple[date, date, int] | None:
        last = self._resolve(year, month or 0, last_day)
        if last is None:
            return None
        own = first_month or (month or 0) - (1 if first_day > last_day else 0) or 12
        try:
            first = date(last.year - (1 if own > last.month else 0), own, first_day)
        except ValueError:
            return None
        return first, last, after
