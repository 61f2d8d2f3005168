"""One box that finds items: a code goes straight there, words give a list, newest first (Q72).

Rules kept here:
- who asks sees what they may see and no trace of anything else (Q23, Q24);
- a code or receipt number with a typing error is a question back, never an answer;
- a list says "more", never how many there are (Q72).
"""

from dataclasses import dataclass, field
from datetime import datetime

from custody import storage
from custody.domain import codes
from custody.domain.errors import CustodyError, InputError
from custody.domain.people import Person
from custody.domain.places import Place
from custody.domain.search import AMSTERDAM, Narrow, Wanted, wanted
from custody.domain.steps import check_sight
from custody.domain.trail import State
from custody.domain.words import mark
from custody.storage import SavedSearch
from custody.storage.store import Books

MOST = 50
MOST_EXPORTED = 5_000
MOST_SAVED = 20


class NothingAskedError(InputError):
    """A search is kept when something is asked."""

    sentence = mark("Search for something first. Then you can keep that search.")


@dataclass(frozen=True)
class Found:
    """What a search gave: one code or receipt to go to, or items; `older` is where the next page
    begins, `meant` the codes that differ in one symbol from what was typed."""

    typed: str
    code: str | None = None
    receipt: str | None = None
    items: tuple[State, ...] = ()
    older: int | None = None
    meant: tuple[State, ...] = ()
    wanted: Wanted = field(default_factory=lambda: Wanted((), ()))


def find(
    typed: str, by: Person, at: datetime, narrow: Narrow | None = None, before: int | None = None
) -> Found:
    """Return what fits, among what this person may see; an empty box gives the newest items."""
    narrow = narrow or Narrow()
    asked = wanted(typed, narrow, by, at.astimezone(AMSTERDAM).date())
    with storage.reading() as books:
        if narrow == Narrow() and before is None:
            straight = _straight(books, typed, asked, by)
            if straight is not None:
                return straight
        hits = books.search.find(asked, MOST + 1, before)
        items = books.items.with_codes(tuple(code for _, code in hits[:MOST]))
        older = hits[MOST - 1][0] if len(hits) > MOST else None
        meant = () if items else _meant(books, typed, by)
        return Found(typed, items=items, older=older, meant=meant, wanted=asked)


def _straight(books: Books, typed: str, asked: Wanted, by: Person) -> Found | None:
    """Return the one item or receipt that was named by its number, if this person may see it."""
    code = _code(typed)
    if code is not None and _visible(books, code, by):
        return Found(typed, code=code, wanted=asked)
    try:
        no = codes.read_receipt_no(typed)
    except InputError:
        return None
    row = books.signed.receipt(no)
    act = books.handovers.find(row.handover) if row else None
    if row is None or act is None:
        return None
    if by.may("print_receipt") and (by.unit == act.unit or by.number == act.by_number):
        return Found(typed, receipt=no, wanted=asked)
    seen = tuple(s for s in books.items.of_handover(act.id) if _visible(books, s.item, by))
    return Found(typed, items=seen, wanted=asked) if seen else None


def _code(typed: str) -> str | None:
    try:
        return codes.read_item_code(typed)
    except InputError:
        return None


def _meant(books: Books, typed: str, by: Person) -> tuple[State, ...]:
    """Return the items whose code differs in one symbol: questions to a person, never answers."""
    states = books.items.with_codes(codes.repairs(typed))
    return tuple(state for state in states if _visible(books, state.item, by))


def _visible(books: Books, code: str, by: Person) -> bool:
    try:
        check_sight(books.ledger.trail(code), by)
    except CustodyError:
        return False
    return True


def export(typed: str, by: Person, at: datetime, narrow: Narrow) -> tuple[State, ...]:
    """Return what fits, newest first, at most `MOST_EXPORTED`."""
    asked = wanted(typed, narrow, by, at.astimezone(AMSTERDAM).date())
    with storage.reading() as books:
        found: list[State] = []
        before = None
        while len(found) < MOST_EXPORTED:
            hits = books.search.find(asked, 500, before)
            if not hits:
                break
            found += books.items.with_codes(tuple(code for _, code in hits))
            before = hits[-1][0]
        return tuple(found[:MOST_EXPORTED])


def places(by: Person) -> tuple[Place, ...]:
    """Return the places that a search can be narrowed to: of the own unit, or all."""
    with storage.reading() as books:
        return books.places.all(None if by.sees_complaints else by.unit or "")


def saved(by: Person) -> tuple[SavedSearch, ...]:
    """Return the searches this person keeps, by name."""
    with storage.reading() as books:
        return books.search.saved(by.number)


@storage.retried
def save(name: str, question: dict[str, str], by: Person, at: datetime) -> None:
    """Keep a search under a name; the same name again takes its place.

    Without a name it is called after what is asked; NothingAskedError where nothing is.
    """
    if not question:
        raise NothingAskedError()
    name = " ".join(name.split())[:60] or " ".join(question.values())[:60]
    with storage.transaction() as books:
        books.search.save(SavedSearch(name, question), by.number, at, MOST_SAVED)


def forget(name: str, by: Person) -> None:
    """Keep a search no longer."""
    with storage.transaction() as books:
        books.search.forget(name, by.number)
