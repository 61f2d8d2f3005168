"""Rows of the matching: block keys, mentions, proposed links and decisions (`matching.md` 5)."""

from datetime import date, datetime

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from custody.storage.database import Moment, db


class MatchBlockRow(db.Model):  # type: ignore[name-defined,misc]
    """Where and when an item stands, or a question that a complaint asks; ``-`` is any.

    An item has a row per kind and place, the first of them with rank 0, so that a question without
    a place meets it once. Every query names the side, and a kind or a place.
    """

    __tablename__ = "match_block"
    __table_args__ = (
        Index("ix_match_block_concept_place", "side", "concept", "place", "day"),
        Index("ix_match_block_concept", "side", "concept", "rank", "day"),
        Index("ix_match_block_place", "side", "place", "day"),
        Index("ix_match_block_intake", "side", "intake", "concept", "rank", "day"),
        Index("ix_match_block_ref", "side", "ref"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    side: Mapped[str] = mapped_column(String(8))
    ref: Mapped[str] = mapped_column(String(60))
    concept: Mapped[str] = mapped_column(String(40))
    place: Mapped[str] = mapped_column(String(40))
    day: Mapped[date]
    last_day: Mapped[date]
    intake: Mapped[str] = mapped_column(String(8))
    rank: Mapped[int]


class MatchItemRow(db.Model):  # type: ignore[name-defined,misc]
    """An item as it is compared, read once when it changed: its words, looks, numbers and giver.

    A projection with personal parts; erasing a person forgets it and makes it anew.
    """

    __tablename__ = "match_item"
    __table_args__ = (Index("ix_match_item_handover", "handover"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item: Mapped[str] = mapped_column(String(10), unique=True)
    handover: Mapped[str] = mapped_column(String(36))
    view: Mapped[str] = mapped_column(Text)
    model_version: Mapped[str] = mapped_column(String(16))


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


class MatchFrequencyRow(db.Model):  # type: ignore[name-defined,misc]
    """How often a value occurs in the register: rare values weigh more.

    `count` is what the register holds now, `weighed` what it held when the edition was taken that
    every comparison weighs by.
    """

    __tablename__ = "match_frequency"

    field: Mapped[str] = mapped_column(String(24), primary_key=True)
    value: Mapped[str] = mapped_column(String(120), primary_key=True)
    count: Mapped[int]
    weighed: Mapped[int] = mapped_column(default=0)


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
    attributes: Mapped[list] = mapped_column(JSON)  # type: ignore[type-arg]
    claims: Mapped[bool]
    handed: Mapped[bool] = mapped_column(default=False)
    quantity: Mapped[int | None]
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
    margin: Mapped[float] = mapped_column(default=0.0)
    runner_up: Mapped[str] = mapped_column(String(10), default="")
    news: Mapped[list] = mapped_column(JSON, default=list)  # type: ignore[type-arg]
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
