"""Signed notes, checkpoints and the key list as texts (C2SP signed-note, tlog-checkpoint).

Only texts are made and read here; signing is `storage/signer.py`'s, checking `verifier.py`'s.
Rules kept here (`ledger.md` 4.1, 4.2):
- a note is UTF-8 text without control characters, an empty line, and signature lines;
- a key id ties a name to a key; a vkey whose id does not fit is refused;
- a checkpoint has exactly three lines: origin, size without leading zeros, root of 32 bytes;
- a key list is sorted by bytes after its third line, and each key has the name of its role;
- base64 is accepted in its one right spelling alone.
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from custody.domain.errors import InputError
from custody.domain.merkle import HASH_SIZE
from custody.domain.words import mark

KEY_LIST_TITLE = "custody-keys/v1"
KEY_ROLES = ("log", "receipt")
MOST_SIGNATURES = 100
_ED25519 = b"\x01"
_NAME = re.compile(r"[^\s+\ud800-\udfff]+")
_FOREIGN = re.compile(r"[\x00-\x09\x0b-\x1f\ud800-\udfff]")
_WHOLE = re.compile(r"0|[1-9][0-9]{0,18}")
_KEY_ID = re.compile(r"[0-9a-f]{8}")


class BadNoteError(InputError):
    """A text that has not the exact form of a note, checkpoint, key or key list."""

    sentence = mark("This text has not the right form: %(found)s.")


def key_id(name: str, public_key: bytes) -> bytes:
    """Return the first four bytes that name a key: H(name || 0x0A || 0x01 || key)."""
    return hashlib.sha256(name.encode() + b"\n" + _ED25519 + public_key).digest()[:4]


def key_name(origin: str, role: str) -> str:
    """Return the name of a key: the log's own is the origin, others replace its last part."""
    return origin if role == "log" else origin.removesuffix("log") + role


def verifier_key(name: str, public_key: bytes) -> str:
    """Return the vkey text ``name+hex(key id)+b64(0x01 || key)``."""
    return f"{name}+{key_id(name, public_key).hex()}+{_b64(_ED25519 + public_key)}"


def read_verifier_key(vkey: str) -> tuple[str, bytes]:
    """Return name and 32-byte public key of a vkey text; BadNoteError when they do not fit."""
    name, _, rest = vkey.partition("+")
    known_as, _, encoded = rest.partition("+")
    key = _unb64(encoded)
    if not _NAME.fullmatch(name) or len(key) != 33 or key[:1] != _ED25519:
        raise BadNoteError(found="a key that is no Ed25519 key")
    if known_as != key_id(name, key[1:]).hex():
        raise BadNoteError(found="a key whose id does not fit")
    return name, key[1:]


def _b64(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _unb64(text: str) -> bytes:
    """Return the bytes of padded standard base64, in its one right spelling."""
    try:
        content = base64.b64decode(text, validate=True)
    except ValueError as error:
        raise BadNoteError(found="text that is not base64") from error
    if _b64(content) != text:
        raise BadNoteError(found="base64 in another spelling")
    return content


def signature_line(name: str, public_key: bytes, signature: bytes) -> str:
    """Return the line that a signature adds to a note."""
    return f"— {name} {_b64(key_id(name, public_key) + signature)}\n"


class NoteSignature(NamedTuple):
    """One signature under a note: name and id of its key, and its bytes. Nothing says it is good."""

    name: str
    key_id: bytes
    signature: bytes


@dataclass(frozen=True)
class Note:
    """The text that is signed, with its line ends, and the signatures under it."""

    text: str
    signatures: tuple[NoteSignature, ...]


def read_note(note: str) -> Note:
    """Return a note in its parts; BadNoteError when its form is not exact.

    Signatures of unknown keys are returned too: whoever checks them ignores those.
    """
    if _FOREIGN.search(note):
        raise BadNoteError(found="a control character, or half a character")
    text, parted, below = note.rpartition("\n\n")
    if not text or not parted or not below.endswith("\n"):
        raise BadNoteError(found="no signature below an empty line")
    lines = below[:-1].split("\n")
    if len(lines) > MOST_SIGNATURES:
        raise BadNoteError(found="too many signatures")
    return Note(text + "\n", tuple(_signature(line) for line in lines))


def _signature(line: str) -> NoteSignature:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != "—" or not _NAME.fullmatch(parts[1]):
        raise BadNoteError(found="a line that is no signature")
    content = _unb64(parts[2])
    if len(content) < 5:
        raise BadNoteError(found="a signature that is too short")
    return NoteSignature(parts[1], content[:4], content[4:])


@dataclass(frozen=True)
class Checkpoint:
    """What a log promises: at this size its tree has this root of 32 bytes."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        """Return the three signed lines."""
        return f"{self.origin}\n{self.size}\n{_b64(self.root)}\n"


def read_checkpoint(note: str) -> Checkpoint:
    """Return the checkpoint of a signed note; BadNoteError when its form is not exact."""
    lines = read_note(note).text[:-1].split("\n")
    if len(lines) != 3:
        raise BadNoteError(found="a checkpoint that has not three lines")
    origin, size, root = lines[0], _whole(lines[1]), _unb64(lines[2])
    if not _NAME.fullmatch(origin) or len(root) != HASH_SIZE:
        raise BadNoteError(found="an origin or a root that is none")
    return Checkpoint(origin, size, root)


def _whole(text: str) -> int:
    if not _WHOLE.fullmatch(text):
        raise BadNoteError(found="a number that is not written as it should be")
    return int(text)


class ListedKey(NamedTuple):
    """A published key: its role, from and to when it signs (Unix seconds, None = still), its vkey."""

    role: str
    start: int
    end: int | None
    vkey: str


@dataclass(frozen=True)
class KeyList:
    """The published keys of a log. `revoked` holds (key id as 8 hex digits, Unix seconds)."""

    origin: str
    issued: int
    keys: tuple[ListedKey, ...]
    revoked: tuple[tuple[str, int], ...] = ()

    def text(self) -> str:
        """Return the text that the root key signs."""
        keys = [
            f"key {key.role} {key.start} {'-' if key.end is None else key.end} {key.vkey}"
            for key in self.keys
        ]
        lines = sorted([*keys, *(f"revoked {known_as} {at}" for known_as, at in self.revoked)])
        return "\n".join([KEY_LIST_TITLE, self.origin, str(self.issued), *lines]) + "\n"


def key_list(origin: str, issued: int, keys: Iterable[tuple[str, int, int | None, str]]) -> str:
    """Return the text of a key list of (role, from, to, vkey), none of them revoked."""
    return KeyList(origin, issued, tuple(ListedKey(*key) for key in keys)).text()


def read_key_list(text: str) -> KeyList:
    """Return the key list of a note's text; BadNoteError when its form is not exact."""
    title, *head = text.split("\n", 3)
    if title != KEY_LIST_TITLE or len(head) != 3 or not _NAME.fullmatch(head[0]):
        raise BadNoteError(found="a key list without its title, origin and time")
    if not head[2].endswith("\n"):
        raise BadNoteError(found="a key list without keys")
    lines = head[2][:-1].split("\n")
    # Code points compare as their UTF-8 bytes do.
    if any(first >= second for first, second in pairwise(lines)):
        raise BadNoteError(found="a key list that is not sorted")
    keys = tuple(_listed_key(line, head[0]) for line in lines if line.startswith("key "))
    revoked = tuple(_revoked(line) for line in lines[len(keys) :])
    return KeyList(head[0], _whole(head[1]), keys, revoked)


def _listed_key(line: str, origin: str) -> ListedKey:
    parts = line.split(" ")
    if len(parts) != 5 or parts[1] not in KEY_ROLES:
        raise BadNoteError(found="a line that is no key")
    _, role, start, end, vkey = parts
    if read_verifier_key(vkey)[0] != key_name(origin, role):
        raise BadNoteError(found="a key that has not the name of its role")
    key = ListedKey(role, _whole(start), None if end == "-" else _whole(end), vkey)
    if key.end is not None and key.end < key.start:
        raise BadNoteError(found="a key that ends before it starts")
    return key


def _revoked(line: str) -> tuple[str, int]:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != "revoked" or not _KEY_ID.fullmatch(parts[1]):
        raise BadNoteError(found="a line that is neither a key nor a revocation")
    return parts[1], _whole(parts[2])
