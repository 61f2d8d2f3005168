"""The day by which a complaint is answered, after each step (W7 to W9 of the design, C45 to C51)."""

from datetime import date

import pytest

from custody.domain.clocks import (
    AdjournedLateError,
    AgreedDayError,
    Clock,
    adjourn,
    agree,
    due,
    due_on_hold,
    read_clock,
)
from custody.domain.deadlines import AdjournmentError
from custody.domain.stages import ENDED

T0 = date(2026, 2, 16)
TODAY = date(2026, 3, 20)
PHASE_TWO = Clock().after("phase_two", TODAY)


def last(clock: Clock, state: str = "phase_two", today: date = TODAY) -> date:
    found = due(T0, clock, state, today)
    assert found is not None
    return found.term.last_day


def test_the_second_phase_counts_ten_weeks_from_receipt_and_never_goes_back():
    assert last(Clock(), "phase_one") == date(2026, 3, 30)
    assert last(PHASE_TWO) == date(2026, 4, 28)
    assert last(PHASE_TWO.after("phase_one", TODAY), "phase_one") == date(2026, 4, 28)


@pytest.mark.parametrize(("weeks", "day"), [(3, date(2026, 5, 18)), (4, date(2026, 5, 26))])
def test_an_adjournment_is_counted_from_the_nominal_day(weeks, day):
    assert last(adjourn(PHASE_TWO, weeks, last(PHASE_TWO), TODAY)) == day


def test_an_adjournment_comes_once_in_time_and_for_four_weeks_at_most():
    once = adjourn(PHASE_TWO, 3, last(PHASE_TWO), TODAY)
    for clock, weeks in ((once, 1), (PHASE_TWO, 5), (PHASE_TWO, 0)):
        with pytest.raises(AdjournmentError):
            adjourn(clock, weeks, last(PHASE_TWO), TODAY)
    with pytest.raises(AdjournedLateError):
        adjourn(PHASE_TWO, 1, last(PHASE_TWO), date(2026, 4, 29))


def test_an_agreed_day_is_not_moved_and_needs_a_yes_in_writing():
    agreed = agree(PHASE_TWO, date(2026, 6, 20), "mail van 4 mei", last(PHASE_TWO))
    assert last(agreed) == date(2026, 6, 20)
    later = agree(agreed, date(2026, 7, 4), "mail van 1 juni", date(2026, 6, 20))
    assert last(later) == date(2026, 7, 4)
    for day, consent in ((date(2026, 6, 20), " "), (date(2026, 4, 28), "ja"), (None, "ja")):
        with pytest.raises(AgreedDayError):
            agree(PHASE_TWO, day, consent, last(PHASE_TWO))


def test_days_on_hold_are_added_and_the_day_without_them_stands_beside_it():
    held = Clock().after("suspended", date(2026, 3, 2))
    found = due(T0, held, "suspended", date(2026, 3, 12))
    assert (found.term.last_day, found.without) == (date(2026, 4, 9), date(2026, 3, 30))
    resumed = held.after("phase_one", date(2026, 3, 16))
    assert resumed.suspended_days == 14
    found = due(T0, resumed, "phase_one", date(2026, 5, 1))
    assert (found.term.last_day, found.without) == (date(2026, 4, 13), date(2026, 3, 30))


def test_a_second_time_on_hold_adds_to_the_first():
    clock = Clock().after("suspended", date(2026, 3, 2)).after("phase_one", date(2026, 3, 9))
    clock = clock.after("suspended", date(2026, 4, 1)).after("phase_one", date(2026, 4, 4))
    assert clock.suspended_days == 10


def test_reopened_runs_six_weeks_of_our_own_and_is_named_so():
    found = due(T0, PHASE_TWO.after("reopened", date(2026, 9, 1)), "reopened", date(2026, 9, 2))
    assert (found.term.last_day, found.own) == (date(2026, 10, 13), True)


@pytest.mark.parametrize("state", sorted(ENDED | {"reported"}))
def test_a_clock_that_does_not_run_gives_no_day(state):
    assert due(T0, Clock(), state, TODAY) is None


def test_a_clock_is_the_same_after_it_was_kept():
    clock = Clock(True, 3, date(2026, 6, 20), date(2026, 3, 2), 7, date(2026, 9, 1))
    assert read_clock(clock.as_kept()) == clock
    assert read_clock({}) == Clock()


def test_who_waits_on_hold_is_looked_at_on_its_day_and_each_week_from_then_on():
    since, day = date.fromisoformat("2026-03-02"), date.fromisoformat("2026-03-20")
    assert due_on_hold(since, day, date.fromisoformat("2026-03-19")) == ""
    first = due_on_hold(since, day, day)
    assert first == due_on_hold(since, day, date.fromisoformat("2026-03-26")) != ""
    assert due_on_hold(since, day, date.fromisoformat("2026-03-27")) != first
    assert due_on_hold(since, None, date.fromisoformat("2026-03-08")) == ""
    assert due_on_hold(since, None, date.fromisoformat("2026-03-09")) != ""


def test_what_was_told_is_counted_from_the_day_its_words_were_confirmed():
    """C11."""
    clock = Clock().after("received", date.fromisoformat("2026-03-24"))
    assert read_clock(clock.as_kept()) == clock
    found = due(
        date.fromisoformat("2026-02-20"), clock, "received", date.fromisoformat("2026-03-24")
    )
    assert found.term.last_day == date.fromisoformat("2026-05-06")
