"""Lines of a file as the tests of reading need them."""

from pathlib import Path
from typing import Any

from custody.domain.exchange import ComplaintLine, ItemLine, read_complaint, read_item
from custody.domain.lines import Problem
from custody.paper.exchange import rows

FILES = Path(__file__).parent
ITEM = {"import_ref": "OUD-1", "datetime": "2026-05-12T14:30", "category": "keys", "unit": "Haven"}
COMPLAINT = {"import_ref": "KL-1", "received": "2026-06-20", "text": "Waar zijn mijn sleutels?"}


def item(**values: Any) -> ItemLine | None:
    """Return the item of one line, or None when it cannot be read."""
    return read_item(3, values)[0]


def item_problems(**values: Any) -> list[Problem]:
    """Return what is wrong with one line of items."""
    return read_item(3, values)[1].problems


def complaint_problems(**values: Any) -> list[Problem]:
    """Return what is wrong with one line of complaints."""
    return read_complaint(3, values)[1].problems


def items_in(path: Path) -> list[ItemLine]:
    """Return the items of a file that has no problem."""
    read = [read_item(number, values) for number, values in rows(path)]  # type: ignore[arg-type]
    assert not [p for _, row in read for p in row.problems]
    return [line for line, _ in read if line is not None]


def complaints_in(path: Path) -> list[ComplaintLine]:
    """Return the complaints of a file that has no problem."""
    read = [read_complaint(n, values) for n, values in rows(path)]  # type: ignore[arg-type]
    assert not [p for _, row in read for p in row.problems]
    return [line for line, _ in read if line is not None]
