"""Mending what was written down wrong: nothing is lost, and the past keeps its holder and place."""

from datetime import timedelta

import pytest

from custody.domain import events as e
from custody.domain.corrections import (
    CorrectionEmptyError,
    NothingToCorrectError,
    PlaceMovedOnError,
    correctable,
    decide,
    facts_of,
    on_record,
)
from custody.domain.items import FutureTimeError
from tests.cast import JOKE, NOON
from tests.domain.trails import accepted, at, happened, offered, received, trail

TOLD = trail(
    received(giver={"name": "Ann Verhoeven"}),
    offered(1),
    accepted(2, condition="good"),
    happened(e.LabelPrinted, 3, JOKE, copy=1),
)


def corrected(fields: dict, ref: str = "leaf-0", hours: float = 5) -> e.Event:
    return happened(e.Correction, hours, fields=fields, reason="telfout", ref=(ref,))


def test_acts_of_paper_are_not_corrected():
    assert [record.event.type for record in correctable(TOLD)] == [
        "item_received",
        "transfer_offered",
        "transfer_accepted",
    ]


def test_each_event_says_which_of_its_facts_can_be_wrong():
    taking, offer, answer = correctable(TOLD)
    assert {"received_at", "category", "quantity", "giver", "taken_at"} <= set(facts_of(taking))
    assert (facts_of(offer), facts_of(answer)) == (("at",), ("at", "condition", "place"))


def test_what_is_on_record_counts_earlier_corrections_in():
    told = trail(received(giver={"name": "Ann"}), corrected({"giver": ["Ann", "Anna"]}))
    facts = on_record(told, told.records[0])
    assert (facts["giver"], facts["quantity"]) == ("Anna", 2)


def test_a_correction_names_old_and_new_value_of_what_changed_alone():
    changes = {"giver": "Annie Verhoeven", "quantity": 2}
    wrong, fields = decide(TOLD, "leaf-0", changes, "naam", NOON)
    assert wrong is TOLD.records[0]
    assert fields == {"giver": ["Ann Verhoeven", "Annie Verhoeven"]}


@pytest.mark.parametrize(("changes", "reason"), [({"quantity": 2}, "x"), ({"quantity": 3}, " ")])
def test_a_correction_changes_something_and_says_why(changes, reason):
    with pytest.raises(CorrectionEmptyError):
        decide(TOLD, "leaf-0", changes, reason, NOON)


def test_a_time_to_come_is_refused():
    late = (NOON + timedelta(hours=1)).isoformat()
    with pytest.raises(FutureTimeError):
        decide(TOLD, "leaf-0", {"received_at": late}, "x", NOON)


def test_the_same_moment_written_otherwise_is_no_change():
    same = NOON.astimezone().isoformat(timespec="minutes")
    with pytest.raises(CorrectionEmptyError):
        decide(TOLD, "leaf-0", {"received_at": same}, "x", at(9))


def test_an_event_of_another_item_is_not_corrected():
    with pytest.raises(NothingToCorrectError):
        decide(TOLD, "leaf-99", {"quantity": 3}, "x", NOON)


def test_a_wrong_place_is_mended_where_it_is_the_last_one():
    _, fields = decide(TOLD, "leaf-2", {"place": "KAMER-HAVEN"}, "andere kamer", NOON)
    assert fields == {"place": ["BALIE-HAVEN", "KAMER-HAVEN"]}


def test_a_wrong_place_of_the_past_is_left_to_the_past():
    with pytest.raises(PlaceMovedOnError):
        decide(TOLD, "leaf-0", {"place": "V-4417"}, "x", NOON)


def test_a_correction_changes_the_facts_and_neither_holder_nor_place():
    state = trail(
        received(), corrected({"quantity": [2, 3], "received_at": ["x", at(-2).isoformat()]})
    ).state
    assert (state.quantity, state.received_at) == (3, at(-2))
    assert (state.since, state.placed_at, state.place) == (at(0), at(0), "BIJ-4711")


def test_a_condition_seen_later_is_not_overruled_by_mending_an_older_one():
    seen = happened(e.ItemInspected, 4, JOKE, condition="wet")
    mended = corrected({"condition": ["good", "used"]})
    assert trail(received(condition="good"), seen, mended).state.condition == "wet"
