"""What a receipt says, as the bytes that are signed. Checking is `verifier.py`'s alone.

Rules kept here (`ledger.md` 3.1):
- deterministic CBOR in a COSE_Sign1 with tag 18; `alg` and `kid` in the protected map alone;
- the token has at most 420 bytes: class words first, then a new receipt for the next items;
- the token names no person: at most the salt with which the owner can prove being the owner.
"""

import base64
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cbor2

from custody.domain.items import MOST_ITEMS
from custody.domain.notes import key_id

VERSION = 1
EDDSA = -8
COSE_SIGN1 = 18
LONGEST_TOKEN = 420
LONGEST_TEXT = 60


@dataclass(frozen=True)
class Payload:
    """The facts of a receipt. `items` holds (code, count, short text); times are Unix seconds."""

    origin: str
    no: str
    issued: int
    unit: str
    items: tuple[tuple[str, int, str], ...]
    leaf: bytes
    index: int
    size: int
    root: bytes
    badge: str | None = None
    owner_salt: bytes | None = None

    def encode(self) -> bytes:
        """Return the deterministic CBOR of the payload map."""
        payload: dict[int, Any] = {
            0: VERSION,
            1: self.origin,
            2: self.no,
            3: self.issued,
            4: self.unit,
            6: [list(item) for item in self.items],
            7: self.leaf,
            8: [self.index, self.size, self.root],
        }
        if self.badge is not None:
            payload[5] = self.badge
        if self.owner_salt is not None:
            payload[9] = self.owner_salt
        return cbor2.dumps(payload, canonical=True)


def protected_header(receipt_key_name: str, public_key: bytes) -> bytes:
    """Return the protected map: the algorithm and the four bytes that name the key."""
    return cbor2.dumps({1: EDDSA, 4: key_id(receipt_key_name, public_key)}, canonical=True)


def to_be_signed(protected: bytes, payload: bytes) -> bytes:
    """Return the bytes that the signature is made over (RFC 9052 4.4)."""
    return cbor2.dumps(["Signature1", protected, b"", payload], canonical=True)


def token(protected: bytes, payload: bytes, signature: bytes) -> bytes:
    """Return the signed receipt as bytes."""
    signed = cbor2.CBORTag(COSE_SIGN1, [protected, {}, payload, signature])
    return cbor2.dumps(signed, canonical=True)


def written_token(signed: bytes) -> str:
    """Return a token as upper-case base32 without padding."""
    return base64.b32encode(signed).decode("ascii").rstrip("=")


def receipt_url(base_url: str, no: str, signed: bytes) -> str:
    """Return the address in the QR. The part behind ``#`` is never sent to a server."""
    scheme, _, host = base_url.partition("://")
    return f"{scheme}://{host.upper()}/B/{no}#{written_token(signed)}"


@dataclass(frozen=True)
class Line:
    """One thing on a receipt: its code, number, short text, and the word of its class."""

    code: str
    count: int
    text: str
    word: str = ""

    def listed(self, *, short: bool = False) -> tuple[str, int, str]:
        """Return the line as it is signed, with its class word when space is short."""
        text = (self.word or self.text) if short else self.text
        return self.code, self.count, text.encode("utf-8")[:LONGEST_TEXT].decode("utf-8", "ignore")


def fit_items(
    lines: Sequence[Line], *, origin: str, unit: str, badge: str | None
) -> list[list[tuple[str, int, str]]]:
    """Return the items of one or more receipts, each within the budget of one token.

    Full texts where they fit, else class words, else the next items start a new receipt.
    """
    receipts: list[list[tuple[str, int, str]]] = []
    rest = list(lines)
    while rest:
        for short in (False, True):
            listed = [line.listed(short=short) for line in rest[:MOST_ITEMS]]
            if _size(listed, origin, unit, badge) <= LONGEST_TOKEN:
                break
        else:
            while len(listed) > 1 and _size(listed, origin, unit, badge) > LONGEST_TOKEN:
                listed.pop()
        receipts.append(listed)
        rest = rest[len(listed) :]
    return receipts


def _size(listed: list[tuple[str, int, str]], origin: str, unit: str, badge: str | None) -> int:
    """Return the largest token that these items can need."""
    hash_, number = bytes(32), 2**32
    payload = Payload(
        origin,
        "R00-0000000-X",
        number,
        unit,
        tuple(listed),
        hash_,
        number,
        number,
        hash_,
        badge,
        bytes(16),
    )
    return len(token(protected_header("", bytes(32)), payload.encode(), bytes(64)))
