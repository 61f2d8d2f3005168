"""The clock of personal keeping stands where one looks: on the item, and on what one has oneself."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from custody import storage
from custody.services import accounts
from tests.acts import taken
from tests.pages import Visitor, running


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """The app in which Sanne took something a while ago."""
    yield running(tmp_path / "register")
    storage.disconnect()


def keeps_for(hours: float) -> str:
    """Let Sanne have had a thing in her pocket for so many hours; return its code."""
    sanne = accounts.find_account("4711").person
    since = datetime.now(UTC) - timedelta(hours=hours, seconds=30)
    return taken(by=sanne, at=since, happened_at=since)


def test_a_stay_within_the_norm_says_until_when(app: Flask) -> None:
    code = keeps_for(2)
    sanne = Visitor(app, "sanne")
    assert "may stay there until" in sanne.open("/my-items").words()
    words = sanne.open(f"/items/{code}").words()
    assert "In personal keeping for 2 hours. It may stay there until" in words


def test_a_stay_over_the_norm_says_by_how_much(app: Flask) -> None:
    code = keeps_for(13)
    sanne = Visitor(app, "sanne")
    assert "1 hour longer than the norm (12 hours)" in sanne.open("/my-items").words()
    words = sanne.open(f"/items/{code}").words()
    assert "In personal keeping for 13 hours, longer than the norm (12 hours)." in words
