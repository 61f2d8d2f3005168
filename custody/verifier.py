"""Checks a receipt with nothing but a key list. It shares no code with what signs.

One file, importing only the standard library, `cryptography` and `cbor2`, so that anyone can take
it away and run it without the police (`ledger.md` 3.4). It reads strictly: what is not exactly as
the format says is no receipt (Q18).

- level ``A``: the signature is good, the police acknowledged these items at that time;
- level ``!``: the signature is good, but a checkpoint signed by the log contradicts it;
- level ``-``: no valid receipt;
- exit 0 the level asked for, 1 ``-`` or ``!``, 2 good but not the level asked for, 3 not decidable,
  64 wrong use of the command.
"""

import argparse
import base64
import binascii
import hashlib
import io
import json
import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LONGEST_TOKEN = 4096
_P = 2**255 - 19
# The points of small order, by their y: a key among them signs everything, so none is accepted.
_ORDER_EIGHT = (
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
)
_SMALL_ORDER_Y = {0, 1, _P - 1} | {int.from_bytes(bytes.fromhex(t), "little") for t in _ORDER_EIGHT}


class BadSignatureError(Exception):
    """A signature that does not belong to this key and these bytes."""


class BadReceiptError(Exception):
    """A text that is no receipt of ours; `code` is a stable word for the reason."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class UndecidableError(Exception):
    """Key list, checkpoint or key are missing or unreadable: nothing can be said."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


@dataclass(frozen=True)
class Check:
    """One thing that was looked at; `name` is stable, `detail` a plain sentence."""

    name: str
    ok: bool
    detail: str


@dataclass(frozen=True)
class Statement:
    """What a receipt says."""

    no: str
    origin: str
    issued: int
    unit: str
    badge: str | None
    items: tuple[tuple[str, int, str], ...]
    leaf: bytes
    index: int
    size: int
    root: bytes
    owner_salt: bytes | None


@dataclass(frozen=True)
class Verdict:
    """What can be said of a receipt; `receipt` is None when it could not be read."""

    level: str
    exit: int
    receipt: Statement | None
    checks: tuple[Check, ...]

    @property
    def reason(self) -> str:
        """The stable word of the first check that failed, or an empty text."""
        return next((check.name for check in self.checks if not check.ok), "")


@dataclass(frozen=True)
class Key:
    """A public key of the list, with the time in which it counted."""

    role: str
    start: int
    end: int | None
    name: str
    id: bytes
    public: bytes
    vkey: str


@dataclass(frozen=True)
class KeyList:
    """The published keys of one log."""

    origin: str
    keys: tuple[Key, ...]
    revoked: dict[bytes, int]


def public_key(raw: bytes) -> Ed25519PublicKey:
    """Return a key from its 32 bytes; UndecidableError for a key of small order."""
    if len(raw) != 32:
        raise UndecidableError("bad_key", "a public key has 32 bytes")
    y = int.from_bytes(raw, "little") & (2**255 - 1)
    if y >= _P or y in _SMALL_ORDER_Y:
        raise UndecidableError("bad_key", "a public key that would accept anything")
    return Ed25519PublicKey.from_public_bytes(raw)


def verify_signature(key: bytes, message: bytes, signature: bytes) -> None:
    """Return when the Ed25519 signature is good; raise BadSignatureError, and nothing else, when not."""
    try:
        public_key(key).verify(signature, message)
    except (InvalidSignature, UndecidableError, ValueError, TypeError) as error:
        raise BadSignatureError() from error


def key_id(name: str, key: bytes) -> bytes:
    """Return the four bytes that name a key in a note or a receipt."""
    return hashlib.sha256(name.encode() + b"\n\x01" + key).digest()[:4]


def read_vkey(text: str) -> tuple[str, bytes, bytes]:
    """Return name, key id and key of a vkey text, or UndecidableError."""
    try:
        name, hex_id, encoded = text.split("+", 2)
        raw = base64.b64decode(encoded, validate=True)
        named = bytes.fromhex(hex_id)
    except ValueError as error:
        raise UndecidableError("bad_key", "a key cannot be read") from error
    if len(raw) != 33 or raw[0] != 1 or named != key_id(name, raw[1:]):
        raise UndecidableError("bad_key", "a key does not fit its name")
    public_key(raw[1:])
    return name, named, raw[1:]


def verify_note(note: str, vkey: str) -> str:
    """Return the text of a signed note whose signature by this key is good (C2SP signed-note)."""
    text, lines = _split_note(note)
    name, wanted, key = read_vkey(vkey)
    found = False
    for line in lines:
        match = re.fullmatch(r"— (\S+) ([A-Za-z0-9+/]+={0,2})", line)
        if match is None:
            raise BadSignatureError()
        raw = base64.b64decode(match[2])
        if match[1] == name and raw[:4] == wanted:
            verify_signature(key, text.encode("utf-8"), raw[4:])
            found = True
    if not found:
        raise BadSignatureError()
    return text


def _split_note(note: str) -> tuple[str, list[str]]:
    if any(ord(c) < 32 and c != "\n" for c in note) or "\n\n" not in note:
        raise BadSignatureError()
    text, _, signatures = note.rpartition("\n\n")
    if not signatures.endswith("\n"):
        raise BadSignatureError()
    return text + "\n", signatures[:-1].split("\n")[:16]


def open_checkpoint(note: str, vkey: str) -> tuple[str, int, bytes]:
    """Return origin, size and root of a checkpoint whose signature is good."""
    lines = verify_note(note, vkey).split("\n")
    if len(lines) != 4 or lines[3] or not re.fullmatch(r"0|[1-9]\d{0,18}", lines[1]):
        raise BadSignatureError()
    try:
        root = base64.b64decode(lines[2], validate=True)
    except binascii.Error as error:
        raise BadSignatureError() from error
    if len(root) != 32:
        raise BadSignatureError()
    return lines[0], int(lines[1]), root


def read_key_list(note: str, root_key: str | None = None) -> KeyList:
    """Return the keys of a key list; with a root key its signature must be good."""
    try:
        text = verify_note(note, root_key) if root_key else _split_note(note)[0]
    except BadSignatureError as error:
        raise UndecidableError(
            "bad_key_list", "the key list is not signed as it should be"
        ) from error
    lines = text.rstrip("\n").split("\n")
    if len(lines) < 3 or lines[0] != "custody-keys/v1" or not lines[2].isdigit():
        raise UndecidableError("bad_key_list", "the key list cannot be read")
    keys, revoked = [], {}
    for line in lines[3:]:
        parts = line.split(" ")
        if parts[0] == "key" and len(parts) == 5 and parts[2].isdigit():
            name, id_, key = read_vkey(parts[4])
            end = None if parts[3] == "-" else int(parts[3])
            keys.append(Key(parts[1], int(parts[2]), end, name, id_, key, parts[4]))
        elif parts[0] == "revoked" and len(parts) == 3 and parts[2].isdigit():
            revoked[bytes.fromhex(parts[1])] = int(parts[2])
        else:
            raise UndecidableError("bad_key_list", "the key list cannot be read")
    return KeyList(lines[1], tuple(keys), revoked)


def token_of(text: str) -> bytes:
    """Return the token in a receipt's address or in bare base32, or BadReceiptError."""
    written = text.strip().rpartition("#")[2]
    if not re.fullmatch(r"[A-Z2-7]+", written):
        raise BadReceiptError("form", "this is not the code of a receipt")
    if len(written) % 8 in (1, 3, 6) or len(written) > 2 * LONGEST_TOKEN:
        raise BadReceiptError("cut", "the code is not complete")
    token = base64.b32decode(written + "=" * (-len(written) % 8))
    if base64.b32encode(token).decode().rstrip("=") != written:
        raise BadReceiptError("form", "the code was changed at its end")
    return token


def written(token: bytes) -> str:
    """Return a token as it stands in the address."""
    return base64.b32encode(token).decode("ascii").rstrip("=")


def _decode(content: bytes) -> Any:
    """Return the one canonical CBOR item in these bytes, and nothing behind it."""
    stream = io.BytesIO(content)
    try:
        value = cbor2.CBORDecoder(stream).decode()
        again = cbor2.dumps(value, canonical=True)
    except Exception as error:
        raise BadReceiptError("form", "the code is not in the form of a receipt") from error
    if stream.read(1) or again != content:
        raise BadReceiptError("form", "the code is not in the form of a receipt")
    return value


def _signed_parts(token: bytes) -> tuple[bytes, bytes, bytes, bytes]:
    """Return kid, protected header, payload and signature of a strict COSE_Sign1."""
    if len(token) > LONGEST_TOKEN:
        raise BadReceiptError("form", "the code is too long")
    signed = _decode(token)
    if not isinstance(signed, cbor2.CBORTag) or signed.tag != 18:
        raise BadReceiptError("form", "this is no signed receipt")
    parts = signed.value
    if not isinstance(parts, list | tuple) or len(parts) != 4 or parts[1] != {}:
        raise BadReceiptError("form", "this is no signed receipt")
    protected, _, payload, signature = parts
    if not all(isinstance(part, bytes) for part in (protected, payload, signature)):
        raise BadReceiptError("form", "this is no signed receipt")
    header = _decode(protected)
    if not isinstance(header, dict) or set(header) != {1, 4} or header[1] != -8:
        raise BadReceiptError("form", "the receipt was signed in another way")
    kid = header[4]
    if not isinstance(kid, bytes) or len(kid) != 4 or len(signature) != 64:
        raise BadReceiptError("form", "the receipt was signed in another way")
    return kid, protected, payload, signature


def read_statement(token: bytes) -> Statement:
    """Return what a token says, its form checked and its signature not; or BadReceiptError."""
    payload = _decode(_signed_parts(token)[2])
    if not isinstance(payload, dict) or not _right_payload(payload):
        raise BadReceiptError("form", "the receipt does not say what a receipt says")
    index, size, root = payload[8]
    return Statement(
        no=payload[2],
        origin=payload[1],
        issued=payload[3],
        unit=payload[4],
        badge=payload.get(5),
        items=tuple((code, count, text) for code, count, text in payload[6]),
        leaf=payload[7],
        index=index,
        size=size,
        root=root,
        owner_salt=payload.get(9),
    )


def _right_payload(payload: dict[Any, Any]) -> bool:
    required, optional = {0, 1, 2, 3, 4, 6, 7, 8}, {5, 9, 10}
    keys = set(payload)
    if any(type(key) is not int for key in payload) or not required <= keys <= required | optional:
        return False
    place = payload[8]
    return (
        payload[0] == 1
        and all(isinstance(payload[key], str) for key in (1, 2, 4))
        and re.fullmatch(r"[A-Z0-9-]{1,24}", payload[2]) is not None
        and _whole(payload[3])
        and isinstance(payload.get(5, ""), str)
        and isinstance(payload[6], list | tuple)
        and all(_right_item(item) for item in payload[6])
        and _bytes(payload[7], 32)
        and isinstance(place, list | tuple)
        and len(place) == 3
        and _whole(place[0])
        and _whole(place[1])
        and place[0] < place[1]
        and _bytes(place[2], 32)
        and _bytes(payload.get(9, bytes(16)), 16)
        and _whole(payload.get(10, 0))
    )


def _right_item(item: Any) -> bool:
    return (
        isinstance(item, list | tuple)
        and len(item) == 3
        and isinstance(item[0], str)
        and re.fullmatch(r"[0-9CDEFHJKNPRTVX]{10}", item[0]) is not None
        and _whole(item[1])
        and isinstance(item[2], str)
    )


def _whole(value: Any) -> bool:
    return type(value) is int and 0 <= value < 2**53


def _bytes(value: Any, size: int) -> bool:
    return isinstance(value, bytes) and len(value) == size


def verify_receipt(
    text: str,
    keys_text: str,
    *,
    root_key: str | None = None,
    checkpoint: str | None = None,
    need: str = "A",
) -> Verdict:
    """Return what can be said of a receipt with this key list, and with a checkpoint if given."""
    try:
        keys = read_key_list(keys_text, root_key)
    except UndecidableError as error:
        return Verdict("-", 3, None, (Check(error.code, False, str(error)),))
    try:
        token = token_of(text)
        kid, protected, payload, signature = _signed_parts(token)
        said = read_statement(token)
    except BadReceiptError as error:
        return Verdict("-", 1, None, (Check(error.code, False, str(error)),))
    checks = [Check("form", True, "the code has the form of a receipt")]
    key = next((k for k in keys.keys if k.role == "receipt" and k.id == kid), None)
    if key is None:
        checks.append(Check("unknown_key", False, "signed with a key that is not in the list"))
        return Verdict("-", 3, None, tuple(checks))
    message = cbor2.dumps(["Signature1", protected, b"", payload], canonical=True)
    try:
        verify_signature(key.public, message, signature)
    except BadSignatureError:
        checks.append(Check("signature", False, "the signature does not belong to this text"))
        return Verdict("-", 1, None, tuple(checks))
    checks.append(Check("signature", True, "the signature is good"))
    problem = _key_problem(key, keys, said)
    if problem:
        return Verdict("-", 1, None, (*checks, problem))
    return _against_checkpoint(said, keys, checkpoint, need, checks)


def _key_problem(key: Key, keys: KeyList, said: Statement) -> Check | None:
    """Return why the key does not count for this receipt, or None."""
    if said.origin != keys.origin:
        return Check("origin", False, "the receipt is of another log than the key list")
    if said.issued < key.start or (key.end is not None and said.issued > key.end):
        return Check("key_time", False, "the key was not in use at the time of issue")
    if key.id in keys.revoked:
        return Check("revoked", False, "the key was revoked")
    return None


def _against_checkpoint(
    said: Statement, keys: KeyList, checkpoint: str | None, need: str, checks: list[Check]
) -> Verdict:
    """Return the verdict, `!` when a checkpoint of equal size has another root."""
    level = "A"
    if checkpoint is not None:
        log = next((k for k in keys.keys if k.role == "log"), None)
        try:
            origin, size, root = open_checkpoint(checkpoint, log.vkey if log else "")
        except (BadSignatureError, UndecidableError):
            checks.append(Check("checkpoint", False, "the checkpoint is not signed by the log"))
            return Verdict("A", 3, said, tuple(checks))
        if origin == said.origin and size == said.size:
            same = root == said.root
            words = "the checkpoint fits" if same else "the log signed something else at this size"
            checks.append(Check("contradiction" if not same else "checkpoint", same, words))
            level = "A" if same else "!"
    if level == "!":
        return Verdict("!", 1, said, tuple(checks))
    if need != "A":
        checks.append(Check("level", False, f"level {need} needs a proof, which is not given"))
        return Verdict("A", 2, said, tuple(checks))
    return Verdict("A", 0, said, tuple(checks))


class _Parser(argparse.ArgumentParser):
    """A parser whose wrong use ends with 64."""

    def error(self, message: str) -> Any:
        """Say what is wrong with the command, and end with 64."""
        self.print_usage(sys.stderr)
        self.exit(64, f"custody-verify: {message}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Check a receipt from the command line; the exit code is the verdict's."""
    parser = _Parser("custody-verify", description="Check a receipt without the police.")
    parser.add_argument("receipt", help="the address in the QR code, its token, or a file with it")
    parser.add_argument("--keys", required=True, metavar="FILE", help="the published key list")
    parser.add_argument("--root-key", metavar="VKEY", help="the key that signed the key list")
    parser.add_argument("--checkpoint", metavar="FILE", help="a signed checkpoint of the log")
    parser.add_argument("--need", choices=("A", "B", "C"), default="A", help="the level asked for")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    args = parser.parse_args(argv)
    try:
        text = _text_or_file(args.receipt)
        keys = Path(args.keys).read_text(encoding="utf-8")
        checkpoint = args.checkpoint and Path(args.checkpoint).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        print(f"cannot read: {error}", file=sys.stderr)
        return 3
    verdict = verify_receipt(
        text, keys, root_key=args.root_key, checkpoint=checkpoint or None, need=args.need
    )
    print(_as_json(verdict) if args.json else _as_text(verdict))
    return verdict.exit


def run() -> None:
    """Run the command and end with its exit code."""
    sys.exit(main())


def _text_or_file(given: str) -> str:
    path = Path(given)
    try:
        return path.read_text(encoding="utf-8") if path.is_file() else given
    except OSError:
        return given


def _as_json(verdict: Verdict) -> str:
    checks = [{"detail": c.detail, "name": c.name, "ok": c.ok} for c in verdict.checks]
    shown = {
        "checks": checks,
        "exit": verdict.exit,
        "level": verdict.level,
        "receipt": _facts(verdict.receipt),
    }
    return json.dumps(shown, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _facts(said: Statement | None) -> dict[str, Any] | None:
    if said is None:
        return None
    return {
        "badge": said.badge,
        "issued": said.issued,
        "items": [list(item) for item in said.items],
        "no": said.no,
        "origin": said.origin,
        "unit": said.unit,
    }


def _as_text(verdict: Verdict) -> str:
    lines = [verdict.level]
    if verdict.receipt is not None:
        said = verdict.receipt
        issued = datetime.fromtimestamp(said.issued, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        lines += [f"receipt {said.no} of {said.origin}", f"issued {issued}, unit {said.unit}"]
        lines += [f"item {code}: {count} x {text}" for code, count, text in said.items]
    lines += [f"{'ok ' if c.ok else 'NOT'} {c.name}: {c.detail}" for c in verdict.checks]
    return "\n".join(lines)
