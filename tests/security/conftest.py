"""One app with the whole cast for the tests of this room; each test leaves the record whole."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from custody import storage
from custody.services import audit
from tests.pages import running
from tests.security.world import World, build


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """The app on a fresh register, verified afterwards."""
    app = running(tmp_path / "register")
    yield app
    report = audit.verify()
    assert report.clean, report.findings
    storage.disconnect()


@pytest.fixture
def world(app: Flask) -> World:
    """One of everything in that register."""
    return build(app)
