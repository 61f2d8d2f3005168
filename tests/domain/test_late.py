"""Late entries: they tell of the past, and what does not fit is seen."""

from datetime import timedelta

import pytest

from custody.domain import events as e
from custody.domain.events import Recorded
from custody.domain.gaps import Norms, gaps, stays
from custody.domain.late import contradictions
from custody.domain.trail import Trail
from tests.cast import JOKE, KARIM, PLACES, SANNE
from tests.domain.trails import ITEM, accepted, at, happened, offered, received, trail

KINDS = {place.code: place.kind for place in PLACES}


def told(hours: float, recorded: float, by=SANNE, place: str = "BUREAU-4711", *before: e.Event):
    """Return a trail with a late move at its end."""
    first = trail(*(before or (received(), offered(5), accepted(6)))).records
    event = happened(e.ItemMoved, hours, by, place=place, reason="vergeten")
    n = len(first)
    return Trail(ITEM, (*first, Recorded(n, n, f"leaf-{n}", at(recorded), event)))


def test_a_late_entry_never_moves_what_was_recorded():
    late = told(2, 10).state
    assert (late.place, late.placed_at, late.last_at) == ("BALIE-HAVEN", at(6), at(6))


def test_a_late_entry_after_the_last_move_says_where_it_is():
    assert told(2, 10, SANNE, "BUREAU-4711", received()).state.place == "BUREAU-4711"


@pytest.mark.parametrize("ending", [e.ItemReturned, e.ItemMissing])
def test_what_is_gone_stays_gone_when_something_older_is_told(ending):
    late = told(2, 10, SANNE, "BUREAU-4711", received(), happened(ending, 4))
    assert late.state.place is None


def test_who_had_it_then_may_tell_where_it_was():
    assert contradictions(told(2, 10)) == ()


def test_the_desk_that_took_it_over_may_tell_where_it_was():
    assert contradictions(told(7, 10, JOKE, "KAMER-HAVEN")) == ()


def test_two_holders_at_once_are_a_contradiction_that_names_the_one_on_record():
    (found,) = contradictions(told(2, 10, KARIM))
    assert (found.leaf, found.holder.ref) == ("leaf-3", "4711")


def test_before_it_came_to_us_it_was_with_nobody_here():
    (found,) = contradictions(told(-2, 10))
    assert found.holder is None


def test_after_it_was_returned_it_was_with_nobody_here():
    (found,) = contradictions(
        told(5, 10, SANNE, "BUREAU-4711", received(), happened(e.ItemReturned, 4))
    )
    assert found.holder is None


def test_a_live_entry_is_no_contradiction():
    assert contradictions(trail(received(), happened(e.ItemMoved, 1, KARIM, place="V-4417"))) == ()


def test_a_late_entry_ends_a_silence_at_the_time_it_tells_of():
    silent = told(100, 300, SANNE, "V-4417", received())
    assert [g.start for g in gaps(silent, KINDS, at(301), Norms())] == [at(100)]


def test_a_late_stay_stands_between_the_stays_around_it():
    found = stays(told(2, 10), KINDS, at(10))
    assert [(s.place, s.start, s.until) for s in found] == [
        ("BIJ-4711", at(0), at(2)),
        ("BUREAU-4711", at(2), at(6)),
    ]
    assert found[1].length == timedelta(hours=4)
