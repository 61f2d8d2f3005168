"""A backup made while people work comes back whole, or is refused; an upgrade keeps every event (Q78-Q82)."""

import shutil
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from custody import storage
from custody.domain.people import system_person
from custody.services import audit, items, recovery, upkeep
from custody.storage import copies, schema
from custody.storage.backups import DamagedSetError, SetExistsError
from custody.storage.copies import TargetNotEmptyError
from tests.acts import size, take_in, taken
from tests.cast import NOON, ORIGIN, SANNE
from tests.databases import Home, database_of

CLERK = system_person("clerk")
ROUNDS = 5


@dataclass(frozen=True)
class Empty:
    """A place where no register is yet: a database that is empty, and a folder beside it."""

    url: str
    folder: Path


@pytest.fixture
def empty(home: Home, tmp_path: Path) -> Iterator[Empty]:
    """An empty place on the same kind of database, with a copy of the keys; gone afterwards."""
    folder = tmp_path / "new"
    folder.mkdir()
    shutil.copytree(home.folder / "keys", folder / "keys")
    if home.engine == "sqlite":
        yield Empty(f"sqlite:///{folder / 'custody.db'}", folder)
        return
    name = f"restored_{uuid.uuid4().hex[:12]}"
    server = create_engine(home.owner_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield Empty(database_of(home.owner_url, name), folder)
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


@contextmanager
def _opened(home: Home, place: Empty) -> Iterator[None]:
    """Open the register that was put back, and come back to the first one."""
    storage.connect(place.url, place.folder, ORIGIN, home.clock)
    try:
        yield
    finally:
        home.connect()


def _put_back(made: Path, place: Empty) -> upkeep.Backup:
    return upkeep.restore(made, place.url, place.folder, ORIGIN, lambda _: None)


def _leaves() -> list[bytes]:
    with storage.reading() as books:
        return list(books.ledger.leaves(0))


@contextmanager
def _people_at_work(acknowledged: list[str]) -> Iterator[None]:
    """Let three people take things in until the end of the ``with``."""
    stop = threading.Event()

    def work() -> None:
        while not stop.is_set():
            acknowledged.append(taken())

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_a_backup_made_while_people_work_comes_back_whole(
    home: Home, empty: Empty, tmp_path: Path, round_: int
) -> None:
    acknowledged: list[str] = [taken()]
    photo = items.keep_file(b"%PDF-1.7 a", b"shown", "application/pdf", "a.pdf", by=SANNE, at=NOON)
    before = list(acknowledged)
    with _people_at_work(acknowledged):
        made = upkeep.backup(tmp_path / "set", NOON)
    after = _leaves()
    assert made.events >= 2
    assert upkeep.check(tmp_path / "set") == made
    assert _put_back(tmp_path / "set", empty) == made
    shutil.rmtree(empty.folder / "keys")
    shutil.copytree(home.folder / "keys", empty.folder / "keys")
    (empty.folder / "keys" / "guard.json").unlink()
    with _opened(home, empty):
        assert recovery.adopt_new_guard()
        report = audit.verify()
        assert report.clean, report.findings
        assert _leaves() == after[: made.events]
        with storage.reading() as books:
            assert set(before) <= {state.item for state in books.items.all()}
            assert books.files.read(photo) == b"%PDF-1.7 a"
        recovery.note_restored(made.made_at, made.sha256, CLERK, NOON)
        take_in()
        audit.checkpoint(NOON)
        assert audit.verify().clean


def test_the_record_says_that_it_was_put_back(home: Home, empty: Empty, tmp_path: Path) -> None:
    taken()
    made = upkeep.backup(tmp_path / "set", NOON)
    _put_back(tmp_path / "set", empty)
    with _opened(home, empty):
        recovery.note_restored(made.made_at, made.sha256, CLERK, NOON)
        with storage.reading() as books:
            event = books.ledger.record(made.events).event
        assert (event.type, event.actor, event.src) == ("restored", "system:clerk", "system")
        assert event.disclosed()["fields"]["set_sha256"] == made.sha256


def test_an_old_backup_opens_read_only_beside_a_guard_that_knows_more(
    home: Home, empty: Empty, tmp_path: Path
) -> None:
    taken()
    upkeep.backup(tmp_path / "set", NOON)
    home.clock.passes(days=1)
    taken()
    audit.checkpoint(NOON + timedelta(days=1))
    shutil.copyfile(home.folder / "keys" / "guard.json", empty.folder / "keys" / "guard.json")
    _put_back(tmp_path / "set", empty)
    with _opened(home, empty):
        assert not recovery.adopt_new_guard()
        assert storage.look_for_doubt() == "4 events were signed and 2 are there"
        with pytest.raises(storage.ReadOnlyError):
            take_in()


@pytest.mark.parametrize("home", ["sqlite"], indirect=True)
def test_a_set_with_one_byte_changed_anywhere_is_refused(
    home: Home, empty: Empty, tmp_path: Path
) -> None:
    taken()
    items.keep_file(b"%PDF-1.7 a", b"shown", "application/pdf", "a.pdf", by=SANNE, at=NOON)
    upkeep.backup(tmp_path / "set", NOON)
    files = [path for path in sorted((tmp_path / "set").rglob("*")) if path.is_file()]
    assert len(files) >= 5
    for path in files:
        content = path.read_bytes()
        for place in {0, len(content) // 2, len(content) - 1}:
            changed = bytearray(content)
            changed[place] ^= 1
            path.write_bytes(changed)
            with pytest.raises(DamagedSetError):
                _put_back(tmp_path / "set", empty)
            path.write_bytes(content)
        path.rename(tmp_path / "away")
        with pytest.raises(DamagedSetError):
            _put_back(tmp_path / "set", empty)
        (tmp_path / "away").rename(path)
    (tmp_path / "set" / "files" / "more").write_bytes(b"")
    with pytest.raises(DamagedSetError):
        _put_back(tmp_path / "set", empty)
    assert not (empty.folder / "custody.db").exists()
    assert not (empty.folder / "files").exists()


def test_a_set_is_put_back_only_where_there_is_nothing(home: Home, tmp_path: Path) -> None:
    taken()
    before = size()
    upkeep.backup(tmp_path / "set", NOON)
    with pytest.raises(TargetNotEmptyError):
        upkeep.restore(tmp_path / "set", home.owner_url, home.folder, ORIGIN, lambda _: None)
    with pytest.raises(SetExistsError, match="Give a new folder"):
        upkeep.backup(tmp_path / "set", NOON)
    assert size() == before


def test_where_nothing_can_be_kept_no_room_is_asked_for(home: Home) -> None:
    with pytest.raises(upkeep.NoPlaceError, match="/proc"):
        upkeep.backup(Path("/proc/nothing"), NOON)


def test_the_record_of_another_house_is_refused(home: Home, empty: Empty, tmp_path: Path) -> None:
    upkeep.backup(tmp_path / "set", NOON)
    with pytest.raises(DamagedSetError, match=r"other\.example"):
        upkeep.restore(
            tmp_path / "set", empty.url, empty.folder, "other.example/log", lambda _: None
        )


def test_no_private_key_and_no_state_of_the_guard_is_in_a_set(home: Home, tmp_path: Path) -> None:
    taken()
    audit.checkpoint(NOON)
    upkeep.backup(tmp_path / "set", NOON)
    kept = [path for path in (tmp_path / "set").rglob("*") if path.is_file()]
    assert not [path for path in kept if path.suffix == ".pem" or path.name == "guard.json"]
    assert not [path for path in kept if b"PRIVATE KEY" in path.read_bytes()]
    assert (tmp_path / "set").stat().st_mode & 0o077 == 0


@pytest.fixture
def next_schema(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A program that knows one migration more than the database has."""
    moved = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, moved)
    newer = f"{int(schema.newest()) + 1:04d}"
    (moved / "versions" / f"{newer}_more.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n"
        f"revision = '{newer}'\ndown_revision = '{schema.newest()}'\n"
        "branch_labels = depends_on = None\n\n\ndef upgrade():\n"
        "    op.create_table('more', sa.Column('id', sa.Integer(), primary_key=True))\n"
    )
    monkeypatch.setattr(schema, "MIGRATIONS", moved)
    return newer


def test_an_upgrade_makes_a_backup_migrates_and_leaves_every_event_as_it_was(
    home: Home, empty: Empty, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    # Here on the copy: the database of the other tests keeps its schema.
    taken()
    upkeep.backup(tmp_path / "set", NOON)
    _put_back(tmp_path / "set", empty)
    before = _leaves()
    newer = request.getfixturevalue("next_schema")
    old = schema.version(empty.url)
    made = upkeep.upgrade(empty.url, empty.url, empty.folder, ORIGIN, NOON)
    assert made is not None
    assert (made.schema, made.events) == (old, len(before))
    assert upkeep.check(made.where) == made
    assert schema.version(empty.url) == newer
    assert upkeep.upgrade(empty.url, empty.url, empty.folder, ORIGIN, NOON) is None
    with _opened(home, empty):
        assert _leaves() == before
        assert audit.verify().clean


def test_an_older_set_is_put_back_and_migrated(
    home: Home, empty: Empty, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    taken()
    upkeep.backup(tmp_path / "set", NOON)
    before = _leaves()
    newer = request.getfixturevalue("next_schema")
    _put_back(tmp_path / "set", empty)
    assert schema.version(empty.url) == newer
    with _opened(home, empty):
        assert _leaves() == before


def test_a_newer_set_is_refused(
    home: Home, empty: Empty, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upkeep.backup(tmp_path / "set", NOON)
    monkeypatch.setattr(schema, "newest", lambda: "0000")
    with pytest.raises(schema.NewerSchemaError):
        _put_back(tmp_path / "set", empty)
    copies.check_empty(empty.url)


def test_a_disk_without_room_is_named_before_anything_is_written(
    home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(upkeep.shutil, "disk_usage", lambda _: usage._replace(free=10))
    with pytest.raises(upkeep.NoRoomError):
        upkeep.backup(tmp_path / "set", NOON)
    assert not (tmp_path / "set").exists()
