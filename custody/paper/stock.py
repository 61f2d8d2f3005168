"""What labels are printed on: single labels of a roll, and sheets of A4 (P123, `screens.md` 6.3).

Lengths are millimetres. A length becomes whole dots of the printer, so that a module of a QR code
is a whole number of dots too.
"""

from dataclasses import dataclass

from custody.domain.errors import InputError
from custody.domain.words import mark

MM_PER_INCH = 25.4


class BadCellError(InputError):
    """The sheet has no such cell to start at."""

    sentence = mark("This sheet has %(found)s cells. Choose a first cell from 1 to %(found)s.")


@dataclass(frozen=True)
class Stock:
    """One label: its size, and how much of every edge stays white."""

    width: float
    height: float
    margin: float = 0.0

    def dots(self, dpi: int) -> tuple[int, int]:
        """Return width and height in whole dots."""
        return round(self.width / MM_PER_INCH * dpi), round(self.height / MM_PER_INCH * dpi)


@dataclass(frozen=True)
class Sheet:
    """A page of A4 with cells in rows; cell 1 is at the top left, cell 2 is to its right."""

    stock: Stock
    columns: int
    rows: int
    left: float
    top: float
    step_x: float
    step_y: float

    @property
    def cells(self) -> int:
        """How many labels stand on one sheet."""
        return self.columns * self.rows

    def places(self, count: int, start: int) -> list[tuple[int, float, float]]:
        """Return page, left and top of so many labels; the first stands in cell `start`."""
        if not 1 <= start <= self.cells:
            raise BadCellError(found=self.cells)
        return [self._place(index) for index in range(start - 1, start - 1 + count)]

    def _place(self, index: int) -> tuple[int, float, float]:
        page, cell = divmod(index, self.cells)
        row, column = divmod(cell, self.columns)
        return page, self.left + column * self.step_x, self.top + row * self.step_y


STOCKS = {
    "62x29": Stock(62, 29),
    "25x32": Stock(25, 32),
    "25x25": Stock(25, 25),
}
SHEETS = {
    "a4-70x37": Sheet(Stock(70, 37, 3.5), 3, 8, 0, 0.5, 70, 37),
    "a4-63x38": Sheet(Stock(63.5, 38.1, 2.5), 3, 7, 7.25, 15.15, 66, 38.1),
    "a4-105x74": Sheet(Stock(105, 74, 5), 2, 4, 0, 0.5, 105, 74),
}
