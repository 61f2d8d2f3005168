"""A generic COSE_Sign1 (RFC 9052) for the vectors of others. The product reads its own form alone."""

import base64
from dataclasses import dataclass
from typing import Any

import cbor2
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256

SIGN1, CWT = 18, 61
ES256, EDDSA, PS256 = -7, -8, -37


class RefusedError(Exception):
    """No COSE_Sign1, an algorithm that is not known here, or a signature that is not good."""


@dataclass(frozen=True)
class Sign1:
    """The parts of a message; `headers` joins both maps, the protected one wins."""

    protected: bytes
    headers: dict[Any, Any]
    payload: bytes
    signature: bytes

    def to_be_signed(self, external: bytes = b"") -> bytes:
        return cbor2.dumps(["Signature1", self.protected, external, self.payload])


def read(message: bytes, *, untagged: bool = False) -> Sign1:
    """Return the parts of a COSE_Sign1, a CWT tag around it taken off."""
    try:
        found = cbor2.loads(message)
    except cbor2.CBORError as error:
        raise RefusedError from error
    if isinstance(found, cbor2.CBORTag) and found.tag == CWT:
        found = found.value
    if isinstance(found, cbor2.CBORTag) and found.tag == SIGN1:
        found = found.value
    elif not untagged:
        raise RefusedError("no COSE_Sign1")
    if not isinstance(found, (list, tuple)) or len(found) != 4:
        raise RefusedError("not four parts")
    protected, unprotected, payload, signature = found
    inner = cbor2.loads(protected) if protected else {}
    # An empty map is signed as no bytes at all, however it was written (RFC 9052 4.4).
    return Sign1(protected if inner else b"", {**unprotected, **inner}, payload, signature)


def verify(message: Sign1, key: Any, external: bytes = b"") -> None:
    """Return when the signature is good under `alg`, RefusedError when not."""
    algorithm, signed = message.headers.get(1), message.to_be_signed(external)
    try:
        if algorithm == EDDSA and isinstance(key, Ed25519PublicKey):
            key.verify(message.signature, signed)
        elif algorithm == ES256 and isinstance(key, ec.EllipticCurvePublicKey):
            r, s = (int.from_bytes(message.signature[at : at + 32], "big") for at in (0, 32))
            key.verify(utils.encode_dss_signature(r, s), signed, ec.ECDSA(SHA256()))
        elif algorithm == PS256 and isinstance(key, rsa.RSAPublicKey):
            pss = padding.PSS(mgf=padding.MGF1(SHA256()), salt_length=32)
            key.verify(message.signature, signed, pss, SHA256())
        else:
            raise RefusedError(f"algorithm {algorithm}")
    except InvalidSignature as error:
        raise RefusedError("bad signature") from error


def key_of(stated: dict[str, str]) -> Any:
    """Return the public key of an example; RefusedError for a curve that is not known here."""
    if stated.get("crv") == "Ed25519":
        return Ed25519PublicKey.from_public_bytes(bytes.fromhex(stated["x_hex"]))
    if stated.get("crv") != "P-256":
        raise RefusedError(f"curve {stated.get('crv')}")
    x, y = (base64.urlsafe_b64decode(stated[part] + "==") for part in "xy")
    numbers = (int.from_bytes(part, "big") for part in (x, y))
    return ec.EllipticCurvePublicNumbers(*numbers, ec.SECP256R1()).public_key()
