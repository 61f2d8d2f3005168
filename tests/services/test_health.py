"""Each fault turns its own line red, and no other (Q75)."""

from datetime import timedelta

import pytest

from custody import storage
from custody.domain.merkle import leaf_hash
from custody.services import audit, health
from custody.storage import room, schema
from tests.acts import taken
from tests.cast import NOON
from tests.databases import Home

LINES = {
    *("storage", "space", "keys", "verified", "database", "schema"),
    *("record", "outbox", "checkpoint", "clock"),
}


def _red(at=NOON, **more: int) -> set[str]:
    lines = health.lines(at, **more)
    assert {line.name for line in lines} == LINES
    return {line.name for line in lines if not line.ok}


def test_a_register_in_order_has_no_red_line(home: Home) -> None:
    assert _red(least_free=1) == set()
    taken()
    audit.checkpoint(NOON)
    room.keep_verified(NOON, 2, 0)
    assert _red(least_free=1) == set()


def test_a_folder_that_cannot_be_written(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(room.tempfile, "NamedTemporaryFile", refuses)
    assert _red(least_free=1) == {"storage"}


def test_too_little_room(home: Home) -> None:
    assert _red(least_free=2**62) == {"space"}


def test_a_key_that_others_can_read(home: Home) -> None:
    key = storage.store().signer.folder / "log.pem"
    key.chmod(0o644)
    assert _red(least_free=1) == {"keys"}
    key.chmod(0o600)


@pytest.mark.parametrize(("days", "findings"), [(0, 1), (9, 0)])
def test_a_check_that_found_something_or_is_long_ago(home: Home, days: int, findings: int) -> None:
    room.keep_verified(NOON - timedelta(days=days), 5, findings)
    assert _red(least_free=1) == {"verified"}


def test_a_database_that_does_not_answer(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_: str) -> str:
        raise OSError

    monkeypatch.setattr(schema, "version", away)
    assert _red(least_free=1) == {"database"}


def test_another_schema(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "newest", lambda: "9999")
    assert _red(least_free=1) == {"schema"}


@pytest.mark.tampered
def test_a_log_that_is_not_the_signed_one(home: Home) -> None:
    signer = storage.store().signer
    with storage.reading() as books:
        signer.adopt(books.ledger.frontier().append(leaf_hash(b"lost")))
    storage.look_for_doubt()
    assert _red(least_free=1) == {"record"}


def test_work_that_waits_too_long(home: Home) -> None:
    taken()
    audit.checkpoint(NOON)
    assert _red(NOON + timedelta(minutes=14), least_free=1) == set()
    assert _red(NOON + timedelta(minutes=16), least_free=1) == {"outbox"}


def test_work_that_was_given_up(home: Home) -> None:
    with storage.transaction() as books:
        books.outbox.add("mail", "mail:1", {}, NOON)
        work = books.outbox.take(NOON)
        assert work is not None
        books.outbox.failed(work, "no", NOON, hopeless=True)
    assert _red(least_free=1) == {"outbox"}


def test_events_that_nobody_signs(home: Home) -> None:
    taken()
    with storage.transaction() as books:
        while (work := books.outbox.take(NOON)) is not None:
            books.outbox.done(work, NOON)
    assert _red(NOON + timedelta(minutes=16), least_free=1) == {"checkpoint"}


def test_a_clock_that_went_back(home: Home) -> None:
    taken()
    audit.checkpoint(NOON)
    assert _red(NOON - timedelta(minutes=1), least_free=1) == set()
    assert _red(NOON - timedelta(hours=1), least_free=1) == {"clock"}


def test_a_durable_write_is_measured(home: Home) -> None:
    times = room.sync_times(3)
    assert times == sorted(times)
    assert len(times) == 3
    assert not list(home.folder.glob(".sync*"))


def test_the_sizes_and_ages_to_be_watched(home: Home) -> None:
    new = health.figures(NOON)
    assert (new["events"], new["work_waiting"]) == (0, 0)
    assert "checkpoint_age_seconds" not in new and "verify_findings" not in new
    taken()
    waiting = health.figures(NOON + timedelta(hours=1))
    assert waiting["events"] == waiting["events_without_checkpoint"] == 2
    assert waiting["work_waiting"] >= 1
    assert waiting["work_oldest_seconds"] >= 3000
    audit.checkpoint(NOON)
    room.keep_verified(NOON, 2, 0)
    later = health.figures(NOON + timedelta(minutes=5))
    assert later["events_without_checkpoint"] == 0
    assert (later["checkpoint_age_seconds"], later["verify_age_seconds"]) == (300, 300)


def test_a_receipt_that_waits_for_its_signature_is_counted(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage.store().signer, "sign_receipt", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        taken()
    assert health.figures(NOON)["receipts_without_signature"] == 1


def test_what_cannot_be_asked_has_no_figure(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(storage, "reading", lambda: 1 / 0)
    assert health.figures(NOON).keys() == {"free_bytes"}
