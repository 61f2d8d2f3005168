"""The worked examples W1 to W12 of the design, and what the table of holidays must not hide."""

from datetime import UTC, date, datetime

import pytest

from custody.domain import deadlines as d

D = date.fromisoformat


@pytest.mark.parametrize(
    ("received", "refuse", "six", "ten"),
    [
        ("2026-01-13", "2026-02-10", "2026-02-24", "2026-03-24"),  # W1
        ("2026-03-08", "2026-04-07", "2026-04-20", "2026-05-18"),  # W2, refuse over Easter
        ("2026-02-20", "2026-03-20", "2026-04-07", "2026-05-01"),  # W3, Good Friday
        ("2026-03-24", "2026-04-21", "2026-05-06", "2026-06-02"),  # W4, 5 May every year
    ],
)
def test_a_term_ends_on_an_ordinary_day(received, refuse, six, ten):
    assert d.refuse_by(D(received)) == D(refuse)
    assert d.answer_by(D(received)).last_day == D(six)
    assert d.answer_by(D(received), second_phase=True).last_day == D(ten)


def test_a_last_day_ends_at_the_end_of_the_local_day():
    assert d.ends_at(D("2026-02-24")) == datetime(2026, 2, 24, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("moment", "received", "last_day"),
    [
        ("2026-10-13T22:10:00+00:00", "2026-10-14", "2026-11-25"),  # W5
        ("2026-07-14T21:50:00+00:00", "2026-07-14", "2026-08-25"),  # W6
        ("2026-07-14T22:10:00+00:00", "2026-07-15", "2026-08-26"),
    ],
)
def test_the_local_day_decides(moment, received, last_day):
    day = d.day_of_receipt(datetime.fromisoformat(moment))
    assert (day, d.answer_by(day).last_day) == (D(received), D(last_day))


def test_the_second_phase_is_counted_from_receipt():
    first, second = (d.answer_by(D("2026-02-16"), second_phase=two) for two in (False, True))
    assert first.last_day == D("2026-03-30")
    assert (second.nominal, second.last_day) == (D("2026-04-27"), D("2026-04-28"))  # W7
    assert second.shifted and not first.shifted


@pytest.mark.parametrize(("weeks", "last_day"), [(3, "2026-05-18"), (4, "2026-05-26")])
def test_an_adjournment_is_counted_from_the_nominal_day(weeks, last_day):
    term = d.answer_by(D("2026-02-16"), second_phase=True, adjourned=weeks)
    assert term.last_day == D(last_day)  # W8


def test_a_day_that_was_agreed_is_not_shifted():
    term = d.answer_by(D("2026-02-16"), second_phase=True, adjourned=3, agreed=D("2026-06-20"))
    assert (term.last_day, term.shifted) == (D("2026-06-20"), False)  # W9


def test_the_refusal_clock_runs_over_christmas():
    assert d.refuse_by(D("2026-11-27")) == D("2026-12-28")  # W10


@pytest.mark.parametrize(
    ("told", "until"),
    [
        ("2026-05-19", "2027-05-19"),
        ("2026-02-28", "2027-02-28"),
        ("2028-02-29", "2029-02-28"),
        ("2026-04-28", "2027-04-28"),
    ],
)
def test_a_year_is_not_shifted(told, until):
    assert d.ombudsman_until(D(told)) == D(until)  # W11


@pytest.mark.parametrize(("lodged", "old"), [("2026-03-10", False), ("2026-03-11", True)])
def test_exactly_one_year_is_not_more_than_one_year(lodged, old):
    assert d.may_be_too_old(D(lodged), [D("2025-03-10")]) is old  # W12
    assert not d.may_be_too_old(D(lodged), [D("2025-03-10"), D("2026-01-01")])
    assert not d.may_be_too_old(D(lodged), [])


def test_suspended_days_are_added_before_the_shift():
    assert d.answer_by(D("2026-01-13"), suspended=10).last_day == D("2026-03-06")


def test_a_year_without_holidays_is_an_error_and_never_no_holidays():
    with pytest.raises(d.HolidaysMissingError) as error:
        d.answer_by(D("2029-01-01"))
    assert error.value.facts == {"year": 2029}


@pytest.mark.parametrize("weeks", [-1, 5])
def test_an_adjournment_is_one_to_four_weeks(weeks):
    with pytest.raises(d.AdjournmentError):
        d.answer_by(D("2026-02-16"), adjourned=weeks)


def test_every_known_year_has_the_nine_days():
    assert {year: len(days) for year, days in d._holidays().items()} == {
        2026: 9,
        2027: 9,
        2028: 9,
    }
