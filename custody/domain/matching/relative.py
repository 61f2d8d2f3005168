"""Days that count from the day of the complaint, or from the day named before.

"Three weeks ago", "Tuesday of last week", "two days later", feasts, seasons, weekdays.
"""

import re
from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

from custody.domain.matching.datewords import DAY, DateWords, Found
from custody.domain.matching.feasts import latest

_UNITS = {"day": 1, "week": 7, "fortnight": 14, "month": 30, "year": 365}


class RelativeDates(DateWords):
    """The rules for days that are not named by a month."""

    def _relative(self, n: int) -> Found | None:
        """Return "drie weken geleden", "een paar dagen geleden", "ruim een maand geleden"."""
        if self._any("same", n):
            return self._from_previous(n + 1, 0) if self._is_daypart_or_day(n + 1) else None
        if self._any("following", n) and self._is_daypart_or_day(n + 1):
            return self._from_previous(n + 1, 1)
        vague = self._any("few", n)
        number = 4.0 if vague else self._number(n)
        at = n + 1
        while self._any("few", at) or self._word(at) == "of":
            vague, number, at = True, 4.0, at + 1
        unit = self.known.pairs["dates.units"].get(self._word(at))
        if number is None or unit is None:
            return None
        if self.known.pairs["dates.numbers"].get(self._word(n)) == 0.5 and unit != "year":
            return None
        if self._is_ago(at + 1):
            if self._any("weekend", at - 1):
                return None
            return self._ago(n, number, _UNITS[unit], vague, at + 2)
        later = self._any("later", at + 1) or self._any("following", at + 1)
        return self._from_previous(at + 1, round(number * _UNITS[unit])) if later else None

    def _is_ago(self, n: int) -> bool:
        """Say whether this is "geleden", and no "terug" that goes with a verb behind it."""
        if not self._any("ago", n) or self.words[n].gap != " ":
            return False
        after = self._word(n + 1)
        goes_on = self.known.has("verbs", after) or after in self.known.cues
        return not (self._any("ago_unsure", n) and goes_on)

    def _is_daypart_or_day(self, n: int) -> bool:
        return (
            self._any("dayparts", n) or self.known.pairs["dates.units"].get(self._word(n)) == "day"
        )

    def _from_previous(self, at: int, days: int) -> Found | None:
        if self.previous is None:
            return None
        more = timedelta(days=days)
        window = self.previous
        return Found(window.first + more, window.last + more, window.precision, at + 1, 0.8)

    def _ago(self, n: int, number: float, unit: int, vague: bool, after: int) -> Found:
        days = round(number * unit)
        if vague:
            low, high = 2 * unit, 6 * unit
        elif self._any("more", n - 1) or (self._any("fillers", n - 1) and self._any("more", n - 2)):
            low, high = days, days + max(days * 2 // 3, 4)
        elif self._any("almost", n - 1):
            low, high = days - max(days // 3, 2), days
        else:
            slack = {1: 0, 7: 2 + round(number * 0.6), 14: 4, 30: 6 + round(number * 2)}.get(
                unit, 60
            )
            slack = min(slack, days // 2) if unit > 1 else max(0, (days - 4) // 4)
            low, high = days - slack, days + slack
        precision = {1: "few_days", 7: "week", 14: "week", 30: "month"}.get(unit, "season")
        back = self.received
        return Found(back - timedelta(days=high), back - timedelta(days=low), precision, after, 0.9)

    def _feast(self, n: int) -> Found | None:
        found = self._phrase("feasts", n)
        if found is None:
            return None
        year, after = self._year_at(found[1])
        if year is None and self._any("last", n - 1) and self._year_before(n):
            year = self.received.year - 1
        if year is None:
            year = self._year_before(n)
        days = latest(str(found[0]), self.received, year)
        return Found(days[0] - DAY, days[1] + DAY, "few_days", after) if days else None

    def _year_before(self, n: int) -> int | None:
        """Return last year for "vorig jaar rond de kerst"."""
        for back in range(2, 6):
            unit = self.known.pairs["dates.units"].get(self._word(n - back + 1))
            if unit == "year" and self._any("last", n - back):
                return self.received.year - 1
        return None

    def _season(self, n: int) -> Found | None:
        found = self._phrase("seasons", n)
        if found is None or not self._any("season_after", n - 1):
            return None
        return self._season_of(str(found[0]), found[1])

    def _near(self, n: int) -> Found | None:
        found = self._phrase("near", n)
        if found is None or not isinstance(found[0], list):
            return None
        newest, oldest = found[0]
        back = self.received
        precision = "day" if newest == oldest else "few_days" if oldest < 10 else "month"
        weight = 1.0 if oldest < 10 else 0.5
        first, last = back - timedelta(days=oldest), back - timedelta(days=newest)
        return Found(first, last, precision, found[1], weight)

    def _last_week(self, n: int) -> Found | None:
        """Return "vorige week dinsdag", "last month", "afgelopen weekend", "dit jaar"."""
        back = 1 if self._any("last", n) else 0 if self._any("this", n) else None
        if self._any("before_last", n):
            back = 2
        weekday = self._weekday_name(n)
        if back is None:
            at = self._skip(n + 1, 2) if weekday is not None else n
            again = weekday is not None and (self._any("last", at) or self._any("this", at))
            unit = self.known.pairs["dates.units"].get(self._word(at + 1)) if again else None
            if unit != "week":
                return None
            return self._in_week(1 if self._any("last", at) else 0, weekday, at + 2)
        unit = self.known.pairs["dates.units"].get(self._word(n + 1))
        if self._any("weekend", n + 1):
            return self._weekend(back, n + 2)
        if unit == "week":
            at = self._skip(n + 2, 1)
            weekday = self._weekday_name(at)
            return self._in_week(back, weekday, at + 1 if weekday is not None else n + 2)
        if unit == "month" and not self._any("past", n):
            end = self.received
            for _ in range(back):
                end = end.replace(day=1) - DAY
            found = self._part_of((1, 31), end.month, end.year, n + 2)
            return replace(found, precision="month") if found else None
        if unit == "month":
            return Found(self.received - timedelta(days=31), self.received, "month", n + 2, 0.8)
        if unit == "year":
            year = self.received.year - back
            return Found(date(year, 1, 1), date(year, 12, 31), "year", n + 2, 0.5)
        return None

    def _in_week(self, back: int, weekday: int | None, after: int) -> Found:
        monday = self.received - timedelta(days=self.received.weekday() + 7 * back)
        if weekday is None:
            return Found(monday, monday + timedelta(days=6), "week", after)
        day = monday + timedelta(days=weekday)
        return Found(day, day, "day", after)

    def _weekend(self, back: int, after: int) -> Found:
        """Return the weekend, from Friday on, because Friday night is often called so."""
        saturday = self.received - timedelta(days=(self.received.weekday() - 5) % 7 or 7)
        if back == 0 and self.received.weekday() >= 5:
            saturday = self.received - timedelta(days=self.received.weekday() - 5)
        if self._any("but", after):
            saturday, after = saturday - timedelta(days=7), after + 2
        return Found(saturday - DAY, saturday + DAY, "few_days", after)

    def _weekday(self, n: int) -> Found | None:
        """Return "afgelopen zaterdag", "zaterdag jl.", and at half weight "zaterdag"."""
        last = self._any("last", n)
        weekday = self._weekday_name(n + 1 if last else n)
        if weekday is None:
            return None
        at = n + 2 if last else n + 1
        if self._day_number(at) is not None and not self._word(at).isalpha():
            return None
        skipped = self._skip(at, 2)
        alone = self._day_number(skipped)
        if alone and skipped > at and not self._word(skipped).isalpha():
            if not self._month_at(skipped + 1):
                return self._day_alone(skipped)
            return None
        back = (self.received.weekday() - weekday) % 7 or 7
        day = self.received - timedelta(days=back)
        said = last or self._any("last_of", at)
        after = at + 1 if self._any("last_of", at) else at
        return Found(day, day, "day", after, 1.0 if said else 0.5)

    def _day_alone(self, n: int) -> Found | None:
        """Return "de 18e", "on the 12th": the last such day of a month."""
        word = self._word(n)
        if not re.fullmatch(r"\d{1,2}(?:e|de|ste|st|nd|rd|th)", word):
            return None
        if not self._any("article", n - 1) or (
            self._same(n + 1)
            and (self.known.form_of(self._word(n + 1)) or self._pair("units", n + 1))
        ):
            return None
        day = self._day_number(n)
        end = self.received
        for _ in range(3):
            if day and day <= monthrange(end.year, end.month)[1]:
                found = end.replace(day=day)
                if found <= self.received:
                    return Found(found, found, "day", n + 1, 0.8)
            end = end.replace(day=1) - DAY
        return None
