"""Work for after the commit: rows of the same transaction as the act that asked for it (Q3).

The worker takes a row by moving its due time ahead, so that a killed worker's row comes back by
itself; it is done when `done_at` is set, and dead, visible to an admin, after `MOST_TRIES`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from custody.storage.tables import OutboxRow

LEASE = timedelta(minutes=2)
MOST_TRIES = 8
LONGEST_LIST = 200


@dataclass(frozen=True)
class Work:
    """One piece of work: `kind` says who does it, `payload` with what, `key` keeps it single."""

    id: int
    kind: str
    key: str
    payload: dict[str, Any]
    tries: int


@dataclass(frozen=True)
class DeadLetter:
    """Work that was given up, with when and why."""

    work: Work
    made_at: datetime
    dead_at: datetime
    error: str


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

    def add_all(self, kind: str, payloads: Mapping[str, dict[str, Any]], at: datetime) -> None:
        """Ask for many pieces of one kind of work, by key; a key that is there changes nothing."""
        query = select(OutboxRow.key).where(OutboxRow.key.in_(payloads))
        known = set(self._session.scalars(query))
        self._session.add_all(
            OutboxRow(key=key, kind=kind, payload=payload, made_at=at, due_at=at, tries=0)
            for key, payload in payloads.items()
            if key not in known
        )
        self._session.flush()

    def lag(self, now: datetime) -> tuple[int, datetime | None, int]:
        """Return how much work is due, since when the oldest of it, and how much was given up."""
        due = (OutboxRow.done_at.is_(None), OutboxRow.dead_at.is_(None), OutboxRow.due_at <= now)
        waiting, oldest = self._session.execute(
            select(func.count(OutboxRow.id), func.min(OutboxRow.due_at)).where(*due)
        ).one()
        dead = select(func.count(OutboxRow.id)).where(OutboxRow.dead_at.is_not(None))
        return waiting, oldest, self._session.scalar(dead) or 0

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
        return _work(row)

    def done(self, work: Work, at: datetime, note: str | None = None) -> None:
        """Mark a piece of work as done; a note says what was not done of it, and why."""
        self._session.execute(
            update(OutboxRow).where(OutboxRow.id == work.id).values(done_at=at, error=note)
        )

    def failed(self, work: Work, error: str, at: datetime, *, hopeless: bool = False) -> None:
        """Put it back with a growing pause; a dead letter after the last try, or when hopeless."""
        values: dict[str, Any] = {"error": error, "due_at": at + pause_after(work.tries)}
        if hopeless or work.tries >= MOST_TRIES:
            values["dead_at"] = at
        self._session.execute(update(OutboxRow).where(OutboxRow.id == work.id).values(**values))

    def dead(self) -> tuple[DeadLetter, ...]:
        """Return the dead letters, the newest first."""
        rows = self._session.scalars(
            select(OutboxRow)
            .where(OutboxRow.dead_at.is_not(None))
            .order_by(OutboxRow.dead_at.desc(), OutboxRow.id.desc())
            .limit(LONGEST_LIST)
        )
        return tuple(
            DeadLetter(_work(row), row.made_at, row.dead_at or row.due_at, row.error or "")
            for row in rows
        )

    def again(self, id: int, at: datetime) -> bool:
        """Wake a dead letter up, its tries counted anew; False when there is no such letter."""
        woken = self._session.execute(
            update(OutboxRow)
            .where(OutboxRow.id == id, OutboxRow.dead_at.is_not(None))
            .values(dead_at=None, due_at=at, tries=0)
            .returning(OutboxRow.id)
        )
        return woken.first() is not None

    def unsent(self, note: str) -> int:
        """Count the pieces of work that ended with this note."""
        counted = select(func.count(OutboxRow.id)).where(OutboxRow.error == note)
        return self._session.scalar(counted.where(OutboxRow.done_at.is_not(None))) or 0

    def waiting(self) -> int:
        """Count the rows that still wait, dead ones left out."""
        rows = self._session.scalars(
            select(OutboxRow.id).where(OutboxRow.done_at.is_(None), OutboxRow.dead_at.is_(None))
        )
        return len(rows.all())


def pause_after(tries: int) -> timedelta:
    """Return how long to wait after so many tries: 2 seconds, then four times the last pause.

    The eighth try comes almost three hours after the first: a mail server may be away for a while.
    """
    return timedelta(seconds=2 * 4 ** (tries - 1))


def _work(row: OutboxRow) -> Work:
    return Work(row.id, row.kind, row.key, dict(row.payload), row.tries)
