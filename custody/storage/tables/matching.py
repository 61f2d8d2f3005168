"""Rows of the matching: block keys, mentions, proposed links and decisions (`matching.md` 5)."""

from datetime import date, datetime

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from custody.storage.database import Moment, db


class MatchBlockRow(db.Model):  # type: ignore[name-defined,misc]
    """Where and when an item or a mention stands, by concept. Every query names the concept or place."""

    __tablename__ = "match_block"
    __table_args__ = (
        Index("ix_match_block_concept_place", "side", "concept", "place", "day"),
        Index("ix_match_block_concept", "side", "concept", "day"),
        Index("ix_match_block_place", "side", "place", "day", "concept"),
        Index("ix_match_block_intake", "side", "concept", "intake", "day"),
        Index("ix_match_block_ref", "side", "ref"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    side: Mapped[str] = mapped_column(String(8))
    ref: Mapped[str] = mapped_column(String(60))
    handover: Mapped[str | None] = mapped_column(String(36))
    concept: Mapped[str | None] = mapped_column(String(40))
    place: Mapped[str | None] = mapped_column(String(24))
    day: Mapped[date | None]
    last_day: Mapped[date | None]
    intake: Mapped[str | None] = mapped_column(String(16))


class MatchKeyRow(db.Model):  # type: ignore[name-defined,misc]
    """One identifier or person key of an item or a mention, as a plain normalised value."""

    __tablename__ = "match_key"
    __table_args__ = (
        Index("ix_match_key", "kind", "key", "side"),
        Index("ix_match_key_ref", "side", "ref"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    side: Mapped[str] = mapped_column(String(8))
    kind: Mapped[str] = mapped_column(String(24))
    key: Mapped[str] = mapped_column(String(120))
    ref: Mapped[str] = mapped_column(String(60))
    handover: Mapped[str | None] = mapped_column(String(36))


class MatchFrequencyRow(db.Model):  # type: ignore[name-defined,misc]
    """How often a value occurs in the register: rare values weigh more."""

    __tablename__ = "match_frequency"

    field: Mapped[str] = mapped_column(String(24), primary_key=True)
    value: Mapped[str] = mapped_column(String(120), primary_key=True)
    count: Mapped[int]


class MatchMentionRow(db.Model):  # type: ignore[name-defined,misc]
    """A statement in a complaint that a thing came into the hands of the police."""

    __tablename__ = "match_mention"
    __table_args__ = (Index("ix_match_mention_complaint", "complaint"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint: Mapped[str] = mapped_column(String(24))
    position: Mapped[int]
    start: Mapped[int]
    end: Mapped[int]
    concept: Mapped[str | None] = mapped_column(String(40))
    category: Mapped[str | None] = mapped_column(String(24))
    polarity: Mapped[str] = mapped_column(String(16))
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    model_version: Mapped[str] = mapped_column(String(16))


class MatchLinkRow(db.Model):  # type: ignore[name-defined,misc]
    """A proposed or decided pair of mention and item, with the evidence for and against."""

    __tablename__ = "match_link"
    __table_args__ = (
        Index("ix_match_link_complaint", "complaint", "state"),
        Index("ix_match_link_item", "item"),
    )

    complaint: Mapped[str] = mapped_column(String(24), primary_key=True)
    mention: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(String(10), primary_key=True)
    state: Mapped[str] = mapped_column(String(12))
    outcome: Mapped[str] = mapped_column(String(12))
    score: Mapped[float]
    probability: Mapped[float]
    reasons: Mapped[list] = mapped_column(JSON)  # type: ignore[type-arg]
    model_version: Mapped[str] = mapped_column(String(16))
    found_at: Mapped[datetime] = mapped_column(Moment)
    late: Mapped[bool] = mapped_column(default=False)
    decided_by: Mapped[str | None] = mapped_column(String(40))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    reason: Mapped[str | None] = mapped_column(Text)


class MatchFeedbackRow(db.Model):  # type: ignore[name-defined,misc]
    """A decision of a person on a pair, kept as a labelled pair from the first day."""

    __tablename__ = "match_feedback"

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint: Mapped[str] = mapped_column(String(24))
    mention: Mapped[int]
    item: Mapped[str] = mapped_column(String(10))
    label: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[str] = mapped_column(String(40))
    decided_at: Mapped[datetime] = mapped_column(Moment)
