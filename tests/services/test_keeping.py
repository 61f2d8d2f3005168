"""What I have with me, how long, and where I may say it lies."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from custody import storage
from custody.domain.places import PlaceClosedError, PlaceUnknownError
from custody.domain.steps import ItemNotFoundError, NotHolderError
from custody.services import desk, keeping
from custody.storage.tables import ItemRow
from tests.acts import at_the_desk, form, offer, size, state, taken, types
from tests.cast import ANNA, BRAM, HOST, JOKE, KARIM, NOON, RUUD, SANNE

LATER = NOON + timedelta(hours=13)


def test_a_person_sees_what_they_hold_oldest_first(home):
    old = taken(happened_at=NOON - timedelta(hours=1), late_reason="druk")
    new = taken()
    at_the_desk()
    kept = keeping.items_of(SANNE, NOON)
    assert [one.state.item for one in kept] == [old, new]
    assert [one.age for one in kept] == [timedelta(hours=1), timedelta(0)]
    assert keeping.items_of(KARIM, NOON) == ()


def test_what_is_offered_is_still_with_the_giver(home):
    code = taken()
    offer(code)
    assert [one.state.item for one in keeping.items_of(SANNE, NOON)] == [code]
    assert keeping.counts(SANNE) == (1, 0)
    assert keeping.counts(JOKE) == keeping.counts(ANNA) == (0, 1)


def test_the_numbers_in_the_navigation_are_counted_without_reading_an_item(home):
    offer(taken())
    loaded = []
    heard = (ItemRow, "load", lambda row, _: loaded.append(row.code))
    event.listen(*heard)
    try:
        assert (keeping.counts(SANNE), keeping.counts(JOKE)) == ((1, 0), (0, 1))
        assert loaded == []
        keeping.items_of(SANNE, NOON)
        assert loaded
    finally:
        event.remove(*heard)


def test_keeping_is_personal_and_within_its_norm_at_first(home):
    taken()
    (kept,) = keeping.items_of(SANNE, NOON + timedelta(hours=12))
    assert kept.personal
    assert kept.over is None
    assert keeping.overruns(SANNE, NOON + timedelta(hours=12)) == ()


def test_keeping_too_long_is_told_by_how_much_longest_first(home):
    taken()
    oldest = taken(happened_at=NOON - timedelta(hours=2), late_reason="druk")
    over = keeping.overruns(SANNE, LATER)
    assert [one.over for one in over] == [timedelta(hours=3), timedelta(hours=1)]
    assert over[0].state.item == oldest


def test_the_clock_begins_anew_in_another_place(home):
    code = taken()
    keeping.keep(code, "V-4417", form(), SANNE, NOON + timedelta(hours=2))
    assert keeping.overruns(SANNE, LATER) == ()


def test_what_lies_at_no_known_place_is_kept_without_a_norm(home):
    taken(place=None)
    (kept,) = keeping.items_of(SANNE, LATER)
    assert (kept.place, kept.personal, kept.over) == (None, False, None)


def test_the_holder_says_where_it_lies(home):
    code = taken()
    keeping.keep(code, "BUREAU-4711", form(), SANNE, NOON)
    assert state(code).place == "BUREAU-4711"
    assert types(code) == ["item_received", "item_moved"]


def test_the_same_move_sent_twice_is_recorded_once(home):
    code = taken()
    form_id = form()
    for _ in range(2):
        keeping.keep(code, "V-4417", form_id, SANNE, NOON)
    assert size() == 3


def test_only_the_holder_says_where_it_lies(home):
    code = taken()
    with pytest.raises(NotHolderError):
        keeping.keep(code, "V-4417", form(), KARIM, NOON)
    with pytest.raises(ItemNotFoundError):
        keeping.keep(code, "V-4417", form(), BRAM, NOON)


def test_an_unknown_or_closed_place_keeps_nothing(home):
    code = taken()
    with pytest.raises(PlaceUnknownError):
        keeping.keep(code, "NOWHERE", form(), SANNE, NOON)
    with storage.transaction() as books:
        books.places.close("V-4417", NOON)
    with pytest.raises(PlaceClosedError):
        keeping.keep(code, "V-4417", form(), SANNE, NOON)
    assert state(code).place == "BIJ-4711"


def test_one_chooses_among_own_places_and_those_of_the_unit_the_pocket_first(home):
    codes = [place.code for place in keeping.places_for(SANNE)]
    assert codes == ["BIJ-4711", "BUREAU-4711", "V-4417"]


def test_staff_of_a_post_choose_among_its_rooms_first(home):
    codes = [place.code for place in keeping.places_for(RUUD)]
    assert codes[:2] == ["SCHAP-B-12", "KAMER-HAVEN"]
    assert "BIJ-4711" not in codes
    assert "BALIE-HAVEN" not in codes


def test_places_of_another_unit_are_not_offered(home):
    assert [place.code for place in keeping.places_for(BRAM)] == ["BIJ-6001"]


def test_a_post_sees_what_it_holds(home):
    code = at_the_desk()
    assert [one.state.item for one in keeping.items_of_post(ANNA, NOON)] == [code]
    assert keeping.items_of_post(SANNE, NOON) == ()


def test_the_holder_sees_who_asked_for_it(home):
    code = taken()
    desk.scan(code, "BALIE-HAVEN", form(), HOST, JOKE, NOON)
    (kept,) = keeping.items_of(SANNE, NOON)
    assert kept.asked_by == "Balie Haven"


def test_places_are_known_by_name(home):
    assert keeping.place_names()["V-4417"] == "Voertuig 4417"
