"""The house as it is planned: layers, the plan that names every room, sizes (Q90)."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

import custody

ROOT = Path(__file__).parent.parent
MODULES = sorted((ROOT / "custody").rglob("*.py"))


def test_every_contract_between_the_rooms_is_kept() -> None:
    command = [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout[-3000:]


def _plan() -> dict[str, set[str]]:
    """Return the words of the plan by room: a room begins at the margin."""
    rooms: dict[str, set[str]] = {}
    words: set[str] = set()
    for line in (custody.__doc__ or "").partition("every room.")[2].splitlines():
        if line and not line.startswith(" "):
            words = rooms.setdefault(line.split()[0], set())
            line = line.partition(" ")[2]
        words |= set(re.findall(r"[a-z_]+", line))
    return rooms


def test_the_plan_names_every_module_in_its_own_room() -> None:
    plan = _plan()
    told_apart = ("domain/matching", "services/matching", "storage/migrations")
    missing, rooms = [], set()
    for path in MODULES:
        place = path.relative_to(ROOT / "custody").with_suffix("")
        room, name = place.parent.as_posix(), place.name
        rooms.add(place.as_posix() if room == "." else room)
        if room == ".":
            missing += [name] if name not in plan and name != "__init__" else []
        elif name != "__init__" and not room.startswith(told_apart) and name not in plan[room]:
            missing.append(place.as_posix())
    assert not missing, "name these in custody/__init__.py"
    assert set(plan) <= rooms


def test_the_plan_imports_nothing() -> None:
    tree = ast.parse((ROOT / "custody" / "__init__.py").read_text(encoding="utf-8"))
    assert [type(node) for node in tree.body] == [ast.Expr]


@pytest.mark.parametrize("module", ["custody.domain.trail", "custody.verifier"])
def test_the_rules_load_neither_web_nor_database(module: str) -> None:
    code = f"import sys, {module}; print(' '.join(sys.modules))"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {"flask", "sqlalchemy", "typst", "PIL"} & set(run.stdout.split())


def test_the_help_of_the_command_answers_without_loading_the_house() -> None:
    code = (
        "import sys; from click.testing import CliRunner; from custody.cli import main;"
        " assert CliRunner().invoke(main, ['--help']).exit_code == 0; print(' '.join(sys.modules))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert not {"flask", "sqlalchemy", "typst", "PIL", "alembic"} & set(run.stdout.split())


def test_the_log_in_library_is_known_to_two_files() -> None:
    knowing = [
        path.relative_to(ROOT / "custody").as_posix()
        for path in MODULES
        if re.search(
            r"^(from|import) flask_(security|login)", path.read_text("utf-8"), re.MULTILINE
        )
    ]
    assert knowing == ["storage/accounts.py", "web/accounts.py"]


def test_nothing_but_the_signer_reads_a_private_key() -> None:
    knowing = [p.name for p in MODULES if "load_pem_private_key" in p.read_text("utf-8")]
    assert knowing == ["signer.py"]


def test_no_statement_changes_or_deletes_an_event_outside_the_guards() -> None:
    """Q13: the code holds no UPDATE or DELETE of the log."""
    pattern = re.compile(
        r"(update|delete)\((EventRow|ReadLogRow)\)|(UPDATE|DELETE FROM) ledger_event"
    )
    assert not [str(p) for p in MODULES if pattern.search(p.read_text("utf-8"))]


# One file on purpose: the verifier is taken away as it is, a migration is never edited again, and the
# table of rights is read as one list.
LONGER_ON_PURPOSE = {"verifier.py", "0001_first.py", "rights.py"}


def test_no_file_is_longer_than_one_can_read() -> None:
    limit = 300
    lengths = {p.name: len(p.read_text("utf-8").splitlines()) for p in MODULES}
    long = {name for name, lines in lengths.items() if lines > limit}
    assert long <= LONGER_ON_PURPOSE


# Tested where all pages are tested at once: sign-in and sessions, and who looked at what; and more
# time for a complaint beside its other steps.
ELSEWHERE = {
    ("web", "accounts"): "tests/security/test_sessions.py",
    ("web", "audit"): "tests/security/test_read_log.py",
    ("services", "terms"): "tests/services/test_stages.py",
}


def _features(room: str) -> list[str]:
    """Return the words of a room: each service, and each module with pages of its own."""
    files = (ROOT / "custody" / room).glob("*.py")
    with_pages = [p for p in files if room == "services" or "Blueprint(" in p.read_text("utf-8")]
    folders = [p.parent for p in (ROOT / "custody" / "services").glob("*/__init__.py")]
    found = [*with_pages, *(folders if room == "services" else ())]
    return sorted({p.stem for p in found} - {"__init__"})


@pytest.mark.parametrize("room", ["web", "services"])
def test_every_word_of_a_room_has_its_tests_under_the_same_name(room: str) -> None:
    missing = {w for w in _features(room) if not (ROOT / f"tests/{room}/test_{w}.py").exists()}
    missing -= {word for where, word in ELSEWHERE if where == room}
    assert not missing, f"write tests/{room}/test_<word>.py for these"
    assert len(ELSEWHERE) <= 3
    assert all((ROOT / path).exists() for path in ELSEWHERE.values())
