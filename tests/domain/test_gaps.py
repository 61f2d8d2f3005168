"""Where a trail says nothing, and where a thing stayed too long: the definition of P120."""

from datetime import timedelta

import pytest

from custody.domain import events as e
from custody.domain.gaps import Norms, gaps, stays
from custody.domain.trail import Holder
from tests.cast import JOKE, PLACES, RUUD
from tests.domain.trails import DESK, accepted, at, happened, offered, received, trail

KINDS = {place.code: place.kind for place in PLACES}
NORMS = Norms()
STORED = accepted(2, place="KAMER-HAVEN")


def found(told, hours: float, norms: Norms = NORMS):
    """Return (reason, start, end) of each gap, as seen this many hours after the start."""
    return [(gap.reason, gap.start, gap.until) for gap in gaps(told, KINDS, at(hours), norms)]


def test_a_trail_without_events_has_no_gaps():
    assert found(trail(), 10_000) == []


def test_seven_days_of_silence_outside_a_store_are_a_gap():
    told = trail(received())
    assert found(told, 7 * 24) == []
    assert found(told, 7 * 24 + 1) == [("silence", at(0), None)]


def test_a_gap_that_lasts_is_as_long_as_up_to_now():
    (gap,) = gaps(trail(received()), KINDS, at(200), NORMS)
    assert gap.length == timedelta(hours=200)


def test_silence_ends_with_the_next_event():
    told = trail(received(), happened(e.ItemMoved, 200, place="V-4417"))
    assert found(told, 201) == [("silence", at(0), at(200))]


def test_paper_does_not_end_a_silence():
    printed = happened(e.LabelPrinted, 100)
    corrected = happened(e.Correction, 101, fields={})
    assert found(trail(received(), printed, corrected), 169) == [("silence", at(0), None)]


def test_what_lies_in_a_store_may_lie_there_in_silence():
    assert found(trail(received(), offered(1), STORED), 5000) == []


def test_what_a_partner_has_is_not_silent():
    lab = Holder("partner", "NFI", "NFI")
    told = trail(received(), happened(e.ItemHandedOn, 1, place="BUITEN", holder_to=lab.value()))
    assert found(told, 5000) == []


def test_a_place_that_nobody_knows_is_no_store():
    assert found(trail(received(place="OLD-CODE")), 200) == [("silence", at(0), None)]


def test_an_offer_unanswered_for_more_than_a_day_is_a_gap_since_it_was_made():
    told = trail(received(), offered(1))
    assert found(told, 25) == []
    assert found(told, 26) == [("unanswered", at(1), None)]


@pytest.mark.parametrize(
    "answer",
    [accepted(40), happened(e.TransferRefused, 40, JOKE), happened(e.TransferWithdrawn, 40)],
)
def test_an_answer_ends_the_gap_of_an_offer(answer):
    assert found(trail(received(), offered(1), answer), 41) == [("unanswered", at(1), at(40))]


def test_an_answer_in_time_leaves_no_gap():
    assert found(trail(received(), offered(1), accepted(24)), 30) == []


def test_a_partner_has_three_days_to_answer():
    told = trail(received(), offered(1, Holder("partner", "NFI", "NFI")))
    assert found(told, 73) == []
    assert found(told, 74) == [("unanswered", at(1), None)]


def test_the_norm_of_an_answer_is_a_setting():
    strict = Norms(answer=timedelta(hours=1))
    assert found(trail(received(), offered(1)), 3, strict) == [("unanswered", at(1), None)]


def test_missing_is_a_gap_until_it_is_found():
    lost = (received(), happened(e.ItemMissing, 5))
    back = happened(e.ItemFound, 9, RUUD, place="KAMER-HAVEN")
    assert found(trail(*lost), 8) == [("missing", at(5), None)]
    assert found(trail(*lost, back), 10) == [("missing", at(5), at(9))]


def test_a_look_at_a_missing_item_does_not_end_the_gap():
    told = trail(received(), happened(e.ItemMissing, 5), happened(e.ItemInspected, 7))
    assert found(told, 8) == [("missing", at(5), None)]


def test_a_returned_item_has_no_gaps_any_more():
    assert found(trail(received(), happened(e.ItemReturned, 1)), 5000) == []


def test_gaps_come_in_the_order_in_which_they_began():
    told = trail(
        received(),
        happened(e.ItemMoved, 200, place="V-4417"),
        offered(201),
        accepted(300, place="KAMER-HAVEN"),
        happened(e.ItemMissing, 400),
    )
    assert [reason for reason, _, _ in found(told, 500)] == ["silence", "unanswered", "missing"]


def test_personal_keeping_within_the_norm_is_a_stay_and_no_gap():
    told = trail(received())
    (stay,) = stays(told, KINDS, at(12))
    assert (stay.place, stay.kind, stay.start, stay.until) == ("BIJ-4711", "on_person", at(0), None)
    assert not stay.over
    assert found(told, 12) == []


def test_personal_keeping_beyond_the_norm_is_an_overrun_and_no_gap():
    told = trail(received())
    (stay,) = stays(told, KINDS, at(12.5))
    assert stay.over
    assert (stay.norm, stay.length) == (timedelta(hours=12), timedelta(hours=12.5))
    assert found(told, 12.5) == []


def test_a_stay_ends_when_the_thing_goes_elsewhere():
    told = trail(received(), offered(1), accepted(2))
    (stay,) = stays(told, KINDS, at(100))
    assert (stay.start, stay.until) == (at(0), at(2))
    assert not stay.over


def test_an_event_in_between_does_not_start_the_clock_anew():
    told = trail(received(), happened(e.LabelPrinted, 6), offered(7))
    (stay,) = stays(told, KINDS, at(13))
    assert stay.over


def test_each_personal_place_is_a_stay_of_its_own():
    told = trail(
        received(), happened(e.ItemMoved, 3, place="V-4417"), offered(4), accepted(5, DESK)
    )
    assert [(stay.place, stay.until) for stay in stays(told, KINDS, at(9))] == [
        ("BIJ-4711", at(3)),
        ("V-4417", at(5)),
    ]


def test_what_was_never_in_personal_keeping_has_no_stays():
    assert stays(trail(received(place="BALIE-HAVEN")), KINDS, at(99)) == ()
