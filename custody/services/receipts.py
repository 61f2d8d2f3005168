"""Receipts that were given: looking at one, printing it again, noting whether it was taken.

Rules kept here:
- a receipt of another unit is not found, and neither is one that does not exist (Q23);
- a reprint has the same number and token and says which copy it is, outside the signed part (P125);
- a receipt names the corrections later made to its items (P126).
"""

from dataclasses import dataclass, replace
from datetime import datetime

from custody import storage
from custody.domain import events as e
from custody.domain import receipts
from custody.domain.corrections import Amendment, amendments
from custody.domain.errors import NotFoundError
from custody.domain.items import Party
from custody.domain.people import Person
from custody.domain.trail import State
from custody.domain.words import mark
from custody.storage.store import Books


@dataclass(frozen=True)
class Receipt:
    """A receipt with all that stands on it. `url` is None while it is not signed yet."""

    no: str
    url: str | None
    issued_at: datetime
    prints: int
    given: str | None
    act: storage.Act
    items: tuple[State, ...]
    parties: tuple[Party, ...]
    signature: e.Json
    expected_back: str | None
    unit_name: str
    place_name: str
    amendments: tuple[Amendment, ...]


class ReceiptNotFoundError(NotFoundError):
    """No such receipt, or not of this person's unit."""

    sentence = mark("We could not find receipt %(no)s.")


def show_receipt(no: str, base_url: str, by: Person) -> Receipt:
    """Return a receipt of this person's unit, with the items as they are described now."""
    with storage.reading() as books:
        return _receipt(books, no, base_url, by)


def _receipt(books: Books, no: str, base_url: str, by: Person) -> Receipt:
    row = books.signed.receipt(no)
    act = books.handovers.find(row.handover) if row else None
    if row is None or act is None or (by.unit != act.unit and by.number != act.by_number):
        raise ReceiptNotFoundError(no=no)
    issued = books.ledger.record(row.event_seq).event
    assert isinstance(issued, e.ReceiptIssued)
    listed = tuple(line[0] for line in issued.items or ())
    first = books.ledger.trail(listed[0]).records[0].event if listed else None
    unit = books.places.unit(act.unit)
    place = books.places.find(act.place)
    return Receipt(
        no=no,
        url=receipts.receipt_url(base_url, no, row.token) if row.token else None,
        issued_at=row.issued_at,
        prints=row.prints,
        given=row.given,
        act=act,
        items=books.items.with_codes(listed),
        parties=books.handovers.parties(act.id),
        signature=getattr(first, "signature", None),
        expected_back=getattr(first, "expected_back", None),
        unit_name=unit.name if unit else act.unit or "",
        place_name=place.name if place else act.taken_at,
        amendments=tuple(a for code in listed for a in amendments(books.ledger.trail(code))),
    )


@storage.retried
def print_receipt(no: str, base_url: str, form_id: str, by: Person, at: datetime) -> Receipt:
    """Count one print of a receipt and return it; the second print and on is a copy (P125).

    The same form once more is the same print, not another copy.
    """
    storage.sign_receipts((no,))
    with storage.transaction() as books:
        receipt = _receipt(books, no, base_url, by)
        earlier = books.sent.answer_to(form_id, by.number, "print", no)
        if earlier is not None:
            return replace(receipt, prints=int(earlier))
        prints = receipt.prints + 1
        books.sent.keep(form_id, by.number, at, "print", no, answer=str(prints))
        books.signed.printed(no)
        return replace(receipt, prints=prints)


def give_receipt(no: str, given: str, by: Person) -> None:
    """Note whether the citizen took the receipt, or why not (P9)."""
    with storage.transaction() as books:
        _receipt(books, no, "", by)
        books.signed.given(no, given)
