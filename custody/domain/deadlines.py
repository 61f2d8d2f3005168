"""The days that count for a complaint: pure day arithmetic on local dates, each day explained.

Rules kept here:
- the day of receipt is day 0, and the day is the local one of Europe/Amsterdam (C41, C42);
- a term that would end on a Saturday, Sunday or holiday runs to the next ordinary day; a term of a
  year is not shifted (C43, C53); a year without holidays in the table is an error (C44);
- 6 weeks, 10 from the second phase on, counted from receipt; refusal within 28 days (C45, C46);
- one adjournment of 1 to 4 weeks is counted from the nominal day (C47, C48); a day agreed with the
  complainant is not shifted (C49); suspended days are added to the nominal day (C50);
- each day keeps what it was made of, so that one sentence can explain it (C55).
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from custody.domain.errors import InputError, TroubleError
from custody.domain.words import mark

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
FIRST_PHASE, SECOND_PHASE = 6, 10
REFUSAL = timedelta(days=28)


class HolidaysMissingError(TroubleError):
    """A year that is not in the table of holidays (C44)."""

    sentence = mark("The holidays of %(year)s are not known yet. The last day cannot be computed.")


class AdjournmentError(InputError):
    """An adjournment is one to four weeks, once (C47)."""

    sentence = mark("An adjournment is one to four weeks, and only once.")


@dataclass(frozen=True)
class Term:
    """A term with what it was made of: `nominal` before, `last_day` after the shift."""

    received_on: date
    weeks: int
    adjourned: int
    nominal: date
    last_day: date
    agreed: bool = False

    @property
    def shifted(self) -> bool:
        """Whether a weekend or holiday moved the last day."""
        return not self.agreed and self.last_day != self.nominal


@cache
def _holidays() -> dict[int, frozenset[date]]:
    """Return the packaged table: year to its days."""
    text = resources.files("custody.domain").joinpath("holidays.toml").read_text("utf-8")
    return {
        int(year): frozenset(date.fromisoformat(f"{year}-{day}") for day in days)
        for year, days in tomllib.loads(text)["days"].items()
    }


def day_of_receipt(moment: datetime) -> date:
    """Return the local day of a moment (C10, C41)."""
    return moment.astimezone(AMSTERDAM).date()


def is_ordinary(day: date) -> bool:
    """Say whether a term can end on this day; HolidaysMissingError when its year is unknown."""
    if day.year not in _holidays():
        raise HolidaysMissingError(year=day.year)
    return day.weekday() < 5 and day not in _holidays()[day.year]


def shift(day: date) -> date:
    """Return the first ordinary day from this one on (C43)."""
    while not is_ordinary(day):
        day += timedelta(days=1)
    return day


def answer_by(
    received_on: date,
    *,
    second_phase: bool = False,
    adjourned: int = 0,
    suspended: int = 0,
    agreed: date | None = None,
) -> Term:
    """Return the day by which a complaint is answered (C45 to C50)."""
    if not 0 <= adjourned <= 4:
        raise AdjournmentError()
    base = SECOND_PHASE if second_phase else FIRST_PHASE
    nominal = received_on + timedelta(weeks=base + adjourned, days=suspended)
    if agreed is not None:
        return Term(received_on, base, adjourned, agreed, agreed, agreed=True)
    return Term(received_on, base, adjourned, nominal, shift(nominal))


def working_days_after(day: date, count: int) -> date:
    """Return the ordinary day that comes so many ordinary days after a day."""
    while count:
        day = shift(day + timedelta(days=1))
        count -= 1
    return day


def refuse_by(received_on: date) -> date:
    """Return the day by which the complainant hears of a refusal (C46)."""
    return shift(received_on + REFUSAL)


def ends_at(last_day: date) -> datetime:
    """Return the moment at which a term has run out: the end of its local day (C41)."""
    after = last_day + timedelta(days=1)
    return datetime(after.year, after.month, after.day, tzinfo=AMSTERDAM)


def ombudsman_until(told_on: date) -> date:
    """Return the last day for the ombudsman: one year on, 29 February gives 28, unshifted (C53)."""
    return _a_year_on(told_on, 1)


def may_be_too_old(lodged_on: date, conduct: Sequence[date]) -> bool:
    """Say whether every day of the conduct is more than a year before; it never refuses (C52)."""
    return bool(conduct) and all(day < _a_year_on(lodged_on, -1) for day in conduct)


def _a_year_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
