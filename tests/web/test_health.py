"""Whoever watches the service is told what is wrong and how much there is; the public reads yes or no (Q75, Q76)."""

import os
import re

import pytest
from flask import Flask

from custody.services import health
from custody.web.measures import Measures
from tests.cast import NOON
from tests.pages import Visitor, running

TOKEN = "watch-0123456789-abcdefghij-0123456789"


@pytest.fixture
def watched(app: Flask) -> Flask:
    """The app with a token for whoever watches it, and nothing counted yet."""
    app.config["WATCH_TOKEN"] = TOKEN
    app.extensions["custody_measures"] = Measures()
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


def _measured(app: Flask) -> str:
    answer = app.test_client().get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert (answer.status_code, answer.mimetype) == (200, "text/plain")
    return answer.text


@pytest.mark.parametrize("shown", ["", "Bearer ", "Bearer wrong", TOKEN[:-1]])
def test_the_measures_are_for_who_has_the_token(watched: Flask, shown: str) -> None:
    answer = watched.test_client().get("/metrics", headers={"Authorization": shown})
    assert answer.status_code == 403
    assert "custody_" not in answer.text


def test_answers_are_counted_by_route_and_status(watched: Flask) -> None:
    client = watched.test_client()
    for path in ("/readyz", "/readyz", "/items/F5DPN209V2", "/nowhere/Verhoeven?q=Annie"):
        client.get(path)
    said = _measured(watched)
    mine = f'process="{os.getpid()}"'
    assert f'custody_requests_total{{{mine},route="health.readyz",status="200"}} 2\n' in said
    assert f'custody_requests_total{{{mine},route="none",status="404"}} 1\n' in said
    assert f'custody_request_seconds_count{{{mine},route="health.readyz"}} 2\n' in said
    assert f'custody_request_seconds_bucket{{{mine},route="health.readyz",le="+Inf"}} 2\n' in said


def test_the_buckets_of_a_route_add_up() -> None:
    measures = Measures()
    for seconds in (0.001, 0.005, 0.3, 60):
        measures.answered("search.show", 200, seconds)
    counts = [line.rpartition(" ")[2] for line in measures.lines() if "_bucket{" in line]
    assert counts == ["2", "2", "2", "2", "2", "2", "3", "3", "3", "3", "3", "4"]


def test_every_line_can_be_read_and_its_labels_are_a_closed_list(watched: Flask) -> None:
    """No label can hold an item, a person or typed text: each value is a word of the program."""
    visitor = Visitor.entered(watched, "sanne").open("/search?q=Verhoeven")
    visitor.client.open("/items/F5DPN209V2", method="VERHOEVEN")
    said = _measured(watched)
    known = {"none", *watched.view_functions, *health_names()}
    for line in said.splitlines():
        if line.startswith("# TYPE "):
            continue
        found = re.fullmatch(r"custody_[a-z_]+(?:\{(.*)\})? [0-9.]+", line)
        assert found, line
        labels = dict(re.findall(r'(\w+)="([^"]*)"', found[1] or ""))
        assert labels.keys() <= {"process", "route", "status", "le", "line"}, line
        assert labels.get("route", labels.get("line", "none")) in known, line
    assert "Verhoeven" not in said and "VERHOEVEN" not in said and "F5DPN209V2" not in said


def health_names() -> set[str]:
    """Return the names of the lines of health."""
    return {line.name for line in health.lines(NOON)}
