"""One store per process, and the unit of work that every service opens.

Rules kept here:
- `transaction()` and `reading()` open their own short session on an engine with a fixed begin
  mode; they do not nest (model 6);
- an act is all or nothing: the commit is the end of the ``with`` (Q2).
"""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from custody.domain.errors import TroubleError
from custody.domain.events import EventT
from custody.domain.packing import ANSWERS, along
from custody.domain.people import Person
from custody.domain.steps import sees
from custody.domain.trail import State, Trail
from custody.storage.audit import AuditBook
from custody.storage.blocks import BlockBook
from custody.storage.claims import ClaimBook
from custody.storage.complaints import ComplaintBook
from custody.storage.database import facts_of, reading_engine, writing_engine
from custody.storage.doubt import Doubt, ReadOnlyError, doubt_of
from custody.storage.files import FileStore
from custody.storage.frequencies import FrequencyBook
from custody.storage.handling import HandlingBook
from custody.storage.handovers import HandoverBook
from custody.storage.hearing import HearingBook
from custody.storage.items import ItemBook
from custody.storage.judging import JudgingBook
from custody.storage.keeping import KeepingBook
from custody.storage.ledger import LedgerBook
from custody.storage.locking import file_lock
from custody.storage.matching import MatchBook
from custody.storage.outbox import OutboxBook
from custody.storage.people import PeopleBook
from custody.storage.pictures import PictureBook
from custody.storage.places import PlaceBook
from custody.storage.reminders import ReminderBook
from custody.storage.search import SearchBook
from custody.storage.sending import SendingBook
from custody.storage.sent import SentBook
from custody.storage.signed import SignedBook
from custody.storage.signer import Signer
from custody.storage.tokens import TokenBook


class NotConnectedError(TroubleError):
    """No store was opened in this process."""


@dataclass(frozen=True)
class Store:
    """Where the memory is: two engines, the files, the signer, and the clock of the ledger."""

    url: str
    writing: Engine
    reading: Engine
    files: FileStore
    signer: Signer
    clock: Callable[[], datetime]
    origin: str
    lock_path: str | None
    doubt: Doubt


class Books:
    """The unit of work: all books of the house on one session."""

    def __init__(self, store: Store, session: Session) -> None:
        self.session = session
        self.files = store.files
        self.now = store.clock
        self.audit = AuditBook(session)
        self.outbox = OutboxBook(session)
        self.reminders = ReminderBook(session)
        self.people = PeopleBook(session)
        self.tokens = TokenBook(session)
        self.places = PlaceBook(session)
        self.handovers = HandoverBook(session)
        self.pictures = PictureBook(session)
        self.items = ItemBook(session, self.handovers.came_with)
        self.keeping = KeepingBook(session, self.items)
        self.complaints = ComplaintBook(session)
        self.handling = HandlingBook(session)
        self.claims = ClaimBook(session)
        self.matching = MatchBook(session)
        self.blocks = BlockBook(session)
        self.frequencies = FrequencyBook(session)
        self.search = SearchBook(session)
        self.sent = SentBook(session)
        self.signed = SignedBook(session)
        self.ledger = LedgerBook(session, store.origin, store.clock, self._project)
        known = (self.people, self.places, self.complaints, self.claims, self.ledger, self.outbox)
        self.judging = JudgingBook(session, *known)
        self.hearing = HearingBook(session)
        self.sending = SendingBook(session, self.handling, self.judging, self.claims)
        self.ledger.may_add = lambda: self._without_doubt(store)

    def _without_doubt(self, store: Store) -> None:
        """Refuse to add to a log in doubt; another process may have cleared it meanwhile (Q16)."""
        if store.doubt.found:
            store.doubt.found = doubt_of(self.ledger, self.signed, store.signer)
        if store.doubt.found:
            raise ReadOnlyError()

    def with_contents(self, event: EventT) -> list[EventT]:
        """Return an event, and the same event of all that is in the package or container (P20).

        An answer is given for what was offered along, and for nothing else. The log lock is taken
        first: nothing goes in or out between this look and the append.
        """
        self.ledger.lock()
        events = [event]
        for inner in self.items.inside(event.item or ""):
            offer = self.ledger.trail(inner).state.offer
            if not isinstance(event, ANSWERS):
                events.append(along(event, inner))
            elif offer is not None:
                events.append(along(event, inner, offer.leaf))
        return events

    def visible(self, states: Sequence[State], by: Person) -> tuple[State, ...]:
        """Return those of some items that this person may see (Q23)."""
        trails = self.ledger.trails([state.item for state in states]) if states else ()
        return tuple(s for s, trail in zip(states, trails, strict=True) if sees(trail, by))

    def engine_facts(self) -> tuple[tuple[str, str], ...]:
        """Return what the database is, and how it is set."""
        return facts_of(self.session.connection())

    def _project(self, trails: Sequence[Trail]) -> None:
        """Write what the events of items add up to, and by what they are found now."""
        self.items.project(trails)
        self.search.project(trails)


_store: Store | None = None
_local = threading.local()


def connect(
    url: str,
    folder: Path,
    origin: str,
    clock: Callable[[], datetime],
    keys: Path | None = None,
) -> Store:
    """Open the store of this process: database `url`, files and keys below `folder`."""
    global _store
    disconnect()
    folder.mkdir(parents=True, exist_ok=True)
    sqlite = url.startswith("sqlite")
    _store = Store(
        url=url,
        writing=writing_engine(url),
        reading=reading_engine(url),
        files=FileStore(folder / "files"),
        signer=Signer(keys or folder / "keys", origin),
        clock=clock,
        origin=origin,
        lock_path=str(folder / "write.lock") if sqlite else None,
        doubt=Doubt(),
    )
    return _store


def look_for_doubt() -> str:
    """Compare the log with what was signed; return what does not fit, and record nothing until it does."""
    here = store()
    with reading() as books:
        here.doubt.found = doubt_of(books.ledger, books.signed, here.signer)
    return here.doubt.found


def disconnect() -> None:
    """Close the connections of the present store, if there is one."""
    global _store
    if _store is not None:
        _store.writing.dispose()
        _store.reading.dispose()
        _store = None


def store() -> Store:
    """Return the store of this process."""
    if _store is None:
        raise NotConnectedError()
    return _store


@contextmanager
def transaction() -> Iterator[Books]:
    """One writing unit of work; commits at the end of the ``with``, or leaves nothing behind."""
    here = store()
    if getattr(_local, "writing", False):
        raise RuntimeError("transaction() does not nest")
    _local.writing = True
    try:
        if here.lock_path is None:
            yield from _unit(here, here.writing)
        else:
            with file_lock(here.lock_path):
                yield from _unit(here, here.writing)
    finally:
        _local.writing = False


@contextmanager
def reading() -> Iterator[Books]:
    """One reading unit of work on a single snapshot; nothing it changes is kept.

    Within `one_look` it is the unit of that look, and what was read once is not asked again.
    """
    shared: _Look | None = getattr(_local, "look", None)
    if shared is None:
        with _reading() as books:
            yield books
        return
    try:
        yield shared.books()
    except BaseException:
        # A question that failed may leave a transaction that answers no other.
        shared.end()
        raise


@contextmanager
def one_look() -> Iterator[None]:
    """Let all readings of this thread be one: a page shows one moment, and reads each trail once."""
    look = _local.look = _Look()
    try:
        yield
    finally:
        _local.look = None
        look.end()


class _Look:
    """The reading unit that several services share; opened by the first that asks."""

    def __init__(self) -> None:
        self._open = ExitStack()
        self._books: Books | None = None

    def books(self) -> Books:
        """Return the books of this look."""
        if self._books is None:
            self._books = self._open.enter_context(_reading())
        return self._books

    def end(self) -> None:
        """Close what was opened; the next question opens anew."""
        self._books = None
        self._open.close()


@contextmanager
def _reading() -> Iterator[Books]:
    here = store()
    with Session(here.reading, expire_on_commit=False) as session:
        try:
            yield Books(here, session)
        finally:
            session.rollback()


def _unit(here: Store, engine: Engine) -> Iterator[Books]:
    with Session(engine, expire_on_commit=False) as session, session.begin():
        yield Books(here, session)
