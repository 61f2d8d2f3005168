"""Events of the log read back: trails of items, and events by their id, place or type.

A trail that was read is kept for the rest of the unit of work: what is appended next rests on it,
and on no later reading (Q5).
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from custody.domain.checks import RawEvent
from custody.domain.events import Recorded
from custody.domain.trail import Trail
from custody.storage.tables import EventRow, OpeningRow
from custody.storage.written import read_back

# Plain columns and no mapped rows: a check or a report reads many thousands, and changes none.
_EVENT, _OPENING = EventRow.__table__.c, OpeningRow.__table__.c
EVENTS = select(
    *(_EVENT[n] for n in ("seq", "id", "type", "item", "item_seq", "rec", "body", "leaf"))
)
OPENINGS = select(
    *(_OPENING[n] for n in ("event_seq", "digest", "name", "salt", "value", "erased_at"))
)
# Events whose openings are asked for in one statement; no list is too long for a database.
_AT_ONCE = 5000


class RecordedEvents:
    """What is on record, as events, on one session. Nothing is written here."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._trails: dict[str, Trail] = {}

    def trail(self, item: str) -> Trail:
        """Return the trail of an item; what is appended next in this unit rests on it."""
        if item not in self._trails:
            query = EVENTS.where(EventRow.item == item).order_by(EventRow.item_seq)
            self._trails[item] = Trail(item, self._read(query))
        return self._trails[item]

    def trails(self, items: Sequence[str]) -> tuple[Trail, ...]:
        """Return the trails of these items, asked for together and not one by one."""
        missing = [item for item in dict.fromkeys(items) if item not in self._trails]
        query = EVENTS.where(EventRow.item.in_(missing)).order_by(EventRow.item_seq)
        found: dict[str, list[Recorded]] = {item: [] for item in missing}
        for record in self._read(query) if missing else ():
            found[record.event.item or ""].append(record)
        self._trails |= {item: Trail(item, tuple(records)) for item, records in found.items()}
        return tuple(self._trails[item] for item in items)

    def fresh_trail(self, item: str) -> Trail:
        """Return the trail of an item as it stands in the database, not kept for an append."""
        return self.fresh_trails([item])[0]

    def fresh_trails(self, items: Sequence[str]) -> tuple[Trail, ...]:
        """Return trails as they stand in the database, asked for together and not kept."""
        kept, self._trails = self._trails, {}
        try:
            return self.trails(items)
        finally:
            self._trails = {name: trail for name, trail in kept.items() if name not in items}

    def record(self, seq: int) -> Recorded:
        """Return the event at this place of the log."""
        (record,) = self._read(EVENTS.where(EventRow.seq == seq))
        return record

    def _read(self, query: Select[Any]) -> tuple[Recorded, ...]:
        """Return the rows of a query as events, with what their openings tell."""
        rows = self._session.execute(query).all()
        seqs = [row.seq for row in rows]
        opened: dict[int, dict[str, Any]] = {seq: {} for seq in seqs}
        erased: dict[int, set[str]] = {seq: set() for seq in seqs}
        for start in range(0, len(seqs), _AT_ONCE):
            some = seqs[start : start + _AT_ONCE]
            told = self._session.execute(OPENINGS.where(OpeningRow.event_seq.in_(some)))
            for seq, _, name, _, value, erased_at in told:
                if erased_at is not None:
                    erased[seq].add(name)
                else:
                    opened[seq][name] = json.loads(value or "null")
        return tuple(read_back(row, opened[row.seq], erased[row.seq]) for row in rows)

    def _from_rows(self, item: str, rows: Sequence[RawEvent]) -> Trail:
        """Return the trail of an item from its rows with their openings."""
        records = []
        for row in sorted(rows, key=lambda row: row.item_seq or 0):
            kept = [(name, value) for _, name, _, value, erased_at in row.openings if not erased_at]
            erased = {name for _, name, _, _, erased_at in row.openings if erased_at}
            opened = {name: json.loads(value or "null") for name, value in kept}
            records.append(read_back(row, opened, erased))
        return Trail(item, tuple(records))

    def with_ids(self, ids: Sequence[str]) -> dict[str, Recorded]:
        """Return the events with these ids, as far as they are on record."""
        records = self._read(EVENTS.where(EventRow.id.in_(ids)))
        return {record.event.id: record for record in records}

    def first_of(self, items: Sequence[str]) -> dict[str, Recorded]:
        """Return the first event of each of these items."""
        records = self._read(EVENTS.where(EventRow.item.in_(items), EventRow.item_seq == 0))
        return {record.event.item: record for record in records if record.event.item}

    def of_type(self, type: str) -> tuple[Recorded, ...]:
        """Return the events of one type in the order of the log; for checks, not for pages."""
        return self._read(EVENTS.where(EventRow.type == type).order_by(EventRow.seq))
