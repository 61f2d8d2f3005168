"""Counting by two: who is next, and what stays visible."""

import pytest

from custody.domain import events as e
from custody.domain.counting import (
    NothingToCountError,
    SameCounterError,
    check_count,
    counting,
)
from custody.domain.items import Cash
from custody.domain.steps import SecondPersonError
from tests.cast import ANNA, JOKE, SANNE
from tests.domain.trails import ITEM, happened, received, trail

HUNDRED = Cash(faces=((5000, 2),)).value()
NINETY = Cash(faces=((5000, 1), (2000, 2))).value()
UNCOUNTED = received(category="cash", quantity=None, cash=Cash(counted=False).value())


def taken(value):
    return received(category="cash", quantity=None, cash=value)


def counted(value, by, hours: float, **more):
    return happened(e.ItemInspected, hours, by, cash=value, **more)


@pytest.mark.parametrize(
    ("events", "step", "differs"),
    [
        ([UNCOUNTED], "first", False),
        ([UNCOUNTED, counted(HUNDRED, JOKE, 1)], "second", False),
        ([taken(HUNDRED)], "second", False),
        ([taken(HUNDRED), counted(HUNDRED, JOKE, 1)], "counted", False),
        ([taken(HUNDRED), counted(NINETY, JOKE, 1)], "third", True),
        ([taken(HUNDRED), counted(NINETY, JOKE, 1), counted(NINETY, ANNA, 2)], "settled", True),
    ],
)
def test_each_count_says_what_is_next(events, step, differs):
    found = counting(trail(*events))
    assert (found.step, found.differs) == (step, differs)


def test_the_same_money_in_another_order_is_the_same_count():
    other = {**NINETY, "faces": list(reversed(NINETY["faces"]))}
    assert counting(trail(taken(NINETY), counted(other, JOKE, 1))).step == "counted"


def test_the_same_sum_in_other_notes_is_another_count():
    tens = Cash(faces=((1000, 10),)).value()
    assert counting(trail(taken(HUNDRED), counted(tens, JOKE, 1))).step == "third"


def test_other_kinds_are_counted_by_their_number():
    rings = received(category="jewellery", quantity=3)
    seen = happened(e.ItemInspected, 1, JOKE, quantity=2)
    assert counting(trail(rings, seen)).differs


def test_looking_without_counting_is_no_count():
    looked = happened(e.ItemInspected, 1, JOKE, condition="wet")
    assert counting(trail(taken(HUNDRED), looked)).step == "second"


def test_the_first_count_is_hidden_from_who_may_count_second():
    found = counting(trail(taken(HUNDRED)))
    assert found.hidden_from(JOKE)
    assert not found.hidden_from(SANNE)
    assert not counting(trail(taken(HUNDRED), counted(NINETY, JOKE, 1))).hidden_from(ANNA)


def test_who_counted_first_does_not_count_second():
    with pytest.raises(SameCounterError):
        check_count(counting(trail(taken(HUNDRED))), ITEM, SANNE, None)
    check_count(counting(trail(taken(HUNDRED))), ITEM, JOKE, None)


def test_who_counted_along_the_first_time_is_no_blind_second_counter():
    first = counting(trail(UNCOUNTED, counted(HUNDRED, JOKE, 1, second="Anna Smit (4005)")))
    assert not first.hidden_from(ANNA)
    for by, second in ((ANNA, None), (SANNE, ANNA), (SANNE, JOKE)):
        with pytest.raises(SameCounterError):
            check_count(first, ITEM, by, second)
    check_count(first, ITEM, SANNE, None)


@pytest.mark.parametrize("second", [None, JOKE])
def test_the_third_count_is_by_two_people_together(second):
    found = counting(trail(taken(HUNDRED), counted(NINETY, JOKE, 1)))
    with pytest.raises(SecondPersonError):
        check_count(found, ITEM, JOKE, second)
    check_count(found, ITEM, JOKE, SANNE)


def test_what_two_counted_is_counted():
    with pytest.raises(NothingToCountError):
        check_count(counting(trail(taken(HUNDRED), counted(HUNDRED, JOKE, 1))), ITEM, ANNA, None)
