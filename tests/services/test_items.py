"""Looking at an item, saying more of it, and mending a mistake without hiding it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custody.domain.corrections import CorrectionEmptyError
from custody.domain.errors import NotFoundError
from custody.domain.items import Description
from custody.domain.steps import ItemNotFoundError, NotInCustodyError
from custody.services import corrections, items, linking, search
from tests.acts import (
    KEYS,
    at_the_desk,
    complain,
    form,
    size,
    state,
    take_in,
    taken,
    trail,
    types,
    work,
)
from tests.cast import BRAM, ELLEN, JOKE, KARIM, MARIT, NOON, PIETER, RUUD, SANNE, TOM
from tests.services.test_returns import give_back

SECRET = replace(KEYS, check_feature=("inscriptie NV 1974",))


def correct(code: str, reason: str = "telfout", by=SANNE, form_id: str | None = None, **changes):
    leaf = trail(code).records[0].leaf
    return corrections.correct(code, leaf, changes, reason, form_id or form(), by, NOON)


def test_an_item_is_shown_with_all_that_is_known_of_it(home):
    taken_in = take_in(KEYS)
    page = items.show_item(taken_in.items[0], JOKE, NOON + timedelta(hours=13))
    assert page.state.description == "2 sleutels, rode hanger"
    assert page.receipts == taken_in.receipts
    assert [party.name for party in page.parties] == ["Annie Verhoeven"]
    assert [stay.over for stay in page.stays] == [True]
    assert (page.gaps, page.act.by_name, page.places["BIJ-4711"]) == (
        (),
        "Sanne de Wit",
        "Sanne de Wit",
    )


def test_a_page_says_whether_this_reader_answers_for_the_item(home):
    code = taken()
    assert items.show_item(code, SANNE, NOON).keeps
    assert not items.show_item(code, KARIM, NOON).keeps


@pytest.mark.parametrize("who", [KARIM, JOKE, RUUD, MARIT, PIETER, ELLEN, TOM])
def test_an_item_is_seen_by_its_unit_and_by_complaint_staff(home, who):
    assert items.show_item(taken(), who, NOON).trail.records


def test_not_yours_and_not_there_have_one_answer(home):
    code = taken()
    answers = []
    for asked in (code, "0000000000"):
        with pytest.raises(ItemNotFoundError) as error:
            items.show_item(asked, BRAM, NOON)
        answers.append(str(error.value).replace(asked, "X"))
    assert answers[0] == answers[1]


def test_who_may_not_know_of_complaints_sees_a_hold_and_no_more(home):
    code = taken()
    number = complain()
    linking.link(number, None, code, "same", form(), MARIT, NOON)
    page = items.show_item(code, SANNE, NOON)
    assert (len(page.state.holds), page.links) == (1, ())
    assert [link.complaint for link in items.show_item(code, MARIT, NOON).links] == [number]


def test_a_check_feature_leaves_only_by_its_own_door(home):
    code = taken(SECRET)
    page = items.show_item(code, JOKE, NOON)
    assert page.has_feature
    assert "NV 1974" not in str(page.state)
    assert items.read_feature(code, JOKE) == ("inscriptie NV 1974",)
    with pytest.raises(ItemNotFoundError):
        items.read_feature(code, BRAM)


def test_an_item_without_a_check_feature_has_none(home):
    code = taken()
    assert not items.show_item(code, JOKE, NOON).has_feature
    assert items.read_feature(code, JOKE) == ()


def test_a_correction_keeps_the_old_value_beside_the_new_one(home):
    code = taken()
    (record,) = correct(code, quantity=3, marks="N.V.")
    assert record.event.fields == {"quantity": [2, 3], "marks": ["", "N.V."]}
    assert record.event.reason == "telfout"
    assert (state(code).quantity, state(code).marks) == (3, "N.V.")
    assert record.event.ref == (trail(code).records[0].leaf,)


def test_a_corrected_item_is_found_by_what_it_is_called_now(home):
    code = taken()
    correct(code, description="fietssleutel")
    assert [one.item for one in search.find("fietssleutel", SANNE, NOON).items] == [code]
    assert search.find("hanger", SANNE, NOON).items == ()
    assert [one.item for one in search.find("verhoeven", SANNE, NOON).items] == [code]
    assert f"match_item:{code}" in work()


@pytest.mark.parametrize(
    ("changes", "reason"),
    [({}, "x"), ({"quantity": 2}, "x"), ({"quantity": 3}, ""), ({"quantity": 3}, "  ")],
)
def test_a_correction_changes_something_and_says_why(home, changes, reason):
    code = taken()
    with pytest.raises(CorrectionEmptyError):
        correct(code, reason, **changes)
    assert types(code) == ["item_received"]


def test_the_same_correction_sent_twice_is_recorded_once(home):
    code = taken()
    form_id = form()
    first = correct(code, form_id=form_id, quantity=3)
    assert correct(code, form_id=form_id, quantity=3) == first
    assert size() == 3


def test_what_was_given_back_is_not_corrected(home):
    code = at_the_desk()
    give_back(code)
    with pytest.raises(NotInCustodyError):
        correct(code, by=JOKE, quantity=3)


def test_another_unit_corrects_nothing(home):
    code = taken()
    with pytest.raises(ItemNotFoundError):
        correct(code, by=BRAM, quantity=3)


def photo(content: bytes = b"original") -> str:
    return items.keep_file(content, b"shown", "image/jpeg", "foto.jpg", by=SANNE, at=NOON)


def test_a_photo_is_shown_as_a_copy_and_kept_as_it_was(home):
    code = taken()
    kept = photo()
    items.describe(code, kept, {}, form(), SANNE, NOON)
    assert items.read_photo(code, kept, JOKE, original=False) == (b"shown", "image/jpeg")
    assert items.read_photo(code, kept, JOKE, original=True) == (b"original", "image/jpeg")
    assert [file.sha256 for file in items.show_item(code, JOKE, NOON).files] == [kept]


def test_a_photo_of_another_item_is_not_found_through_this_one(home):
    kept = photo()
    taken(Description("keys", photo_sha256=kept))
    with pytest.raises(NotFoundError):
        items.read_photo(taken(), kept, JOKE, original=True)


def test_a_photo_is_not_shown_to_another_unit(home):
    kept = photo()
    code = taken(Description("keys", photo_sha256=kept))
    with pytest.raises(ItemNotFoundError):
        items.read_photo(code, kept, BRAM, original=False)


def test_a_description_sent_twice_is_recorded_once(home):
    code = taken()
    form_id = form()
    for _ in range(2):
        items.describe(code, photo(), {}, form_id, SANNE, NOON)
    assert types(code) == ["item_received", "item_described"]


def test_a_drawn_signature_is_read_by_its_hash(home):
    assert items.read_signature(photo(b"a line")) == b"a line"
