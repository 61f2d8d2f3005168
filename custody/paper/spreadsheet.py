"""A list as a file for a spreadsheet, in which no cell can become a formula (Q39).

Rules kept here:
- a cell that a spreadsheet could read as a formula gets an apostrophe in front, also when blanks
  or quotes come first; so does a cell that begins with an apostrophe, so that `plain_cell` gives
  every text back exactly as it was;
- UTF-8 with a mark in front and semicolons between, which is what Dutch and English spreadsheets
  alike open without asking.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

MEDIA_TYPE = "text/csv"

# Also the wide forms of the four signs: some spreadsheets read them as the signs themselves.
_FORMULA = re.compile(r"'|[\s\"'“”‘’\ufeff\u200b]*[=+\-@＝＋－＠\t\r|%]")


def safe_cell(text: str) -> str:
    """Return a text that no spreadsheet reads as a formula."""
    risky = _FORMULA.match(text) or text[:1] in ("\t", "\r", "\n")
    return f"'{text}" if risky else text


def plain_cell(cell: str) -> str:
    """Return the text that `safe_cell` was given."""
    return cell.removeprefix("'")


def read_cell(cell: str) -> str:
    """Return the text of a cell from anywhere: only an apostrophe that `safe_cell` puts is taken off."""
    plain = plain_cell(cell)
    return plain if safe_cell(plain) == cell else cell


def written(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return the file: a head and its rows, every cell safe."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    for row in (head, *rows):
        writer.writerow([safe_cell(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")
