"""Checks a receipt with nothing but a key list. It shares no code with what signs.

One file, importing only the standard library, `cryptography` and `cbor2`, so that anyone can take
it away and run it without the police (`ledger.md` 3.4). What it is given is hostile until shown
otherwise (Q18): it reads strictly, and says so in a `Verdict` where a text is not what it should be.

- level ``A``: the signature is good, the police acknowledged these items at that time;
- level ``!``: the signature is good, but a checkpoint signed by the log contradicts it;
- level ``-``: no valid receipt, or (exit 3) nothing that can be decided;
- exit 0 the level asked for, 1 ``-`` or ``!``, 2 good but not the level asked for, 3 not decidable,
  64 wrong use of the command.

Every check has a stable name. Failing ones: ``form``, ``cut`` (no receipt, or a part of one),
``unknown_key``, ``signature``, ``number`` (another in the address), ``origin``, ``key_time``,
``revoked``, ``checkpoint``, ``contradiction``, ``level``, ``key_list``, ``readable``.
"""

import argparse
import base64
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple, NoReturn

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

LONGEST_TOKEN = 4096  # Bytes; a receipt on paper has at most 420.
MOST_ITEMS = 60
MOST_SIGNATURES = 100
_LAST_SECOND = 253_402_300_799  # Of the year 9999: later times cannot be shown.
_DEEPEST = 4
_P = 2**255 - 19
# The points of small order, by their y: a key among them signs everything, so none is accepted.
_ORDER_EIGHT = (
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
)
_SMALL_ORDER_Y = {0, 1, _P - 1} | {int.from_bytes(bytes.fromhex(t), "little") for t in _ORDER_EIGHT}

_WHOLE = r"0|[1-9][0-9]{0,14}"
_KEY_LINE = re.compile(rf"key (log|receipt) ({_WHOLE}) ({_WHOLE}|-) (\S+)")
_REVOKED_LINE = re.compile(rf"revoked ([0-9a-f]{{8}}) ({_WHOLE})")
_SIGNATURE_LINE = re.compile(r"— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})")
_FOREIGN = re.compile(r"[\x00-\x09\x0b-\x1f\ud800-\udfff]")
_NAME = re.compile(r"[^\s+]+")


class BadSignatureError(Exception):
    """A signature that does not belong to this key and these bytes, or a note that is none."""


class BadReceiptError(Exception):
    """A text that is no receipt of ours; `code` is a stable word for the reason."""

    def __init__(self, code: str, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code


class UndecidableError(Exception):
    """Key or key list are missing or unreadable: nothing can be said; `code` is a stable word."""

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
    """What a receipt says. Items are (code, count, short text); `issued` is in Unix seconds.

    `leaf` (32 bytes) lies at `index` in the tree of `size` leaves whose `root` is stated. With
    `owner_salt` the holder can prove being the owner; `before` is reserved (`ledger.md` 3.1).
    """

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
    owner_salt: bytes | None = None
    before: int | None = None


@dataclass(frozen=True)
class Verdict:
    """What can be said of a receipt; `receipt` is None when its words are not to be believed."""

    level: str
    exit: int
    receipt: Statement | None
    checks: tuple[Check, ...]

    @property
    def reason(self) -> str:
        """The stable word of the first check that failed, or an empty text."""
        return next((check.name for check in self.checks if not check.ok), "")


class PublicKey(NamedTuple):
    """A key as a vkey text gives it: the name it signs under, its four bytes of id, its 32 bytes."""

    name: str
    id: bytes
    key: bytes


class Checkpoint(NamedTuple):
    """What a log promised: at this size its tree has this root of 32 bytes."""

    origin: str
    size: int
    root: bytes


@dataclass(frozen=True)
class ListedKey:
    """A key of the list, with its role and the time in which it counts, both ends included."""

    role: str
    start: int
    end: int | None
    public: PublicKey

    def counts_at(self, moment: int) -> bool:
        """Say whether the key was in use at a moment (Unix seconds)."""
        return self.start <= moment and (self.end is None or moment <= self.end)


@dataclass(frozen=True)
class KeyList:
    """The published keys of one log; `revoked` holds key ids."""

    origin: str
    keys: tuple[ListedKey, ...]
    revoked: frozenset[bytes]

    def of(self, role: str, id_: bytes | None = None) -> list[ListedKey]:
        """Return the keys of a role, of one id if given."""
        return [k for k in self.keys if k.role == role and id_ in (None, k.public.id)]


# Keys and signatures.


def public_key(raw: bytes) -> Ed25519PublicKey:
    """Return a key from its 32 bytes; UndecidableError for one that would accept anything."""
    if len(raw) != 32:
        raise UndecidableError("key_list", "a public key has 32 bytes")
    y = int.from_bytes(raw, "little") & (2**255 - 1)
    if y >= _P or y in _SMALL_ORDER_Y:
        raise UndecidableError("key_list", "a public key would accept any signature")
    return Ed25519PublicKey.from_public_bytes(raw)


def verify_signature(key: bytes, message: bytes, signature: bytes) -> None:
    """Return when the Ed25519 signature is good; raise BadSignatureError, nothing else, when not."""
    try:
        public_key(key).verify(signature, message)
    except (InvalidSignature, UndecidableError, ValueError, TypeError) as error:
        raise BadSignatureError("a signature does not belong to its text") from error


def key_id(name: str, key: bytes) -> bytes:
    """Return the four bytes that name a key in a note or a receipt."""
    return hashlib.sha256(name.encode() + b"\n\x01" + key).digest()[:4]


def read_vkey(text: str) -> PublicKey:
    """Return the key of a vkey text ``name+hex(id)+b64(0x01 || key)``, or UndecidableError."""
    name, _, rest = text.partition("+")
    hex_id, _, encoded = rest.partition("+")
    try:
        raw = _unb64(encoded)
        named = key_id(name, raw[1:])
    except ValueError as error:
        raise UndecidableError("key_list", "a key cannot be read") from error
    if not _NAME.fullmatch(name) or raw[:1] != b"\x01" or named.hex() != hex_id:
        raise UndecidableError("key_list", "a key does not fit its name")
    public_key(raw[1:])
    return PublicKey(name, named, raw[1:])


def _unb64(text: str) -> bytes:
    """Return the bytes of base64 in its one right spelling, or ValueError."""
    raw = base64.b64decode(text, validate=True)
    if base64.b64encode(raw).decode() != text:
        raise ValueError("base64 in another spelling")
    return raw


# Signed notes: checkpoint and key list.


def verify_note(note: str, vkey: str) -> str:
    """Return the text of a note whose signature by this key is good (C2SP signed-note).

    BadSignatureError when it is not, or the note has not its form; UndecidableError for a bad vkey.
    """
    return _verify_note(note, [read_vkey(vkey)])


def _verify_note(note: str, known: Iterable[PublicKey]) -> str:
    """Return the text when a known key signed it and no known key's signature is bad."""
    text, signatures = _read_note(note)
    good = 0
    for key in known:
        for name, raw in signatures:
            if (name, raw[:4]) == (key.name, key.id):
                verify_signature(key.key, text.encode(), raw[4:])
                good += 1
    if not good:
        raise BadSignatureError("no known key signed this")
    return text


def _read_note(note: str) -> tuple[str, list[tuple[str, bytes]]]:
    """Return the text of a note and its signatures as (name, id || signature), none checked."""
    text, parted, below = note.rpartition("\n\n")
    lines = below.removesuffix("\n").split("\n")
    found = [_SIGNATURE_LINE.fullmatch(line) for line in lines]
    if _FOREIGN.search(note) or not (text and parted and below.endswith("\n") and all(found)):
        raise BadSignatureError("this is no signed note")
    if len(found) > MOST_SIGNATURES:
        raise BadSignatureError("a note with too many signatures")
    try:
        return text + "\n", [(match[1], _unb64(match[2])) for match in found if match]
    except ValueError as error:
        raise BadSignatureError("a signature cannot be read") from error


def open_checkpoint(note: str, vkey: str) -> Checkpoint:
    """Return a checkpoint that this log key signed; BadSignatureError when it did not."""
    return _open_checkpoint(note, [read_vkey(vkey)])


def _open_checkpoint(note: str, known: Sequence[PublicKey]) -> Checkpoint:
    origin, *rest = _verify_note(note, known)[:-1].split("\n")
    if len(rest) != 2 or origin not in {key.name for key in known}:
        raise BadSignatureError("this is no checkpoint of the log")
    try:
        root = _unb64(rest[1])
    except ValueError as error:
        raise BadSignatureError("this is no checkpoint") from error
    if not re.fullmatch(_WHOLE, rest[0]) or len(root) != 32:
        raise BadSignatureError("this is no checkpoint")
    return Checkpoint(origin, int(rest[0]), root)


def read_key_list(note: str, root_key: str | None = None) -> KeyList:
    """Return the keys of a key list (`ledger.md` 4.2), or UndecidableError.

    With a root key its signature must be good; without, the list is taken as it is given.
    """
    root = read_vkey(root_key) if root_key else None
    try:
        text = _verify_note(note, [root]) if root else _read_note(note)[0]
    except BadSignatureError as error:
        raise UndecidableError("key_list", f"the key list is not good: {error}") from error
    title, *head = text.split("\n", 3)
    if title != "custody-keys/v1" or len(head) != 3 or not re.fullmatch(_WHOLE, head[1]):
        raise UndecidableError("key_list", "this is no key list")
    origin, lines = head[0], head[2].removesuffix("\n").split("\n")
    if any(first >= second for first, second in pairwise(lines)):
        raise UndecidableError("key_list", "the key list is not sorted")
    if root and root.name != _key_name(origin, "root"):
        raise UndecidableError("key_list", "the root key belongs to another log")
    keys = tuple(_listed_key(line, origin) for line in lines if line.startswith("key "))
    return KeyList(origin, keys, frozenset(map(_revoked, lines[len(keys) :])))


def _key_name(origin: str, role: str) -> str:
    return origin if role == "log" else origin.removesuffix("log") + role


def _listed_key(line: str, origin: str) -> ListedKey:
    match = _KEY_LINE.fullmatch(line)
    if not match:
        raise UndecidableError("key_list", "a line of the key list cannot be read")
    key = ListedKey(
        match[1], int(match[2]), None if match[3] == "-" else int(match[3]), read_vkey(match[4])
    )
    if key.public.name != _key_name(origin, key.role):
        raise UndecidableError("key_list", "a key of the list belongs to something else")
    return key


def _revoked(line: str) -> bytes:
    match = _REVOKED_LINE.fullmatch(line)
    if not match:
        raise UndecidableError("key_list", "a line of the key list cannot be read")
    return bytes.fromhex(match[1])


# The token: base32, CBOR, COSE_Sign1, and what it says.


def token_of(text: str) -> bytes:
    """Return the token in a receipt's address or in bare base32, or BadReceiptError."""
    coded = text.strip().rpartition("#")[2]
    if not re.fullmatch(r"[A-Z2-7]+", coded) or len(coded) > LONGEST_TOKEN * 8 // 5 + 1:
        raise BadReceiptError("form", "this is not the code of a receipt")
    if len(coded) % 8 in (1, 3, 6):
        raise BadReceiptError("cut", "a part of the code is missing")
    token = base64.b32decode(coded + "=" * (-len(coded) % 8))
    if written(token) != coded:
        raise BadReceiptError("form", "the end of the code was changed")
    return token


def written(token: bytes) -> str:
    """Return a token as it stands in the address."""
    return base64.b32encode(token).decode("ascii").rstrip("=")


def _decode(content: bytes) -> Any:
    """Return the one item in these bytes; written again it must give the same bytes.

    So a longer form of a number, an unsorted or doubled key and trailing bytes are all refused.
    """
    try:
        value, _ = _item(content, 0, _DEEPEST)
        again = cbor2.dumps(value, canonical=True)
    except ValueError as error:
        raise _no_form() from error
    if again != content:
        raise _no_form()
    return value


def _item(content: bytes, at: int, depth: int) -> tuple[Any, int]:
    """Return the item that starts at `at`, and where it ends.

    Read by hand: `cbor2` would make dates, fractions and patterns of what it meets before we could
    refuse them. A receipt has none of these, and no floats, booleans or open lengths.
    """
    major, count, at = _head(content, at)
    if major in (0, 1):
        return (count if major == 0 else -1 - count), at
    if major in (2, 3):
        raw = content[at : at + count]
        if len(raw) < count:
            raise BadReceiptError("cut", "a part of the code is missing")
        return (raw if major == 2 else raw.decode()), at + count
    if depth == 0 or major == 7:
        raise _no_form()
    parts = []
    for _ in range({4: count, 5: 2 * count, 6: 1}[major]):
        part, at = _item(content, at, depth - 1)
        parts.append(part)
    if major == 4:
        return parts, at
    if major == 6:
        return cbor2.CBORTag(count, parts[0]), at
    if any(type(key) is not int for key in parts[::2]):
        raise _no_form()
    return dict(zip(parts[::2], parts[1::2], strict=True)), at


def _head(content: bytes, at: int) -> tuple[int, int, int]:
    """Return kind and number of the item at `at`, and where the head ends."""
    if at >= len(content):
        raise BadReceiptError("cut", "a part of the code is missing")
    major, short = divmod(content[at], 32)
    if short < 24:
        return major, short, at + 1
    if short > 27:
        raise _no_form()
    end = at + 1 + 2 ** (short - 24)
    return major, int.from_bytes(content[at + 1 : end], "big"), end


def _no_form() -> BadReceiptError:
    return BadReceiptError("form", "the code has not the form of a receipt")


class _Signed(NamedTuple):
    kid: bytes
    message: bytes
    signature: bytes
    said: Statement


def _read_token(token: bytes) -> _Signed:
    """Return a strict COSE_Sign1 in its parts; alg and kid stand in the protected map alone."""
    signed = _decode(token)
    parts = signed.value if isinstance(signed, cbor2.CBORTag) and signed.tag == 18 else None
    if not isinstance(parts, list) or len(parts) != 4 or parts[1] != {}:
        raise _no_form()
    protected, _, payload, signature = parts
    if not (isinstance(protected, bytes) and isinstance(payload, bytes) and _bytes(signature, 64)):
        raise _no_form()
    header = _decode(protected)
    if not isinstance(header, dict) or set(header) != {1, 4}:
        raise _no_form()
    if header[1] != -8 or not _bytes(header[4], 4):
        raise BadReceiptError("form", "the receipt was signed in another way")
    message = cbor2.dumps(["Signature1", protected, b"", payload], canonical=True)
    return _Signed(header[4], message, signature, _statement(payload))


def read_statement(token: bytes) -> Statement:
    """Return what a token says, its form checked and its signature not; or BadReceiptError."""
    return _read_token(token).said


def _statement(payload: bytes) -> Statement:
    said = _decode(payload)
    if not isinstance(said, dict) or not set(_PAYLOAD) - _OPTIONAL <= set(said) <= set(_PAYLOAD):
        raise _no_form()
    if not all(_PAYLOAD[key](value) for key, value in said.items()):
        raise _no_form()
    index, size, root = said[8]
    return Statement(
        no=said[2],
        origin=said[1],
        issued=said[3],
        unit=said[4],
        badge=said.get(5),
        items=tuple((code, count, text) for code, count, text in said[6]),
        leaf=said[7],
        index=index,
        size=size,
        root=root,
        owner_salt=said.get(9),
        before=said.get(10),
    )


def _text(value: Any, form: str = "(?s:.*)") -> bool:
    return isinstance(value, str) and re.fullmatch(form, value) is not None


def _whole(value: Any, largest: int = 2**53 - 1) -> bool:
    return isinstance(value, int) and 0 <= value <= largest


def _bytes(value: Any, size: int) -> bool:
    return isinstance(value, bytes) and len(value) == size


def _items(value: Any) -> bool:
    return isinstance(value, list) and 0 < len(value) <= MOST_ITEMS and all(map(_listed, value))


def _listed(item: Any) -> bool:
    return (
        isinstance(item, list)
        and len(item) == 3
        and _text(item[0], "[0-9CDEFHJKNPRTVX]{10}")
        and _whole(item[1])
        and _text(item[2])
    )


def _place(value: Any) -> bool:
    if not isinstance(value, list) or len(value) != 3 or not _bytes(value[2], 32):
        return False
    return _whole(value[0]) and _whole(value[1]) and bool(value[0] < value[1])


_OPTIONAL = {5, 9, 10}
_PAYLOAD: dict[int, Callable[[Any], bool]] = {
    0: lambda value: bool(value == 1),
    1: _text,
    2: lambda value: _text(value, "[A-Z0-9-]{1,24}"),
    3: lambda value: _whole(value, _LAST_SECOND),
    4: _text,
    5: _text,
    6: _items,
    7: lambda value: _bytes(value, 32),
    8: _place,
    9: lambda value: _bytes(value, 16),
    10: _whole,
}


# The verdict.


def verify_receipt(
    text: str,
    keys_text: str,
    *,
    root_key: str | None = None,
    checkpoint: str | None = None,
    need: str = "A",
) -> Verdict:
    """Return what can be said of a receipt with this key list, and with a checkpoint if given.

    `text` is the receipt's address or its bare token, `keys_text` and `checkpoint` are signed
    notes, `root_key` a vkey text, `need` the level asked for. Raises nothing.
    """
    try:
        keys = read_key_list(keys_text, root_key)
        signed = _read_token(token_of(text))
    except UndecidableError as error:
        return Verdict("-", 3, None, (Check(error.code, False, str(error)),))
    except BadReceiptError as error:
        return Verdict("-", 1, None, (Check(error.code, False, str(error)),))
    trust = "is signed by the root key" if root_key else "is taken as given, without a root key"
    checks = [
        Check("key_list", True, f"the key list {trust}"),
        Check("form", True, "the code has the form of a receipt"),
    ]
    problem, code = _problem(signed, keys, text)
    if problem:
        return Verdict("-", code, None, (*checks, problem))
    checks.append(Check("signature", True, "the signature is good"))
    return _with_checkpoint(signed.said, keys, checkpoint, need, checks)


def _problem(signed: _Signed, keys: KeyList, text: str) -> tuple[Check | None, int]:
    """Return why this is no valid receipt, with its exit code; or None."""
    known, said = keys.of("receipt", signed.kid), signed.said
    if not known:
        return Check("unknown_key", False, "signed with a key that is not in the list"), 3
    signers = [key for key in known if _signed_by(key, signed)]
    number = re.search(r"/[Bb]/([^/?#\s]+)/?(?:\?[^#\s]*)?#", text)
    if not signers:
        return Check("signature", False, "the signature does not belong to this text"), 1
    if number and number[1].upper() != said.no:
        return Check("number", False, "the address has another number than the receipt"), 1
    if said.origin != keys.origin:
        return Check("origin", False, "the receipt is of another log than the key list"), 1
    if not any(key.counts_at(said.issued) for key in signers):
        return Check("key_time", False, "the key was not in use at the time of issue"), 1
    if signed.kid in keys.revoked:
        return Check("revoked", False, "the key was revoked"), 1
    return None, 0


def _signed_by(key: ListedKey, signed: _Signed) -> bool:
    try:
        verify_signature(key.public.key, signed.message, signed.signature)
    except BadSignatureError:
        return False
    return True


def _with_checkpoint(
    said: Statement, keys: KeyList, note: str | None, need: str, checks: list[Check]
) -> Verdict:
    """Return the verdict on a signed receipt: `!` when a checkpoint of its size has another root."""
    if note is not None:
        log_keys = [key.public for key in keys.of("log") if key.public.id not in keys.revoked]
        try:
            stated = _open_checkpoint(note, log_keys)
        except BadSignatureError as error:
            checks.append(Check("checkpoint", False, f"the checkpoint says nothing: {error}"))
            return Verdict("A", 3, said, tuple(checks))
        if stated.size == said.size and stated.root != said.root:
            words = f"the log signed another state of {said.size} events than this receipt states"
            return Verdict("!", 1, said, (*checks, Check("contradiction", False, words)))
        same = "fits" if stated.size == said.size else "is of another size: it says nothing here"
        checks.append(Check("checkpoint", True, f"the checkpoint {same}"))
    if need != "A":
        checks.append(Check("level", False, f"level {need} needs a proof, and none was given"))
        return Verdict("A", 2, said, tuple(checks))
    return Verdict("A", 0, said, tuple(checks))


# The command.


class _Parser(argparse.ArgumentParser):
    """A parser whose wrong use ends with 64."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command, and end with 64."""
        self.print_usage(sys.stderr)
        self.exit(64, f"custody-verify: {message}\n")


def main(argv: Sequence[str] | None = None) -> int:
    """Check a receipt from the command line; return the exit code, that of wrong use is raised."""
    parser = _Parser(
        "custody-verify", description="Check a receipt without the police.", allow_abbrev=False
    )
    parser.add_argument("receipt", help="the address in the QR code, its token, or a file with it")
    parser.add_argument("--keys", required=True, metavar="FILE", help="the published key list")
    parser.add_argument("--root-key", metavar="VKEY", help="the key that signed the key list")
    parser.add_argument("--checkpoint", metavar="FILE", help="a signed checkpoint of the log")
    parser.add_argument("--need", choices=("A", "B", "C"), default="A", help="the level asked for")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    args = parser.parse_args(argv)
    try:
        verdict = verify_receipt(
            _text_or_file(args.receipt),
            _read(Path(args.keys)),
            root_key=args.root_key,
            checkpoint=None if args.checkpoint is None else _read(Path(args.checkpoint)),
            need=args.need,
        )
    except OSError as error:
        verdict = _unread(f"cannot open {error.filename}: {error.strerror}")
    except ValueError as error:
        verdict = _unread(f"cannot read: {error}")
    print(_as_json(verdict) if args.json else _as_text(verdict))
    return verdict.exit


def _unread(why: str) -> Verdict:
    """Return the verdict on what could not be read at all."""
    return Verdict("-", 3, None, (Check("readable", False, why),))


def run() -> NoReturn:
    """Run the command, printing UTF-8 on every system, and end with its exit code."""
    for stream in (sys.stdout, sys.stderr):
        getattr(stream, "reconfigure", lambda **_: None)(encoding="utf-8", errors="replace")
    sys.exit(main())


def _read(path: Path) -> str:
    """Return a file as it is: line ends are signed too."""
    return path.read_bytes().decode("utf-8")


def _text_or_file(given: str) -> str:
    """Return the text of a file, or what was given where it can be the receipt itself."""
    if "#" in given or "://" in given or re.fullmatch(r"[A-Z2-7]{200,}", given):
        return given
    return _read(Path(given))


def _as_json(verdict: Verdict) -> str:
    """Return the verdict in canonical form; hashes are base64url."""
    shown = {
        "checks": [{"detail": c.detail, "name": c.name, "ok": c.ok} for c in verdict.checks],
        "exit": verdict.exit,
        "level": verdict.level,
        "receipt": verdict.receipt and _facts(verdict.receipt),
    }
    return json.dumps(shown, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _facts(said: Statement) -> dict[str, Any]:
    facts = {name: value for name, value in vars(said).items() if name != "owner_salt"}
    for name in ("leaf", "root"):
        facts[name] = base64.urlsafe_b64encode(facts[name]).decode().rstrip("=")
    return facts


def _as_text(verdict: Verdict) -> str:
    """Return the level, then one line per fact and per check; signs that steer a screen escaped."""
    lines = [verdict.level]
    if said := verdict.receipt:
        issued = datetime.fromtimestamp(said.issued, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
        lines += [f"receipt {said.no} of {said.origin}", f"issued {issued}, unit {said.unit}"]
        lines += [f"officer {said.badge}"] if said.badge else []
        lines += [f"item {code}: {count} x {text}" for code, count, text in said.items]
    lines += [f"{'ok ' if c.ok else 'NOT'} {c.name}: {c.detail}" for c in verdict.checks]
    return "\n".join(map(_shown, lines))


def _shown(line: str) -> str:
    return "".join(c if c.isprintable() else f"<U+{ord(c):04X}>" for c in line)


if __name__ == "__main__":
    run()
