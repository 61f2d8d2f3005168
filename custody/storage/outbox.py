"""Work for after the commit: rows of the same transaction as the act that asked for it (Q3).

The worker takes a row by moving its due time ahead, so that a killed worker's row comes back by
itself; it is done when `done_at` is set, and dead, visible to an admin, after `MOST_TRIES`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from custody.storage.tables import OutboxRow

LEASE = timedelta(minutes=2)
MOST_TRIES = 8


@dataclass(frozen=True)
class Work:
    """One piece of work: `kind` says who does it, `payload` with what, `key` keeps it single."""

    id: int
    kind: str
    key: str
    payload: dict[str, Any]
    tries: int


class OutboxBook:
    """The outbox on one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, kind: str, key: str, payload: dict[str, Any], at: datetime) -> None:
        """Ask for work once; the same key again wakes a finished row up, or changes nothing."""
        row = self._session.scalar(select(OutboxRow).where(OutboxRow.key == key))
        if row is None:
            row = OutboxRow(key=key, kind=kind, payload=payload, made_at=at, due_at=at, tries=0)
            self._session.add(row)
        else:
            row.payload, row.due_at, row.done_at, row.dead_at, row.tries = (
                payload,
                at,
                None,
                None,
                0,
            )

    def take(self, now: datetime) -> Work | None:
        """Take the oldest piece of work that is due, or None; it is ours for two minutes."""
        row = self._session.scalar(
            select(OutboxRow)
            .where(OutboxRow.done_at.is_(None), OutboxRow.dead_at.is_(None))
            .where(OutboxRow.due_at <= now)
            .order_by(OutboxRow.due_at, OutboxRow.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if row is None:
            return None
        row.due_at = now + LEASE
        row.tries += 1
        return Work(row.id, row.kind, row.key, dict(row.payload), row.tries)

    def done(self, work: Work, at: datetime) -> None:
        """Mark a piece of work as done."""
        self._session.execute(
            update(OutboxRow).where(OutboxRow.id == work.id).values(done_at=at, error=None)
        )

    def failed(self, work: Work, error: str, at: datetime) -> None:
        """Put it back with a growing pause, or among the dead letters after the last try."""
        values: dict[str, Any] = {"error": error, "due_at": at + timedelta(seconds=2**work.tries)}
        if work.tries >= MOST_TRIES:
            values["dead_at"] = at
        self._session.execute(update(OutboxRow).where(OutboxRow.id == work.id).values(**values))

    def waiting(self) -> int:
        """Count the rows that still wait, dead ones left out."""
        rows = self._session.scalars(
            select(OutboxRow.id).where(OutboxRow.done_at.is_(None), OutboxRow.dead_at.is_(None))
        )
        return len(rows.all())
