"""The command: the demo register, the check of it, and exit codes."""

import json
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest


def _run(*words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from custody.cli import main; main()", *words]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=180)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A demo register, made by the command."""
    folder = tmp_path_factory.mktemp("demo") / "register"
    run = _run("demo", "--dir", str(folder), "--no-serve")
    assert run.returncode == 0, run.stderr
    assert "sanne" in run.stdout
    assert "Password of all" in run.stdout
    return folder


def test_the_demo_has_things_in_every_state_and_its_record_is_whole(demo: Path) -> None:
    with sqlite3.connect(demo / "custody.db") as register:
        items = register.execute("SELECT status, holder_nature, missing FROM item").fetchall()
        offers = register.execute("SELECT count(*) FROM offer").fetchone()[0]
        late = register.execute("SELECT count(*) FROM match_link WHERE late").fetchone()[0]
        claims = register.execute("SELECT count(*) FROM claim").fetchone()[0]
    assert len(items) >= 30
    assert {status for status, _, _ in items} >= {"in_custody", "returned"}
    assert {nature for _, nature, _ in items} == {"person", "post", "partner", "citizen"}
    assert offers >= 3
    assert late == claims == 1
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
