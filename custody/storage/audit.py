"""The read log, the settings with a valid-from day, the counters, and failed attempts.

The read log is append-only like the ledger (Q45). Numbers are given out under the log lock, so
that a rolled back act leaves no hole that somebody would have to explain.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select, text
from sqlalchemy.orm import Session

from custody.storage.tables import AttemptRow, CounterRow, ReadLogRow, SettingRow

# What stands before the numbers of each kind; a receipt has a number of its own making (`codes.py`).
_LETTERS = {"complaint": "K", "claim": "A", "hold": "H", "letter": "B"}


@dataclass(frozen=True)
class Look:
    """One record of the read log."""

    at: datetime
    by: str
    route: str
    seen: tuple[str, ...]
    purpose: str
    request_id: str


class AuditBook:
    """Read log, settings, counters and attempts on one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def looked(self, look: Look) -> None:
        """Record who looks at what, before the answer leaves (Q44)."""
        self._session.add(
            ReadLogRow(
                at=look.at,
                by_number=look.by,
                route=look.route,
                seen=list(look.seen),
                purpose=look.purpose,
                request_id=look.request_id,
            )
        )

    def looks_between(self, start: datetime, end: datetime) -> Iterator[dict[str, Any]]:
        """Return every record of the read log from `start` until before `end`, as plain values."""
        query = select(ReadLogRow).where(ReadLogRow.at >= start, ReadLogRow.at < end)
        for row in self._session.scalars(query.order_by(ReadLogRow.id)):
            yield {
                "at": row.at.isoformat(),
                "by": row.by_number,
                "id": row.id,
                "purpose": row.purpose,
                "request": row.request_id,
                "route": row.route,
                "seen": list(row.seen),
            }

    def looks(self, limit: int = 200) -> tuple[Look, ...]:
        """Return the newest records of the read log."""
        rows = self._session.scalars(select(ReadLogRow).order_by(ReadLogRow.id.desc()).limit(limit))
        return tuple(
            Look(r.at, r.by_number, r.route, tuple(r.seen), r.purpose, r.request_id) for r in rows
        )

    def next_number(self, kind: str, year: int) -> int:
        """Give out the next number of this kind in this year; the caller holds the log lock."""
        row = self._session.get(CounterRow, (kind, year))
        if row is None:
            row = CounterRow(kind=kind, year=year, last=0)
            self._session.add(row)
        row.last += 1
        self._session.flush()
        return row.last

    def number(self, kind: str, at: datetime) -> str:
        """Give out the next number of a complaint, claim, hold or letter, such as K-2026-0001."""
        return f"{_LETTERS[kind]}-{at.year}-{self.next_number(kind, at.year):04d}"

    def setting(self, name: str, at: datetime) -> str | None:
        """Return the value of a norm that holds at `at`, or None when it was never set (C9)."""
        return self._session.scalar(
            select(SettingRow.value)
            .where(SettingRow.name == name, SettingRow.valid_from <= at)
            .order_by(SettingRow.valid_from.desc())
            .limit(1)
        )

    def set_norm(self, name: str, value: str, valid_from: datetime) -> None:
        """Set a norm from a moment on; what held before stays on record."""
        self._session.merge(SettingRow(name=name, valid_from=valid_from, value=value))

    def attempted(self, kind: str, subject: str, at: datetime) -> None:
        """Record one failed attempt of this kind for this subject."""
        self._session.add(AttemptRow(kind=kind, subject=subject, at=at))

    def newest_attempts(self, kind: str, subject: str, most: int) -> tuple[datetime, ...]:
        """Return when the newest failed attempts were, newest first."""
        rows = self._session.scalars(
            select(AttemptRow.at)
            .where(AttemptRow.kind == kind, AttemptRow.subject == subject)
            .order_by(AttemptRow.at.desc())
            .limit(most)
        )
        return tuple(rows)

    def count_alone(self, kind: str) -> None:
        """Let nobody else count attempts of this kind until the end of this unit.

        SQLite's BEGIN IMMEDIATE does so already; on PostgreSQL two guesses at the same moment would
        otherwise both see the count from before them.
        """
        if self._session.get_bind().dialect.name == "postgresql":
            self._session.execute(
                text("SELECT pg_advisory_xact_lock(hashtext(:kind))"), {"kind": f"attempt {kind}"}
            )

    def forgive(self, kind: str, subject: str, at: datetime | None = None) -> None:
        """Forget the failed attempts of a subject that has shown who it is, or only the one at `at`."""
        row = delete(AttemptRow).where(AttemptRow.kind == kind, AttemptRow.subject == subject)
        self._session.execute(row if at is None else row.where(AttemptRow.at == at))

    def has_attempts(self, before: datetime) -> bool:
        """Say whether an attempt older than this is still kept."""
        query = select(AttemptRow.id).where(AttemptRow.at < before).limit(1)
        return self._session.scalar(query) is not None

    def forget_attempts(self, before: datetime) -> int:
        """Take away the attempts older than this; return how many there were."""
        old = delete(AttemptRow).where(AttemptRow.at < before).returning(AttemptRow.id)
        return len(self._session.scalars(old).all())
