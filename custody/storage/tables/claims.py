"""Rows of claims, of the points of the conclusion guard, and of letters: the erasable part."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from custody.storage.database import Moment, db


class ClaimRow(db.Model):  # type: ignore[name-defined,misc]
    """A thing a citizen says was handed over and that is not on record (C59). Never deleted.

    Only `state` and `item` change; what was told stays as it was told (C61). What the system opened
    from a complaint's words is filled in once, when a person confirms it.
    """

    __tablename__ = "claim"
    __table_args__ = (Index("ix_claim_complaint", "complaint"), Index("ix_claim_state", "state"))

    number: Mapped[str] = mapped_column(String(24), primary_key=True)
    form_id: Mapped[str] = mapped_column(String(36), unique=True)
    complaint: Mapped[str | None] = mapped_column(ForeignKey("complaint.number"))
    mention: Mapped[int | None]
    state: Mapped[str] = mapped_column(String(16))
    category: Mapped[str] = mapped_column(String(24))
    account: Mapped[str] = mapped_column(Text)
    quantity: Mapped[int | None]
    amount: Mapped[str] = mapped_column(String(60))
    marks: Mapped[str] = mapped_column(Text)
    first_on: Mapped[date | None]
    last_on: Mapped[date | None]
    hour: Mapped[str] = mapped_column(String(60))
    place: Mapped[str] = mapped_column(Text)
    to_whom: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    check_feature: Mapped[str] = mapped_column(Text)
    claimant: Mapped[str] = mapped_column(String(160))
    claimant_born: Mapped[str] = mapped_column(String(10))
    claimant_phone: Mapped[str] = mapped_column(String(32))
    claimant_email: Mapped[str] = mapped_column(String(254))
    claimant_address: Mapped[str] = mapped_column(String(254))
    for_whom: Mapped[str] = mapped_column(String(160))
    relation: Mapped[str] = mapped_column(String(60))
    unit: Mapped[str | None] = mapped_column(String(24))
    item: Mapped[str | None] = mapped_column(String(10))
    opened_by: Mapped[str] = mapped_column(String(40))
    opened_at: Mapped[datetime] = mapped_column(Moment)
    confirmed_by: Mapped[str] = mapped_column(String(40), default="")
    code: Mapped[str] = mapped_column(String(16), unique=True)


class ClaimEntryRow(db.Model):  # type: ignore[name-defined,misc]
    """One line of a claim's own history; lines are only added (C61)."""

    __tablename__ = "claim_entry"

    id: Mapped[int] = mapped_column(primary_key=True)
    claim: Mapped[str] = mapped_column(ForeignKey("claim.number"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
    to_state: Mapped[str | None] = mapped_column(String(16))
    item: Mapped[str | None] = mapped_column(String(10))
    by_number: Mapped[str] = mapped_column(String(40))
    by_name: Mapped[str] = mapped_column(String(160))
    at: Mapped[datetime] = mapped_column(Moment)


class ClaimAnswerRow(db.Model):  # type: ignore[name-defined,misc]
    """What one side said of one candidate, and of its check feature (C59b, C65)."""

    __tablename__ = "claim_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    claim: Mapped[str] = mapped_column(ForeignKey("claim.number"), index=True)
    item: Mapped[str] = mapped_column(String(10))
    side: Mapped[str] = mapped_column(String(12))
    answer: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text)
    feature: Mapped[str] = mapped_column(String(16))
    by_number: Mapped[str] = mapped_column(String(40))
    by_name: Mapped[str] = mapped_column(String(160))
    at: Mapped[datetime] = mapped_column(Moment)


class ConclusionPointRow(db.Model):  # type: ignore[name-defined,misc]
    """The answer to one point of the conclusion guard, for a claim or an element (C56)."""

    __tablename__ = "conclusion_point"

    id: Mapped[int] = mapped_column(primary_key=True)
    subject: Mapped[str] = mapped_column(String(40), index=True)
    point: Mapped[str] = mapped_column(String(4))
    answer: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    who: Mapped[str] = mapped_column(String(160))
    done_on: Mapped[date | None]
    by_number: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)


class LetterRow(db.Model):  # type: ignore[name-defined,misc]
    """A letter as it was made: its words, its digest and its day (C91)."""

    __tablename__ = "letter"

    number: Mapped[str] = mapped_column(String(24), primary_key=True)
    form_id: Mapped[str] = mapped_column(String(36), unique=True)
    kind: Mapped[str] = mapped_column(String(4))
    language: Mapped[str] = mapped_column(String(8))
    complaint: Mapped[str | None] = mapped_column(ForeignKey("complaint.number"), index=True)
    claim: Mapped[str | None] = mapped_column(ForeignKey("claim.number"), index=True)
    receiver: Mapped[str] = mapped_column(String(40), default="")
    body: Mapped[dict] = mapped_column(JSON)  # type: ignore[type-arg]
    sha256: Mapped[str] = mapped_column(String(64))
    made_by: Mapped[str] = mapped_column(String(40))
    made_at: Mapped[datetime] = mapped_column(Moment)


class LetterSentRow(db.Model):  # type: ignore[name-defined,misc]
    """That a letter went out: how, and on which day; sent again, it is another row (C91)."""

    __tablename__ = "letter_sent"

    id: Mapped[int] = mapped_column(primary_key=True)
    letter: Mapped[str] = mapped_column(ForeignKey("letter.number"), index=True)
    way: Mapped[str] = mapped_column(String(8))
    sent_on: Mapped[date]
    by_number: Mapped[str] = mapped_column(String(40))
    by_name: Mapped[str] = mapped_column(String(160))
    at: Mapped[datetime] = mapped_column(Moment)
