"""Places: every kind that life knows, and how long a thing may stay there."""

from datetime import timedelta

import pytest

from custody.domain.codes import PLACE_CODE
from custody.domain.places import PLACE_KINDS, Place, overrun
from tests.cast import NOON, PLACES

LONGEST = {
    "temporary_locker": 24,
    "counter_drawer": 12,
    "vehicle": 12,
    "desk": 12,
    "personal_locker": 12,
    "on_person": 12,
    "home": 24,
    "workbench": 7 * 24,
    "lost_corner": 24,
}


@pytest.mark.parametrize("kind", LONGEST)
def test_a_stay_is_over_the_norm_only_after_its_last_second(kind):
    norm = timedelta(hours=LONGEST[kind])
    assert overrun(kind, NOON, NOON + norm) is None
    assert overrun(kind, NOON, NOON + norm + timedelta(seconds=1)) == timedelta(seconds=1)


@pytest.mark.parametrize("kind", sorted(PLACE_KINDS.keys() - LONGEST.keys()))
def test_a_place_without_a_norm_is_never_overrun(kind):
    assert overrun(kind, NOON, NOON + timedelta(days=4000)) is None


def test_personal_keeping_is_pocket_vehicle_desk_locker_and_home():
    personal = {code for code, kind in PLACE_KINDS.items() if kind.personal}
    assert personal == {"on_person", "vehicle", "desk", "personal_locker", "home"}


def test_every_personal_place_has_a_longest_stay():
    assert all(kind.longest_stay for kind in PLACE_KINDS.values() if kind.personal)


def test_a_store_is_neither_personal_nor_limited():
    stores = [kind for kind in PLACE_KINDS.values() if kind.store]
    assert {kind.code for kind in stores} == {"store_room", "shelf", "safe"}
    assert not any(kind.personal or kind.longest_stay for kind in stores)


def test_a_place_that_rules_forbid_exists_all_the_same():
    assert {"home", "lost_corner", "unknown", "on_person"} <= PLACE_KINDS.keys()


def test_a_place_knows_the_rules_of_its_kind():
    assert Place("V-1", "vehicle", "Voertuig 1", "U").nature.longest_stay == timedelta(hours=12)


def test_every_place_of_the_cast_has_a_code_that_can_stand_on_a_label():
    assert all(PLACE_CODE.fullmatch(place.code) for place in PLACES)
