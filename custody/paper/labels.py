"""What stands on the labels of items, places, staff badges and commands.

Rules kept here (P121, P123, `screens.md` 6.2 and 6.3):
- an item label has the QR, the code in groups of 3-3-4, words for the thing, and never a person,
  a value or a complaint; a print that is not the first says its number;
- a place looks different at arm's length: a thick border and a house;
- an item code must fit a version 3 QR, or nothing is printed.

How it is drawn stands in `templates/paper/labels.typ`, which gets the values made here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal

from custody.domain.codes import show_item_code
from custody.paper import qr
from custody.paper.stock import MM_PER_INCH, Sheet, Stock

Handling = Literal["money", "weapon", "cool"]
Text = Callable[[str], str]  # Makes a text printable.

SOURCE = "labels.typ"
SHEET_DPI = 600  # Dots of an office printer.
_LARGEST_ITEM_QR = 17 + 4 * qr.LABEL_VERSION


@dataclass(frozen=True)
class ItemLabel:
    """What stands on an item. `code` is ten symbols; `name` has the count: "2 sleutels"."""

    url: str
    code: str
    name: str = ""
    moment: str = ""
    seal: str = ""
    handling: tuple[Handling, ...] = ()
    print_no: int = 1
    face: Literal["item"] = "item"


@dataclass(frozen=True)
class PlaceLabel:
    """What stands on a shelf, a locker or a room: its name, and what it is part of."""

    url: str
    name: str
    parent: str = ""
    face: Literal["place"] = "place"


@dataclass(frozen=True)
class BadgeLabel:
    """What stands on a staff badge: the number, and the post or unit."""

    url: str
    number: str
    post: str = ""
    face: Literal["badge"] = "badge"


@dataclass(frozen=True)
class CommandLabel:
    """A word on the desk mat that keeps the hands on the scanner."""

    url: str
    word: str
    face: Literal["command"] = "command"


@dataclass(frozen=True)
class TrialLabel:
    """An address to scan, and a line of 20 mm that shows whether a dialogue changed the size."""

    url: str
    face: Literal["trial"] = "trial"


Label = ItemLabel | PlaceLabel | BadgeLabel | CommandLabel | TrialLabel


def single(
    label: Label, stock: Stock, dpi: int, words: Mapping[str, Any], text: Text
) -> dict[str, Any]:
    """Return the values of a page with this one label, of exactly whole dots."""
    return on_roll([label], stock, dpi, words, text)


def on_roll(
    labels: Sequence[Label], stock: Stock, dpi: int, words: Mapping[str, Any], text: Text
) -> dict[str, Any]:
    """Return the values of one page per label, each of exactly whole dots."""
    width, height = stock.dots(dpi)
    mm = MM_PER_INCH / dpi
    page = {"width": width * mm, "height": height * mm}
    cells = [_cell(label, stock, dpi, text) for label in labels]
    return _document([[cell | {"left": 0, "top": 0}] for cell in cells], page, dpi, words)


def on_sheets(
    labels: Sequence[Label], sheet: Sheet, start: int, words: Mapping[str, Any], text: Text
) -> dict[str, Any]:
    """Return the values of as many A4 pages as the labels need; the first goes in cell `start`."""
    pages: list[list[dict[str, Any]]] = []
    for label, (page, left, top) in zip(labels, sheet.places(len(labels), start), strict=True):
        if page == len(pages):
            pages.append([])
        cell = _cell(label, sheet.stock, SHEET_DPI, text)
        pages[page].append(cell | {"left": left, "top": top})
    return _document(pages, {"width": 210, "height": 297}, SHEET_DPI, words)


def _document(
    pages: list[list[dict[str, Any]]], page: dict[str, float], dpi: int, words: Mapping[str, Any]
) -> dict[str, Any]:
    spoken = {"lang": words["lang"], "words": words["label"]}
    return {"pages": pages, "page": page, "dpi": dpi, **spoken}


def _cell(label: Label, stock: Stock, dpi: int, text: Text) -> dict[str, Any]:
    """Return one label as values: its texts made printable, its QR as a picture."""
    modules = qr.matrix(label.url, "Q")
    if isinstance(label, ItemLabel) and len(modules) > _LARGEST_ITEM_QR:
        raise qr.HostTooLongError(host=label.url.split("/")[2].lower())
    width, height = stock.dots(dpi)
    values: dict[str, Any] = {
        name: text(value) if isinstance(value, str) else value
        for name, value in asdict(label).items()
        if name != "url"
    }
    if isinstance(label, ItemLabel):
        values["code"] = show_item_code(label.code)
    return values | {
        "qr": qr.svg(modules),
        "modules": len(modules),
        "quiet": qr.QUIET,
        "width": width,
        "height": height,
        "margin": round(stock.margin / MM_PER_INCH * dpi),
    }
