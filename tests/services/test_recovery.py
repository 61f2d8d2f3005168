"""An old copy that was put back is noticed, nothing is added to it, and two people decide (Q16, Q26)."""

import shutil
from pathlib import Path

import pytest

from custody import storage
from custody.domain.errors import CustodyError, RightError
from custody.domain.ledger import b64u
from custody.domain.merkle import Frontier, leaf_hash
from custody.services import audit, looks, recovery, search
from custody.services.recovery import NoDoubtError, NoReasonError, SamePersonError
from custody.storage import ReadOnlyError
from custody.storage.signer import GuardAlarmError
from tests.acts import offer, size, take_in, taken
from tests.cast import JOKE, NOON, NOOR, PIETER, SANNE, TOM
from tests.databases import Home


def _signed_more(home: Home, more: int = 1) -> None:
    """Let the guard have signed a longer log than there is, as after a restored copy."""
    signer = storage.store().signer
    with storage.reading() as books:
        frontier = books.ledger.frontier()
    for n in range(more):
        frontier = frontier.append(leaf_hash(bytes([n])))
    signer.adopt(frontier)
    home.connect()
    storage.look_for_doubt()


def _other(home: Home) -> None:
    """Let the guard have signed another log of the same length."""
    frontier = Frontier()
    for n in range(size()):
        frontier = frontier.append(leaf_hash(bytes([n])))
    storage.store().signer.adopt(frontier)
    home.connect()
    storage.look_for_doubt()


@pytest.mark.tampered
@pytest.mark.parametrize("put_back", [_signed_more, _other])
def test_a_log_that_is_not_the_signed_one_takes_nothing(home: Home, put_back) -> None:
    code = taken()
    put_back(home)
    before = size()
    assert recovery.doubt()
    for act in (take_in, lambda: offer(code)):
        with pytest.raises(ReadOnlyError):
            act()
    with pytest.raises(GuardAlarmError):
        audit.checkpoint(NOON)
    assert size() == before


@pytest.mark.tampered
def test_who_looks_is_still_written_down(home: Home) -> None:
    code = taken()
    _signed_more(home)
    looks.record((code,), purpose="task", route="x", request_id="r", by=SANNE, at=NOON)
    assert search.find("sleutels", SANNE, NOON)
    with storage.reading() as books:
        assert [look.seen for look in books.audit.looks()] == [(code,)]


@pytest.mark.parametrize("home", ["sqlite"], indirect=True)
def test_a_copy_of_the_database_put_back_is_noticed_and_acknowledged(
    home: Home, tmp_path: Path
) -> None:
    take_in()
    storage.disconnect()
    shutil.copyfile(home.folder / "custody.db", tmp_path / "old.db")
    home.connect()
    take_in()
    audit.checkpoint(NOON)
    storage.disconnect()
    for name in ("custody.db-wal", "custody.db-shm"):
        (home.folder / name).unlink(missing_ok=True)
    shutil.copyfile(tmp_path / "old.db", home.folder / "custody.db")
    home.connect()
    assert storage.look_for_doubt() == "4 events were signed and 2 are there"
    recovery.acknowledge("disk broke", NOOR, PIETER, NOON)
    assert not recovery.doubt()
    take_in()
    audit.checkpoint(NOON)


def test_both_names_the_reason_and_both_logs_stand_in_the_record(home: Home) -> None:
    taken()
    _signed_more(home, 3)
    before = size()
    with storage.reading() as books:
        root = b64u(books.ledger.frontier().root())
    recovery.acknowledge("backup of Monday", NOOR, TOM, NOON)
    with storage.reading() as books:
        event = books.ledger.record(before).event
    assert event.type == "rollback_acknowledged"
    assert (event.actor, event.src) == ("5005", "system")
    facts = event.disclosed()
    assert (facts["second"], facts["reason"]) == ("Tom Visser (5004)", "backup of Monday")
    assert (facts["fields"]["size"], facts["fields"]["root"]) == (before, root)
    assert facts["fields"]["signed_size"] == before + 3
    taken()


@pytest.mark.tampered
@pytest.mark.parametrize(
    ("by", "second", "reason", "error"),
    [
        (SANNE, NOOR, "why", RightError),
        (NOOR, SANNE, "why", RightError),
        (NOOR, NOOR, "why", SamePersonError),
        (NOOR, TOM, "  ", NoReasonError),
    ],
)
def test_it_takes_an_administrator_another_person_and_a_reason(
    home: Home, by, second, reason: str, error: type[CustodyError]
) -> None:
    taken()
    _signed_more(home)
    before = size()
    with pytest.raises(error):
        recovery.acknowledge(reason, by, second, NOON)
    assert recovery.doubt()
    assert size() == before


def test_there_is_nothing_to_acknowledge_while_all_fits(home: Home) -> None:
    with pytest.raises(NoDoubtError):
        recovery.acknowledge("why", NOOR, TOM, NOON)


def test_what_another_process_acknowledged_holds_here_without_a_restart(home: Home) -> None:
    taken()
    _signed_more(home)
    signer = storage.store().signer
    with storage.reading() as books:
        signer.adopt(books.ledger.frontier())
    assert storage.store().doubt.found
    taken()
    assert not storage.store().doubt.found


def test_what_another_process_acknowledged_is_told_at_the_next_look(home: Home) -> None:
    taken()
    _signed_more(home)
    assert recovery.doubt()
    with storage.reading() as books:
        storage.store().signer.adopt(books.ledger.frontier())
    assert not recovery.doubt()


@pytest.mark.tampered
def test_a_guard_that_finds_out_while_the_house_works_stops_recording(home: Home) -> None:
    taken()
    frontier = Frontier()
    for n in range(9):
        frontier = frontier.append(leaf_hash(bytes([n])))
    storage.store().signer.adopt(frontier)
    with pytest.raises(GuardAlarmError):
        audit.checkpoint(NOON)
    with pytest.raises(ReadOnlyError):
        take_in(by=JOKE)


@pytest.mark.tampered
def test_a_guard_that_forgot_what_it_signed_is_noticed(home: Home) -> None:
    taken()
    audit.checkpoint(NOON)
    (storage.store().signer.folder / "guard.json").unlink()
    assert storage.look_for_doubt() == "the state of the guard is missing"


def test_a_log_that_only_grew_fits(home: Home) -> None:
    taken()
    audit.checkpoint(NOON)
    taken()
    home.connect()
    assert storage.look_for_doubt() == ""
