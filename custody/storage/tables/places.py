"""Rows of units, posts, places and raw scans. A scan is kept whatever it read (P73, P74)."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from custody.storage.database import Moment, db


class UnitRow(db.Model):  # type: ignore[name-defined,misc]
    """A team, with its name as on a receipt and the number of its chief (P39)."""

    __tablename__ = "unit"

    code: Mapped[str] = mapped_column(String(24), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    chief: Mapped[str | None] = mapped_column(String(40))
    desk: Mapped[str | None] = mapped_column(String(24))


class PlaceRow(db.Model):  # type: ignore[name-defined,misc]
    """A place with the code on its label. A closed place stays in history (P36)."""

    __tablename__ = "place"
    __table_args__ = (Index("ix_place_unit", "unit"),)

    code: Mapped[str] = mapped_column(String(24), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    parent: Mapped[str | None] = mapped_column(ForeignKey("place.code"))
    post: Mapped[str | None] = mapped_column(String(24))
    user: Mapped[str | None] = mapped_column(String(40))
    closed_at: Mapped[datetime | None] = mapped_column(Moment)


class PostRow(db.Model):  # type: ignore[name-defined,misc]
    """A desk or store that can hold things, with its custodian of the moment (P3)."""

    __tablename__ = "post"

    code: Mapped[str] = mapped_column(String(24), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    place: Mapped[str] = mapped_column(ForeignKey("place.code"))
    custodian: Mapped[str | None] = mapped_column(String(40))


class ScanRow(db.Model):  # type: ignore[name-defined,misc]
    """One raw scan with what came of it. Never dropped, also when it could not be read."""

    __tablename__ = "scan"
    __table_args__ = (Index("ix_scan_by", "by_number", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scan_id: Mapped[str] = mapped_column(String(36), unique=True)
    raw: Mapped[str] = mapped_column(Text)
    place: Mapped[str | None] = mapped_column(String(24))
    item: Mapped[str | None] = mapped_column(String(10))
    result: Mapped[str] = mapped_column(String(24))
    by_number: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)
