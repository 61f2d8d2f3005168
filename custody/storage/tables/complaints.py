"""Rows of complaints: the erasable part; the log knows them by digests alone."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from custody.storage.database import Moment, db


class ComplaintRow(db.Model):  # type: ignore[name-defined,misc]
    """A complaint. `text` is word for word as it came in and never edited (C7)."""

    __tablename__ = "complaint"
    __table_args__ = (Index("ix_complaint_unit", "unit", "state"),)

    number: Mapped[str] = mapped_column(String(24), primary_key=True)
    form_id: Mapped[str] = mapped_column(String(36), unique=True)
    state: Mapped[str] = mapped_column(String(20))
    channel: Mapped[str] = mapped_column(String(24))
    written: Mapped[bool]
    language: Mapped[str] = mapped_column(String(8))
    text: Mapped[str] = mapped_column(Text)
    received_on: Mapped[date]
    registered_at: Mapped[datetime] = mapped_column(Moment)
    registered_by: Mapped[str] = mapped_column(String(40))
    unit: Mapped[str | None] = mapped_column(String(24))
    handler: Mapped[str | None] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(160))
    born: Mapped[str] = mapped_column(String(10))
    phone: Mapped[str] = mapped_column(String(32))
    email: Mapped[str] = mapped_column(String(254))
    address: Mapped[str] = mapped_column(String(254))
    represented: Mapped[str] = mapped_column(String(160))
    relation: Mapped[str] = mapped_column(String(60))
    matched_at: Mapped[datetime | None] = mapped_column(Moment)


class ComplaintElementRow(db.Model):  # type: ignore[name-defined,misc]
    """One thing complained of, as a short neutral sentence (C16, C17)."""

    __tablename__ = "complaint_element"

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint: Mapped[str] = mapped_column(ForeignKey("complaint.number"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    suggested: Mapped[bool]


class ComplaintLinkRow(db.Model):  # type: ignore[name-defined,misc]
    """A complaint and an item that belong together, by whom and how."""

    __tablename__ = "complaint_link"
    __table_args__ = (Index("ix_complaint_link_item", "item"),)

    complaint: Mapped[str] = mapped_column(ForeignKey("complaint.number"), primary_key=True)
    item: Mapped[str] = mapped_column(String(10), primary_key=True)
    how: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text)
    hold: Mapped[str] = mapped_column(String(24))
    linked_by: Mapped[str] = mapped_column(String(40))
    linked_at: Mapped[datetime] = mapped_column(Moment)
    undone_by: Mapped[str | None] = mapped_column(String(40))
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    undone_reason: Mapped[str | None] = mapped_column(Text)
