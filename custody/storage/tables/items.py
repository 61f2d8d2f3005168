"""Rows of items and what stands around them. `item` and `offer` are projections of the events."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from custody.storage.database import Moment, db


class HandoverRow(db.Model):  # type: ignore[name-defined,misc]
    """One act in which things came to us. `id` is the form's own id."""

    __tablename__ = "handover"
    __table_args__ = (Index("ix_handover_by", "by_number", "recorded_at"),)

    id: Mapped[str] = mapped_column(String(36), primary_key=True)
    taking: Mapped[str] = mapped_column(String(24))
    happened_at: Mapped[datetime] = mapped_column(Moment)
    precision: Mapped[str] = mapped_column(String(8))
    recorded_at: Mapped[datetime] = mapped_column(Moment)
    unit: Mapped[str | None] = mapped_column(String(24))
    place: Mapped[str | None] = mapped_column(String(24))
    taken_at: Mapped[str] = mapped_column(Text, default="")
    remarks: Mapped[str] = mapped_column(Text, default="")
    by_number: Mapped[str] = mapped_column(String(40))
    by_name: Mapped[str] = mapped_column(String(120))
    officer: Mapped[str] = mapped_column(String(120), default="")


class ItemRow(db.Model):  # type: ignore[name-defined,misc]
    """An item as its events add up: the facts, who holds it, where, and its flags."""

    __tablename__ = "item"
    __table_args__ = (
        Index("ix_item_holder", "holder_nature", "holder_ref", "status"),
        Index("ix_item_place", "place", "status"),
        Index("ix_item_recorded", "recorded_at"),
        Index("ix_item_status", "status", "unit"),
        Index("ix_item_unit", "unit", "recorded_at"),
        Index("ix_item_handover", "handover"),
        Index("ix_item_seal", "seal"),
        Index("ix_item_inside", "inside"),
    )

    code: Mapped[str] = mapped_column(String(10), primary_key=True)
    handover: Mapped[str | None] = mapped_column(ForeignKey("handover.id"))
    nature: Mapped[str] = mapped_column(String(10), default="item")
    inside: Mapped[str | None] = mapped_column(String(10))
    parent: Mapped[str | None] = mapped_column(String(10))
    taking: Mapped[str] = mapped_column(String(24))
    category: Mapped[str] = mapped_column(String(24))
    description: Mapped[str] = mapped_column(Text)
    quantity: Mapped[int | None]
    condition: Mapped[str] = mapped_column(String(12))
    marks: Mapped[str] = mapped_column(Text)
    seal: Mapped[str | None] = mapped_column(String(60))
    seal_state: Mapped[str] = mapped_column(String(8), default="")
    cash: Mapped[dict | None] = mapped_column(JSON)  # type: ignore[type-arg]
    photos: Mapped[list] = mapped_column(JSON)  # type: ignore[type-arg]
    identifiers: Mapped[list] = mapped_column(JSON)  # type: ignore[type-arg]
    holder_nature: Mapped[str | None] = mapped_column(String(8))
    holder_ref: Mapped[str | None] = mapped_column(String(60))
    holder_name: Mapped[str | None] = mapped_column(String(160))
    place: Mapped[str | None] = mapped_column(String(24))
    status: Mapped[str] = mapped_column(String(12))
    since: Mapped[datetime | None] = mapped_column(Moment)
    placed_at: Mapped[datetime | None] = mapped_column(Moment)
    last_at: Mapped[datetime | None] = mapped_column(Moment)
    received_at: Mapped[datetime | None] = mapped_column(Moment)
    recorded_at: Mapped[datetime | None] = mapped_column(Moment)
    missing: Mapped[bool] = mapped_column(default=False)
    missing_at: Mapped[datetime | None] = mapped_column(Moment)
    holds: Mapped[list] = mapped_column(JSON)  # type: ignore[type-arg]
    labels: Mapped[int] = mapped_column(default=0)
    unit: Mapped[str] = mapped_column(String(24))
    last_seq: Mapped[int]


class PackingRow(db.Model):  # type: ignore[name-defined,misc]
    """Since when, and until when, a thing was in a package or container: a projection (P22)."""

    __tablename__ = "packing"
    __table_args__ = (
        Index("ix_packing_outer", "outer", "since"),
        Index("ix_packing_item", "item"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(String(10))
    outer: Mapped[str] = mapped_column(String(10))
    since: Mapped[datetime] = mapped_column(Moment)
    until: Mapped[datetime | None] = mapped_column(Moment)


class ItemTextRow(db.Model):  # type: ignore[name-defined,misc]
    """The words and marks an item is found by; each database has its full-text index on them."""

    __tablename__ = "item_text"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(10), unique=True)
    words: Mapped[str] = mapped_column(Text)
    marks: Mapped[str] = mapped_column(Text)
    block: Mapped[str] = mapped_column(String(12))


class SearchWordRow(db.Model):  # type: ignore[name-defined,misc]
    """A word by which some item is found; sorted by its signs alone on both databases."""

    __tablename__ = "search_word"

    word: Mapped[str] = mapped_column(
        Text().with_variant(Text(collation="C"), "postgresql"), primary_key=True
    )


class SavedSearchRow(db.Model):  # type: ignore[name-defined,misc]
    """A search that a person keeps for themselves; no record of anything, so it may go."""

    __tablename__ = "saved_search"

    number: Mapped[str] = mapped_column(String(40), primary_key=True)
    name: Mapped[str] = mapped_column(String(60), primary_key=True)
    question: Mapped[dict] = mapped_column(JSON)  # type: ignore[type-arg]
    saved_at: Mapped[datetime] = mapped_column(Moment)


class OfferRow(db.Model):  # type: ignore[name-defined,misc]
    """The one open offer of an item, if there is one (P56)."""

    __tablename__ = "offer"
    __table_args__ = (
        Index("ix_offer_to", "to_nature", "to_ref"),
        Index("ix_offer_from", "from_nature", "from_ref"),
    )

    item: Mapped[str] = mapped_column(String(10), primary_key=True)
    leaf: Mapped[str] = mapped_column(String(43))
    from_nature: Mapped[str] = mapped_column(String(8))
    from_ref: Mapped[str] = mapped_column(String(60))
    from_name: Mapped[str] = mapped_column(String(160))
    to_nature: Mapped[str] = mapped_column(String(8))
    to_ref: Mapped[str] = mapped_column(String(60))
    to_name: Mapped[str] = mapped_column(String(160))
    purpose: Mapped[str] = mapped_column(Text)
    offered_at: Mapped[datetime] = mapped_column(Moment)
    due: Mapped[str | None] = mapped_column(String(20))


class PartyRow(db.Model):  # type: ignore[name-defined,misc]
    """A person in a role around a handover: erasable, never in the log in the clear (P17).

    `item` is set where the person of one item was corrected; it overrules the handover's for it.
    """

    __tablename__ = "party"
    __table_args__ = (Index("ix_party_handover", "handover"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    handover: Mapped[str] = mapped_column(ForeignKey("handover.id"))
    item: Mapped[str | None] = mapped_column(String(10))
    role: Mapped[str] = mapped_column(String(16))
    name: Mapped[str] = mapped_column(String(160))
    born: Mapped[str] = mapped_column(String(10))
    phone: Mapped[str] = mapped_column(String(32))
    email: Mapped[str] = mapped_column(String(254))
    address: Mapped[str] = mapped_column(String(254))
    stated: Mapped[bool]


class HoldRow(db.Model):  # type: ignore[name-defined,misc]
    """A hold with its ground, which only complaint staff may see (C78, C82)."""

    __tablename__ = "hold"
    __table_args__ = (Index("ix_hold_item", "item"), Index("ix_hold_complaint", "complaint"))

    number: Mapped[str] = mapped_column(String(24), primary_key=True)
    item: Mapped[str] = mapped_column(String(10))
    reason: Mapped[str] = mapped_column(Text)
    complaint: Mapped[str | None] = mapped_column(String(24))
    set_by: Mapped[str] = mapped_column(String(40))
    set_at: Mapped[datetime] = mapped_column(Moment)
    lifted_by: Mapped[str | None] = mapped_column(String(40))
    lifted_at: Mapped[datetime | None] = mapped_column(Moment)
    lift_reason: Mapped[str | None] = mapped_column(Text)


class FileRow(db.Model):  # type: ignore[name-defined,misc]
    """A stored file by its hash; `shown` is the hash of the copy that pages may show (Q33)."""

    __tablename__ = "file"

    sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    media_type: Mapped[str] = mapped_column(String(40))
    size: Mapped[int]
    name: Mapped[str] = mapped_column(String(255))
    shown: Mapped[str | None] = mapped_column(String(64))
    thumb: Mapped[str | None] = mapped_column(String(64))
    item: Mapped[str | None] = mapped_column(String(10))
    by_number: Mapped[str] = mapped_column(String(40))
    added_at: Mapped[datetime] = mapped_column(Moment)
