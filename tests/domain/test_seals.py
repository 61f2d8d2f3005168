"""The seals of an item, as the events tell them."""

import pytest

from custody.domain import events as e
from custody.domain.seals import SealSeen, SealStateError, check_seen, seals
from tests.cast import JOKE
from tests.domain.trails import accepted, at, happened, received, trail

OPENED = happened(e.SealChanged, 3, JOKE, old="Z-1", new="Z-2", witness="4005", reason="geteld")


def test_an_unsealed_thing_has_no_seals():
    assert seals(trail(received(), accepted(1))) == ()


def test_opening_ends_one_seal_and_begins_the_next_with_its_witness():
    first, second = seals(trail(received(seal="Z-1"), OPENED))
    assert (first.number, first.until, first.why) == ("Z-1", at(3), "geteld")
    assert (second.number, second.since, second.witness) == ("Z-2", at(3), "4005")


def test_a_look_at_a_handover_belongs_to_the_seal_of_that_time():
    first, second = seals(
        trail(
            received(seal="Z-1"),
            accepted(1, seal="Z-1", seal_state="intact"),
            OPENED,
            happened(e.ItemInspected, 4, JOKE, seal="Z-9", seal_state="differs"),
        )
    )
    assert [look.state for look in first.checks] == ["intact"]
    assert [(look.state, look.number) for look in second.checks] == [("differs", "Z-9")]


def test_the_last_look_is_how_the_seal_stands_until_a_new_one():
    broken = happened(e.ItemInspected, 2, JOKE, seal_state="broken")
    assert trail(received(seal="Z-1"), broken).state.seal_state == "broken"
    state = trail(received(seal="Z-1"), broken, OPENED).state
    assert (state.seal, state.seal_state) == ("Z-2", "intact")


@pytest.mark.parametrize("seen", [SealSeen(""), SealSeen("whole"), SealSeen("differs")])
def test_a_look_says_how_the_seal_is_and_another_number_is_named(seen):
    with pytest.raises(SealStateError):
        check_seen(seen)


def test_nobody_has_to_look():
    check_seen(None)
    check_seen(SealSeen("differs", "Z-9"))
