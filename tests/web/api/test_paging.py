"""Overviews come in pages that neither repeat nor skip, also while the list changes."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask

from custody import storage
from custody.domain.complaints import Complaint
from custody.domain.ledger import b64u
from custody.services import accounts, complaints
from tests.callers import Caller, looks
from tests.security.world import form

OVERVIEWS = ("/my-items", "/transfers/incoming", "/complaints", "/claims")


@pytest.fixture
def sanne(app: Flask) -> Caller:
    return Caller(app, "sanne")


def _next(response) -> str:
    """Return the address of the next page, without its prefix; nothing on the last page."""
    link = re.fullmatch(r'</api/v1(/[^>]+)>; rel="next"', response.headers.get("Link", ""))
    return link[1] if link else ""


def _walk(caller: Caller, path: str, name: str) -> list[list[str]]:
    pages = []
    while path:
        response = caller.get(path)
        assert response.status_code == 200, response.json
        pages.append([one[name] for one in response.json])
        path = _next(response)
    return pages


def test_the_pages_together_are_the_whole_list_in_order(sanne: Caller) -> None:
    codes = {sanne.hands_over() for _ in range(5)}
    pages = _walk(sanne, "/my-items?limit=2", "code")
    (whole,) = _walk(sanne, "/my-items", "code")
    assert pages == [whole[:2], whole[2:4], whole[4:]]
    assert set(whole) == codes
    assert [len(look.seen) for look in looks("api_desk.held")] == [5, 1, 2, 2]


def test_what_arrives_or_leaves_meanwhile_moves_nothing_else(app: Flask, sanne: Caller) -> None:
    joke = Caller(app, "joke")
    codes = [sanne.hands_over() for _ in range(4)]
    for code in codes:
        sanne.post("/transfers", {"items": [code], "to": "BALIE-HAVEN"})
    first = joke.get("/transfers/incoming?limit=2")
    shown = [one["code"] for one in first.json]
    for code in shown:
        joke.post(f"/transfers/{code}/accept", {})
    (rest,) = _walk(joke, _next(first), "code")
    assert len(rest) == 2
    assert {*shown, *rest} == set(codes)


def test_complaints_come_newest_first_page_by_page(app: Flask) -> None:
    marit, at = accounts.find_account("5001").person, datetime.now(UTC)
    numbers = [
        complaints.register(
            Complaint("", f"Kwijt {n}", "letter", at.date()), form(), marit, at, at.date()
        ).number
        for n in range(3)
    ]
    pages = _walk(Caller(app, "pieter"), "/complaints?limit=1", "number")
    assert pages == [[number] for number in reversed(numbers)]


def test_fifty_at_a_time_unless_said(sanne: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    from custody.services import keeping

    code = sanne.hands_over()
    (kept,) = keeping.items_of(accounts.find_account("4711").person, datetime.now(UTC))
    monkeypatch.setattr(keeping, "items_of", lambda *_: (kept,) * 51)
    assert len(sanne.get("/my-items").json) == 50
    assert {one["code"] for one in sanne.get("/my-items?limit=200").json} == {code}


@pytest.mark.parametrize("path", OVERVIEWS)
@pytest.mark.parametrize(
    "asked",
    [
        *("limit=0", "limit=201", "limit=x", "after=x", "after=%C3%A9", f"after={'A' * 400}"),
        *(f"after={b64u(said)}" for said in (b"[1]", b"7", bytes([255]), b"[" * 200)),
    ],
)
def test_another_page_than_there_can_be_is_refused(app: Flask, path: str, asked: str) -> None:
    caller = Caller(app, "ruud" if path in OVERVIEWS[:2] else "marit")
    assert caller.get(f"{path}?{asked}").status_code == 422


@pytest.mark.parametrize("path", OVERVIEWS)
def test_the_description_names_limit_after_and_the_link(app: Flask, path: str) -> None:
    call = app.test_client().get("/api/v1/openapi.json").json["paths"][f"/api/v1{path}"]["get"]
    assert {one["name"] for one in call["parameters"]} == {"limit", "after"}
    assert "Link" in call["responses"]["200"]["headers"]


def test_a_place_opens_nothing_that_its_reader_may_not_see(app: Flask, sanne: Caller) -> None:
    sanne.hands_over()
    sanne.hands_over()
    path = _next(sanne.get("/my-items?limit=1"))
    assert path
    assert Caller(app, "karim").get(path).json == []
    with storage.reading() as books:
        assert books.ledger.size() == 4
