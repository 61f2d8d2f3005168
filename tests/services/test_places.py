"""The tree of places: added with a code that fits on a label, closed when empty."""

import pytest

from custody.domain.places import (
    Place,
    PlaceHasPartsError,
    PlaceInUseError,
    PlaceTakenError,
    PlaceUnknownError,
    PlaceUserError,
    Post,
)
from custody.services import places
from tests.acts import taken
from tests.cast import BRAM, CENTRUM, HAVEN, NOON, NOOR, PLACES, RUUD

BOX = Place("BAK-1", "shelf", "Bak 1", HAVEN, parent="SCHAP-B-12")


def codes(by=RUUD) -> list[str]:
    return [line.place.code for line in places.show_places(by).all]


def test_a_place_is_added_below_its_parent(home):
    assert places.add_place(BOX, RUUD, NOON) == BOX
    depth = {line.place.code: line.depth for line in places.show_places(RUUD).lines}
    assert (depth["KAMER-HAVEN"], depth["SCHAP-B-12"], depth["BAK-1"]) == (0, 1, 2)


def test_parents_come_before_their_children(home):
    shown = codes()
    assert shown.index("SCHAP-B-12") == shown.index("KAMER-HAVEN") + 1


@pytest.mark.parametrize("code", ["", "lower", "WITH SPACE", "-A", "A" * 25, "É", "A\n"])
def test_a_code_that_cannot_stand_on_a_label_is_refused(home, code):
    with pytest.raises(places.PlaceCodeError):
        places.add_place(Place(code, "shelf", "X", HAVEN), RUUD, NOON)


@pytest.mark.parametrize(
    ("place", "error"),
    [
        (Place("X-1", "attic", "X", HAVEN), places.PlaceKindError),
        (Place("X-1", "shelf", "X", HAVEN, parent="NOWHERE"), PlaceUnknownError),
        (Place("V-4417", "shelf", "X", HAVEN), PlaceTakenError),
        (Place("X-1", "shelf", "Voertuig 4417", HAVEN), PlaceTakenError),
        (Place("X-1", "desk", "X", HAVEN), PlaceUserError),
        (Place("X-1", "personal_locker", "X", HAVEN, user="9999"), PlaceUserError),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_a_place_that_does_not_fit_is_refused(home, place, error):
    with pytest.raises(error):
        places.add_place(place, RUUD, NOON)
    assert "X-1" not in codes()


def test_a_place_with_things_in_it_stays_open(home):
    taken(place="V-4417")
    with pytest.raises(PlaceInUseError) as error:
        places.close_place("V-4417", RUUD, NOON)
    assert error.value.facts == {"count": 1, "name": "Voertuig 4417"}
    assert "V-4417" in codes()


def test_an_empty_place_is_closed_and_stays_in_history(home):
    places.close_place("V-4417", RUUD, NOON)
    assert "V-4417" not in codes()
    assert [place.code for place in places.show_places(RUUD).closed] == ["V-4417"]


def test_a_closed_place_can_be_used_again(home):
    places.close_place("V-4417", RUUD, NOON)
    places.reopen_place("V-4417", RUUD, NOON)
    assert "V-4417" in codes()
    assert places.show_places(RUUD).closed == ()


def test_a_closed_place_whose_name_was_given_away_stays_closed(home):
    places.close_place("V-4417", RUUD, NOON)
    places.add_place(Place("V-4418", "vehicle", "Voertuig 4417", HAVEN), RUUD, NOON)
    with pytest.raises(PlaceTakenError):
        places.reopen_place("V-4417", RUUD, NOON)


@pytest.mark.parametrize(
    ("code", "parts"),
    [("KAMER-HAVEN", "Schap B-12, Voorwerpenkamer Haven"), ("BALIE-HAVEN", "Balie Haven")],
)
def test_a_place_that_is_needed_stays_open(home, code, parts):
    with pytest.raises(PlaceHasPartsError) as error:
        places.close_place(code, RUUD, NOON)
    assert error.value.facts["parts"] == parts
    assert code in codes()


def test_nobody_runs_the_places_of_another_unit(home):
    for act in (places.close_place, places.reopen_place):
        with pytest.raises(PlaceUnknownError):
            act("V-4417", BRAM, NOON)
    inside = Place("X-1", "shelf", "X", CENTRUM, parent="KAMER-HAVEN")
    with pytest.raises(PlaceUnknownError):
        places.add_place(inside, BRAM, NOON)


def test_personal_keeping_stands_apart_with_whose_it_is(home):
    tree = places.show_places(RUUD)
    assert all(line.place.nature.personal for line in tree.personal)
    assert not any(line.place.nature.personal for line in tree.lines)
    users = {line.place.code: line.user for line in tree.personal}
    assert (users["BUREAU-4711"], users["V-4417"]) == ("Sanne de Wit", "")


def test_a_deep_tree_loses_no_place(home):
    above = "SCHAP-B-12"
    for depth in range(8):
        above = places.add_place(
            Place(f"D-{depth}", "shelf", f"Diep {depth}", HAVEN, parent=above), RUUD, NOON
        ).code
    depths = {line.place.code: line.depth for line in places.show_places(RUUD).lines}
    assert depths["D-7"] == 9


def test_what_is_not_there_is_not_closed(home):
    with pytest.raises(PlaceUnknownError):
        places.close_place("NOWHERE", RUUD, NOON)


def test_the_tree_says_how_much_lies_where(home):
    taken(place="V-4417")
    content = {line.place.code: line.content for line in places.show_places(RUUD).all}
    assert (content["V-4417"], content["BALIE-HAVEN"]) == (1, 0)


def test_one_sees_the_places_of_the_own_unit_and_an_administrator_all(home):
    assert codes(BRAM) == ["BIJ-6001"]
    assert set(codes(NOOR)) == {place.code for place in PLACES}
    assert [unit.code for unit in places.show_places(BRAM).units] == [CENTRUM]
    assert len(places.show_places(NOOR).units) == 2


def test_units_and_posts_are_added_and_changed(home):
    places.add_unit("WTL-NOORD", "Noord")
    places.add_post(Post("KAMER-HAVEN", "Kamer", HAVEN, "KAMER-HAVEN", "4002"))
    assert {unit.code for unit in places.show_places(NOOR).units} == {HAVEN, CENTRUM, "WTL-NOORD"}
    assert [post.custodian for post in places.all_posts()] == [None, "4002"]
