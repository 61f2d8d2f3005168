"""What keeps a register from starting is named in one sentence, before the first page (Q4, Q82, Q84)."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from custody import app as house
from custody import storage
from custody.cli import main
from custody.domain.errors import CustodyError
from custody.domain.merkle import Frontier, leaf_hash
from custody.storage import database
from custody.storage.schema import NewerSchemaError, SchemaError
from custody.storage.signer import KeyProblemError
from tests.pages import PASSWORD, running, settings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A furnished register that nobody has open."""
    running(tmp_path / "register")
    storage.disconnect()
    return tmp_path / "register"


def _refused(folder: Path, error: type[CustodyError]) -> str:
    with pytest.raises(error) as refused:
        house.check_start(settings(folder))
    return str(refused.value)


def test_a_register_in_order_starts(folder: Path) -> None:
    assert house.check_start(settings(folder)) == ""


@pytest.mark.parametrize("name", sorted(database.SQLITE_SETTINGS))
def test_a_database_that_could_lose_what_was_acknowledged_is_refused_by_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setitem(database.SQLITE_SETTINGS, name, "stone" if name == "journal_mode" else 7)
    assert name in _refused(folder, database.DurabilityError)


@pytest.mark.parametrize(("version", "error"), [("0000", SchemaError), ("9999", NewerSchemaError)])
def test_another_schema_is_refused(folder: Path, version: str, error: type[CustodyError]) -> None:
    with sqlite3.connect(folder / "custody.db") as register:
        register.execute("UPDATE alembic_version SET version_num = ?", (version,))
    said = _refused(folder, error)
    assert version in said
    with pytest.raises(error):
        house.create_app(settings(folder))
    storage.disconnect()


@pytest.mark.parametrize("role", ["log", "receipt"])
def test_a_key_that_others_can_read_or_that_is_gone_is_refused(folder: Path, role: str) -> None:
    key = folder / "keys" / f"{role}.pem"
    key.chmod(0o640)
    assert "0600" in _refused(folder, KeyProblemError)
    key.unlink()
    assert role in _refused(folder, KeyProblemError)


def test_a_missing_key_list_is_refused(folder: Path) -> None:
    (folder / "keys" / "keys.note").unlink()
    assert "keys.note" in _refused(folder, KeyProblemError)


def _command(folder: Path, *words: str, given: str = "") -> tuple[int, str]:
    wanted = settings(folder)
    values = {
        "CUSTODY_BASE_URL": "https://bon.example",
        "CUSTODY_HELP_PHONE": "1",
        "CUSTODY_FOLDER": str(folder),
        "CUSTODY_DATABASE_URL": wanted.database_url,
        "CUSTODY_ORIGIN": wanted.origin,
        "CUSTODY_SECRET_KEY": wanted.secret_key,
    }
    answer = CliRunner().invoke(main, list(words), input=given, env=values)
    storage.disconnect()
    return answer.exit_code, answer.output


@pytest.mark.parametrize("command", ["serve", "verify", "worker --once", "checkpoint"])
def test_every_command_names_what_stands_in_its_way_and_ends_with_3(
    folder: Path, command: str
) -> None:
    with sqlite3.connect(folder / "custody.db") as register:
        register.execute("UPDATE alembic_version SET version_num = '0000'")
    code, said = _command(folder, *command.split())
    assert code == 3, said
    assert "Run custody upgrade" in said
    assert "Traceback" not in said


def test_a_secret_that_others_can_read_is_refused(folder: Path) -> None:
    (folder / "secret.key").write_text("x" * 64)
    (folder / "secret.key").chmod(0o644)
    code, said = _command(folder, "checkpoint", "--dir", str(folder))
    assert code == 3
    assert "secret.key" in said


def test_two_people_at_the_machine_acknowledge_a_rollback(folder: Path) -> None:
    running(folder)
    storage.store().signer.adopt(Frontier().append(leaf_hash(b"lost")))
    words = ("acknowledge-rollback", "--reason", "backup of Monday")
    code, said = _command(folder, *words, given=f"noor\n{PASSWORD}\nnoor\n{PASSWORD}\n")
    assert code == 1
    assert "somebody else" in said
    code, said = _command(folder, *words, given=f"noor\n{PASSWORD}\ntom\nwrong\n")
    assert code == 1
    code, said = _command(folder, *words, given=f"noor\n{PASSWORD}\ntom\n{PASSWORD}\n")
    assert code == 0, said
    assert house.check_start(settings(folder)) == ""
    shutil.rmtree(folder)


def test_where_there_is_nothing_to_acknowledge_nobody_is_asked_to_sign_in(folder: Path) -> None:
    code, said = _command(folder, "acknowledge-rollback", "--reason", "for sure")
    assert code == 1
    assert "There is nothing to acknowledge" in said
    assert "Administrator" not in said
