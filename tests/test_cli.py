"""The command: the demo register, the check of it, exit codes, and the worker it runs."""

import getpass
import json
import os
import socket
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from custody import worker
from custody.services import audit, notices

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
REGISTER = {"CUSTODY_BASE_URL": "https://bon.example", "CUSTODY_HELP_PHONE": "0900 0000"}
SLOW = ("flask", "sqlalchemy", "typst", "gunicorn", "PIL", "cryptography", "custody.services")


def _run(*words: str, given: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command with these settings and no others; `given` is typed in."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CUSTODY_")}
    return subprocess.run(
        [sys.executable, "-c", "from custody.cli import main; main()", *words],
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
        input=given,
        env=kept | settings,
    )


def _files(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo register, made by the command."""
    folder = tmp_path_factory.mktemp("demo") / "register"
    run = _run("demo", "--dir", str(folder), "--no-serve")
    assert run.returncode == 0, run.stderr
    assert "sanne" in run.stdout
    assert "Password of all" in run.stdout
    assert f"Run custody demo --dir {folder}" in run.stdout
    assert "http://" not in run.stdout and "Ctrl+C" not in run.stdout
    return folder


def test_the_demo_has_things_in_every_state_and_its_record_is_whole(demo: Path) -> None:
    with sqlite3.connect(demo / "custody.db") as register:
        items = register.execute("SELECT status, holder_nature, missing FROM item").fetchall()
        offers = register.execute("SELECT count(*) FROM offer").fetchone()[0]
        late = register.execute("SELECT count(*) FROM match_link WHERE late").fetchone()[0]
        claims = register.execute("SELECT count(*) FROM claim").fetchone()[0]
    assert len(items) >= 30
    assert {status for status, _, _ in items} >= {"in_custody", "returned"}
    ended = {"split", "void"}  # nobody has what was split or recorded twice
    held = {nature for status, nature, _ in items if status not in ended}
    assert held == {"person", "post", "partner", "citizen"}
    assert offers >= 3
    assert late == 1
    assert claims == 2  # one told by a person, one that the system opened itself (C59a)
    run = _run("verify", "--dir", str(demo))
    assert run.returncode == 0, run.stdout
    assert "intact" in run.stdout


def test_run_twice_the_demo_keeps_what_is_there(demo: Path) -> None:
    before = (demo / "secret.key").read_text()
    run = _run("demo", "--dir", str(demo), "--no-serve")
    assert run.returncode == 0
    assert "kept as it is" in run.stdout
    assert (demo / "secret.key").read_text() == before
    assert (demo / "secret.key").stat().st_mode & 0o077 == 0


def test_wrong_use_ends_with_64_and_findings_with_1(demo: Path) -> None:
    assert _run("verify", "--no-such-option").returncode == 64
    keys = str(demo / "keys" / "keys.note")
    assert _run("verify-receipt", "https://X/B/R#2KCETIQB", "--keys", keys).returncode == 1
    with sqlite3.connect(demo / "custody.db") as register:
        register.execute("UPDATE item SET holder_name = 'somebody' WHERE rowid = 1")
    run = _run("verify", "--dir", str(demo), "--json")
    assert run.returncode == 1
    assert json.loads(run.stdout.splitlines()[0])["check"] == "V8"


def test_help_loads_nothing_slow() -> None:
    look = (
        "import sys; from click.testing import CliRunner; from custody.cli import main;"
        "print(CliRunner().invoke(main, ['--help']).output);"
        f"print('LOADED', [n for n in {SLOW!r} if n in sys.modules])"
    )
    run = subprocess.run([sys.executable, "-c", look], capture_output=True, text=True, check=True)
    assert "Exit codes" in run.stdout
    assert "LOADED []" in run.stdout


@pytest.mark.parametrize("words", [["verify"], ["checkpoint"], ["worker", "--once"], ["serve"]])
def test_a_folder_without_a_register_is_said_and_not_made(tmp_path: Path, words: list[str]) -> None:
    run = _run(*words, "--dir", str(tmp_path / "nothing"), **REGISTER)
    assert run.returncode == 3
    assert "There is no register" in run.stderr
    assert not (tmp_path / "nothing").exists()


@pytest.mark.parametrize(
    "words",
    [
        ["init", "--dir", "/proc/register"],
        ["demo", "--no-serve", "--dir", "/proc/register"],
        ["demo", "--no-serve", "--dir", "FILE"],
    ],
)
def test_a_folder_that_cannot_be_made_is_said_in_one_sentence(
    tmp_path: Path, words: list[str]
) -> None:
    file = tmp_path / "file"
    file.write_text("kept")
    run = _run(*(str(file) if word == "FILE" else word for word in words), **REGISTER)
    assert run.returncode == 3
    assert "Choose another folder" in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert file.read_text() == "kept"


def test_on_a_port_that_is_taken_no_demo_is_made_and_nobody_is_welcomed(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        run = _run("demo", "--dir", str(tmp_path / "demo"), "--port", port)
    assert run.returncode == 3
    assert f"port {port}" in run.stderr
    assert not run.stdout
    assert not (tmp_path / "demo").exists()


def test_what_is_no_receipt_and_no_file_is_said_without_the_words_of_the_system() -> None:
    run = _run("verify-receipt", "no-receipt", "--keys", "no-keys")
    assert run.returncode == 3
    assert "NOT readable: cannot open no-" in run.stdout
    assert "Errno" not in run.stdout


def test_missing_settings_are_all_named_and_end_with_3(tmp_path: Path) -> None:
    run = _run("init", "--dir", str(tmp_path))
    assert run.returncode == 3
    assert "CUSTODY_BASE_URL" in run.stderr
    assert "CUSTODY_HELP_PHONE" in run.stderr


def test_the_demo_never_writes_into_the_database_of_the_environment(tmp_path: Path) -> None:
    real = tmp_path / "real.db"
    where = {"CUSTODY_DATABASE_URL": f"sqlite:///{real}", "CUSTODY_KEYS": str(tmp_path / "real")}
    run = _run("demo", "--dir", str(tmp_path / "demo"), "--no-serve", **REGISTER, **where)
    assert run.returncode == 0, run.stderr
    assert (tmp_path / "demo" / "custody.db").exists()
    assert not real.exists()
    assert not (tmp_path / "real").exists()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A register made by `custody init`, with one administrator."""
    folder = tmp_path_factory.mktemp("init") / "register"
    run = _run("init", "--dir", str(folder), **REGISTER)
    assert run.returncode == 0, run.stderr
    assert f"custody user add --dir {folder}" in run.stdout
    added = _run(
        *("user", "add", "noor", "--dir", str(folder), "--number", "5005"),
        *("--name", "Noor Jansen", "--unit", "WTL-HAVEN", "--role", "admin"),
        given="long enough to be kept\n" * 2,
        **REGISTER,
    )
    assert added.returncode == 0, added.stdout + added.stderr
    return folder


def test_its_secret_and_keys_are_for_its_owner_only(folder: Path) -> None:
    secrets = [folder / "secret.key", *(folder / "keys").glob("*.pem")]
    assert len(secrets) >= 3
    assert all(path.stat().st_mode & 0o077 == 0 for path in secrets)


def test_made_again_it_keeps_its_secret_and_keys(folder: Path) -> None:
    def kept() -> dict[str, bytes]:
        paths = [folder / "secret.key", *(folder / "keys").glob("*.pem")]
        return {path.name: path.read_bytes() for path in paths}

    before = kept()
    again = _run("init", "--dir", str(folder), **REGISTER)
    assert again.returncode == 0
    assert "already. It is kept as it is" in again.stdout
    assert "is ready" not in again.stdout
    assert kept() == before


def test_no_demo_is_put_into_it(folder: Path) -> None:
    before = _files(folder)
    run = _run("demo", "--dir", str(folder), "--no-serve")
    assert run.returncode == 1
    assert "Nothing was changed" in run.stderr
    assert _files(folder) == before
    assert _run("verify", "--dir", str(folder), **REGISTER).returncode == 0


def test_a_new_password_ends_the_sessions_and_a_short_one_is_refused(folder: Path) -> None:
    def session() -> str:
        with sqlite3.connect(folder / "custody.db") as register:
            return register.execute("SELECT password, uniquifier FROM account").fetchone()

    before = session()
    words = ("user", "password", "5005", "--dir", str(folder))
    refused = _run(*words, given="short\n" * 2, **REGISTER)
    assert refused.returncode == 1
    assert "at least 12 characters" in refused.stderr
    assert session() == before
    assert _run(*words, given="another long one\n" * 2, **REGISTER).returncode == 0
    assert session()[0] != before[0]
    assert session()[1] != before[1]


def test_an_account_is_listed_re_roled_and_closed(folder: Path) -> None:
    where = ("--dir", str(folder))
    assert _run("user", "roles", "5005", "auditor", *where, **REGISTER).returncode == 0
    assert "auditor" in _run("user", "list", *where, **REGISTER).stdout
    assert _run("user", "disable", "5005", *where, **REGISTER).returncode == 0
    assert "(closed)" in _run("user", "list", *where, **REGISTER).stdout
    assert _run("user", "disable", "9999", *where, **REGISTER).returncode == 1


def test_a_label_is_printed_by_the_system_and_is_an_event(demo: Path, tmp_path: Path) -> None:
    with sqlite3.connect(demo / "custody.db") as register:
        (code,) = register.execute("SELECT code FROM item LIMIT 1").fetchone()
    out = tmp_path / "label.pdf"
    words = ("label", code, "--dir", str(demo), "--preset", "25x32", "--out", str(out))
    run = _run(*words)
    assert run.returncode == 0, run.stderr
    assert out.read_bytes().startswith(b"%PDF")
    with sqlite3.connect(demo / "custody.db") as register:
        (seq,) = register.execute(
            "SELECT seq FROM ledger_event WHERE type = 'label_printed' AND item = ?", (code,)
        ).fetchone()
        opened = dict(
            register.execute("SELECT name, value FROM ledger_opening WHERE event_seq = ?", (seq,))
        )
    assert opened["actor"].strip('"') == f"system:{getpass.getuser()}"
    assert _run("label", "NOT-A-CODE", "--dir", str(demo)).returncode == 1


def test_a_checkpoint_is_signed_once_for_what_was_added_and_can_be_printed(demo: Path) -> None:
    where = ("--dir", str(demo))
    assert _run("worker", "--once", *where).returncode == 0
    assert _run("checkpoint", *where).stdout.strip() == "nothing was added"
    assert _run("receipts", "sign-pending", *where).stdout.strip() == "0 signed"
    note = _run("checkpoint", "--print", *where).stdout
    assert note.startswith("bon.example/log\n")
    assert "\n\n\u2014 bon.example/log " in note


class _Rounds:
    """Says when to stop, after so many rounds; time passes without waiting."""

    def __init__(self, rounds: int) -> None:
        self.left = rounds

    def __call__(self) -> bool:
        self.left -= 1
        return self.left < 0


def test_the_worker_outlives_a_store_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def fails(*_: object) -> bool:
        asked.append("work")
        raise OSError("the disk is away")

    monkeypatch.setattr(notices, "deliver", fails)
    monkeypatch.setattr(audit, "sign_pending", fails)
    monkeypatch.setattr(worker.time, "sleep", lambda _: None)
    worker.run(_Rounds(3), now=lambda: NOW)
    assert len(asked) == 3 * worker.PATIENCE + 1


def test_the_worker_goes_on_with_other_work_after_a_failure(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    results = iter([True, OSError(), OSError(), True, True, False])

    def deliver(*_: object) -> bool:
        result = next(results)
        if isinstance(result, OSError):
            raise result
        return result

    monkeypatch.setattr(notices, "deliver", deliver)
    assert worker.work_off(lambda: NOW) == 3


def test_the_worker_signs_a_checkpoint_within_a_minute_and_not_each_second(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    moments = iter(NOW + timedelta(seconds=n) for n in range(10_000))
    signed: list[datetime] = []
    monkeypatch.setattr(notices, "deliver", lambda *_: False)
    monkeypatch.setattr(audit, "sign_pending", lambda: ())
    monkeypatch.setattr(audit, "checkpoint", signed.append)
    monkeypatch.setattr(worker.time, "sleep", lambda _: None)
    worker.run(_Rounds(200), now=lambda: next(moments))
    pauses = [later - earlier for earlier, later in pairwise(signed)]
    assert len(signed) > 2
    assert all(timedelta(seconds=20) < pause <= timedelta(seconds=60) for pause in pauses)


def test_a_token_is_made_listed_and_taken_back_by_the_command(demo: Path) -> None:
    there = ("--dir", str(demo))
    made = _run("token", "add", *there, "4711", "--name", "kiosk", "--scope", "items:read")
    assert made.returncode == 0, made.stderr
    token = made.stdout.strip()
    assert token.startswith("custody_")
    listed = _run("token", "list", *there, "4711").stdout
    assert "kiosk\titems:read" in listed
    assert "in use" in listed
    assert token not in listed
    assert _run("token", "revoke", *there, listed.split("\t")[0]).stdout == "revoked\n"
    assert "ended" in _run("token", "list", *there).stdout
    wrong = _run("token", "add", *there, "4711", "--name", "x", "--scope", "all")
    assert wrong.returncode == 1
    assert _run("token", "revoke", *there, "nothing").returncode == 1
