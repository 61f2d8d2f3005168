"""Tokens of the API: making one, showing one's own, taking one back, and knowing who sends one.

Rules kept here (Q30):
- a token is shown once, when it is made; afterwards only its digest is there;
- whose account is closed loses the token's rights by the next request;
- unknown, ended, taken back and closed get the same answer;
- a double press of the form makes one token and shows it both times: it is drawn from the id of the
  form and a secret that is not in the database.
"""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime, timedelta

from custody import storage
from custody.domain.people import Person
from custody.domain.tokens import (
    Token,
    TokenError,
    TokenNotFoundError,
    check_token,
    digest_of,
    token_text,
)


def make_token(
    name: str, scopes: frozenset[str], days: int, by: Person, at: datetime
) -> tuple[Token, str]:
    """Make a token for this person; return what is on record, and the token itself, this once."""
    return _made(token_text(secrets.token_urlsafe(32)), name, scopes, days, by, at)


@storage.retried
def make_token_once(
    name: str,
    scopes: frozenset[str],
    days: int,
    form_id: str,
    secret: str,
    by: Person,
    at: datetime,
) -> tuple[Token, str]:
    """Make a token as a form asks for it; the same form of the same person gets the same token."""
    said = f"token {by.number} {form_id}".encode()
    drawn = hmac.new(secret.encode(), said, hashlib.sha256).digest()
    text = token_text(base64.urlsafe_b64encode(drawn).decode().rstrip("="))
    with storage.reading() as books:
        made = books.tokens.by_digest(digest_of(text) or "")
    if made is None:
        return _made(text, name, scopes, days, by, at)
    asked = (name.strip(), scopes, timedelta(days=days))
    if asked != (made.name, made.scopes, made.ends_at - made.made_at):
        raise storage.IdReusedError()
    return made, text


def _made(
    text: str, name: str, scopes: frozenset[str], days: int, by: Person, at: datetime
) -> tuple[Token, str]:
    check_token(name, scopes, days)
    token = Token(
        id=secrets.token_hex(4),
        account=by.number,
        name=name.strip(),
        scopes=scopes,
        made_at=at,
        ends_at=at + timedelta(days=days),
    )
    with storage.transaction() as books:
        books.tokens.add(token, digest_of(text) or "")
    return token, text


def tokens_of(number: str | None = None) -> tuple[Token, ...]:
    """Return the tokens of the person with this staff number, or all, newest first."""
    with storage.reading() as books:
        return books.tokens.all(number)


def revoke(id: str, number: str | None, at: datetime) -> None:
    """Take a token back, when it is of the person with this staff number, or of anybody."""
    with storage.transaction() as books:
        token = books.tokens.find(id)
        if token is None or (number is not None and token.account != number):
            raise TokenNotFoundError()
        books.tokens.revoke(id, at)


def recognise(text: str, at: datetime) -> tuple[Person, Token]:
    """Return for whom this token acts, with the rights of this moment, or TokenError."""
    digest = digest_of(text)
    with storage.reading() as books:
        token = books.tokens.by_digest(digest) if digest else None
        account = books.people.account(number=token.account) if token else None
    if token is None or not token.holds(at) or account is None or not account.active:
        raise TokenError()
    if not token.noted(at):
        with storage.transaction() as books:
            books.tokens.used(token.id, at)
    return account.person, token
