"""One box that finds items: a code goes straight there, words give what one may see."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custody.domain.codes import show_item_code
from custody.domain.days import Period
from custody.domain.search import Narrow
from custody.services import linking, search, transfers
from tests.acts import KEYS, PHONE, at_the_desk, complain, form, offer, take_in, taken
from tests.cast import BRAM, HAVEN, JOKE, MARIT, NOON, RUUD, SANNE

FRENCH = str.maketrans("1234567890", "&é\"'(-è_çà")
BELGIAN = str.maketrans("1234567890", "&É\"'(§È!ÇÀ")


def _french(code):
    return code.lower().translate(FRENCH)


def _belgian_caps(code):
    return code.translate(BELGIAN)


@pytest.mark.parametrize("spell", [str, str.lower, show_item_code, "  {} ".format])
def test_a_code_goes_straight_to_its_item(home, spell):
    code = taken()
    assert search.find(spell(code), JOKE, NOON).code == code


def test_a_code_with_a_wrong_symbol_is_a_question_and_never_an_answer(home):
    code = taken()
    typo = ("1" if code[0] != "1" else "2") + code[1:]
    found = search.find(typo, JOKE, NOON)
    assert (found.code, found.items) == (None, ())
    assert [one.item for one in found.meant] == [code]
    assert search.find(typo, BRAM, NOON).meant == ()


@pytest.mark.parametrize("typed", [_french, _belgian_caps])
def test_a_code_from_a_scanner_on_another_keyboard_goes_to_its_item(home, typed):
    code = taken()
    assert search.find(typed(code), JOKE, NOON).code == code


def test_words_find_what_was_handed_over_and_by_whom(home):
    keys, phone = take_in(KEYS, PHONE).items
    assert [one.item for one in search.find("rode hanger", JOKE, NOON).items] == [keys]
    assert [one.item for one in search.find("telefoon", JOKE, NOON).items] == [phone]
    assert {one.item for one in search.find("verhoeven", JOKE, NOON).items} == {keys, phone}


def test_what_is_of_another_unit_is_not_found(home):
    code = taken()
    found = search.find(code, BRAM, NOON)
    assert (found.code, found.items, found.older, found.meant) == (None, (), None, ())
    assert search.find("hanger", BRAM, NOON).items == ()


def test_complaint_staff_search_in_every_unit(home):
    code = taken(by=BRAM, place="BIJ-6001")
    assert [one.item for one in search.find("hanger", MARIT, NOON).items] == [code]
    assert search.find(code, MARIT, NOON).code == code


def test_an_empty_box_gives_the_newest_of_ones_own_unit(home, clock):
    old = taken(at=clock())
    new = taken(at=clock.passes(minutes=1))
    taken(by=BRAM, place="BIJ-6001", at=clock())
    assert [one.item for one in search.find("  ", SANNE, NOON).items] == [new, old]
    assert len(search.find("", MARIT, NOON).items) == 3


def test_a_receipt_number_goes_to_its_receipt(home):
    (no,) = take_in().receipts
    assert search.find(no.lower(), JOKE, NOON).receipt == no
    assert search.find("R26-999999-0", JOKE, NOON).receipt is None


def test_a_receipt_of_another_unit_is_not_found(home):
    (no,) = take_in().receipts
    assert search.find(no, BRAM, NOON).receipt is None


def test_a_long_list_is_cut_and_says_so(home, monkeypatch):
    monkeypatch.setattr(search, "MOST", 2)
    for _ in range(3):
        taken(at=NOON)
    found = search.find("sleutels", JOKE, NOON)
    assert len(found.items) == 2
    rest = search.find("sleutels", JOKE, NOON, before=found.older)
    assert (len(rest.items), rest.older) == (1, None)
    assert all(one.unit == HAVEN for one in found.items)


WORDS = {
    "sleuteltje": "a diminutive",
    "sleutelbos": "another word for the kind",
    "rode hanger": "words of the description",
    "annie": "the giver",
    "Sanne de Wit": "who holds it",
    "lade balie": "nothing: it does not lie there",
    "23 november": "the day",
    "vandaag sleutels": "the day and a word",
    "2026-11-22": "nothing: another day",
    "vorige week": "nothing: another week",
}


@pytest.mark.parametrize("typed", WORDS)
def test_an_item_is_found_by_word_kind_name_place_and_day(home, typed):
    code = taken()
    expected = [] if WORDS[typed].startswith("nothing") else [code]
    assert [one.item for one in search.find(typed, JOKE, NOON).items] == expected


def test_an_item_that_moved_is_found_where_it_is_now(home):
    code = at_the_desk()
    assert [one.item for one in search.find("balie haven", JOKE, NOON).items] == [code]
    assert [one.item for one in search.find("", JOKE, NOON, Narrow(place="BALIE-HAVEN")).items] == [
        code
    ]
    assert search.find("", JOKE, NOON, Narrow(place="KAMER-HAVEN")).items == ()


def test_a_search_is_narrowed_by_kind_and_period(home):
    phone = take_in(KEYS, PHONE).items[1]
    assert [s.item for s in search.find("", JOKE, NOON, Narrow("phone")).items] == [phone]
    today, before = NOON.date(), NOON.date() - timedelta(days=1)
    assert len(search.find("", JOKE, NOON, Narrow(period=Period(before, today))).items) == 2
    assert search.find("", JOKE, NOON, Narrow(period=Period(before, before))).items == ()
    assert search.find("", JOKE, NOON, Narrow(period=Period(today, before))).items == ()


def test_what_is_offered_to_another_unit_is_found_by_who_may_take_it_over(home):
    code = taken()
    assert search.find("hanger", BRAM, NOON).items == ()
    offer(code, to="6001")
    assert [one.item for one in search.find("hanger", BRAM, NOON).items] == [code]
    transfers.withdraw(code, "", form(), SANNE, NOON)
    assert search.find("hanger", BRAM, NOON).items == ()


def test_a_check_feature_finds_nothing(home):
    secret = replace(KEYS, check_feature=("inscriptie tulp",))
    take_in(secret)
    assert search.find("tulp", JOKE, NOON).items == ()
    assert search.find("tulp", MARIT, NOON).items == ()


def test_a_complaint_leaves_no_trace_in_what_is_found(home):
    code = taken()
    number = complain("Mijn paraplu is weg")
    linking.link(number, None, code, "", form(), MARIT, NOON)
    for typed in (number, "paraplu", "Bakker", "5001"):
        assert search.find(typed, SANNE, NOON).items == (), typed


def test_a_receipt_of_another_unit_gives_complaint_staff_its_items(home):
    taken_in = take_in()
    found = search.find(taken_in.receipts[0], MARIT, NOON)
    assert found.receipt is None
    assert tuple(one.item for one in found.items) == taken_in.items


def test_an_export_holds_what_was_found_and_no_more_than_it_says(home, monkeypatch):
    codes = {taken() for _ in range(3)}
    taken(by=BRAM, place="BIJ-6001")
    found = search.export("sleutels", RUUD, NOON, Narrow())
    assert {one.item for one in found} == codes
    monkeypatch.setattr(search, "MOST_EXPORTED", 2)
    assert len(search.export("sleutels", RUUD, NOON, Narrow())) == 2


def test_a_search_is_kept_under_its_name_and_forgotten_again(home):
    search.save("  mijn  sleutels ", {"q": "sleutels"}, SANNE, NOON)
    search.save("mijn sleutels", {"q": "sleutel rood"}, SANNE, NOON)
    assert [(s.name, s.question) for s in search.saved(SANNE)] == [
        ("mijn sleutels", {"q": "sleutel rood"})
    ]
    assert search.saved(JOKE) == ()
    search.forget("mijn sleutels", SANNE)
    assert search.saved(SANNE) == ()
