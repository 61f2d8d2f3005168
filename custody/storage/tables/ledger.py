"""Rows of the tamper-evident log (`ledger.md` 1.4). Triggers refuse change on `ledger_event`."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from custody.storage.database import Moment, db


class EventRow(db.Model):  # type: ignore[name-defined,misc]
    """One event, its bytes as they were hashed. `seq` is set by the code, without gaps."""

    __tablename__ = "ledger_event"
    __table_args__ = (UniqueConstraint("item", "item_seq", name="uq_ledger_event_item_seq"),)

    seq: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    id: Mapped[str] = mapped_column(String(36), unique=True)
    type: Mapped[str] = mapped_column(String(40))
    item: Mapped[str | None] = mapped_column(String(10))
    item_seq: Mapped[int | None]
    rec: Mapped[datetime] = mapped_column(Moment)
    body: Mapped[bytes] = mapped_column(LargeBinary)
    leaf: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)


class HeadRow(db.Model):  # type: ignore[name-defined,misc]
    """The one row that says how far the log goes and what its subtrees are."""

    __tablename__ = "ledger_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    size: Mapped[int]
    frontier: Mapped[bytes] = mapped_column(LargeBinary)


class OpeningRow(db.Model):  # type: ignore[name-defined,misc]
    """Salt and value of one digest: the erasable part of an event."""

    __tablename__ = "ledger_opening"
    __table_args__ = (UniqueConstraint("event_seq", "digest"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_seq: Mapped[int] = mapped_column(ForeignKey("ledger_event.seq"))
    digest: Mapped[str] = mapped_column(String(43))
    name: Mapped[str] = mapped_column(String(40))
    salt: Mapped[str | None] = mapped_column(String(22))
    value: Mapped[str | None] = mapped_column(Text)
    erased_at: Mapped[datetime | None] = mapped_column(Moment)


class CheckpointRow(db.Model):  # type: ignore[name-defined,misc]
    """A signed checkpoint of the log."""

    __tablename__ = "ledger_checkpoint"

    size: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    root: Mapped[bytes] = mapped_column(LargeBinary(32))
    note: Mapped[str] = mapped_column(Text)
    signed_at: Mapped[datetime] = mapped_column(Moment)


class ReceiptRow(db.Model):  # type: ignore[name-defined,misc]
    """A receipt given out. `token` is null while it is not signed yet, or once it is erased."""

    __tablename__ = "receipt"
    __table_args__ = (Index("ix_receipt_handover", "handover"),)

    no: Mapped[str] = mapped_column(String(24), primary_key=True)
    event_seq: Mapped[int] = mapped_column(ForeignKey("ledger_event.seq"), unique=True)
    handover: Mapped[str] = mapped_column(String(36))
    token: Mapped[bytes | None] = mapped_column(LargeBinary)
    issued_at: Mapped[datetime] = mapped_column(Moment)
    prints: Mapped[int] = mapped_column(default=0)
    given: Mapped[str | None] = mapped_column(String(40))
    erased_at: Mapped[datetime | None] = mapped_column(Moment)
