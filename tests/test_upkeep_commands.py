"""`custody backup`, `restore` and `upgrade` as they are typed, on a machine that is empty (Q78, Q79, Q82)."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from custody import app as house
from custody import storage
from custody.cli import main
from custody.services import audit
from custody.storage import room
from tests.acts import take_in
from tests.pages import running, settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A furnished register with one handover in it, that nobody has open."""
    running(tmp_path / "register")
    take_in(place="BIJ-4711")
    storage.disconnect()
    return tmp_path / "register"


def _run(folder: Path, *words: object) -> tuple[int, str]:
    wanted = settings(folder)
    values = {
        "CUSTODY_BASE_URL": "https://bon.example",
        "CUSTODY_HELP_PHONE": "1",
        "CUSTODY_FOLDER": str(folder),
        "CUSTODY_DATABASE_URL": wanted.database_url,
        "CUSTODY_ORIGIN": wanted.origin,
        "CUSTODY_SECRET_KEY": wanted.secret_key,
    }
    answer = CliRunner().invoke(main, [str(word) for word in words], env=values)
    storage.disconnect()
    return answer.exit_code, answer.output


def test_a_backup_and_the_keys_make_the_register_again_on_an_empty_machine(
    folder: Path, tmp_path: Path
) -> None:
    code, said = _run(folder, "backup", tmp_path / "set")
    assert code == 0, said
    assert "SHA-256" in said
    code, said = _run(folder, "restore", tmp_path / "set", "--check")
    assert (code, "2 events of" in said) == (0, True)
    empty = tmp_path / "empty"
    shutil.copytree(folder / "keys", empty / "keys")
    code, said = _run(empty, "restore", tmp_path / "set")
    assert code == 0, said
    assert "2 events checked, 0 findings" in said
    code, said = _run(empty, "verify")
    assert code == 0, said
    assert "3 events: intact" in said
    assert _run(empty, "restore", tmp_path / "set")[0] == 1


def test_without_its_keys_it_says_what_is_missing(folder: Path, tmp_path: Path) -> None:
    _run(folder, "backup", tmp_path / "set")
    code, said = _run(tmp_path / "empty", "restore", tmp_path / "set")
    assert code == 1
    assert "Put the folder of keys" in said
    assert not (tmp_path / "empty" / "custody.db").exists()


def test_without_its_secret_it_says_what_to_put_back_and_then_it_is_put_back(
    folder: Path, tmp_path: Path
) -> None:
    _run(folder, "backup", tmp_path / "set")
    empty = tmp_path / "empty"
    command = ("restore", tmp_path / "set", "--dir", empty)
    code, said = _run(empty, *command)
    assert code == 1
    assert "Put secret.key and the folder of keys back first" in said
    assert not empty.exists()
    shutil.copytree(folder / "keys", empty / "keys")
    (empty / "secret.key").write_text(settings(folder).secret_key)
    (empty / "secret.key").chmod(0o600)
    code, said = _run(empty, *command)
    assert code == 0, said


def test_a_backup_where_there_is_something_or_no_disk_is_refused_in_its_own_words(
    folder: Path, tmp_path: Path
) -> None:
    assert _run(folder, "backup", tmp_path / "set")[0] == 0
    code, said = _run(folder, "backup", tmp_path / "set")
    assert (code, "Give a new folder for this backup" in said) == (1, True)
    code, said = _run(folder, "backup", "/proc/set")
    assert (code, "Nothing can be kept in /proc" in said) == (1, True)


def test_a_damaged_set_ends_with_1(folder: Path, tmp_path: Path) -> None:
    _run(folder, "backup", tmp_path / "set")
    (tmp_path / "set" / "keys.note").write_text("other")
    code, said = _run(tmp_path / "empty", "restore", tmp_path / "set", "--check")
    assert code == 1
    assert "keys.note" in said


def test_an_old_set_says_that_the_register_is_read_only(folder: Path, tmp_path: Path) -> None:
    _run(folder, "backup", tmp_path / "set")
    house.open_store(settings(folder))
    take_in(place="BIJ-4711")
    audit.checkpoint(storage.store().clock())
    storage.disconnect()
    empty = tmp_path / "empty"
    shutil.copytree(folder / "keys", empty / "keys")
    code, said = _run(empty, "restore", tmp_path / "set")
    assert code == 0, said
    assert "READ-ONLY: 4 events were signed and 3 are there" in said


def test_an_upgrade_of_the_newest_schema_does_nothing(folder: Path) -> None:
    assert _run(folder, "upgrade") == (0, "Nothing to do: the schema is the newest.\n")


def test_a_check_of_the_record_is_remembered(folder: Path) -> None:
    assert _run(folder, "verify")[0] == 0
    house.open_store(settings(folder))
    last = room.last_verified()
    storage.disconnect()
    assert last is not None
    assert (last["events"], last["findings"]) == (2, 0)


def test_the_doctor_names_settings_disk_and_every_line_and_nothing_personal(folder: Path) -> None:
    assert _run(folder, "worker", "--once")[0] == 0
    code, said = _run(folder, "doctor")
    assert code == 0, said
    for word in ("custody ", "SQLite", "journal_mode", "durable write", "schema", "tls", "origin"):
        assert word in said
    assert said.count("ok ") == 10
    assert settings(folder).secret_key not in said
    (folder / "keys" / "log.pem").chmod(0o644)
    code, said = _run(folder, "doctor")
    assert code == 1
    assert "NOT OK  keys" in said
