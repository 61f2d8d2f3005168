"""One box that finds items: a code goes straight there, words give what one may see."""

import pytest

from custody.domain.codes import show_item_code
from custody.services import search
from tests.acts import KEYS, PHONE, take_in, taken
from tests.cast import BRAM, HAVEN, JOKE, MARIT, NOON, SANNE


@pytest.mark.parametrize("spell", [str, str.lower, show_item_code, "  {} ".format])
def test_a_code_goes_straight_to_its_item(home, spell):
    code = taken()
    assert search.find(spell(code), JOKE).code == code


def test_a_code_with_a_wrong_symbol_goes_nowhere(home):
    code = taken()
    typo = ("1" if code[0] != "1" else "2") + code[1:]
    assert search.find(typo, JOKE).code is None


def test_words_find_what_was_handed_over_and_by_whom(home):
    keys, phone = take_in(KEYS, PHONE).items
    assert [one.item for one in search.find("rode hanger", JOKE).items] == [keys]
    assert [one.item for one in search.find("telefoon", JOKE).items] == [phone]
    assert {one.item for one in search.find("verhoeven", JOKE).items} == {keys, phone}


def test_what_is_of_another_unit_is_not_found(home):
    code = taken()
    found = search.find(code, BRAM)
    assert (found.code, found.items, found.more) == (None, (), False)
    assert search.find("hanger", BRAM).items == ()


def test_complaint_staff_search_in_every_unit(home):
    code = taken(by=BRAM, place="BIJ-6001")
    assert [one.item for one in search.find("hanger", MARIT).items] == [code]
    assert search.find(code, MARIT).code == code


def test_an_empty_box_gives_the_newest_of_ones_own_unit(home, clock):
    old = taken(at=clock())
    new = taken(at=clock.passes(minutes=1))
    taken(by=BRAM, place="BIJ-6001", at=clock())
    assert [one.item for one in search.find("  ", SANNE).items] == [new, old]
    assert len(search.find("", MARIT).items) == 3


def test_a_receipt_number_goes_to_its_receipt(home):
    (no,) = take_in().receipts
    assert search.find(no.lower(), JOKE).receipt == no
    assert search.find("R26-999999-0", JOKE).receipt is None


def test_a_receipt_of_another_unit_is_not_found(home):
    (no,) = take_in().receipts
    assert search.find(no, BRAM).receipt is None


def test_a_long_list_is_cut_and_says_so(home, monkeypatch):
    monkeypatch.setattr(search, "MOST", 2)
    for _ in range(3):
        taken(at=NOON)
    found = search.find("sleutels", JOKE)
    assert (len(found.items), found.more) == (2, True)
    assert all(one.unit == HAVEN for one in found.items)
