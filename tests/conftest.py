"""What every test may ask for: a register on either database, and a check of it afterwards.

A test that asks for `home` runs on SQLite and on PostgreSQL. When it is over, the whole record is
verified (Q15); only a test marked `tampered` breaks it on purpose and is left alone.
"""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine

from custody import storage
from custody.services import audit
from tests.cast import Clock
from tests.databases import (
    Home,
    furnished,
    furnished_sqlite,
    memory_folder,
    migrated_postgres,
    migrated_sqlite,
    postgres_home,
    required,
    server_folder,
    sqlite_home,
    start_postgres,
    stop_postgres,
)

_folder = pytest.StashKey[Path]()
_memory = pytest.StashKey[Path | None]()
# The long ones first, or one worker ends long before the other.
FIRST = ("tests/e2e/test_pages.py", "tests/e2e", "tests/faults", "tests/security", "tests/test_")


def pytest_configure(config: pytest.Config) -> None:
    """Make room for one PostgreSQL server where the run is controlled; workers share it."""
    config.addinivalue_line("markers", "tampered: breaks the record on purpose; not verified after")
    given = getattr(config, "workerinput", None)
    config.stash[_memory] = None if given else memory_folder()
    if config.stash[_memory]:
        # Workers and all that they start are told by the environment.
        os.environ["TMPDIR"] = str(config.stash[_memory])
        tempfile.tempdir = None
    config.stash[_folder] = Path(given["postgres"]) if given else server_folder()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put the long tests first, and leave out the full runs unless `-m` asks for them by name."""
    items.sort(key=lambda item: _turn(item.nodeid))
    if "full" in config.option.markexpr:
        return
    left_out = [item for item in items if item.get_closest_marker("full")]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if not item.get_closest_marker("full")]


def _turn(name: str) -> int:
    return next((n for n, start in enumerate(FIRST) if name.startswith(start)), len(FIRST))


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker where the server is to be."""
    node.workerinput["postgres"] = str(node.config.stash[_folder])


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the server, if a test needed it, and leave nothing in memory."""
    if not hasattr(config, "workerinput"):
        stop_postgres(config.stash[_folder])
    if memory := config.stash[_memory]:
        shutil.rmtree(memory, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return migrated_sqlite(tmp_path_factory.mktemp("template") / "custody.db")


@pytest.fixture(scope="session")
def furnished_template(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The house on the migrated file, its keys beside it: to be copied, not opened."""
    return furnished_sqlite(sqlite_template, tmp_path_factory.mktemp("furnished") / "register")


@pytest.fixture(scope="session")
def postgres_owner(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """The owner of this worker's database; skips, or fails where it is required."""
    address, reason = start_postgres(request.config.stash[_folder])
    if not address:
        (pytest.fail if required("postgres") else pytest.skip)(f"no PostgreSQL: {reason}")
    worker = getattr(request.config, "workerinput", {}).get("workerid", "main")
    engine = create_engine(migrated_postgres(address, worker))
    yield engine
    engine.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def home(
    request: pytest.FixtureRequest, furnished_template: Path, tmp_path: Path
) -> Iterator[Home]:
    """A furnished register on each database, its store open; verified when the test is over."""
    if request.param == "sqlite":
        made = sqlite_home(request.getfixturevalue("sqlite_template"), tmp_path / "register")
    else:
        made = postgres_home(request.getfixturevalue("postgres_owner"), tmp_path / "register")
    yield furnished(made, furnished_template)
    if request.node.get_closest_marker("tampered") is None:
        report = audit.verify()
        assert report.clean, report.findings
    storage.disconnect()


@pytest.fixture
def clock(home: Home) -> Clock:
    """The clock of the register."""
    return home.clock
