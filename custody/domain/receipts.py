"""What a receipt says, as the bytes that are signed. Checking is `verifier.py`'s alone.

Rules kept here (`ledger.md` 3.1):
- deterministic CBOR in a COSE_Sign1 with tag 18; `alg` and `kid` in the protected map alone;
- what would break the form of a payload is refused before it is signed;
- a token has at most 420 bytes and its address at most 715 characters: class words first, then a
  new receipt for the next items;
- the token names no person: at most the salt with which the owner can prove being the owner.
"""

import base64
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cbor2

from custody.domain.codes import is_item_code
from custody.domain.items import MOST_ITEMS
from custody.domain.ledger import nfc
from custody.domain.merkle import HASH_SIZE
from custody.domain.notes import key_id

VERSION = 1
EDDSA = -8
COSE_SIGN1 = 18
SALT_SIZE = 16
SIGNATURE_SIZE = 64
LONGEST_TOKEN = 420  # Bytes.
LONGEST_URL = 715  # Characters; more does not fit a QR of version 17-M.
LONGEST_TEXT = 60  # Bytes of UTF-8 of one item's words.
_BIGGEST = 2**32 - 1
_NO = re.compile(r"[A-Z0-9-]{1,24}")

Listed = tuple[str, int, str]


@dataclass(frozen=True)
class Payload:
    """The facts of a receipt. `items` holds (code, count, short text); times are Unix seconds.

    `leaf` is the event's at `index`, below the `size` of the tree whose `root` is stated. ValueError
    for facts that no receipt can have.
    """

    origin: str
    no: str
    issued: int
    unit: str
    items: tuple[Listed, ...]
    leaf: bytes
    index: int
    size: int
    root: bytes
    badge: str | None = None
    owner_salt: bytes | None = None

    def __post_init__(self) -> None:
        if not _NO.fullmatch(self.no) or self.issued < 0:
            raise ValueError("a receipt needs its number and its time")
        if not 0 < len(self.items) <= MOST_ITEMS:
            raise ValueError(f"a receipt names 1 to {MOST_ITEMS} items")
        for code, count, _ in self.items:
            if not is_item_code(code) or isinstance(count, bool) or count < 0:
                raise ValueError("an item of a receipt needs its code and its count")
        if not 0 <= self.index < self.size:
            raise ValueError("the leaf of a receipt lies below the size of the tree")
        if len(self.leaf) != HASH_SIZE or len(self.root) != HASH_SIZE:
            raise ValueError("a hash has 32 bytes")
        if self.owner_salt is not None and len(self.owner_salt) != SALT_SIZE:
            raise ValueError("a salt has 16 bytes")

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
    """Return the signed receipt as bytes; ValueError for a signature that has not 64 of them."""
    if len(signature) != SIGNATURE_SIZE:
        raise ValueError("an Ed25519 signature has 64 bytes")
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

    def listed(self, *, short: bool = False) -> Listed:
        """Return the line as it is signed, in NFC without line ends; `short` gives the class word.

        Where text or word is lacking, the other one stands in.
        """
        text = (self.word or self.text) if short else (self.text or self.word)
        return self.code, self.count, _cut(" ".join(nfc(text).split()))


def _cut(text: str) -> str:
    """Return a text within its bytes, with an ellipsis where something was left out."""
    if len(text.encode()) <= LONGEST_TEXT:
        return text
    kept = text.encode()[: LONGEST_TEXT - len("…".encode())].decode("utf-8", "ignore")
    return kept.rstrip() + "…"


def fit_items(
    lines: Sequence[Line], *, origin: str, unit: str, badge: str | None, host: str | None = None
) -> list[list[Listed]]:
    """Return the items of one or more receipts, each within the budget of one QR.

    Full texts where they fit, else class words, else the next items start a new receipt. `host`
    stands in the address; None is the host in the origin. ValueError when not even one item fits,
    which only an origin or host of absurd length can cause.
    """
    room = _room(host or origin.partition("/")[0])
    receipts: list[list[Listed]] = []
    rest = list(lines)
    while rest:
        listed = [line.listed() for line in rest[:MOST_ITEMS]]
        if _size(listed, origin, unit, badge) > room:
            listed = [line.listed(short=True) for line in rest[:MOST_ITEMS]]
        while listed and _size(listed, origin, unit, badge) > room:
            listed.pop()
        if not listed:
            raise ValueError("the names of this log are too long for a receipt")
        receipts.append(listed)
        rest = rest[len(listed) :]
    return receipts


def _room(host: str) -> int:
    """Return how many bytes a token may have, so that its address under this host fits too."""
    characters = LONGEST_URL - len(f"https://{host}/B/{_LONGEST_NO}#")
    return min(LONGEST_TOKEN, characters * 5 // 8)


_LONGEST_NO = "R00-000000000-X"


def _size(listed: Sequence[Listed], origin: str, unit: str, badge: str | None) -> int:
    """Return the bytes of the largest token that these items can need."""
    hash_, salt = bytes(HASH_SIZE), bytes(SALT_SIZE)
    payload = Payload(
        origin=origin,
        no=_LONGEST_NO,
        issued=_BIGGEST,
        unit=unit,
        items=tuple(listed),
        leaf=hash_,
        index=_BIGGEST - 1,
        size=_BIGGEST,
        root=hash_,
        badge=badge,
        owner_salt=salt,
    )
    return len(token(protected_header("", bytes(32)), payload.encode(), bytes(SIGNATURE_SIZE)))
