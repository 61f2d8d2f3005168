"""The page with one box: what it goes to, what it narrows to, keeps, and gives along."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from custody import storage
from custody.services import audit
from tests.pages import Visitor, running
from tests.stories.actors import Officer


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """The app on a fresh register."""
    yield running(tmp_path / "register")
    storage.disconnect()


def _find(app: Flask, **more: str) -> str:
    return Officer(app, "karim").finds("keys", "VOERTUIG-4417", **more)


def test_words_kind_place_and_day_narrow_the_list(app: Flask) -> None:
    code = _find(app, description="huissleutels met rode hanger")
    joke = Visitor(app, "joke")
    shown = f"{code[:3]}-{code[3:6]}-{code[6:]}"
    for query in ("q=hanger", "category=keys", "place=VOERTUIG-4417", "q=sleuteltje+vandaag"):
        assert shown in joke.open(f"/search?{query}").words(), query
    for query in ("q=hanger&category=phone", "place=BALIE-HAVEN", "last=2020-01-01"):
        assert shown not in joke.open(f"/search?{query}").words(), query


def test_an_empty_result_says_what_was_searched_and_gives_ways_on(app: Flask) -> None:
    _find(app, description="huissleutels")
    joke = Visitor(app, "joke").open("/search?q=huissleutels+groen&category=keys")
    assert "Nothing found for" in joke.words()
    assert "Searched: code, receipt number" in joke.words()
    assert 'href="/search?q=huissleutels"' in joke.text
    assert "Search in every kind, place and period." in joke.words()


def test_a_code_with_one_wrong_symbol_asks_which_was_meant(app: Flask) -> None:
    code = _find(app)
    typo = ("1" if code[0] != "1" else "2") + code[1:]
    joke = Visitor(app, "joke").open(f"/search?q={typo}")
    assert "Is one of these the code?" in joke.words()
    assert f"/items/{code}" in joke.text
    assert "Is one of these" not in Visitor(app, "bram").open(f"/search?q={typo}").words()


def test_a_day_that_cannot_be_read_is_an_error_and_what_was_typed_stays(app: Flask) -> None:
    joke = Visitor(app, "joke").open("/search?q=rood&first=morgen")
    assert "Fill in a day" in joke.words()
    assert 'value="rood"' in joke.text
    assert 'value="morgen"' in joke.text


def test_a_long_list_goes_on_at_the_next_page(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("custody.services.search.MOST", 2)
    codes = [_find(app, description="paraplu") for _ in range(3)]
    joke = Visitor(app, "joke").open("/search?q=paraplu")
    assert "There are more than 2." in joke.words()
    older = joke.text.split('class="pager"')[1].split('href="')[1].split('"')[0]
    joke.open(older.replace("&amp;", "&"))
    assert codes[0] in joke.text
    assert codes[2] not in joke.text


def test_a_kept_search_is_mine_alone_and_can_go(app: Flask) -> None:
    _find(app, description="paraplu")
    joke = Visitor(app, "joke").open("/search?q=paraplu")
    joke.send("/search/saved", name="Regen", q="paraplu")
    assert "Regen" in joke.open("/search").words()
    assert "Regen" not in Visitor(app, "anna").open("/search").words()
    joke.send("/search/saved/forget", name="Regen")
    assert "Regen" not in joke.open("/search").words()


def test_an_export_is_safe_logged_and_not_for_everybody(app: Flask) -> None:
    sanne = Officer(app, "sanne")
    code = sanne.takes_in("keys", "Annie", items__0__marks="=HYPERLINK(1)")
    ruud = Visitor(app, "ruud").open("/search?category=keys")
    assert "Download as CSV" in ruud.words()
    ruud.open("/search/export?category=keys")
    assert "'=HYPERLINK(1)" in ruud.text
    assert f"{code[:3]}-{code[3:6]}-{code[6:]}" in ruud.text
    with storage.reading() as books:
        look = books.audit.looks(limit=1)[0]
    assert look.purpose == "export"
    assert f"item:{code}" in look.seen
    for username in ("sanne", "joke", "marit", "noor"):
        assert Visitor(app, username).open("/search/export").status == 403
    assert "Download" not in Visitor(app, "joke").open("/search?category=keys").words()
    assert audit.verify().clean


def test_what_was_listed_is_in_the_read_log(app: Flask) -> None:
    code = _find(app, description="paraplu")
    Visitor(app, "joke").open("/search?q=paraplu")
    with storage.reading() as books:
        look = books.audit.looks(limit=1)[0]
    assert (look.purpose, look.seen) == ("search", (f"item:{code}",))


def test_a_search_without_a_name_is_called_after_what_is_asked_and_an_empty_one_says_so(
    app: Flask,
) -> None:
    _find(app, description="paraplu")
    joke = Visitor(app, "joke").open("/search?q=paraplu")
    joke.send("/search/saved", name="", q="paraplu")
    assert joke.status == 302
    joke.open("/search").send("/search/saved", name="Regen")
    assert joke.status == 400
    assert "Search for something first" in joke.words()
    assert 'value="Regen"' in joke.text
