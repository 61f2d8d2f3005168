"""`custody import` and `custody export` as they are typed: answers, exit codes, files."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from custody.cli import main
from custody.commands import register
from custody.services import exchange
from tests.acts import size
from tests.databases import Home
from tests.exchange.lines import FILES, ITEM

pytestmark = pytest.mark.parametrize("home", ["sqlite"], indirect=True)
Run = Callable[..., Result]


@pytest.fixture
def run(home: Home, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command on the register of the test."""
    monkeypatch.setattr(register, "open_store", lambda folder: home.connect())
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


def _lines(path: Path, *lines: dict[str, object]) -> Path:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines))
    return path


@pytest.mark.parametrize("name", ["items.csv", "items.jsonl"])
def test_the_example_files_of_items_come_in(home: Home, run: Run, name: str) -> None:
    answer = run("import", "items", FILES / name)
    assert answer.exit_code == 0, answer.output
    assert "0 with a problem" in answer.output
    assert size() >= 2


@pytest.mark.parametrize("name", ["complaints.csv", "complaints.jsonl"])
def test_the_example_files_of_complaints_come_in(home: Home, run: Run, name: str) -> None:
    assert run("import", "complaints", FILES / name).exit_code == 0
    assert size() >= 1


def test_a_check_names_each_problem_and_records_nothing(
    home: Home, run: Run, tmp_path: Path
) -> None:
    file = _lines(tmp_path / "x.jsonl", ITEM, ITEM, {**ITEM, "import_ref": "b", "datetime": "?"})
    answer = run("import", "items", file, "--check")
    assert answer.exit_code == 1
    assert "PROBLEM line 2, import_ref: stands in line 1 too" in answer.output
    assert "PROBLEM line 3, datetime:" in answer.output
    assert "1 to record, 0 on record, 2 with a problem" in answer.output
    assert size() == 0


def test_a_file_with_problems_is_recorded_only_when_partly_is_said(
    home: Home, run: Run, tmp_path: Path
) -> None:
    file = _lines(tmp_path / "x.jsonl", ITEM, {**ITEM, "import_ref": "b", "datetime": "?"})
    assert run("import", "items", file).exit_code == 1
    assert size() == 0
    assert run("import", "items", file, "--partly").exit_code == 1
    assert size() == 1


def test_a_file_may_hold_items_and_complaints_and_more(
    home: Home, run: Run, tmp_path: Path
) -> None:
    complaint = {"type": "complaint", "id": "c1", "received": "2026-06-20", "text": "Sleutels?"}
    file = _lines(tmp_path / "x.jsonl", {"type": "meta"}, {"type": "item", **ITEM}, complaint)
    assert "1 recorded" in run("import", "items", file).output
    assert "1 recorded" in run("import", "complaints", file).output


def test_a_stopped_import_says_how_to_go_on(
    home: Home, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(exchange, "import_items", stopped)
    answer = run("import", "items", FILES / "items.csv")
    assert answer.exit_code == 2
    assert "Run it again" in answer.output


def test_an_export_is_for_its_owner_alone_and_never_written_over(
    home: Home, run: Run, tmp_path: Path
) -> None:
    run("import", "items", FILES / "items.csv")
    file = tmp_path / "out.csv"
    answer = run("export", "items", file)
    assert (answer.exit_code, answer.output) == (0, f"4 written to {file}\n")
    assert file.stat().st_mode & 0o777 == 0o600
    assert run("export", "items", file).exit_code == 3
    assert "4 on record, 0 with a problem" in run("import", "items", file, "--check").output


def test_wrong_words_end_with_64(home: Home, run: Run, tmp_path: Path) -> None:
    assert run("import", "shelves", FILES / "items.csv").exit_code == 64
    assert run("import", "items", tmp_path / "nothing.csv").exit_code == 64
