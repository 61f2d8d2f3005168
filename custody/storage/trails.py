"""Events of the log read back: trails of items, and events by their id, place or type.

A trail that was read is kept for the rest of the unit of work: what is appended next rests on it,
and on no later reading (Q5).
"""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from custody.domain.events import Recorded
from custody.domain.trail import Trail
from custody.storage.tables import EventRow, OpeningRow
from custody.storage.written import read_back

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
            rows = self._session.scalars(
                select(EventRow).where(EventRow.item == item).order_by(EventRow.item_seq)
            ).all()
            self._trails[item] = Trail(item, self._recorded(rows))
        return self._trails[item]

    def trails(self, items: Sequence[str]) -> tuple[Trail, ...]:
        """Return the trails of these items, asked for together and not one by one."""
        missing = [item for item in dict.fromkeys(items) if item not in self._trails]
        query = select(EventRow).where(EventRow.item.in_(missing)).order_by(EventRow.item_seq)
        found: dict[str, list[Recorded]] = {item: [] for item in missing}
        for record in self._recorded(self._session.scalars(query).all()) if missing else ():
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
        return self._recorded([self._session.get_one(EventRow, seq)])[0]

    def _recorded(self, rows: Sequence[EventRow]) -> tuple[Recorded, ...]:
        """Return rows as events, with what their openings tell."""
        seqs = [row.seq for row in rows]
        opened: dict[int, dict[str, Any]] = {seq: {} for seq in seqs}
        erased: dict[int, set[str]] = {seq: set() for seq in seqs}
        for start in range(0, len(seqs), _AT_ONCE):
            some = seqs[start : start + _AT_ONCE]
            query = select(OpeningRow).where(OpeningRow.event_seq.in_(some))
            for row in self._session.scalars(query):
                if row.erased_at is not None:
                    erased[row.event_seq].add(row.name)
                else:
                    opened[row.event_seq][row.name] = json.loads(row.value or "null")
        return tuple(read_back(row, opened[row.seq], erased[row.seq]) for row in rows)

    def with_ids(self, ids: Sequence[str]) -> dict[str, Recorded]:
        """Return the events with these ids, as far as they are on record."""
        rows = self._session.scalars(select(EventRow).where(EventRow.id.in_(ids))).all()
        return {record.event.id: record for record in self._recorded(rows)}

    def first_of(self, items: Sequence[str]) -> dict[str, Recorded]:
        """Return the first event of each of these items."""
        query = select(EventRow).where(EventRow.item.in_(items), EventRow.item_seq == 0)
        records = self._recorded(self._session.scalars(query).all())
        return {record.event.item: record for record in records if record.event.item}

    def of_type(self, type: str) -> tuple[Recorded, ...]:
        """Return the events of one type in the order of the log; for checks, not for pages."""
        query = select(EventRow).where(EventRow.type == type).order_by(EventRow.seq)
        return self._recorded(self._session.scalars(query).all())
