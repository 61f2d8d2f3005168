"""An event as bytes: canonical JSON, salted digests, the leaf, and the chain of one item.

Rules kept here (`ledger.md` 1):
- exactly fourteen keys, RFC 8785 bytes of a subset: ASCII keys, NFC strings, whole numbers; the
  writer itself refuses floats, large integers and what it could not read back the same (Q20);
- personal data and free text appear only as digests with a fresh 128-bit salt, as RFC 9901 has it;
- a body is stored as the bytes that were hashed, at most 16,384 of them.
"""

import base64
import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from custody.domain.errors import InputError
from custody.domain.words import mark

KEYS = ("at", "d", "id", "item", "item_prev", "item_seq", "log", "place", "rec", "ref", "src") + (
    "type",
    "unit",
    "v",
)
SOURCES = frozenset({"app", "scan", "import", "citizen", "system"})
LONGEST_BODY = 16_384
MOST_REFS, MOST_DIGESTS = 64, 32
_BIGGEST = 2**53 - 1
_CODE = re.compile(r"[A-Z0-9][A-Z0-9-]{0,23}")
_TYPE = re.compile(r"[a-z][a-z_]{1,39}")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_B64U32 = re.compile(r"[A-Za-z0-9_-]{43}")
_ITEM = re.compile(r"[0-9CDEFHJKNPRTVX]{10}")


class BadBytesError(InputError):
    """A value that has no canonical bytes, or bytes that are not canonical."""

    sentence = mark("This cannot be recorded as it is: %(found)s.")


def b64u(content: bytes) -> str:
    """Return base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def unb64u(text: str) -> bytes:
    """Return the bytes of base64url text without padding."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def canonical(value: Any) -> bytes:
    """Return the RFC 8785 bytes of a value of our subset, or BadBytesError."""
    _check_value(value)
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def _check_value(value: Any) -> None:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, int):
        if not -_BIGGEST <= value <= _BIGGEST:
            raise BadBytesError(found="a number that is too large")
    elif isinstance(value, str):
        _check_text(value)
    elif isinstance(value, list | tuple):
        for part in value:
            _check_value(part)
    elif isinstance(value, dict):
        for key, part in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise BadBytesError(found="a key that is not ASCII")
            _check_value(part)
    else:
        raise BadBytesError(found=f"a value of type {type(value).__name__}")


def _check_text(text: str) -> None:
    if any(0xD800 <= ord(c) <= 0xDFFF for c in text):
        raise BadBytesError(found="half a character")
    if unicodedata.normalize("NFC", text) != text:
        raise BadBytesError(found="text that is not in NFC")


def nfc(value: Any) -> Any:
    """Return the value with every text in NFC, and lists for tuples: ready to be digested."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value.encode("utf-8", "replace").decode("utf-8"))
    if isinstance(value, list | tuple):
        return [nfc(part) for part in value]
    if isinstance(value, dict):
        return {key: nfc(part) for key, part in value.items()}
    return value


def parse_canonical(content: bytes) -> Any:
    """Return the value of canonical bytes; BadBytesError when they are not canonical."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        if len({key for key, _ in pairs}) != len(pairs):
            raise BadBytesError(found="a key that stands twice")
        return dict(pairs)

    try:
        value = json.loads(content.decode("utf-8"), object_pairs_hook=once)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise BadBytesError(found="text that is not JSON") from error
    if canonical(value) != content:
        raise BadBytesError(found="JSON that is not in canonical form")
    return value


def time_text(moment: datetime) -> str:
    """Return a moment as ``YYYY-MM-DDTHH:MM:SSZ``."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def read_time(text: str) -> datetime:
    """Return the aware moment of ``YYYY-MM-DDTHH:MM:SSZ``."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


@dataclass(frozen=True)
class Opening:
    """Salt, name and value of one digest: what opens it."""

    salt: str
    name: str
    value: Any

    def disclosure(self) -> str:
        """Return the base64url text over ``[salt, name, value]`` (RFC 9901)."""
        if not _NAME.fullmatch(self.name):
            raise BadBytesError(found=f"the field name {self.name}")
        return b64u(canonical([self.salt, self.name, self.value]))

    def digest(self) -> str:
        """Return what stands in the event in place of the value."""
        return b64u(hashlib.sha256(self.disclosure().encode("ascii")).digest())


def opening(name: str, value: Any, salt: bytes) -> Opening:
    """Return the opening of a value under 16 fresh random bytes."""
    if len(salt) != 16:
        raise ValueError("a salt has 16 bytes")
    return Opening(b64u(salt), name, nfc(value))


def body_bytes(body: Mapping[str, Any]) -> bytes:
    """Return the bytes of an event body that keeps every rule of `ledger.md` 1.1."""
    check_body(body)
    content = canonical(dict(body))
    if len(content) > LONGEST_BODY:
        raise BadBytesError(found="more than one event can hold")
    return content


def read_body(content: bytes) -> dict[str, Any]:
    """Return the body of an event from its bytes, or BadBytesError."""
    if len(content) > LONGEST_BODY:
        raise BadBytesError(found="a body that is too long")
    body = parse_canonical(content)
    if not isinstance(body, dict):
        raise BadBytesError(found="a body that is no object")
    check_body(body)
    return body


def check_body(body: Mapping[str, Any]) -> None:
    """Refuse a body with other keys, or with a key that breaks its rule."""
    if tuple(sorted(body)) != KEYS:
        raise BadBytesError(found="a body with other keys")
    for key, good in _body_rules(body).items():
        if not good:
            raise BadBytesError(found=f"the key {key}")


def _body_rules(body: Mapping[str, Any]) -> dict[str, bool]:
    item, seq, prev = body["item"], body["item_seq"], body["item_prev"]
    whole = isinstance(seq, int) and not isinstance(seq, bool) and seq >= 0
    return {
        "v": body["v"] == 1 and body["v"] is not True,
        "log": isinstance(body["log"], str) and body["log"].endswith("/log"),
        "id": _fits(_UUID, body["id"]),
        "type": _fits(_TYPE, body["type"]),
        "item": item is None or _fits(_ITEM, item),
        "item_seq": seq is None if item is None else whole,
        "item_prev": prev is None if not seq else _fits(_B64U32, prev),
        "at": body["at"] is None or _fits(_TIME, body["at"]),
        "rec": _fits(_TIME, body["rec"]),
        "unit": body["unit"] is None or _fits(_CODE, body["unit"]),
        "place": body["place"] is None or _fits(_CODE, body["place"]),
        "src": body["src"] in SOURCES,
        "ref": _all_fit(body["ref"], MOST_REFS),
        "d": _all_fit(body["d"], MOST_DIGESTS) and _sorted_once(body["d"]),
    }


def _fits(pattern: re.Pattern[str], value: object) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value) is not None


def _all_fit(values: object, most: int) -> bool:
    return (
        isinstance(values, list) and len(values) <= most and all(_fits(_B64U32, v) for v in values)
    )


def _sorted_once(values: list[str]) -> bool:
    return values == sorted(set(values))
