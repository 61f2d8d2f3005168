"""Tokens of the API on record: digests, never the tokens themselves (Q30)."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from custody.domain.tokens import Token
from custody.storage.tables import TokenRow


class TokenBook:
    """Tokens on one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, token: Token, digest: str) -> None:
        """Put a token on record."""
        self._session.add(
            TokenRow(
                id=token.id,
                digest=digest,
                account=token.account,
                name=token.name,
                scopes=sorted(token.scopes),
                made_at=token.made_at,
                ends_at=token.ends_at,
            )
        )
        self._session.flush()

    def by_digest(self, digest: str) -> Token | None:
        """Return the token with this digest, or None."""
        row = self._session.scalar(select(TokenRow).where(TokenRow.digest == digest))
        return _token(row) if row else None

    def find(self, id: str) -> Token | None:
        """Return a token by the name that people see, or None."""
        row = self._session.get(TokenRow, id)
        return _token(row) if row else None

    def all(self, account: str | None = None) -> tuple[Token, ...]:
        """Return the tokens of a person, or all, newest first."""
        query = select(TokenRow).order_by(TokenRow.made_at.desc(), TokenRow.id)
        if account is not None:
            query = query.where(TokenRow.account == account)
        return tuple(_token(row) for row in self._session.scalars(query))

    def used(self, id: str, at: datetime) -> None:
        """Note when a token was last used."""
        self._session.get_one(TokenRow, id).used_at = at

    def revoke(self, id: str, at: datetime) -> None:
        """Take a token back; the first time stays on record."""
        row = self._session.get_one(TokenRow, id)
        row.revoked_at = row.revoked_at or at

    def revoke_all(self, account: str, at: datetime) -> None:
        """Take back every token of a person that still holds."""
        for token in self.all(account):
            self.revoke(token.id, at)


def _token(row: TokenRow) -> Token:
    return Token(
        id=row.id,
        account=row.account,
        name=row.name,
        scopes=frozenset(row.scopes),
        made_at=row.made_at,
        ends_at=row.ends_at,
        used_at=row.used_at,
        revoked_at=row.revoked_at,
    )
