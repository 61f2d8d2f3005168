"""Days and periods are read as people type them; what is not surely a day stays a word."""

from datetime import date, timedelta

import pytest

from custody.domain.days import Period, covering, read_period

TODAY = date(2026, 11, 24)  # A Tuesday.


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2026-05-12", (2026, 5, 12), None),
        ("12 mei", (2026, 5, 12), None),
        ("12 mei 2024", (2024, 5, 12), None),
        ("12 MEI", (2026, 5, 12), None),
        ("3rd May 2025", (2025, 5, 3), None),
        ("24 november", (2026, 11, 24), None),
        ("25 november", (2025, 11, 25), None),
        ("29 februari", (2024, 2, 29), None),
        ("12-5-2026", (2026, 5, 12), None),
        ("vandaag", (2026, 11, 24), None),
        ("gisteren", (2026, 11, 23), None),
        ("eergisteren", (2026, 11, 22), None),
        ("afgelopen vrijdag", (2026, 11, 20), None),
        ("vorige dinsdag", (2026, 11, 17), None),
        ("vorige week", (2026, 11, 16), (2026, 11, 22)),
        ("deze week", (2026, 11, 23), (2026, 11, 29)),
        ("last month", (2026, 10, 1), (2026, 10, 31)),
        ("februari 2024", (2024, 2, 1), (2024, 2, 29)),
    ],
)
def test_a_day_is_read_as_it_is_said(typed, first, last):
    period, rest = read_period(f"rode {typed} tas", TODAY)
    assert period == Period(date(*first), date(*(last or first)))
    assert rest.split() == ["rode", "tas"]


@pytest.mark.parametrize(
    "typed", ["mei", "31 februari", "12", "2026-13-01", "week", "dinsdag", "mrt"]
)
def test_what_is_not_surely_a_day_stays_a_word(typed):
    assert read_period(typed, TODAY) == (None, typed)


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2024, 12, 30), date(2026, 3, 2)),
        (date(2026, 1, 1), date(2026, 12, 31)),
        (date(2026, 5, 12), date(2026, 5, 12)),
        (date(2025, 2, 28), date(2025, 4, 1)),
    ],
)
def test_a_period_is_covered_once_and_by_few_parts(first, last):
    parts = covering(Period(first, last))
    days = []
    day = first
    while day <= last:
        days.append(day)
        assert sum(f"{day:%Y%m%d}".startswith(part) for part in parts) == 1
        day += timedelta(days=1)
    outside = (first - timedelta(days=1), last + timedelta(days=1))
    assert not any(f"{d:%Y%m%d}".startswith(part) for d in outside for part in parts)
    assert len(parts) <= 80


def test_a_period_that_ends_before_it_begins_covers_nothing():
    assert covering(Period(TODAY, TODAY - timedelta(days=1))) == ()
