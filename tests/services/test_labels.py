"""Each print of a label is an event, and a second one has a reason (P121)."""

import pytest

from custody.domain.steps import ItemNotFoundError
from custody.services import labels
from tests.acts import at_the_desk, form, size, state, taken, types
from tests.cast import BRAM, JOKE, NOON, SANNE
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
    shelf, above = labels.place_label("SCHAP-B-12")
    assert (shelf.name, above) == ("Schap B-12", "Voorwerpenkamer Haven")
    assert labels.place_label("V-4417")[1] == "Haven"
