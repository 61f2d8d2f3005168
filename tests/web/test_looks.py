"""The record of who looked is read by people: names, words and links, no codes of the programme."""

from datetime import UTC, datetime

from flask import Flask

from custody.storage import Look
from custody.web.looks import PAGES, line_of
from custody.web.rights import RIGHTS
from tests.pages import Visitor

NAMES = {"5001": "Marit Bakker"}


def _line(app: Flask, route: str, *seen: str, purpose: str = "task"):
    look = Look(datetime(2026, 5, 3, tzinfo=UTC), "5001", route, seen, purpose, "")
    with app.test_request_context(headers={"Cookie": "lang=en"}):
        return line_of(look, NAMES)


def test_a_look_names_the_person_the_page_and_what_was_seen(app: Flask) -> None:
    line = _line(app, "items.show", "item:F5DPN209V2", "complaint:K-2026-0001")
    assert (line.who, line.number, line.page, line.purpose) == (
        "Marit Bakker",
        "5001",
        "Item",
        "Work",
    )
    assert [one.words for one in line.seen] == ["F5D-PN2-09V2", "K-2026-0001"]
    assert [one.href for one in line.seen] == ["/items/F5DPN209V2", "/complaints/K-2026-0001"]


def test_a_check_feature_is_named_apart(app: Flask) -> None:
    line = _line(app, "items.feature", "check_feature:F5DPN209V2", purpose="check_feature")
    assert line.page == "Check feature"
    assert line.seen[0].words == "Check feature of F5D-PN2-09V2"


def test_what_does_not_fit_is_counted(app: Flask) -> None:
    line = _line(app, "labels.show", *(f"item:F5DPN209V{n}" for n in range(7)))
    assert (len(line.seen), line.more) == (4, 3)


def test_every_page_that_shows_something_has_a_word(app: Flask) -> None:
    rooms = {endpoint.partition(".")[0].partition("_")[0] for endpoint, _method in RIGHTS}
    silent = {"static", "health", "tokens", "help", "desk", "places", "citizen", "notices"}
    assert rooms - silent - {"api-docs"} <= set(PAGES)


def test_the_auditor_reads_words(app: Flask) -> None:
    Visitor(app, "sanne").open("/my-items")
    words = Visitor(app, "tom").open("/integrity/access").words()
    assert "Sanne de Wit 4711" in words
    assert "With me" in words
    assert "keeping.show" not in words
