"""Receipts, notes and key lists made for tests, by hand and apart from the code that signs.

The keys are those of the worked example (`ledger.md` 12): seeds of 32 equal bytes, known to all.
"""

import base64
import hashlib
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

ORIGIN = "custody.example.nl/log"
NAMES = {
    "log": ORIGIN,
    "receipt": "custody.example.nl/receipt",
    "root": "custody.example.nl/root",
}
LOG, RECEIPT, ROOT, FOREIGN = (
    Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32) for seed in (1, 2, 3, 4)
)
ISSUED = 1795435092

# The worked example, byte for byte.
PROTECTED = bytes.fromhex("a2012704441def8f51")
PAYLOAD = bytes.fromhex(
    "a800010176637573746f64792e6578616d706c652e6e6c2f6c6f670270414d535a2d323032362d303030343137"
    "031a6b042a540468414d532d5a5549440681836a463544504e32303956320172426f73206d6574203320736c65"
    "7574656c7307582037b4962d5e401bd44017077b6edf011468029c9ec0e5654ba2d657bdb9dd6d0a0883010258"
    "20f003235319970b6624c184395adf14bb8958fb23e908d07a9c4b056e89f4d9f8"
)
SIGNATURE = bytes.fromhex(
    "60e578e8397fe1c2e133969de42b43be6d5dab7d089b5521f39e52fd77bd7f31"
    "b0e4093f8026de3cda8ef6ca38be2b34b1434a2a7920cf700d9d4407e3db5b07"
)
TOKEN = b"\xd2\x84\x49" + PROTECTED + b"\xa0\x58\xa8" + PAYLOAD + b"\x58\x40" + SIGNATURE
LOG_VKEY = f"{ORIGIN}+7cd92dd1+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c"
RECEIPT_VKEY = "custody.example.nl/receipt+1def8f51+AYE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU"
CHECKPOINT = (
    f"{ORIGIN}\n3\ndWATjWyr6RNAswuooz+Gi1jLAdsH5Is4EOG8x+1+dCo=\n\n"
    "— custody.example.nl/log fNkt0fqc7aLPhePeXEXRCVj5muKn6e8e1DR/MtNajSd++QDyPQy1X9ZHoysCfGtQae3L"
    "uzV0km57R16mDCFhWqk6HwY=\n"
)


def base32(token: bytes) -> str:
    return base64.b32encode(token).decode().rstrip("=")


def address(token: bytes, no: str = "AMSZ-2026-000417") -> str:
    return f"https://CUSTODY.EXAMPLE.NL/B/{no}#{base32(token)}"


ADDRESS = address(TOKEN)


def raw(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def key_id(name: str, public: bytes) -> bytes:
    return hashlib.sha256(name.encode() + b"\x0a\x01" + public).digest()[:4]


def vkey_of(name: str, public: bytes) -> str:
    encoded = base64.b64encode(b"\x01" + public).decode()
    return f"{name}+{key_id(name, public).hex()}+{encoded}"


def vkey(role: str, key: Ed25519PrivateKey) -> str:
    return vkey_of(NAMES[role], raw(key))


def signature_line(name: str, key: Ed25519PrivateKey, text: str) -> str:
    signed = key_id(name, raw(key)) + key.sign(text.encode())
    return f"— {name} {base64.b64encode(signed).decode()}\n"


def note(text: str, *signers: tuple[str, Ed25519PrivateKey]) -> str:
    return text + "\n" + "".join(signature_line(name, key, text) for name, key in signers)


def key_list(
    *more: str,
    lines: tuple[str, ...] | None = None,
    title: str = "custody-keys/v1",
    origin: str = ORIGIN,
    issued: str = "1780000000",
) -> str:
    """Return a key list signed by the root key; `lines` replaces the two keys of the example."""
    usual = (f"key log 1780000000 - {LOG_VKEY}", f"key receipt 1780000000 - {RECEIPT_VKEY}")
    body = sorted([*(usual if lines is None else lines), *more])
    return note("\n".join([title, origin, issued, *body]) + "\n", (NAMES["root"], ROOT))


def checkpoint(size: int | str, root: bytes, key: Ed25519PrivateKey = LOG) -> str:
    encoded = base64.b64encode(root).decode()
    return note(f"{ORIGIN}\n{size}\n{encoded}\n", (ORIGIN, key))


def said(**changes: Any) -> dict[int, Any]:
    """Return the payload of the example, with keys changed by number: ``said(k3=5, k5=None)``."""
    payload = cbor2.loads(PAYLOAD)
    payload.update({int(key[1:]): value for key, value in changes.items()})
    return {key: value for key, value in payload.items() if value is not None}


def signed(
    payload: Any,
    *,
    protected: Any = None,
    unprotected: Any = None,
    tag: int = 18,
    key: Ed25519PrivateKey = RECEIPT,
) -> bytes:
    """Return a token with a good signature, however odd its content; bytes are taken as they are."""
    body = payload if isinstance(payload, bytes) else cbor2.dumps(payload, canonical=True)
    head = {1: -8, 4: key_id(NAMES["receipt"], raw(key))} if protected is None else protected
    head = head if isinstance(head, bytes) else cbor2.dumps(head, canonical=True)
    signature = key.sign(cbor2.dumps(["Signature1", head, b"", body]))
    return cbor2.dumps(cbor2.CBORTag(tag, [head, unprotected or {}, body, signature]))
