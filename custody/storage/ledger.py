"""The tamper-evident log in the database: append, and the log as a whole.

Rules kept here (`ledger.md` 1.5):
- events are only inserted; this file holds no update and no delete of them (P4, Q13);
- an `id` seen before gives back its first result, before any rule is asked (Q11);
- `item_seq` and `item_prev` come from the trail on which the decision was made; the unique
  constraint decides who was first, never a prior read (Q5);
- `rec` is read from the ledger's own clock while the log lock is held.
"""

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from custody.domain import ledger
from custody.domain.checks import RawEvent
from custody.domain.errors import ConflictError
from custody.domain.events import EVENT_TYPES, Event, Recorded
from custody.domain.merkle import Frontier, leaf_hash, read_frontier
from custody.domain.trail import Trail
from custody.domain.words import mark
from custody.storage.tables import EventRow, HeadRow, OpeningRow
from custody.storage.trails import EVENTS, OPENINGS, RecordedEvents
from custody.storage.written import as_written, opening_rows, says_the_same

# The constant of the log: writers on PostgreSQL queue on it as the last step before the append.
ADVISORY_LOCK = 0x637573746F6479


class MovedMeanwhileError(ConflictError):
    """Two acts met on one item, and the other was first."""

    sentence = mark("Somebody else recorded something for this item just now. Load the page again.")


class IdReusedError(ConflictError):
    """The same id with other content: a form sent twice with a change in between (Q11)."""

    sentence = mark(
        "This form was sent before with other content. Open the page again and fill it in anew."
    )


class LedgerBook(RecordedEvents):
    """The log on one session. `project` is called with the trails of the touched items."""

    def __init__(
        self,
        session: Session,
        origin: str,
        clock: Callable[[], datetime],
        project: Callable[[Sequence[Trail]], None],
    ) -> None:
        super().__init__(session)
        self.origin = origin
        self._clock = clock
        self._project = project
        self.may_add: Callable[[], None] = lambda: None

    def repeated(self, *drafts: Event) -> tuple[Recorded, ...]:
        """Return the first result of these drafts when their ids exist, or () when none does.

        What a draft leaves open (None) is not compared: the moment of a live act, the code that
        was drawn for it, the holder that was found. Other content is refused with IdReusedError.
        """
        ids = [draft.id for draft in drafts]
        found = self.with_ids(ids)
        if not found:
            return ()
        for draft in drafts:
            if draft.id not in found or not says_the_same(draft, found[draft.id].event):
                raise IdReusedError()
        return tuple(found[draft.id] for draft in drafts)

    def lock(self) -> None:
        """Take the log lock until the end of this unit; SQLite's BEGIN IMMEDIATE holds it already.

        An act on an item may read first: its `item_seq` decides who was first. An act that decides on
        anything else takes this lock before it reads, or two at once would both be first (Q5).
        """
        if self._session.get_bind().dialect.name == "postgresql":
            self._session.execute(
                text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": ADVISORY_LOCK}
            )

    def append(self, events: Sequence[Event], *, in_doubt: bool = False) -> tuple[Recorded, ...]:
        """Append events as one act and write the projections; the last step of a unit of work.

        A log that is not the one that was signed takes nothing but what is said `in_doubt` (Q16).
        """
        events = [as_written(event) for event in events]
        if earlier := self.repeated(*events):
            return earlier
        self.lock()
        if not in_doubt:
            self.may_add()
        head = self._session.get(HeadRow, 1, populate_existing=True)
        head = head or HeadRow(id=1, size=0, frontier=b"")
        frontier = read_frontier(head.size, head.frontier)
        rec = self._clock()
        leaves: dict[str, str] = {}
        records, rows, opened = [], [], []
        for event in events:
            record, row, openings = self._written(event, rec, leaves, frontier.size)
            frontier = frontier.append(row["leaf"])
            records.append(record)
            rows.append(row)
            opened += openings
        self._insert(rows, opened)
        head.size, head.frontier = frontier.size, frontier.to_bytes()
        self._session.merge(head)
        self._session.flush()
        touched = dict.fromkeys(event.item for event in events if event.item)
        self._project([self._trails[item] for item in touched])
        return tuple(records)

    def _insert(self, rows: list[dict[str, Any]], opened: list[dict[str, Any]]) -> None:
        """Insert events with their openings; two statements, however many they are."""
        if not rows:
            return
        try:
            self._session.execute(insert(EventRow), rows)
        except IntegrityError as error:
            raise MovedMeanwhileError() from error
        if opened:
            self._session.execute(insert(OpeningRow), opened)

    def _written(
        self, event: Event, rec: datetime, leaves: dict[str, str], seq: int
    ) -> tuple[Recorded, dict[str, Any], list[dict[str, Any]]]:
        """Return one event as it is recorded at `seq`, with its row and the rows of its openings."""
        openings = opening_rows(
            seq,
            [
                ledger.opening(name, value, secrets.token_bytes(16))
                for name, value in event.disclosed().items()
            ],
        )
        refs = tuple(leaves.get(ref, ref) for ref in event.ref)
        if refs != event.ref:
            event = replace(event, ref=refs)
        item_seq, item_prev = self._link(event.item)
        digests = sorted(opened["digest"] for opened in openings)
        content = self._body(event, rec, item_seq, item_prev, digests)
        leaf = leaf_hash(content)
        row = {
            "seq": seq,
            "id": event.id,
            "type": event.type,
            "item": event.item,
            "item_seq": item_seq,
            "rec": rec,
            "body": content,
            "leaf": leaf,
        }
        leaves[event.id] = ledger.b64u(leaf)
        stated = ledger.read_time(ledger.time_text(rec))
        record = Recorded(seq, item_seq, leaves[event.id], stated, event)
        if event.item:
            trail = self._trails[event.item]
            self._trails[event.item] = Trail(event.item, (*trail.records, record))
        return record, row, openings

    def _body(
        self,
        event: Event,
        rec: datetime,
        item_seq: int | None,
        item_prev: str | None,
        digests: list[str],
    ) -> bytes:
        """Return the bytes that are hashed: nothing personal but digests (`ledger.md` 1.1)."""
        if event.type not in EVENT_TYPES:
            raise ValueError(f"unknown event type {event.type}")
        body = {
            "v": 1,
            "log": self.origin,
            "id": event.id,
            "type": event.type,
            "item": event.item,
            "item_seq": item_seq,
            "item_prev": item_prev,
            "at": ledger.time_text(event.at) if event.at else None,
            "rec": ledger.time_text(rec),
            "unit": event.unit,
            "place": event.place,
            "src": event.src,
            "ref": list(event.ref),
            "d": digests,
        }
        return ledger.body_bytes(body)

    def _link(self, item: str | None) -> tuple[int | None, str | None]:
        """Return the place in its item's chain that the decision rests on."""
        if item is None:
            return None, None
        self._trails.setdefault(item, Trail(item))
        return self._trails[item].next_link

    def size(self) -> int:
        """Return how many events the log holds."""
        head = self._session.get(HeadRow, 1)
        return head.size if head else 0

    def frontier(self) -> Frontier:
        """Return the frontier that the head row keeps."""
        head = self._session.get(HeadRow, 1)
        return read_frontier(head.size, head.frontier) if head else Frontier()

    def leaves(self, start: int, end: int | None = None) -> Iterator[bytes]:
        """Return the leaf hashes from `start` on, in order."""
        query = select(EventRow.leaf).where(EventRow.seq >= start).order_by(EventRow.seq)
        if end is not None:
            query = query.where(EventRow.seq < end)
        yield from self._session.scalars(query.execution_options(yield_per=2000))

    def with_rows(self, items: Sequence[str]) -> dict[str, tuple[Trail, list[RawEvent]]]:
        """Return the trail of each item with the rows it was read from, read once for both."""
        rows: dict[str, list[RawEvent]] = {item: [] for item in items}
        for row in self.raw_events(*rows) if rows else ():
            rows[row.item or ""].append(row)
        found = {item: (self._from_rows(item, mine), mine) for item, mine in rows.items()}
        self._trails |= {item: trail for item, (trail, _) in found.items()}
        return found

    def raw_events(self, *items: str) -> Iterator[RawEvent]:
        """Return every row of the log, or of some items, with its openings, without trusting any of it."""
        query = EVENTS.order_by(EventRow.seq)
        opened = OPENINGS.order_by(OpeningRow.event_seq, OpeningRow.id)
        if items:
            query = query.where(EventRow.item.in_(items))
            own = select(EventRow.seq).where(EventRow.item.in_(items))
            opened = opened.where(OpeningRow.event_seq.in_(own))
        openings = iter(self._session.execute(opened.execution_options(yield_per=2000)))
        waiting = next(openings, None)
        for row in self._session.execute(query.execution_options(yield_per=1000)):
            mine = []
            while waiting is not None and waiting[0] <= row[0]:
                if waiting[0] == row[0]:
                    mine.append(tuple(waiting[1:]))
                waiting = next(openings, None)
            yield RawEvent(*row, openings=tuple(mine))
