"""An event as bytes: canonical JSON, salted digests, and the body that is hashed.

Rules kept here (`ledger.md` 1, Q20):
- RFC 8785 bytes of a subset: ASCII keys, NFC strings, whole numbers; the writer itself refuses
  floats, large numbers, and what could not be read back the same;
- exactly fourteen keys, each by its own rule, in at most 16,384 bytes; the bytes are stored as
  they were hashed, and reading accepts no other spelling of the same body;
- personal data and free text appear only as digests with a fresh 128-bit salt, as RFC 9901 has it.

The leaf of a body is `merkle.leaf_hash` of its bytes. Which event types exist is not known here:
whoever knows them passes them as `types`.
"""

import base64
import hashlib
import json
import re
import unicodedata
from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from custody.domain.codes import ALPHABET, PLACE_CODE, is_item_code
from custody.domain.errors import InputError
from custody.domain.words import mark

LONGEST_BODY = 16_384
MOST_REFS, MOST_DIGESTS = 64, 32
DEEPEST = 32  # Arrays in arrays; far more than any event has, far less than Python can bear.
# Schema-less address prefix that names a log; it never changes (`ledger.md` 1.1).
ORIGIN = re.compile(r"[a-z0-9.:\[\]-]+(?:/[a-z0-9._-]+)*/log")
_BIGGEST = 2**53 - 1
_ENCODER = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
)
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_SALT = re.compile(r"[A-Za-z0-9_-]{21}[AQgw]")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


class BadBytesError(InputError):
    """A value that has no canonical bytes, or bytes that are not canonical."""

    sentence = mark("This cannot be recorded as it is: %(found)s.")


def b64u(content: bytes) -> str:
    """Return base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def unb64u(text: str) -> bytes:
    """Return the bytes of base64url text without padding; BadBytesError for any other spelling."""
    try:
        content = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError as error:
        raise BadBytesError(found="text that is not base64url") from error
    if b64u(content) != text:
        raise BadBytesError(found="text that is not base64url")
    return content


def canonical(value: Any) -> bytes:
    """Return the RFC 8785 bytes of a value of our subset, or BadBytesError."""
    _check_value(value, DEEPEST)
    return _ENCODER.encode(value).encode()


def _check_value(value: Any, depth: int) -> None:
    if value is None or isinstance(value, bool):
        return
    if isinstance(value, int):
        if not -_BIGGEST <= value <= _BIGGEST:
            raise BadBytesError(found="a number that is too large")
    elif isinstance(value, str):
        _check_text(value)
    elif depth == 0:
        raise BadBytesError(found="lists that go too deep")
    elif isinstance(value, list | tuple):
        for part in value:
            _check_value(part, depth - 1)
    elif isinstance(value, dict):
        for key, part in value.items():
            if not isinstance(key, str) or not key.isascii():
                raise BadBytesError(found="a key that is not ASCII")
            _check_value(part, depth - 1)
    else:
        raise BadBytesError(found=f"a value of type {type(value).__name__}")


def _check_text(text: str) -> None:
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise BadBytesError(found="half a character")
    if not unicodedata.is_normalized("NFC", text):
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
    try:
        value = json.loads(content.decode("utf-8"), object_pairs_hook=_object)
    except (ValueError, RecursionError) as error:
        raise BadBytesError(found="text that is not JSON") from error
    if canonical(value) != content:
        raise BadBytesError(found="JSON that is not in canonical form")
    return value


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return the object of these pairs. The standard library would keep the last of a double key."""
    if len({key for key, _ in pairs}) != len(pairs):
        raise BadBytesError(found="a key that stands twice")
    return dict(pairs)


def time_text(moment: datetime) -> str:
    """Return an aware moment as ``YYYY-MM-DDTHH:MM:SSZ``, parts of a second cut off."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def read_time(text: str) -> datetime:
    """Return the aware moment of ``YYYY-MM-DDTHH:MM:SSZ``; BadBytesError for any other text."""
    try:
        if _TIME.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:
        pass
    raise BadBytesError(found="a time that is none")


@dataclass(frozen=True)
class Opening:
    """Name, salt (base64url of 16 bytes) and value of one digest: what opens it."""

    name: str
    salt: str
    value: Any

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise BadBytesError(found=f"the field name {self.name}")
        if not _SALT.fullmatch(self.salt):
            raise BadBytesError(found="a salt that has not 16 bytes")

    def disclosure(self) -> str:
        """Return the base64url text over ``[salt, name, value]`` (RFC 9901)."""
        return b64u(canonical([self.salt, self.name, self.value]))

    def digest(self) -> str:
        """Return what stands in the event in place of the value."""
        return b64u(hashlib.sha256(self.disclosure().encode("ascii")).digest())


def opening(name: str, value: Any, salt: bytes) -> Opening:
    """Return the opening of a value, its texts put in NFC, under 16 fresh random bytes."""
    return Opening(name, b64u(salt), nfc(value))


def _list_of(part: str, most: int) -> str:
    return rf"\[(?:{part}(?:,{part}){{0,{most - 1}}})?\]"


_MOMENT = f'"{_TIME.pattern}"'
_HASH = '"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"'
_UNIT = f'"{PLACE_CODE.pattern}"'
# The rule of each key, as a pattern of its canonical JSON; keys in the order of the bytes.
_RULES = {
    "at": f"null|{_MOMENT}",
    "d": _list_of(_HASH, MOST_DIGESTS),
    "id": '"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"',
    "item": f'null|"[{ALPHABET}]{{10}}"',
    "item_prev": f"null|{_HASH}",
    "item_seq": "null|0|[1-9][0-9]{0,14}",
    "log": f'"{ORIGIN.pattern}"',
    "place": f"null|{_UNIT}",
    "rec": _MOMENT,
    "ref": _list_of(_HASH, MOST_REFS),
    "src": '"(?:app|scan|import|citizen|system)"',
    "type": '"[a-z][a-z_]{1,39}"',
    "unit": f"null|{_UNIT}",
    "v": "1",
}
KEYS = tuple(_RULES)
_BODY = re.compile(r"\{" + ",".join(f'"{key}":(?:{rule})' for key, rule in _RULES.items()) + r"\}")


def body_bytes(body: Mapping[str, Any], types: Container[str] | None = None) -> bytes:
    """Return the bytes of an event body that keeps every rule, or BadBytesError.

    `types` are the event types that exist; None leaves that question to the caller.
    """
    try:
        text = _ENCODER.encode(dict(body))
    except (TypeError, ValueError, RecursionError) as error:
        raise BadBytesError(found="a body that is no JSON") from error
    _check_body(text, body, types)
    return text.encode("ascii")


def read_body(content: bytes, types: Container[str] | None = None) -> dict[str, Any]:
    """Return the fourteen keys of an event body from its bytes, or BadBytesError."""
    if len(content) > LONGEST_BODY:
        raise BadBytesError(found="more than one event can hold")
    try:
        text = content.decode("ascii")
        body = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadBytesError(found="a body that is no JSON") from error
    _check_body(text, body, types)
    return dict(body)


def _check_body(text: str, body: Any, types: Container[str] | None) -> None:
    """Refuse a body whose text is not canonical, or which breaks a rule; name the key."""
    if len(text) > LONGEST_BODY:
        raise BadBytesError(found="more than one event can hold")
    if not _BODY.fullmatch(text):
        raise BadBytesError(found=_what_is_wrong(body))
    try:
        # Their form was looked at with the rest; what is left is that such a moment exists.
        for moment in (body["at"], body["rec"]):
            if moment is not None:
                datetime.fromisoformat(moment)
    except ValueError as error:
        raise BadBytesError(found="a time that is none") from error
    item, seq, digests = body["item"], body["item_seq"], body["d"]
    wrong = (
        item is not None and not is_item_code(item),
        (item is None) != (seq is None),
        (body["item_prev"] is None) != (not seq),
        list(digests) != sorted(set(digests)),
        types is not None and body["type"] not in types,
    )
    if any(wrong):
        key = ("item", "item_seq", "item_prev", "d", "type")[wrong.index(True)]
        raise BadBytesError(found=f"the key {key}")


def _what_is_wrong(body: Any) -> str:
    """Return why the text of a body does not have its form."""
    if not isinstance(body, Mapping) or set(body) != set(KEYS):
        return "a body with other keys"
    for key, rule in _RULES.items():
        if not re.fullmatch(rule, _ENCODER.encode(body[key])):
            return f"the key {key}"
    return "JSON that is not in canonical form"
