"""What may go into what, and what goes along."""

from dataclasses import replace

import pytest

from custody.domain import events as e
from custody.domain import packing as p
from custody.domain.steps import NotHolderError
from custody.domain.trail import Holder, State
from tests.cast import JOKE, NOON
from tests.domain.trails import at, happened, received, trail

DESK = Holder("post", "BALIE-HAVEN", "Balie Haven")
ROOM = Holder("post", "KAMER-HAVEN", "Voorwerpenkamer")
BOX = State(item="BOX", nature="container", holder=DESK, place="BALIE-HAVEN")
BAG = replace(BOX, item="BAG", nature="package")
KEYS = State(item="KEYS", holder=DESK, place="BALIE-HAVEN")
OFFERED = trail(received(), happened(e.TransferOffered, 1, holder_to=ROOM.value())).state.offer


def put_in(thing=KEYS, box=BOX, handover="h-1", height=0, by=JOKE, **around):
    p.check_put_in(p.Inner(thing, handover, height), p.Outer(box, **around), by)


def test_a_thing_goes_into_a_box_and_into_a_package():
    put_in()
    put_in(box=BAG)
    put_in(thing=BAG)


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"box": replace(KEYS, item="OTHER")}, p.NotAWrappingError),
        ({"thing": replace(KEYS, inside="CRATE")}, p.PackedAlreadyError),
        ({"thing": replace(KEYS, holder=ROOM)}, NotHolderError),
        ({"box": replace(BOX, holder=ROOM)}, NotHolderError),
        ({"thing": replace(KEYS, offer=OFFERED)}, p.OfferedError),
        ({"box": replace(BOX, offer=OFFERED)}, p.OfferedError),
        ({"thing": BOX}, p.TooDeepError),
        ({"thing": replace(BOX, item="OUT"), "around": ("OUT",)}, p.TooDeepError),
        ({"around": ("1", "2", "3", "4", "5")}, p.TooDeepError),
        ({"thing": BAG, "height": 5}, p.TooDeepError),
        ({"box": BAG, "handovers": frozenset({"h-2"})}, p.OtherHandoverError),
        ({"box": BAG, "thing": replace(BOX, item="B2")}, p.OtherHandoverError),
    ],
)
def test_what_does_not_fit_is_refused_with_its_reason(wrong, error):
    with pytest.raises(error):
        put_in(**wrong)


def test_a_box_holds_things_of_any_handover():
    put_in(handovers=frozenset({"h-1", "h-2"}))


def test_six_deep_is_allowed():
    put_in(around=("1", "2", "3", "4"))


def test_what_goes_along_has_an_event_of_its_own_that_names_its_box():
    moved = e.ItemMoved(
        id="0192f0c4-5b1e-4c3a-9d57-1f0a3c5e7b01", actor="4002", at=NOON, item="BOX", place="S"
    )
    one, other = p.along(moved, "KEYS", "offer-leaf"), p.along(moved, "PHONE")
    assert (one.item, one.with_, one.place, one.at) == ("KEYS", "BOX", "S", NOON)
    assert one.ref == ("offer-leaf", moved.id)
    assert len({one.id, other.id, moved.id}) == 3
    assert p.along(moved, "KEYS", "offer-leaf") == one


def inside(*events):
    return trail(received(), happened(e.ItemPacked, 1, into="BOX", place="B"), *events).state


def test_a_thing_that_goes_along_stays_in_its_box_and_alone_it_is_out():
    assert (inside().inside, inside().place) == ("BOX", "B")
    assert inside(happened(e.ItemMoved, 2, place="S", with_="BOX")).inside == "BOX"
    assert inside(happened(e.ItemMoved, 2, place="S")).inside is None
    assert inside(happened(e.ItemUnpacked, 2, place="D", from_="BOX")).place == "D"
    assert inside(happened(e.ItemReturned, 2)).inside is None


def test_parts_begin_with_what_the_whole_was():
    part = happened(
        e.ItemSplitOff,
        5,
        JOKE,
        parent="WHOLE",
        holder=DESK.value(),
        category="data_carrier",
        quantity=5,
        received_at=at(0).isoformat(),
        place="BALIE-HAVEN",
    )
    state = trail(part).state
    assert (state.parent, state.holder, state.quantity) == ("WHOLE", DESK, 5)
    assert (state.received_at, state.since) == (at(0), at(5))


def test_the_whole_ends_with_the_split():
    state = trail(received(), happened(e.ItemSplit, 1, parts=[["A", 1], ["B", 1]])).state
    assert (state.status, state.holder, state.place) == ("split", None, None)


def test_parts_add_up_or_the_difference_has_a_reason():
    assert p.check_split(12, (5, 7), "") == 0
    assert p.check_split(12, (5, 6), "een schijf kapot") == -1


@pytest.mark.parametrize(("parts", "reason"), [((12,), ""), ((), ""), ((12, 0), ""), ((5, 6), " ")])
def test_a_split_that_is_none_or_does_not_add_up_is_refused(parts, reason):
    with pytest.raises(p.SplitError):
        p.check_split(12, parts, reason)


def test_a_part_is_not_called_by_the_number_of_the_whole():
    assert p.words_of_part("3 sleutels, met hanger", 3, 2) == "2 sleutels, met hanger"
    assert p.words_of_part("12 × Laptop of tablet", 12, 5) == "5 × Laptop of tablet"
    assert p.words_of_part("sleutels, nr. 3", 3, 2) == "sleutels, nr. 3"
    assert p.words_of_part("30 sleutels", 3, 2) == "30 sleutels"


def test_the_words_of_one_are_in_the_singular():
    assert p.words_of_part("3 sleutels, met hanger", 3, 1) == "1 sleutel, met hanger"
    assert p.words_of_part("2 keys", 2, 1) == "1 key"
    assert p.words_of_part("1 sleutel", 1, 2) == "2 sleutels"
    assert p.words_of_part("3 sleutelhangers", 3, 1) == "1 sleutelhangers"
    assert p.words_of_part("2 × Laptop of tablet", 2, 1) == "Laptop of tablet"
