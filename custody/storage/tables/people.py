"""Rows of accounts, their roles, and the tokens that act for them."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from custody.storage.database import Moment, db


class AccountRow(db.Model):  # type: ignore[name-defined,misc]
    """Somebody who can sign in. `uniquifier` changes when all their sessions must end (Q28)."""

    __tablename__ = "account"

    id: Mapped[int] = mapped_column(primary_key=True)
    username: Mapped[str] = mapped_column(String(60), unique=True)
    number: Mapped[str] = mapped_column(String(40), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    unit: Mapped[str] = mapped_column(ForeignKey("unit.code"))
    post: Mapped[str | None] = mapped_column(ForeignKey("post.code"))
    language: Mapped[str] = mapped_column(String(8), default="nl")
    email: Mapped[str] = mapped_column(String(254), default="")
    password: Mapped[str] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    roles: Mapped[list["AccountRoleRow"]] = relationship(
        cascade="all, delete-orphan", lazy="selectin"
    )


class AccountRoleRow(db.Model):  # type: ignore[name-defined,misc]
    """One role of one account."""

    __tablename__ = "account_role"

    account: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    role: Mapped[str] = mapped_column(String(16), primary_key=True)


class TokenRow(db.Model):  # type: ignore[name-defined,misc]
    """A token of the API; the token itself is nowhere, `digest` is its SHA-256 (Q30)."""

    __tablename__ = "api_token"
    __table_args__ = (Index("ix_api_token_account", "account"),)

    id: Mapped[str] = mapped_column(String(8), primary_key=True)
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    account: Mapped[str] = mapped_column(ForeignKey("account.number"))
    name: Mapped[str] = mapped_column(String(60))
    scopes: Mapped[list] = mapped_column(JSON)  # type: ignore[type-arg]
    made_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    used_at: Mapped[datetime | None] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)
