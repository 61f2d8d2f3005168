"""The page of places: a tree one can read, places that close and come back, labels on sheets."""

from flask import Flask

from tests.pages import Visitor
from tests.paper.reading import codes, pages, pixels


def printed(visitor: Visitor) -> list[str]:
    """Return what a scanner reads on the first page of the file that was given."""
    assert visitor.response.mimetype == "application/pdf"
    return codes(pixels(visitor.response.data, 300))


def test_the_tree_shows_kind_longest_stay_and_content(app: Flask) -> None:
    words = Visitor(app, "ruud").open("/places").words()
    assert "Voertuig 4417 VOERTUIG-4417 Service vehicle 12 hours 0" in words
    assert "Schap B-12 SCHAP-B-12 Shelf no limit 0" in words


def test_a_place_is_added_closed_and_used_again(app: Flask) -> None:
    ruud = Visitor(app, "ruud").open("/places")
    ruud.send("/places", True, code="kluis-7", name="Kluisje 7", kind="temporary_locker")
    assert "Kluisje 7 KLUIS-7 Deposit locker 1 day 0" in ruud.words()
    ruud.send("/places/KLUIS-7/close", True)
    assert "1 closed place" in ruud.words()
    ruud.send("/places/KLUIS-7/reopen", True)
    assert "closed place" not in ruud.words()


def test_what_was_typed_stays_when_a_place_is_refused(app: Flask) -> None:
    ruud = Visitor(app, "ruud").open("/places")
    ruud.send("/places", code="BUREAU-1", name="Bureau bij het raam", kind="desk")
    assert ruud.status == 400
    assert "Choose whose place this is." in ruud.words()
    assert 'value="Bureau bij het raam"' in ruud.text


def test_a_custodian_adds_places_to_the_own_team_alone(app: Flask) -> None:
    ruud = Visitor(app, "ruud").open("/places")
    ruud.send("/places", code="X-9", name="Elders", kind="shelf", unit="WTL-CENTRUM")
    assert "Elders" in ruud.open("/places").words()


def test_labels_of_places_come_on_a_sheet_from_the_chosen_cell(app: Flask) -> None:
    ruud = Visitor(app, "ruud").open("/places")
    fields = {"places": ["SCHAP-B-12", "VOERTUIG-4417"], "sheet": "a4-70x37", "start": "24"}
    ruud.send("/places/labels", **fields)
    assert printed(ruud) == ["http://LOCALHOST/P/SCHAP-B-12"]
    assert pages(ruud.response.data) == 2


def test_badges_come_on_a_sheet_with_a_number_to_scan(app: Flask) -> None:
    ruud = Visitor(app, "ruud").open("/places/badges")
    assert "Sanne de Wit 4711" in ruud.words()
    ruud.send("/places/badges", people=["4711", "4822"], sheet="a4-63x38", start="1")
    assert sorted(printed(ruud)) == ["http://LOCALHOST/M/4711", "http://LOCALHOST/M/4822"]


def test_a_sheet_without_such_a_cell_and_a_sheet_of_nothing_are_answered_with_what_to_do(
    app: Flask,
) -> None:
    ruud = Visitor(app, "ruud").open("/places")
    ruud.send("/places/labels", places="SCHAP-B-12", sheet="a4-105x74", start="20")
    assert "This sheet has 8 cells" in ruud.words()
    ruud.send("/places/labels", sheet="a4-70x37", start="1")
    assert "Choose at least one place" in ruud.words()
    ruud.open("/places/badges").send("/places/badges", sheet="a4-70x37", start="1")
    assert "Choose at least one colleague" in ruud.words()
