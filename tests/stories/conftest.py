"""Each story plays in a register of its own, on both databases; it must be whole when it ends."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from custody import storage
from custody.services import audit
from tests.databases import postgres_home
from tests.pages import running, running_on


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The app on a fresh register; `custody verify` is clean after every story."""
    if request.param == "sqlite":
        app = running(tmp_path / "register")
    else:
        owner = request.getfixturevalue("postgres_owner")
        app = running_on(postgres_home(owner, tmp_path / "register"))
    yield app
    report = audit.verify()
    assert report.clean, report.findings
    storage.disconnect()
