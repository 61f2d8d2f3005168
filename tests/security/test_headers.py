"""Headers of every answer, errors included (Q35, Q36), and errors that tell nothing (Q74)."""

import re

import pytest
from flask import Flask

from tests.pages import Visitor

PATHS = ("/log-in", "/nothing-here", "/handovers/new", "/B/R26-000001-P", "/healthz", "/I/XXX")


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_carries_the_headers(app: Flask, path: str) -> None:
    headers = app.test_client().get(path).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert {"form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'"} <= {
        part.strip() for part in policy.split(";")
    }
    assert "Access-Control-Allow-Origin" not in headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cache-Control"] == "no-store"
    assert re.fullmatch(r"[0-9a-f-]{36}", headers["X-Request-Id"])


def test_a_fault_shows_a_number_and_nothing_of_the_program(app: Flask) -> None:
    def broken() -> str:
        raise RuntimeError("secret detail")

    app.view_functions["help.show"] = broken
    response = app.test_client().get("/help")
    assert response.status_code == 500
    assert "secret detail" not in response.text
    assert "Traceback" not in response.text
    assert response.headers["X-Request-Id"][:8] in response.text


def test_the_item_label_says_the_same_to_a_stranger_for_every_code(app: Flask) -> None:
    code = _some_item(app)
    answers = {app.test_client().get(f"/I/{c}").text for c in (code, "F5DPN209V2", "nonsense")}
    plain = {re.sub(r'value="[^"]*"|/I/[^"]*', "", text) for text in answers}
    assert len(plain) == 1
    assert app.test_client().get(f"/i/{code.lower()}").status_code == 200


def _some_item(app: Flask) -> str:
    visitor = Visitor(app, "sanne").open("/finds/new")
    visitor.send("/finds/new", form_id=visitor.form_id(), category="keys", place="BIJ-4711")
    found = re.search(r"([0-9A-Z]{3})-([0-9A-Z]{3})-([0-9A-Z]{4})", visitor.words())
    assert found is not None
    return "".join(found.groups())
