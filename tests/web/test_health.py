"""Whoever watches the service is told what is wrong; the public reads yes or no (Q75)."""

import pytest
from flask import Flask

from custody.services import health
from tests.pages import running

TOKEN = "watch-0123456789-abcdefghij-0123456789"


@pytest.fixture
def watched(app: Flask) -> Flask:
    """The app with a token for whoever watches it."""
    app.config["WATCH_TOKEN"] = TOKEN
    return app


def test_it_lives_without_asking_the_database(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "lines", lambda *_: 1 / 0)
    assert app.test_client().get("/healthz").json == {"alive": True}


@pytest.mark.parametrize("shown", ["", "Bearer ", "Bearer wrong", TOKEN[:-1], "Bearer \u00e9"])
def test_the_public_reads_yes_or_no(watched: Flask, shown: str) -> None:
    headers = {"Authorization": shown.encode("utf-8").decode("latin-1")}
    assert watched.test_client().get("/readyz", headers=headers).json == {"ready": True}


def test_without_a_setting_no_token_opens_anything(app: Flask) -> None:
    answer = app.test_client().get("/readyz", headers={"Authorization": "Bearer "})
    assert answer.json == {"ready": True}


def test_who_has_the_token_reads_every_line(watched: Flask) -> None:
    answer = watched.test_client().get("/readyz", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200
    assert answer.json["lines"]["schema"]["ok"] is True
    assert len(answer.json["lines"]) == 10


def test_a_fault_answers_503_and_says_no_more_to_the_public(
    watched: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = (health.Line("space", False, "3 MB free"),)
    monkeypatch.setattr(health, "lines", lambda *_: fault)
    answer = watched.test_client().get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"ready": False})


def test_the_settings_reach_the_app(tmp_path) -> None:
    assert running(tmp_path / "other").config["LEAST_FREE"] > 0
