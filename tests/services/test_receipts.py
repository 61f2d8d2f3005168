"""Receipts that were given: shown, printed again, and noted as taken, to their own unit alone."""

import pytest

from custody import storage, verifier
from custody.services import corrections, receipts
from tests.acts import KEYS, PHONE, form, take_in, trail
from tests.cast import BRAM, JOKE, NOON, SANNE

BASE = "https://bon.example"


def _show(no: str, by=SANNE) -> receipts.Receipt:
    return receipts.show_receipt(no, BASE, by)


def test_receipts_are_numbered_one_after_the_other(home):
    numbers = [take_in().receipts[0] for _ in range(3)]
    assert [no[:10] for no in numbers] == ["R26-000001", "R26-000002", "R26-000003"]


def test_a_receipt_shows_what_stands_on_it(home):
    taken_in = take_in(KEYS, PHONE)
    receipt = _show(taken_in.receipts[0])
    assert [item.item for item in receipt.items] == list(taken_in.items)
    assert [party.name for party in receipt.parties] == ["Annie Verhoeven"]
    assert (receipt.unit_name, receipt.place_name) == ("Haven", "Sanne de Wit")
    assert (receipt.prints, receipt.given, receipt.amendments) == (0, None, ())


def test_the_address_on_a_receipt_is_one_that_anybody_can_check(home):
    receipt = _show(take_in().receipts[0])
    keys = storage.store().signer.key_list()
    assert receipt.url.startswith(f"https://BON.EXAMPLE/B/{receipt.no}#")
    assert verifier.verify_receipt(receipt.url, keys).level == "A"


def test_a_receipt_of_another_unit_is_not_found(home):
    (no,) = take_in().receipts
    with pytest.raises(receipts.ReceiptNotFoundError):
        _show(no, BRAM)
    with pytest.raises(receipts.ReceiptNotFoundError):
        _show("R26-999999-X")


def test_a_receipt_is_shown_to_a_colleague_of_the_unit(home):
    (no,) = take_in().receipts
    assert _show(no, JOKE).no == no


def test_each_print_is_counted_and_the_receipt_stays_the_same(home):
    (no,) = take_in().receipts
    first = receipts.print_receipt(no, BASE, form(), SANNE, NOON)
    second = receipts.print_receipt(no, BASE, form(), SANNE, NOON)
    assert (first.prints, second.prints) == (1, 2)
    assert first.url == second.url


def test_a_double_press_is_one_print_and_the_form_of_one_is_not_that_of_another(home):
    (no,) = take_in().receipts
    twice = form()
    prints = [receipts.print_receipt(no, BASE, twice, SANNE, NOON).prints for _ in range(2)]
    assert prints == [1, 1]
    assert receipts.print_receipt(no, BASE, form(), SANNE, NOON).prints == 2
    assert receipts.print_receipt(no, BASE, twice, SANNE, NOON).prints == 1
    with pytest.raises(storage.IdReusedError):
        receipts.print_receipt(no, BASE, twice, JOKE, NOON)


def test_printing_signs_a_receipt_that_still_waits(home):
    key = home.folder / "keys" / "receipt.pem"
    key.rename(key.with_suffix(".away"))
    (no,) = take_in().receipts
    assert _show(no).url is None
    key.with_suffix(".away").rename(key)
    assert receipts.print_receipt(no, BASE, form(), SANNE, NOON).url is not None


def test_it_is_noted_whether_the_citizen_took_the_receipt(home):
    (no,) = take_in().receipts
    receipts.give_receipt(no, "taken", SANNE)
    assert _show(no).given == "taken"
    with pytest.raises(receipts.ReceiptNotFoundError):
        receipts.give_receipt(no, "refused", BRAM)
    assert _show(no).given == "taken"


def test_a_receipt_says_that_its_item_was_corrected_since(home):
    taken_in = take_in()
    leaf = trail(taken_in.items[0]).records[0].leaf
    corrections.correct(taken_in.items[0], leaf, {"quantity": 3}, "telfout", form(), SANNE, NOON)
    receipt = _show(taken_in.receipts[0])
    assert [one.facts for one in receipt.amendments] == [("How many",)]
    assert receipt.items[0].quantity == 3
