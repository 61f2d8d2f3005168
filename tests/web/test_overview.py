"""The overview: pictures that say what their tables say, for who may look, with safe files."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from custody import storage
from custody.domain.items import Description
from custody.domain.overview import TeamAges
from custody.services import accounts
from custody.web.charts import BINS, HIGHEST, dots, plain_bars, team_bars
from tests.acts import offer, taken
from tests.pages import Visitor

HOURS = timedelta(hours=1)


def kept(hours: float, description: str = "2 sleutels") -> str:
    """Let Sanne have had a thing for so many hours; return its code."""
    since = datetime.now(UTC) - hours * HOURS - timedelta(seconds=30)
    sanne = accounts.find_account("4711").person
    return taken(Description("keys", description), by=sanne, at=since, happened_at=since)


def test_the_picture_has_its_table_twin(app: Flask) -> None:
    for hours in (1, 13, 30):
        kept(hours)
    page = Visitor(app, "ruud").open("/storage")
    assert "Haven 1 1 1 0 0 3" in page.words()
    assert page.text.count('role="img"') == 2


def test_the_list_shows_the_oldest_first_with_its_lateness(app: Flask) -> None:
    young, old = kept(1), kept(20)
    page = Visitor(app, "ruud").open("/storage/personal")
    assert page.text.index(f"/items/{old}") < page.text.index(f"/items/{young}")
    assert "8 hours over the norm" in page.words()


def test_a_long_list_has_pages(app: Flask) -> None:
    for _ in range(51):
        kept(1)
    ruud = Visitor(app, "ruud")
    assert ruud.open("/storage/personal").text.count('class="code') == 50
    assert ruud.open("/storage/personal?page=2").text.count('class="code') == 1
    assert ruud.open("/storage/personal?page=99999999").status == 200


def test_the_file_holds_no_formula(app: Flask) -> None:
    kept(1, '=HYPERLINK("https://elders.example";"klik")')
    response = Visitor(app, "ruud").client.get("/storage/personal.csv")
    assert response.mimetype == "text/csv"
    text = response.data.decode("utf-8-sig")
    assert "\"'=HYPERLINK(" in text
    assert all(not cell.lstrip('"').startswith("=") for cell in text.split(";"))


def test_who_took_the_file_along_is_in_the_read_log(app: Flask) -> None:
    code = kept(1)
    Visitor(app, "ruud").client.get("/storage/personal.csv")
    with storage.reading() as books:
        looks = [look for look in books.audit.looks() if look.purpose == "export"]
    assert [f"item:{code}"] in [list(look.seen) for look in looks]


def test_transfers_and_missing_say_so_when_there_are_none(app: Flask) -> None:
    words = Visitor(app, "ruud").open("/storage").words()
    assert "No transfer waits now." in words
    assert "Nothing is missing now." in words


def test_a_transfer_that_waits_stands_in_the_table(app: Flask) -> None:
    code = kept(1)
    offer(code, by=accounts.find_account("4711").person, at=datetime.now(UTC) - 2 * HOURS)
    words = Visitor(app, "ruud").open("/storage").words()
    assert "Balie Haven 2" in words


def test_the_chief_may_look_and_another_officer_may_not(app: Flask) -> None:
    assert Visitor(app, "sanne").open("/storage").status == 403
    with storage.transaction() as books:
        books.places.add_unit(storage.Unit("WTL-HAVEN", "Haven", "4711", "BALIE-HAVEN"))
    sanne = Visitor(app, "sanne").open("/my-items")
    assert 'href="/storage"' in sanne.text
    assert sanne.open("/storage").status == 200


@pytest.mark.parametrize("path", ["/storage/persons", "/storage/persons.csv"])
def test_another_question_is_not_found(app: Flask, path: str) -> None:
    assert Visitor(app, "ruud").open(path).status == 404


def test_bars_stand_on_both_sides_of_the_norm_and_fill_the_width() -> None:
    picture = team_bars([TeamAges("A", (6, 1, 1, 0, 2)), TeamAges("B", (3, 0, 0, 1, 0))])
    assert picture.norm == 60
    first, second = picture.rows
    assert (first.segments[0].start, first.segments[0].width) == (0, 60)
    assert first.segments[-1].start + first.segments[-1].width == 100
    assert [part.band for part in second.segments] == [0, 3]
    assert (second.segments[0].start, second.segments[1].start) == (30, 60)


def test_a_number_stands_only_where_it_fits() -> None:
    picture = plain_bars([("veel", 100), ("weinig", 2)])
    assert [row.segments[0].fits for row in picture.rows] == [True, False]


def test_a_dot_beyond_the_axis_stands_at_its_end_and_a_high_pile_is_a_number() -> None:
    picture = dots([(0.1, False)] * (HIGHEST + 5) + [(500, True)], 72, (0, 72), 24)
    assert len(picture.dots) == HIGHEST + 1
    assert picture.more[0][2] == 5
    assert picture.dots[-1].x == round(100 * (BINS - 0.5) / BINS, 2)
    assert picture.dots[-1].late
    assert all(dot.y > 0 for dot in picture.dots)
    assert all(y > 0 for _, y, _ in picture.more)
    assert picture.ticks[-1] == (100, "72+")
