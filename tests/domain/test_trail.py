"""Who holds it, where, since when: as the events tell it, and in no other way."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custody.domain import events as e
from custody.domain.trail import Holder, Trail, holder_at, moment_of, read_holder
from tests.cast import HAVEN, JOKE, KARIM, NOON, RUUD, SANNE
from tests.domain.trails import (
    DESK,
    ITEM,
    accepted,
    at,
    happened,
    held_by,
    offered,
    received,
    trail,
)


def after(*events):
    return trail(received(), *events).state


def test_an_item_without_events_is_with_nobody():
    state = Trail(ITEM).state
    assert (state.holder, state.place, state.offer) == (None, None, None)


def test_who_records_an_item_holds_it():
    state = after()
    assert state.holder == Holder("person", "4711", "Sanne de Wit")
    assert (state.place, state.status, state.since) == ("BIJ-4711", "in_custody", NOON)


def test_the_first_event_tells_what_it_is():
    state = after()
    assert (state.category, state.taking, state.description) == (
        "keys",
        "safekeeping",
        "2 sleutels",
    )
    assert (state.quantity, state.condition, state.unit) == (2, "unknown", HAVEN)


def test_a_late_entry_counts_from_when_it_happened():
    first = received(hours=-5)
    record = e.Recorded(0, 0, "leaf", NOON, first)
    state = Trail(ITEM, (record,)).state
    assert (state.received_at, state.recorded_at) == (at(-5), NOON)
    assert state.since == at(-5)


def test_a_moment_that_nobody_stated_is_the_moment_of_recording():
    record = e.Recorded(0, 0, "leaf", NOON, happened(e.ItemMoved, at=None))
    assert moment_of(record) == NOON


def test_an_offer_changes_neither_holder_nor_place():
    state = after(offered(1))
    assert state.holder == held_by(SANNE)
    assert (state.place, state.since) == ("BIJ-4711", NOON)
    assert state.offer.holder_to == DESK
    assert (state.offer.leaf, state.offer.offered_at) == ("leaf-1", at(1))


def test_acceptance_changes_holder_and_place_and_closes_the_offer():
    state = after(offered(1), accepted(2, condition="wet"))
    assert (state.holder, state.place, state.since) == (DESK, "BALIE-HAVEN", at(2))
    assert state.offer is None
    assert state.condition == "wet"


def test_acceptance_without_a_place_leaves_it_where_it_lies():
    assert after(offered(1), accepted(2, place=None)).place == "BIJ-4711"


@pytest.mark.parametrize("answer", [e.TransferRefused, e.TransferWithdrawn])
def test_no_leaves_everything_with_the_giver(answer):
    state = after(offered(1), happened(answer, 2, JOKE))
    assert state.holder == held_by(SANNE)
    assert (state.offer, state.place, state.since) == (None, "BIJ-4711", NOON)


def test_a_move_changes_the_place_and_not_the_holder():
    state = after(happened(e.ItemMoved, 3, place="V-4417"))
    assert (state.place, state.placed_at) == ("V-4417", at(3))
    assert (state.holder, state.since) == (held_by(SANNE), NOON)


def test_handing_on_makes_the_partner_the_holder():
    lab = Holder("partner", "NFI", "NFI (dr. De Boer)")
    state = after(happened(e.ItemHandedOn, 4, place="BUITEN", holder_to=lab.value()))
    assert (state.holder, state.place, state.since) == (lab, "BUITEN", at(4))
    assert state.status == "in_custody"


def test_a_return_ends_the_trail_with_the_citizen():
    state = after(offered(1), happened(e.ItemReturned, 5, receiver={"name": "Annie"}))
    assert state.holder == Holder("citizen", "", "Annie")
    assert (state.status, state.place, state.offer) == ("returned", None, None)


def test_a_return_whose_receiver_is_erased_stays_a_return():
    state = after(happened(e.ItemReturned, 5, receiver=None))
    assert (state.holder, state.status) == (Holder("citizen", "", ""), "returned")


@pytest.mark.parametrize(("kind", "status"), [(e.ItemDisposed, "disposed"), (e.ItemVoided, "void")])
def test_after_the_end_nobody_holds_it(kind, status):
    state = after(happened(kind, 5))
    assert (state.holder, state.place, state.status) == (None, None, status)


def test_missing_keeps_the_last_holder_responsible_and_the_place_unknown():
    state = after(happened(e.ItemMissing, 6, KARIM))
    assert (state.missing, state.missing_at) == (True, at(6))
    assert (state.holder, state.place) == (held_by(SANNE), None)


def test_found_again_has_a_place_and_the_same_holder():
    state = after(happened(e.ItemMissing, 6), happened(e.ItemFound, 9, RUUD, place="SCHAP-B-12"))
    assert (state.missing, state.missing_at, state.place) == (False, None, "SCHAP-B-12")
    assert state.holder == held_by(SANNE)


def test_a_correction_changes_facts_and_says_so():
    fixed = trail(
        received(), happened(e.Correction, 1, fields={"quantity": [2, 3], "marks": ["", "N.V."]})
    )
    assert (fixed.state.quantity, fixed.state.marks) == (3, "N.V.")


def test_a_correction_never_changes_a_holder_or_a_place():
    fields = {"holder": [None, "4822"], "place": ["BIJ-4711", "V-4417"], "status": ["", "void"]}
    assert after(happened(e.Correction, 1, fields=fields)).holder == held_by(SANNE)
    assert after(happened(e.Correction, 1, fields=fields)).place == "BIJ-4711"
    assert after(happened(e.Correction, 1, fields=fields)).status == "in_custody"


def test_a_description_adds_facts_and_photos_in_order():
    state = trail(
        received(photo_sha256="a"),
        happened(e.ItemDescribed, 1, photo_sha256="b"),
        happened(e.ItemDescribed, 2, fields={"description": "3 sleutels"}),
    ).state
    assert state.photos == ("a", "b")
    assert state.description == "3 sleutels"


def test_a_changed_seal_is_the_new_seal():
    assert after(happened(e.SealChanged, 1, old=None, new="Z-2")).seal == "Z-2"


def test_an_inspection_notes_the_condition_and_nothing_else():
    state = after(happened(e.ItemInspected, 1, JOKE, condition="damaged"))
    assert state.condition == "damaged"
    assert after(happened(e.ItemInspected, 1, JOKE)).condition == "unknown"
    assert (state.holder, state.place) == (held_by(SANNE), "BIJ-4711")


def test_holds_are_counted_one_by_one():
    two = [happened(e.HoldSet, n, hold=f"H-{n}") for n in (1, 2)]
    assert after(*two).holds == ("H-1", "H-2")
    assert after(*two, happened(e.HoldLifted, 3, hold="H-1")).holds == ("H-2",)


def test_a_hold_whose_number_is_erased_still_counts():
    assert after(happened(e.HoldSet, 1, hold=None)).holds == ("leaf-1",)


def test_each_printed_label_is_counted():
    assert after(happened(e.LabelPrinted, 1), happened(e.LabelPrinted, 2)).labels == 2


def test_the_next_event_links_to_the_last_one():
    assert Trail(ITEM).next_link == (0, None)
    assert trail(received(), offered(1)).next_link == (2, "leaf-1")


def test_the_holder_of_a_past_moment_is_who_held_it_then():
    told = trail(received(), offered(1), accepted(2))
    assert holder_at(told, at(-1)) is None
    assert holder_at(told, at(1.9)) == held_by(SANNE)
    assert holder_at(told, at(2)) == DESK


def test_order_is_the_order_of_the_record_whatever_the_clocks_say():
    early = accepted(2)
    told = trail(received(10), offered(9), early)
    assert told.state.holder == DESK


def test_a_holder_is_the_same_under_another_name():
    assert Holder("person", "4711", "S. de Wit").same_as(held_by(SANNE))
    assert not held_by(SANNE).same_as(held_by(KARIM))
    assert not held_by(SANNE).same_as(None)


@pytest.mark.parametrize("erased", [None, "", [], 7])
def test_an_erased_holder_is_still_a_holder(erased):
    assert read_holder(erased) == Holder("person", "", "")


def test_a_holder_reads_back_as_it_was_opened():
    assert read_holder(DESK.value()) == DESK


_STEPS = st.sampled_from(
    ["offered", "accepted", "refused", "withdrawn", "moved", "missing", "found", "printed", "held"]
)


def _event(step: str, n: int) -> e.Event:
    return {
        "offered": lambda: offered(n),
        "accepted": lambda: accepted(n),
        "refused": lambda: happened(e.TransferRefused, n, JOKE),
        "withdrawn": lambda: happened(e.TransferWithdrawn, n),
        "moved": lambda: happened(e.ItemMoved, n, place="V-4417"),
        "missing": lambda: happened(e.ItemMissing, n),
        "found": lambda: happened(e.ItemFound, n, place="V-4417"),
        "printed": lambda: happened(e.LabelPrinted, n),
        "held": lambda: happened(e.HoldSet, n, hold=f"H-{n}"),
    }[step]()


@settings(max_examples=60, deadline=None)
@given(st.lists(_STEPS, max_size=12))
def test_in_custody_there_is_always_one_holder_and_a_place_unless_it_was_missing(steps):
    state = after(*(_event(step, n + 1) for n, step in enumerate(steps)))
    assert state.holder is not None
    assert state.place is not None or "missing" in steps


def test_paper_does_not_count_as_having_seen_the_thing():
    state = after(happened(e.ItemMoved, 2), happened(e.LabelPrinted, 5))
    assert state.last_at == at(2)
