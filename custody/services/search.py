"""One box that finds items: a code goes straight there, words give a list, newest first (Q72)."""

from dataclasses import dataclass

from custody import storage
from custody.domain import codes
from custody.domain.errors import CustodyError, InputError
from custody.domain.people import Person
from custody.domain.steps import check_sight
from custody.domain.trail import State

MOST = 50


@dataclass(frozen=True)
class Found:
    """What a search gave: one code to go to, or items; `more` when the list was cut."""

    typed: str
    code: str | None = None
    receipt: str | None = None
    items: tuple[State, ...] = ()
    more: bool = False


def find(typed: str, by: Person) -> Found:
    """Return what fits, among what this person may see; an empty box gives the newest items."""
    with storage.reading() as books:
        if not typed.strip():
            unit = None if by.sees_complaints else by.unit
            return Found(typed, items=books.items.newest(unit, MOST))
        code = _code(typed)
        if code is not None and _visible(books, code, by):
            return Found(typed, code=code)
        receipt = _receipt(books, typed, by)
        if receipt is not None:
            return Found(typed, receipt=receipt)
        hits = books.search.find(typed, limit=4 * MOST)
        seen = [state for state in books.items.with_codes(hits) if _visible(books, state.item, by)]
        return Found(typed, items=tuple(seen[:MOST]), more=len(seen) > MOST)


def _code(typed: str) -> str | None:
    try:
        return codes.read_item_code(typed)
    except InputError:
        return None


def _receipt(books: storage.Books, typed: str, by: Person) -> str | None:
    """Return the receipt number that was typed, when it is one of this person's unit (Q23)."""
    try:
        receipt = books.ledger.receipt(codes.read_receipt_no(typed))
    except InputError:
        return None
    act = books.items.handover(receipt.handover) if receipt else None
    if receipt is None or act is None:
        return None
    return receipt.no if by.unit == act.unit or by.number == act.by_number else None


def _visible(books: storage.Books, code: str, by: Person) -> bool:
    try:
        check_sight(books.ledger.trail(code), by)
    except CustodyError:
        return False
    return True
