"""Ages in bands, per team and together."""

from datetime import timedelta

import pytest

from custody.domain.overview import BANDS, TeamAges, band_of, by_team, together

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)


@pytest.mark.parametrize("band", [band for band in BANDS if band.end], ids=lambda b: b.code)
def test_a_band_ends_with_its_last_second(band):
    after = BANDS[BANDS.index(band) + 1]
    assert band.end is not None
    assert band_of(band.end) == band
    assert band_of(band.end + SECOND) == after


def test_the_last_band_has_no_end():
    assert band_of(timedelta(days=9000)) == BANDS[-1]


def test_teams_are_counted_apart_by_name_and_together():
    ages = [("B", HOUR), ("A", 13 * HOUR), ("B", 100 * HOUR), ("B", 2 * HOUR)]
    rows = by_team(ages, {"A": "Zuid", "B": "Noord"})
    assert [(row.team, row.counts) for row in rows] == [
        ("Noord", (2, 0, 0, 1, 0)),
        ("Zuid", (0, 1, 0, 0, 0)),
    ]
    everybody = together(rows, "Alle")
    assert (everybody.counts, everybody.total, everybody.over) == ((2, 1, 0, 1, 0), 4, 2)


def test_nothing_kept_is_a_row_of_zeros():
    assert by_team([], {}) == []
    assert together([], "Alle") == TeamAges("Alle", (0, 0, 0, 0, 0))
