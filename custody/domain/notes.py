"""Signed notes, checkpoints and the key list as texts (C2SP signed-note, tlog-checkpoint).

Only texts are made and read here; signing is `storage/signer.py`'s, checking `verifier.py`'s.
Rules kept here (`ledger.md` 4): a checkpoint has exactly three lines; a key id ties a name to a
key; the lines of a key list are sorted by bytes after the third.
"""

import base64
import hashlib
from dataclasses import dataclass

from custody.domain.merkle import HASH_SIZE

KEY_LIST_TITLE = "custody-keys/v1"
_ED25519 = b"\x01"


def key_id(name: str, public_key: bytes) -> bytes:
    """Return the first four bytes that name a key: H(name || 0x0A || 0x01 || key)."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public_key).digest()[:4]


def verifier_key(name: str, public_key: bytes) -> str:
    """Return the vkey text ``name+hex(key id)+b64(0x01 || key)``."""
    encoded = base64.b64encode(_ED25519 + public_key).decode("ascii")
    return f"{name}+{key_id(name, public_key).hex()}+{encoded}"


def signature_line(name: str, public_key: bytes, signature: bytes) -> str:
    """Return the line that a signature adds to a note."""
    encoded = base64.b64encode(key_id(name, public_key) + signature).decode("ascii")
    return f"— {name} {encoded}\n"


def key_name(origin: str, role: str) -> str:
    """Return the name of a key: the log's own is the origin, others replace its last part."""
    return origin if role == "log" else origin.removesuffix("log") + role


@dataclass(frozen=True)
class Checkpoint:
    """What a log promises: at this size its tree has this root."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """Return the three signed lines."""
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode('ascii')}\n"


def read_checkpoint(note: str) -> Checkpoint:
    """Return the checkpoint of a note's text part; ValueError when its form is not exact."""
    text = note.split("\n\n", 1)[0] + "\n"
    lines = text.split("\n")
    if len(lines) != 4 or lines[3]:
        raise ValueError("a checkpoint has three lines")
    origin, size, root = lines[:3]
    if not size.isascii() or not size.isdigit() or size != str(int(size)):
        raise ValueError("the size is not written as it should be")
    raw = base64.b64decode(root, validate=True)
    if len(raw) != HASH_SIZE:
        raise ValueError("a root has 32 bytes")
    return Checkpoint(origin, int(size), raw)


def key_list(origin: str, issued: int, keys: list[tuple[str, int, int | None, str]]) -> str:
    """Return the text of a key list from (role, from, to, vkey) with Unix seconds."""
    lines = sorted(
        f"key {role} {start} {'-' if end is None else end} {vkey}"
        for role, start, end, vkey in keys
    )
    return "\n".join([KEY_LIST_TITLE, origin, str(issued), *lines]) + "\n"
