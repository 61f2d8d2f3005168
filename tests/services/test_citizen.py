"""Anyone can check a receipt, and the answer does not depend on what the police still have."""

from datetime import timedelta

import pytest

from custody import storage
from custody.services import citizen, receipts
from tests.acts import PHONE, take_in
from tests.cast import NOON, SANNE

BASE = "https://bon.example"


def address() -> str:
    return receipts.show_receipt(take_in(PHONE).receipts[0], BASE, SANNE).url


def test_a_receipt_is_good_by_its_address_alone(home):
    verdict = citizen.check_receipt(address())
    assert (verdict.level, verdict.exit) == ("A", 0)


def test_a_receipt_is_good_also_when_the_register_is_gone(home):
    url = address()
    other = home.folder / "other"
    other.mkdir()
    (other / "keys").symlink_to(home.folder / "keys")
    storage.connect(f"sqlite:///{other / 'empty.db'}", other, "bon.example/log", home.clock)
    assert citizen.check_receipt(url).level == "A"
    home.connect()


@pytest.mark.parametrize("n", [3, 40, 120, 300])
def test_one_other_symbol_makes_it_no_receipt(home, n):
    url = address()
    start, token = url.split("#")
    changed = token[:n] + ("A" if token[n] != "A" else "B") + token[n + 1 :]
    assert citizen.check_receipt(f"{start}#{changed}").level == "-"


@pytest.mark.parametrize("text", ["", "hello", BASE, f"{BASE}/B/R26-000001-0#", "#" * 5000])
def test_any_other_text_is_no_receipt_and_no_fault(home, text):
    assert citizen.check_receipt(text).level == "-"


def test_a_receipt_of_another_police_is_not_decided(home):
    url = address()
    keys = home.folder / "keys"
    for name in ("receipt.pem", "log.pem", "root.pem", "keys.note"):
        (keys / name).rename(keys / f"{name}.away")
    storage.store().signer.make_keys(0)
    verdict = citizen.check_receipt(url)
    assert (verdict.level, verdict.exit) != ("A", 0)
    for name in ("receipt.pem", "log.pem", "root.pem", "keys.note"):
        (keys / f"{name}.away").replace(keys / name)


def test_attempts_that_no_limit_counts_any_more_are_taken_away(home):
    at = NOON
    citizen.status("0123456789CDEFHJ", "10.0.0.1", "", at)
    assert citizen.forget_attempts(at + timedelta(hours=23)) == 0
    citizen.status("0123456789CDEFHJ", "10.0.0.2", "", at + timedelta(hours=20))
    assert citizen.forget_attempts(at + timedelta(hours=25)) == 1
    with storage.reading() as books:
        assert books.audit.newest_attempts("status", "10.0.0.1", 5) == ()
        assert len(books.audit.newest_attempts("status", "10.0.0.2", 5)) == 1
