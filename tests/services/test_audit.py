"""The log says how it is: intact or not, anchored or not, signed or still waiting."""

from datetime import timedelta

import pytest

from custody import storage
from custody.services import audit, citizen, items
from tests.acts import take_in, taken
from tests.cast import NOON, SANNE


def test_an_honest_register_is_clean_and_says_how_much_was_read(home):
    for _ in range(3):
        taken()
    heard = []
    report = audit.verify(heard.append)
    assert (report.clean, report.events, heard) == (True, 6, list(range(6)))


def test_an_empty_register_is_clean(home):
    report = audit.verify()
    assert (report.clean, report.events) == (True, 0)


def test_a_register_without_a_checkpoint_is_not_anchored_and_that_is_a_warning(home):
    taken()
    assert not audit.verify().anchored
    assert [w.check for w in audit.verify().warnings] == ["V9"]
    note = audit.checkpoint(NOON)
    assert audit.verify().anchored
    assert audit.verify().checkpoint == audit.last_checkpoint() == note


def test_a_receipt_that_waits_for_its_signature_is_a_warning(home):
    key = home.folder / "keys" / "receipt.pem"
    key.rename(key.with_suffix(".away"))
    (no,) = take_in().receipts
    key.with_suffix(".away").rename(key)
    warnings = [w for w in audit.verify().warnings if w.check == "V11"]
    assert [no in w.detail for w in warnings] == [True]
    assert audit.sign_pending() == (no,)
    assert not [w for w in audit.verify().warnings if w.check == "V11"]


def test_what_is_published_needs_no_account(home):
    assert citizen.published_checkpoint() is None
    taken()
    note = audit.checkpoint(NOON)
    assert citizen.published_checkpoint() == note
    assert citizen.published_keys() == storage.store().signer.key_list()


def test_the_worker_checks_the_record_once_a_day(home):
    first = audit.verify_nightly(NOON)
    assert first is not None
    assert first.clean
    assert audit.verify_nightly(NOON + timedelta(hours=23)) is None
    assert audit.verify_nightly(NOON + timedelta(hours=25)) is not None


@pytest.mark.tampered
def test_a_file_that_is_gone_or_changed_is_found_and_one_without_a_row_is_listed(home):
    files = storage.store().files
    kept = [
        items.keep_file(text, text, "image/png", "a.png", by=SANNE, at=NOON)
        for text in (b"1", b"2")
    ]
    assert audit.verify().clean
    files._path(kept[0]).unlink()
    files._path(kept[1]).write_bytes(b"3")
    files.keep(b"nobody's")
    report = audit.verify()
    assert sorted(f.detail.split()[-1] for f in report.findings) == ["changed", "missing"]
    assert {f.check for f in report.findings} == {"V14"}
    assert any("1 files belong to no record" in f.detail for f in report.warnings)
