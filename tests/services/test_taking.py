"""A change of why a thing is here: its ground, its time, and how the giver hears of it (P11)."""

from datetime import timedelta

import pytest

from custody.domain.items import FutureTimeError
from custody.domain.steps import NotYourEntryError
from custody.services import corrections, taking
from tests.acts import at_the_desk, form, state, trail
from tests.cast import JOKE, KARIM, NOON


def retaken(
    code, by=JOKE, now="seized", ground="vordering officier", told="brief gegeven", at=NOON
):
    change = taking.NewTaking(now, at, ground, told)
    return taking.change(code, change, form(), by, NOON)


def test_evidence_that_becomes_seized_says_on_what_ground_and_how_the_giver_hears_of_it(home):
    code = at_the_desk()
    before = state(code)
    (record,) = retaken(code)
    event = record.event
    assert (event.old, event.taking, event.reason) == (
        before.taking,
        "seized",
        "vordering officier",
    )
    assert (event.told, event.at) == ("brief gegeven", NOON)
    assert state(code).taking == "seized"
    assert state(code).holder == before.holder
    assert trail(code).records[0].event.taking == before.taking


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"now": "nothing"}, taking.TakingSameError),
        ({"ground": " "}, taking.TakingSameError),
        ({"told": ""}, taking.GiverNotToldError),
    ],
)
def test_a_change_of_why_it_is_here_is_whole_or_nothing(home, wrong, error):
    code = at_the_desk()
    with pytest.raises(error):
        retaken(code, **wrong)
    with pytest.raises(taking.TakingSameError):
        retaken(code, now=state(code).taking)
    assert not taking.show(code, JOKE).last


def test_a_change_of_why_it_is_here_is_not_told_of_a_time_to_come_or_by_anybody(home):
    code = at_the_desk()
    with pytest.raises(FutureTimeError):
        retaken(code, at=NOON + timedelta(hours=1))
    with pytest.raises(NotYourEntryError):
        retaken(code, by=KARIM)


def test_a_correction_of_what_it_was_at_first_leaves_the_later_change(home):
    code = at_the_desk()
    leaf = trail(code).records[0].leaf
    corrections.correct(code, leaf, {"taking": "safekeeping"}, "vergissing", form(), JOKE, NOON)
    retaken(code)
    corrections.correct(code, leaf, {"taking": "given_evidence"}, "toch niet", form(), JOKE, NOON)
    assert state(code).taking == "seized"


def test_the_same_form_sent_twice_is_one_change(home):
    code, new = at_the_desk(), taking.NewTaking("seized", NOON, "vordering", "brief")
    once = form()
    first = taking.change(code, new, once, JOKE, NOON)
    assert taking.change(code, new, once, JOKE, NOON) == first
    assert taking.show(code, JOKE).last == first[0].event
