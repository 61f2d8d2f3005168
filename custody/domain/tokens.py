"""Tokens with which a program acts for a person over the API: their scopes, and how long they last.

Rules kept here (Q30):
- a token is 256 random bits, shown once; what is kept is its digest;
- it acts for one person, with no right that the person does not have at this moment;
- a scope names a subject and a way, ``items:read``; what no scope names is refused;
- it ends on a day, at the latest a year after it was made, and can be taken back before.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from custody.domain.errors import CustodyError, InputError, NotFoundError
from custody.domain.words import mark

SCOPES = {
    "items:read": mark("See and search items, with their trail"),
    "items:write": mark("Record, move, correct and give back items"),
    "transfers:read": mark("See offers that wait"),
    "transfers:write": mark("Offer items, and answer offers"),
    "complaints:read": mark("See complaints"),
    "complaints:write": mark("Register complaints, and link items"),
    "claims:read": mark("See claims"),
    "claims:write": mark("Open claims, and answer candidates"),
}
LONGEST_DAYS = 365
USUAL_DAYS = 90
# The last use is shown to the day and hour; noting each one would cost a commit per request.
NOTED_EVERY = timedelta(minutes=10)
_START = "custody_"
_TEXT = re.compile(rf"{_START}[A-Za-z0-9_-]{{43}}")


class TokenError(CustodyError):
    """No token, or one that is unknown, ended, taken back, or of a closed account (401): never which."""

    sentence = mark("Send a valid token with this request, as “Authorization: Bearer …”.")


class ScopesError(InputError):
    """A token needs at least one known scope, a name, and a number of days."""

    sentence = mark("Give the token a name, choose what it may do, and for 1 to 365 days.")


class TokenNotFoundError(NotFoundError):
    """No such token, or not of this person."""

    sentence = mark("We do not know this token.")


@dataclass(frozen=True)
class Token:
    """What is on record of a token: never the token itself. `id` is its name for people."""

    id: str
    account: str
    name: str
    scopes: frozenset[str]
    made_at: datetime
    ends_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Say whether it can still be used."""
        return self.revoked_at is None and at < self.ends_at

    def noted(self, at: datetime) -> bool:
        """Say whether its last use is noted closely enough."""
        return self.used_at is not None and at - self.used_at < NOTED_EVERY


def token_text(random: str) -> str:
    """Return 43 random signs of base64url as a token; its start lets a scanner of leaks know it."""
    return _START + random


def digest_of(text: str) -> str | None:
    """Return what is kept of a token, or None when this cannot be one."""
    return hashlib.sha256(text.encode()).hexdigest() if _TEXT.fullmatch(text) else None


def check_token(name: str, scopes: frozenset[str], days: int) -> None:
    """Refuse a token without name or scope, with an unknown scope, or that lasts too long."""
    if not name.strip() or not scopes or scopes - set(SCOPES) or not 1 <= days <= LONGEST_DAYS:
        raise ScopesError()
