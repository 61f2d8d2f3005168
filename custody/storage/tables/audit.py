"""Rows of what is looked at, counted, tried, set and still to be sent."""

from datetime import datetime

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from custody.storage.database import Moment, db


class ReadLogRow(db.Model):  # type: ignore[name-defined,misc]
    """Who looked at what, when and why; written before the answer leaves (Q44)."""

    __tablename__ = "read_log"
    __table_args__ = (Index("ix_read_log_at", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    by_number: Mapped[str] = mapped_column(String(40))
    route: Mapped[str] = mapped_column(String(60))
    seen: Mapped[list] = mapped_column(JSON)  # type: ignore[type-arg]
    purpose: Mapped[str] = mapped_column(String(60))
    request_id: Mapped[str] = mapped_column(String(36))


class ReminderRow(db.Model):  # type: ignore[name-defined,misc]
    """A reminder that was asked for: each is sent once, whatever becomes of its message (P39)."""

    __tablename__ = "reminder"

    key: Mapped[str] = mapped_column(String(120), primary_key=True)
    made_at: Mapped[datetime] = mapped_column(Moment)


class SentFormRow(db.Model):  # type: ignore[name-defined,misc]
    """A form that was sent for an act without an event: by whom, a digest of it, what it got."""

    __tablename__ = "sent_form"

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    by_number: Mapped[str] = mapped_column(String(40))
    said: Mapped[str] = mapped_column(String(64))
    answer: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)


class OutboxRow(db.Model):  # type: ignore[name-defined,misc]
    """Work to be done after the commit: matching, mail, reminders. `key` keeps it single."""

    __tablename__ = "outbox"
    __table_args__ = (Index("ix_outbox_due", "done_at", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[str] = mapped_column(String(24))
    payload: Mapped[dict] = mapped_column(JSON)  # type: ignore[type-arg]
    made_at: Mapped[datetime] = mapped_column(Moment)
    due_at: Mapped[datetime] = mapped_column(Moment)
    tries: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    dead_at: Mapped[datetime | None] = mapped_column(Moment)
    error: Mapped[str | None] = mapped_column(Text)


class AttemptRow(db.Model):  # type: ignore[name-defined,misc]
    """One failed log-in or wrong PIN, shared by all workers (Q27, Q47)."""

    __tablename__ = "attempt"
    __table_args__ = (Index("ix_attempt", "kind", "subject", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    subject: Mapped[str] = mapped_column(String(120))
    at: Mapped[datetime] = mapped_column(Moment)


class CounterRow(db.Model):  # type: ignore[name-defined,misc]
    """The last number given out of a kind in a year; taken under the log lock."""

    __tablename__ = "receipt_counter"

    kind: Mapped[str] = mapped_column(String(16), primary_key=True)
    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int]


class SettingRow(db.Model):  # type: ignore[name-defined,misc]
    """A norm with the day from which it holds (C9)."""

    __tablename__ = "setting"

    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    valid_from: Mapped[datetime] = mapped_column(Moment, primary_key=True)
    value: Mapped[str] = mapped_column(Text)
