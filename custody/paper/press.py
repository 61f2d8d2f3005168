"""The press: everything that is printed, by one object that the application makes once.

It holds the folder of sources (`templates/paper`), the fonts and the compiler. Both are loaded
at the first page, because a process that prints nothing should not wait for them.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from custody.domain.letters import Letter
from custody.paper import ink, labels, letters, receipts, report, zpl
from custody.paper.labels import Label
from custody.paper.lettering import printable
from custody.paper.receipts import ReceiptPaper, Size
from custody.paper.report import ReportPaper
from custody.paper.stock import Sheet, Stock
from custody.paper.typst_printer import NO_MOMENT, TypstPrinter
from custody.paper.words import words


class Press:
    """Draws labels and receipts. `lang` is the language of who reads them, `nl` or `en`."""

    def __init__(self, templates: Path) -> None:
        self.folder = templates / "paper"

    @cached_property
    def printer(self) -> TypstPrinter:
        """The compiler with our fonts."""
        return TypstPrinter(self.folder)

    @cached_property
    def _has(self) -> Callable[[str], bool]:
        return ink.signs(sorted((self.folder / "fonts").glob("*.ttf")))

    def text(self, text: str) -> str:
        """Return a text as it will be printed."""
        return printable(text, self._has)

    def label_png(self, label: Label, stock: Stock, dpi: int, lang: str) -> bytes:
        """Return one label as a PNG of one bit per dot of the printer."""
        return ink.one_bit(
            self.printer.png(labels.SOURCE, self._single(label, stock, dpi, lang), dpi), dpi
        )

    def label_svg(self, label: Label, stock: Stock, dpi: int, lang: str) -> bytes:
        """Return one label as SVG, laid out for a printer of so many dots per inch."""
        return self.printer.svg(labels.SOURCE, self._single(label, stock, dpi, lang))

    def label_pdf(self, label: Label, stock: Stock, dpi: int, lang: str) -> bytes:
        """Return one label as PDF of its own size, laid out for so many dots per inch."""
        return self.printer.pdf(labels.SOURCE, self._single(label, stock, dpi, lang))

    def roll_pdf(self, wanted: Sequence[Label], stock: Stock, dpi: int, lang: str) -> bytes:
        """Return labels of a roll as PDF, one page each."""
        values = labels.on_roll(wanted, stock, dpi, words(self.folder, lang), self.text)
        return self.printer.pdf(labels.SOURCE, values)

    def label_zpl(self, label: Label, stock: Stock, dpi: int, lang: str, copies: int = 1) -> str:
        """Return one label as the commands of a label printer."""
        return zpl.label(self.label_png(label, stock, dpi, lang), copies)

    def sheet_pdf(self, wanted: Sequence[Label], sheet: Sheet, start: int, lang: str) -> bytes:
        """Return A4 sheets of labels; the first stands in cell `start`, counted from 1."""
        values = labels.on_sheets(wanted, sheet, start, words(self.folder, lang), self.text)
        return self.printer.pdf(labels.SOURCE, values)

    def receipt_pdf(self, paper: ReceiptPaper, size: Size, lang: str) -> bytes:
        """Return a receipt as tagged PDF; its moment of issue is the moment of the file."""
        values = receipts.described(paper, size, words(self.folder, lang), self.text)
        return self.printer.pdf(receipts.SOURCE, values, paper.issued_at)

    def report_pdf(self, paper: ReportPaper) -> bytes:
        """Return the custody report of a complaint as tagged PDF."""
        return self.printer.pdf(report.SOURCE, report.described(paper, self.text), paper.made_at)

    def letter_pdf(self, letter: Letter, words: Mapping[str, str]) -> bytes:
        """Return a letter as tagged PDF; its moment is the moment at which it was made."""
        values = letters.described(letter, words, self.text)
        at = (letter.made_at or NO_MOMENT).replace(microsecond=0)
        return self.printer.pdf(letters.SOURCE, values, at)

    def _single(self, label: Label, stock: Stock, dpi: int, lang: str) -> dict[str, Any]:
        return labels.single(label, stock, dpi, words(self.folder, lang), self.text)
