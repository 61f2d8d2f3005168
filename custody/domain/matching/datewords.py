"""The small words that dates are made of: numbers, months, years, parts of a month.

What the grammar of `dates.py` and `relative.py` stands on. All words come from the language files.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from custody.domain.matching.feasts import latest
from custody.domain.matching.lexicon import Lexicon
from custody.domain.matching.text import Folded, Token
from custody.domain.matching.values import Window

DAY = timedelta(days=1)
_NUMBERED = re.compile(r"(\d{1,2})(?:e|de|ste|st|nd|rd|th)?")
_YEAR = re.compile(r"20\d\d|'\d\d")


@dataclass(frozen=True)
class Found:
    """Days with how wide they are meant, and the token behind the words that say so."""

    first: date
    last: date
    precision: str
    after: int
    weight: float = 1.0


class DateWords:
    """Questions about the words around a place in the text."""

    def __init__(
        self, words: Sequence[Token], text: Folded, received: date, known: Lexicon, language: str
    ) -> None:
        self.words, self.text, self.received, self.known = words, text, received, known
        self.both = bool(language) and known.languages[language].order == "both"
        self.previous: Window | None = None

    def _word(self, n: int) -> str:
        return self.words[n].word if 0 <= n < len(self.words) else ""

    def _any(self, name: str, n: int) -> bool:
        return self._word(n) in self.known.sets[f"dates.{name}"]

    def _pair(self, name: str, n: int) -> int | str | list[int] | float | None:
        return self.known.pairs[f"dates.{name}"].get(self._word(n))

    def _same(self, n: int) -> bool:
        """Say whether word n stands in the same sentence as the one before it."""
        return 0 < n < len(self.words) and self.words[n].sentence == self.words[n - 1].sentence

    def _skip(self, n: int, most: int = 3) -> int:
        """Return the place of the next word that is more than filling."""
        end = n + most
        while n < end and self._any("fillers", n):
            n += 1
        return n

    def _phrase(self, name: str, n: int) -> tuple[int | str | list[int], int] | None:
        """Return the longest entry of a table that starts here, and the place after it."""
        for length in (3, 2, 1):
            part = " ".join(t.word for t in self.words[n : n + length])
            value = self.known.pairs[f"dates.{name}"].get(part)
            if value is not None and n + length <= len(self.words):
                return value, n + length
        return None

    def _number(self, n: int) -> float | None:
        word = self._word(n)
        if word.isdigit() and len(word) < 3:
            return float(word)
        value = self.known.pairs["dates.numbers"].get(word)
        return float(value) if value is not None else None

    def _day_number(self, n: int) -> int | None:
        word = self._word(n)
        match = _NUMBERED.fullmatch(word)
        if match:
            day: float = int(match[1])
        else:
            day = self.known.pairs["dates.numbers"].get(word, 0)
        if not 1 <= day <= 31 or day != int(day) or self._any("not_after", n - 1):
            return None
        return int(day)

    def _weekday_name(self, n: int) -> int | None:
        word = self._word(n)
        names = self.known.pairs["dates.weekdays"]
        if word in names:
            return int(names[word])
        if word[:3] in self.known.date_starts:
            for part in self.known.sets["dates.dayparts"]:
                if word.endswith(part) and word[: -len(part)] in names:
                    return int(names[word[: -len(part)]])
        return None

    def _month_at(self, n: int) -> int | None:
        value = self.known.pairs["dates.months"].get(self._word(n))
        return int(value) if value is not None else None

    def _year_at(self, n: int) -> tuple[int | None, int]:
        """Return the year that stands here, maybe after a filler, and the place after it."""
        at = n + 1 if self._any("fillers", n) and not self._any("last", n) else n
        if _YEAR.fullmatch(self._word(at)):
            return int(self._word(at)[-2:]) + 2000, at + 1
        if (
            self._any("last", n)
            and self.known.pairs["dates.units"].get(self._word(n + 1)) == "year"
        ):
            return self.received.year - 1, n + 2
        if self._any("last_of", n):
            return None, n + 1
        return None, n

    def _resolve(self, year: int | None, month: int, day: int) -> date | None:
        """Return the last such day up to the day of the complaint."""
        for candidate in (year,) if year else (self.received.year, self.received.year - 1):
            try:
                found = date(candidate, month, day)
            except ValueError:
                continue
            if found <= self.received:
                return found
        return None

    def _part_of(
        self, part: tuple[int, int], month: int, year: int | None, after: int
    ) -> Found | None:
        for candidate in (year,) if year else (self.received.year, self.received.year - 1):
            first = date(candidate, month, part[0])
            if first <= self.received:
                last = min(month_end(candidate, month).day, part[1])
                return Found(first, date(candidate, month, last), "part_of_month", after)
        return None

    def _season_of(self, name: str, after: int) -> Found | None:
        year, after = self._year_at(after)
        days = latest(name, self.received, year)
        return Found(days[0], days[1], "season", after, 0.8) if days else None


def month_end(year: int, month: int) -> date:
    """Return the last day of a month."""
    return date(year, month, monthrange(year, month)[1])
