"""What a complaint probably is about is kept back for two weeks, and no more than that (C79)."""

from datetime import UTC, date, datetime

import pytest

from custody.domain.holds import kept_until, proposes_hold


@pytest.mark.parametrize(
    ("state", "probability", "proposed"),
    [
        ("suggested", 0.5, True),
        ("suggested", 0.49, False),
        ("confirmed", 0.9, False),
        ("rejected", 0.9, False),
        ("context", 0.9, False),
    ],
)
def test_only_an_unanswered_and_likely_pair_keeps_an_item_back(state, probability, proposed):
    assert proposes_hold(state, probability) is proposed


def test_the_last_day_is_a_local_day():
    assert kept_until(datetime(2026, 3, 1, 23, 30, tzinfo=UTC)) == date(2026, 3, 16)
