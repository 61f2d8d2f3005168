"""Each print of a label is an event, and a second one has a reason (P121)."""

import pytest

from custody.domain.places import PlaceUnknownError
from custody.domain.steps import ItemNotFoundError
from custody.services import labels
from tests.acts import at_the_desk, form, size, state, taken, types
from tests.cast import BRAM, JOKE, NOON, NOOR, RUUD, SANNE
from tests.services.test_returns import give_back


def print_labels(*codes: str, reason: str = "first", form_id: str | None = None, by=SANNE):
    return labels.print_labels(codes, reason, form_id or form(), by, NOON)


def test_a_print_is_an_event_and_counts(home):
    code = taken()
    (printed,) = print_labels(code)
    assert (printed.number, printed.state.item) == (1, code)
    assert types(code)[-1] == "label_printed"
    assert state(code).place == "BIJ-4711"


def test_a_sheet_prints_one_label_for_each_item(home):
    codes = [taken(), taken()]
    assert [one.state.item for one in print_labels(*codes)] == codes


@pytest.mark.parametrize("reason", ["first", ""])
def test_a_second_label_needs_a_reason(home, reason):
    code = taken()
    print_labels(code)
    with pytest.raises(labels.ReprintReasonError, match=code):
        print_labels(code, reason=reason)
    assert state(code).labels == 1


def test_a_second_label_with_a_reason_says_that_it_is_the_second(home):
    code = taken()
    print_labels(code)
    (again,) = print_labels(code, reason="damaged")
    assert again.number == 2


def test_the_same_print_sent_twice_is_recorded_once(home):
    code = taken()
    form_id = form()
    first = print_labels(code, form_id=form_id)
    assert print_labels(code, form_id=form_id) == first
    assert size() == 3


def test_one_label_that_may_not_be_printed_stops_the_sheet(home):
    code = taken()
    with pytest.raises(ItemNotFoundError):
        print_labels(code, "0000000000")
    assert state(code).labels == 0


def test_another_unit_prints_no_labels_of_ours(home):
    code = taken()
    with pytest.raises(ItemNotFoundError):
        print_labels(code, by=BRAM)
    with pytest.raises(ItemNotFoundError):
        labels.to_print((code,), BRAM)


def test_nothing_chosen_prints_nothing(home):
    with pytest.raises(labels.NothingToPrintError):
        print_labels()


def test_the_newest_items_of_the_unit_that_are_still_here_are_offered(home):
    gone, here = at_the_desk(), taken()
    give_back(gone)
    assert [one.item for one in labels.to_print((), JOKE)] == [here]
    assert [one.item for one in labels.to_print((here,), JOKE)] == [here]
    assert labels.to_print((), BRAM) == ()


def test_the_label_of_a_place_says_what_it_is_part_of(home):
    (shelf, above), (_, team) = labels.place_labels(["SCHAP-B-12", "V-4417"], RUUD)
    assert (shelf.name, above, team) == ("Schap B-12", "Voorwerpenkamer Haven", "Haven")


def test_labels_of_places_are_for_the_own_unit_and_for_an_administrator(home):
    with pytest.raises(PlaceUnknownError):
        labels.place_labels(["V-4417"], BRAM)
    assert labels.place_labels(["V-4417"], NOOR)
    with pytest.raises(labels.NoPlaceChosenError):
        labels.place_labels([], RUUD)


def test_a_badge_says_number_and_post_or_team_and_no_name(home):
    assert labels.badges(["4711", "4002"], RUUD) == (
        ("4002", "Balie Haven"),
        ("4711", "Haven"),
    )


def test_a_badge_of_another_unit_is_not_printed(home):
    assert labels.badges(["6001", "4711"], RUUD) == (("4711", "Haven"),)
    assert labels.badges(["6001"], NOOR) == (("6001", "Centrum"),)
    with pytest.raises(labels.NobodyChosenError):
        labels.badges([], RUUD)
    with pytest.raises(labels.NobodyChosenError):
        labels.badges(["9999", "6001"], RUUD)
