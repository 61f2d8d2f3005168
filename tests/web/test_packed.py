"""A style sheet or a script is packed for whoever can unpack it, and says so (Q69)."""

import gzip
from pathlib import Path

import pytest
from flask import Flask

STATIC = Path(__file__).resolve().parents[2] / "static"


@pytest.mark.parametrize("name", ["css/components.css", "js/scan.js", "icons.svg"])
def test_a_static_text_is_packed_and_is_the_same_text(app: Flask, name: str) -> None:
    told = app.test_client().get(f"/static/{name}", headers={"Accept-Encoding": "br, gzip"})
    assert told.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in told.headers["Vary"]
    assert int(told.headers["Content-Length"]) == len(told.data)
    whole = (STATIC / name).read_bytes()
    assert gzip.decompress(told.data) == whole
    assert len(told.data) < len(whole) / 2


@pytest.mark.parametrize("accepted", ["", "br", "gzip;q=0"])
def test_whoever_cannot_unpack_gets_it_as_it_is(app: Flask, accepted: str) -> None:
    told = app.test_client().get("/static/js/scan.js", headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in told.headers
    assert told.data == (STATIC / "js/scan.js").read_bytes()


def test_what_the_reader_has_already_is_not_sent_again(app: Flask) -> None:
    client = app.test_client()
    asked = {"Accept-Encoding": "gzip"}
    first = client.get("/static/js/scan.js", headers=asked)
    again = client.get(
        "/static/js/scan.js", headers={**asked, "If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")


def test_a_page_with_what_is_typed_and_secret_is_never_packed(app: Flask) -> None:
    told = app.test_client().get("/log-in", headers={"Accept-Encoding": "gzip"})
    assert told.status_code == 200
    assert "Content-Encoding" not in told.headers
