"""Style sheets, scripts and empty forms are packed for whoever can unpack them, and say so (Q69)."""

import gzip
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from tests.pages import Visitor
from tests.stories.actors import Handler, Officer

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


PACKED = {"Accept-Encoding": "gzip"}


def test_an_empty_form_is_packed_and_is_the_same_page(app: Flask) -> None:
    client = Visitor(app, "sanne", "nl").client
    told = client.get("/handovers/new", headers=PACKED)
    assert told.headers["Content-Encoding"] == "gzip"
    assert {"Accept-Encoding", "Cookie"} <= set(told.vary)
    assert int(told.headers["Content-Length"]) == len(told.data)
    assert b'name="csrf_token"' in gzip.decompress(told.data)
    plain = client.get("/handovers/new")
    assert "Content-Encoding" not in plain.headers
    assert len(told.data) < len(plain.data) / 3


def test_the_length_of_a_packed_form_is_blurred(app: Flask) -> None:
    client = Visitor(app, "sanne", "nl").client
    assert len({len(client.get("/handovers/new", headers=PACKED).data) for _ in range(20)}) > 5


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/my-items",
        "/transfers/incoming",
        "/scan-moves",
        "/search?q=rood",
        "/handovers/new?kind=1",
        "/log-in",
        "/help",
        "/B/R26-000001-P",
        "/items/0000000000",
    ],
)
def test_a_page_that_shows_what_others_chose_or_repeats_its_address_is_never_packed(
    app: Flask, address: str
) -> None:
    told = Visitor(app, "sanne", "nl").client.get(address, headers=PACKED)
    assert "Content-Encoding" not in told.headers


def test_an_item_and_a_complaint_are_never_packed(app: Flask) -> None:
    sanne, marit = Officer(app, "sanne"), Handler(app, "marit")
    item = sanne.takes_in("keys", "Annie Verhoeven")
    complaint = marit.registers("Mijn sleutels zijn weg.", date(2026, 1, 5))
    for who, address in ((sanne, f"/items/{item}"), (marit, f"/complaints/{complaint}")):
        told = who.client.get(address, headers=PACKED)
        assert told.status_code == 200
        assert "Content-Encoding" not in told.headers


def test_the_answer_to_a_form_is_never_packed(app: Flask) -> None:
    visitor = Visitor(app, "sanne", "nl").open("/handovers/new")
    told = visitor.client.post("/handovers/new", data={"words": "x"}, headers=PACKED)
    assert told.status_code >= 400
    assert "Content-Encoding" not in told.headers
