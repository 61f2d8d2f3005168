"""A register that is still empty on each database, and real servers on it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from custody import storage
from custody.services import audit
from tests.databases import Home, postgres_home, sqlite_home
from tests.pages import running_on
from tests.servers import Starter, starter


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def bare(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Home]:
    """A register without anybody in it; verified when the test is over."""
    if request.param == "sqlite":
        made = sqlite_home(request.getfixturevalue("sqlite_template"), tmp_path / "register")
    else:
        made = postgres_home(request.getfixturevalue("postgres_owner"), tmp_path / "register")
    yield made
    report = audit.verify()
    assert report.clean, report.findings
    storage.disconnect()


@pytest.fixture
def app(bare: Home):
    """The app with the whole cast on that register."""
    return running_on(bare)


@pytest.fixture(scope="module")
def servers() -> Iterator[Starter]:
    """Real servers, started on demand and killed in the end."""
    with starter() as made:
        yield made
