"""Each story plays in a register of its own; the record must be whole when it ends."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from custody import storage
from custody.services import audit
from tests.pages import running


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """The app on a fresh register; `custody verify` is clean after every story."""
    app = running(tmp_path / "register")
    yield app
    report = audit.verify()
    assert report.clean, report.findings
    storage.disconnect()
