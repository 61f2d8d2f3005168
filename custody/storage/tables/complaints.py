"""Rows of complaints: the erasable part; the log knows them by digests alone."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text
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
    clock: Mapped[dict] = mapped_column(JSON, default=dict)  # type: ignore[type-arg]
    matched_with: Mapped[str | None] = mapped_column(String(32))


class ComplaintElementRow(db.Model):  # type: ignore[name-defined,misc]
    """One thing complained of, as a short neutral sentence (C16, C17)."""

    __tablename__ = "complaint_element"

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint: Mapped[str] = mapped_column(ForeignKey("complaint.number"), index=True)
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    suggested: Mapped[bool]
    made_by: Mapped[str] = mapped_column(String(40), default="")
    first_on: Mapped[date | None]
    last_on: Mapped[date | None]
    agreed: Mapped[str] = mapped_column(String(8), default="")
    agreed_on: Mapped[date | None]
    advice: Mapped[str] = mapped_column(String(16), default="")
    advised: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str] = mapped_column(String(16), default="")
    findings: Mapped[str] = mapped_column(Text, default="")
    reasons: Mapped[str] = mapped_column(Text, default="")
    judged_by: Mapped[str] = mapped_column(String(40), default="")
    judged_at: Mapped[datetime | None] = mapped_column(Moment)


class ComplaintStepRow(db.Model):  # type: ignore[name-defined,misc]
    """One change of state of a complaint, with its reason (C21)."""

    __tablename__ = "complaint_step"

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint: Mapped[str] = mapped_column(ForeignKey("complaint.number"), index=True)
    from_state: Mapped[str] = mapped_column(String(20))
    to_state: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)
    facts: Mapped[dict] = mapped_column(JSON, default=dict)  # type: ignore[type-arg]
    by_number: Mapped[str] = mapped_column(String(40))
    by_name: Mapped[str] = mapped_column(String(160))
    at: Mapped[datetime] = mapped_column(Moment)


class MentionEndRow(db.Model):  # type: ignore[name-defined,misc]
    """Words that a person marked as an item, and words of which a person said they are not (C19)."""

    __tablename__ = "mention_end"

    complaint: Mapped[str] = mapped_column(ForeignKey("complaint.number"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[int]
    end: Mapped[int]
    category: Mapped[str] = mapped_column(String(24))
    marked: Mapped[bool]
    not_police: Mapped[bool]
    reason: Mapped[str] = mapped_column(Text)
    by_number: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)


class TrailSnapshotRow(db.Model):  # type: ignore[name-defined,misc]
    """How far a trail went at a moment, and its digest; it can be made anew from the log."""

    __tablename__ = "trail_snapshot"

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint: Mapped[str] = mapped_column(ForeignKey("complaint.number"), index=True)
    item: Mapped[str] = mapped_column(String(10))
    events: Mapped[int]
    digest: Mapped[str] = mapped_column(String(64))
    why: Mapped[str] = mapped_column(String(16))
    by_number: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)


class IndependenceAnswerRow(db.Model):  # type: ignore[name-defined,misc]
    """Why a doubt about somebody's independence was accepted, and by whom (C70)."""

    __tablename__ = "independence_answer"

    complaint: Mapped[str] = mapped_column(ForeignKey("complaint.number"), primary_key=True)
    person: Mapped[str] = mapped_column(String(40), primary_key=True)
    ground: Mapped[str] = mapped_column(String(4), primary_key=True)
    item: Mapped[str] = mapped_column(String(10), primary_key=True)
    reason: Mapped[str] = mapped_column(Text)
    by_number: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)


class OfficerConcernedRow(db.Model):  # type: ignore[name-defined,misc]
    """Whom of the police a complaint concerns, and who said so (C69b); never taken off."""

    __tablename__ = "officer_concerned"

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint: Mapped[str] = mapped_column(ForeignKey("complaint.number"), index=True)
    number: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(254))
    by_number: Mapped[str] = mapped_column(String(40))
    by_name: Mapped[str] = mapped_column(String(254))
    at: Mapped[datetime] = mapped_column(Moment)


class ProposalRow(db.Model):  # type: ignore[name-defined,misc]
    """A late find for a complaint: who was told, and what was decided (C64, C66)."""

    __tablename__ = "proposal"
    __table_args__ = (Index("ix_proposal_state", "state"),)

    complaint: Mapped[str] = mapped_column(ForeignKey("complaint.number"), primary_key=True)
    item: Mapped[str] = mapped_column(String(10), primary_key=True)
    mention: Mapped[int]
    found_at: Mapped[datetime] = mapped_column(Moment)
    told_to: Mapped[list] = mapped_column(JSON)  # type: ignore[type-arg]
    state: Mapped[str] = mapped_column(String(12))
    reason: Mapped[str] = mapped_column(Text)
    decided_by: Mapped[str] = mapped_column(String(40))
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    letter: Mapped[str] = mapped_column(String(24), default="")


class ComplaintLinkRow(db.Model):  # type: ignore[name-defined,misc]
    """A complaint and an item that belong together, by whom and how."""

    __tablename__ = "complaint_link"
    __table_args__ = (Index("ix_complaint_link_item", "item"),)

    complaint: Mapped[str] = mapped_column(ForeignKey("complaint.number"), primary_key=True)
    item: Mapped[str] = mapped_column(String(10), primary_key=True)
    how: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str] = mapped_column(Text)
    hold: Mapped[str] = mapped_column(String(24))
    mention: Mapped[int | None]
    linked_by: Mapped[str] = mapped_column(String(40))
    linked_at: Mapped[datetime] = mapped_column(Moment)
    undone_by: Mapped[str | None] = mapped_column(String(40))
    undone_at: Mapped[datetime | None] = mapped_column(Moment)
    undone_reason: Mapped[str | None] = mapped_column(Text)


class NotConcernedRow(db.Model):  # type: ignore[name-defined,misc]
    """Somebody of a linked trail whom the complaint does not concern, with who said why (C72)."""

    __tablename__ = "not_concerned"

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint: Mapped[str] = mapped_column(ForeignKey("complaint.number"), index=True)
    number: Mapped[str] = mapped_column(String(40))
    name: Mapped[str] = mapped_column(String(254))
    reason: Mapped[str] = mapped_column(Text)
    by_number: Mapped[str] = mapped_column(String(40))
    by_name: Mapped[str] = mapped_column(String(160))
    at: Mapped[datetime] = mapped_column(Moment)


class CommitteeQuestionRow(db.Model):  # type: ignore[name-defined,misc]
    """One thing that the committee asks, and until when (C22n)."""

    __tablename__ = "committee_question"

    id: Mapped[int] = mapped_column(primary_key=True)
    complaint: Mapped[str] = mapped_column(ForeignKey("complaint.number"), index=True)
    words: Mapped[str] = mapped_column(Text)
    due_on: Mapped[date]
    at: Mapped[datetime] = mapped_column(Moment)


class CommitteeReplyRow(db.Model):  # type: ignore[name-defined,misc]
    """An answer to the committee, or why there is none; added, never changed (C22o)."""

    __tablename__ = "committee_reply"

    id: Mapped[int] = mapped_column(primary_key=True)
    question: Mapped[int] = mapped_column(ForeignKey("committee_question.id"), index=True)
    kind: Mapped[str] = mapped_column(String(12))
    words: Mapped[str] = mapped_column(Text)
    by_number: Mapped[str] = mapped_column(String(40))
    by_name: Mapped[str] = mapped_column(String(160))
    at: Mapped[datetime] = mapped_column(Moment)


class JudgementRow(db.Model):  # type: ignore[name-defined,misc]
    """One judgement of an element; a revised one is added, and the old one stays (C22x)."""

    __tablename__ = "judgement"

    id: Mapped[int] = mapped_column(primary_key=True)
    element: Mapped[int] = mapped_column(ForeignKey("complaint_element.id"), index=True)
    outcome: Mapped[str] = mapped_column(String(16))
    findings: Mapped[str] = mapped_column(Text)
    reasons: Mapped[str] = mapped_column(Text)
    by_number: Mapped[str] = mapped_column(String(40))
    at: Mapped[datetime] = mapped_column(Moment)


class DoubtToldRow(db.Model):  # type: ignore[name-defined,misc]
    """A doubt about somebody's independence that was told to those who answer it (C71)."""

    __tablename__ = "doubt_told"

    complaint: Mapped[str] = mapped_column(ForeignKey("complaint.number"), primary_key=True)
    person: Mapped[str] = mapped_column(String(40), primary_key=True)
    ground: Mapped[str] = mapped_column(String(4), primary_key=True)
    item: Mapped[str] = mapped_column(String(10), primary_key=True)
    told_to: Mapped[list] = mapped_column(JSON)  # type: ignore[type-arg]
    at: Mapped[datetime] = mapped_column(Moment)
