"""A receipt is signed after the commit, by the guard, and follows when it could not be (Q3)."""

import pytest

from custody import storage, verifier
from custody.storage.signer import GuardAlarmError, KeyProblemError
from tests.acts import KEYS, PHONE, form, size, take_in, taken
from tests.cast import NOON


def receipt(no: str) -> storage.ReceiptRecord:
    with storage.reading() as books:
        return books.signed.receipt(no)


def verdict(no: str) -> verifier.Verdict:
    token = verifier.written(receipt(no).token)
    return verifier.verify_receipt(token, storage.store().signer.key_list())


def break_key(home) -> None:
    (home.folder / "keys" / "receipt.pem").rename(home.folder / "keys" / "away")


def mend_key(home) -> None:
    (home.folder / "keys" / "away").rename(home.folder / "keys" / "receipt.pem")


def test_a_handover_gives_a_receipt_that_anybody_can_check(home):
    (no,) = take_in(KEYS, PHONE).receipts
    assert verdict(no).level == "A"


def test_a_receipt_names_its_items_and_its_place_in_the_log(home):
    taken_in = take_in(KEYS, PHONE)
    stated = verifier.read_statement(receipt(taken_in.receipts[0]).token)
    assert [code for code, _, _ in stated.items] == list(taken_in.items)
    assert (stated.no, stated.unit, stated.issued) == (
        taken_in.receipts[0],
        "WTL-HAVEN",
        int(NOON.timestamp()),
    )
    assert (stated.index, stated.size) == (2, 3)


def test_a_receipt_names_no_person(home):
    token = receipt(take_in().receipts[0]).token
    assert b"Annie" not in token
    assert b"Sanne" not in token


def test_the_handover_stands_when_signing_fails(home):
    break_key(home)
    taken_in = take_in()
    assert taken_in.receipts
    assert receipt(taken_in.receipts[0]).token is None
    mend_key(home)


def test_a_receipt_that_waits_is_signed_later(home):
    break_key(home)
    (no,) = take_in().receipts
    mend_key(home)
    assert storage.sign_pending() == (no,)
    assert verdict(no).level == "A"
    assert storage.sign_pending() == ()


def test_signing_what_waits_says_what_is_in_the_way(home):
    break_key(home)
    take_in()
    with pytest.raises(KeyProblemError):
        storage.sign_pending()
    mend_key(home)


def test_a_full_disk_at_the_guard_does_not_undo_a_handover(home, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(storage.store().signer, "_keep", full)
        (no,) = take_in().receipts
    assert receipt(no).token is None
    assert storage.sign_pending() == (no,)


def test_a_receipt_is_signed_once(home):
    (no,) = take_in().receipts
    before = receipt(no).token
    assert storage.sign_receipts((no,)) == (no,)
    with storage.transaction() as books:
        books.signed.sign(no, b"another")
    assert receipt(no).token == before


def test_a_receipt_that_does_not_exist_is_not_signed(home):
    assert storage.sign_receipts(("R26-999999-X",)) == ()


@pytest.mark.tampered
def test_nothing_is_signed_for_a_log_that_became_shorter(home):
    take_in()
    with home.as_owner(guarded=False) as connection:
        connection.exec_driver_sql("UPDATE ledger_head SET size = 0, frontier = ''")
    with pytest.raises(GuardAlarmError):
        storage.checkpoint(NOON)


def test_a_checkpoint_is_made_when_something_was_added(home):
    taken()
    note = storage.checkpoint(NOON)
    assert note.split("\n")[:2] == ["bon.example/log", str(size())]
    verifier.verify_note(note, storage.store().signer.verifier_key("log"))
    assert storage.checkpoint(NOON) is None
    taken()
    assert storage.checkpoint(NOON) is not None


def test_checkpoints_are_kept_smallest_first(home):
    for _ in range(3):
        taken()
        storage.checkpoint(NOON)
    with storage.reading() as books:
        kept = books.signed.checkpoints()
        assert [size for size, _, _ in kept] == [2, 4, 6]
        assert books.signed.last_checkpoint() == kept[-1][2]


def test_prints_and_the_citizens_answer_are_counted_outside_the_signed_part(home):
    (no,) = take_in().receipts
    token = receipt(no).token
    with storage.transaction() as books:
        books.signed.printed(no)
        books.signed.printed(no)
        books.signed.given(no, "taken")
    assert (receipt(no).prints, receipt(no).given, receipt(no).token) == (2, "taken", token)


def test_receipts_come_in_the_order_of_the_log(home):
    numbers = [take_in().receipts[0] for _ in range(3)]
    with storage.reading() as books:
        assert [one.no for one in books.signed.receipts()] == numbers
        assert books.signed.receipts(unsigned=True) == ()
        assert books.signed.receipts_of(form()) == ()
