"""Sheets lie on A4, cells do not touch, and a half-used sheet starts where it was left (P123)."""

import pytest

from custody.paper.stock import SHEETS, STOCKS, BadCellError


@pytest.mark.parametrize("name", SHEETS)
def test_all_cells_lie_on_the_page_and_none_touches_another(name):
    sheet = SHEETS[name]
    places = sheet.places(sheet.cells, 1)
    assert all(page == 0 for page, _, _ in places)
    for _, left, top in places:
        assert left >= 0 and left + sheet.stock.width <= 210
        assert top >= 0 and top + sheet.stock.height <= 297
    assert sheet.step_x >= sheet.stock.width and sheet.step_y >= sheet.stock.height


def test_cells_are_counted_from_left_to_right_and_then_down():
    sheet = SHEETS["a4-70x37"]
    assert sheet.cells == 24
    assert sheet.places(4, 1) == [(0, 0, 0.5), (0, 70, 0.5), (0, 140, 0.5), (0, 0, 37.5)]


def test_the_first_label_stands_in_the_cell_that_was_asked_for():
    sheet = SHEETS["a4-70x37"]
    assert sheet.places(1, 5) == [(0, 70, 37.5)]


def test_what_does_not_fit_goes_on_at_cell_one_of_the_next_sheet():
    sheet = SHEETS["a4-63x38"]
    pages = [page for page, _, _ in sheet.places(3, 20)]
    assert pages == [0, 0, 1]
    assert sheet.places(3, 20)[-1][1:] == (sheet.left, sheet.top)


@pytest.mark.parametrize("start", [0, -1, 25])
def test_a_cell_that_is_not_there_is_refused_with_how_many_there_are(start):
    with pytest.raises(BadCellError) as refused:
        SHEETS["a4-70x37"].places(1, start)
    assert "24" in str(refused.value)


@pytest.mark.parametrize(
    ("stock", "dpi", "dots"),
    [("62x29", 203, (496, 232)), ("25x25", 203, (200, 200)), ("25x25", 300, (295, 295))],
)
def test_a_label_is_whole_dots(stock, dpi, dots):
    assert STOCKS[stock].dots(dpi) == dots
