"""The verifier against vectors that others made: Wycheproof, COSE, and a real paper-QR pipeline.

`dgc` and most COSE files are of other algorithms: there a helper shows that our reading of the
format is right, and the product must refuse every one of them without a crash.
"""

import base64
import hashlib
import json
import zlib
from pathlib import Path
from typing import Any

import base45
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from custody import verifier
from tests import cose
from tests.signed import base32, key_list
from tests.vectors import vector_files, vector_folder

KEYS = key_list()


def content(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def wycheproof() -> list[Any]:
    """Return (public key, case) of each case; none when the folder is missing."""
    groups = [group for path in vector_files("wycheproof") for group in content(path)["testGroups"]]
    return [
        pytest.param(bytes.fromhex(group["publicKey"]["pk"]), case, id=str(case["tcId"]))
        for group in groups
        for case in group["tests"]
    ]


def files(name: str) -> list[Any]:
    return [pytest.param(path, id=path.stem) for path in vector_files(name)]


def good(public: bytes, message: bytes, signature: bytes) -> bool:
    try:
        verifier.verify_signature(public, message, signature)
    except verifier.BadSignatureError:
        return False
    return True


@pytest.mark.parametrize(
    ("name", "number"), [("wycheproof", 1), ("cose", 13), ("dgc/NL", 40), ("dgc/common", 38)]
)
def test_every_file_of_a_set_is_a_case(name: str, number: int) -> None:
    vector_folder(name)
    assert len(files(name)) == number


def test_the_wycheproof_set_is_whole() -> None:
    vector_folder("wycheproof")
    results = [case.values[1]["result"] for case in wycheproof()]
    assert (len(results), results.count("valid")) == (151, 88)


@pytest.mark.parametrize(("public", "case"), wycheproof())
def test_an_ed25519_signature_is_accepted_when_it_is_valid_only(
    public: bytes, case: dict[str, Any]
) -> None:
    message, signature = bytes.fromhex(case["msg"]), bytes.fromhex(case["sig"])
    assert good(public, message, signature) == (case["result"] == "valid"), case["comment"]


# What a generic reader must say of each file, and why ours refuses all of them.
COSE = {
    "eddsa-sig-01": True,
    "eddsa-sig-02": False,  # Ed448.
    "eddsa-01": False,  # COSE_Sign, tag 98.
    "eddsa-02": False,
    "sign-pass-01": True,
    "sign-pass-02": True,
    "sign-pass-03": True,  # Without a tag.
    "sign-fail-01": False,
    "sign-fail-02": False,
    "sign-fail-03": False,
    "sign-fail-04": False,
    "sign-fail-06": False,
    "sign-fail-07": False,
}


def example(path: Path) -> tuple[bytes, dict[str, Any], bytes]:
    """Return message, what it was made from, and the external bytes."""
    stated = content(path)
    made_of = stated["input"].get("sign0", {})
    external = bytes.fromhex(made_of.get("external", ""))
    return bytes.fromhex(stated["output"]["cbor"]), {**stated, "sign0": made_of}, external


@pytest.mark.parametrize("path", files("cose"))
def test_a_cose_example_verifies_as_its_makers_say(path: Path) -> None:
    message, stated, external = example(path)

    def check() -> cose.Sign1:
        parts = cose.read(message, untagged=path.stem == "sign-pass-03")
        cose.verify(parts, cose.key_of(stated["sign0"].get("key", {})), external)
        return parts

    if COSE[path.stem]:
        to_be_signed = bytes.fromhex(stated["intermediates"]["ToBeSign_hex"])
        assert check().to_be_signed(external) == to_be_signed
    else:
        with pytest.raises(cose.RefusedError):
            check()


def test_external_bytes_belong_to_what_is_signed() -> None:
    path = vector_folder("cose") / "sign1-tests" / "sign-pass-02.json"
    message, stated, _ = example(path)
    with pytest.raises(cose.RefusedError):
        cose.verify(cose.read(message), cose.key_of(stated["sign0"]["key"]))


@pytest.mark.parametrize("path", files("cose"))
def test_a_cose_example_is_no_receipt(path: Path) -> None:
    verdict = verifier.verify_receipt(base32(example(path)[0]), KEYS)
    assert (verdict.level, verdict.exit, verdict.reason) == ("-", 1, "form")


def test_ours_agrees_on_the_signature_of_the_one_example_that_is_ed25519() -> None:
    path = vector_folder("cose") / "eddsa-examples" / "eddsa-sig-01.json"
    message, stated, _ = example(path)
    parts = cose.read(message)
    public = bytes.fromhex(stated["sign0"]["key"]["x_hex"])
    assert good(public, parts.to_be_signed(), parts.signature)
    assert not good(public, parts.to_be_signed() + b" ", parts.signature)


# The EU certificate: base45, zlib, COSE.


def certificate(stated: dict[str, Any]) -> x509.Certificate:
    return x509.load_der_x509_certificate(base64.b64decode(stated["TESTCTX"]["CERTIFICATE"]))


def message_of(prefixed: str) -> bytes:
    """Return the COSE bytes of the text in a QR code."""
    if not prefixed.startswith("HC1:"):
        raise cose.RefusedError("prefix")
    try:
        return zlib.decompress(base45.b45decode(prefixed.removeprefix("HC1:")))
    except (ValueError, zlib.error) as error:
        raise cose.RefusedError("base45 or zlib") from error


def verify_certificate(stated: dict[str, Any]) -> cose.Sign1:
    """Verify the message of a file; its kid must name the certificate."""
    parts, signer = cose.read(bytes.fromhex(stated["COSE"])), certificate(stated)
    if parts.headers.get(4) != hashlib.sha256(signer.public_bytes(Encoding.DER)).digest()[:8]:
        raise cose.RefusedError("kid")
    cose.verify(parts, signer.public_key())
    return parts


@pytest.mark.parametrize("path", files("dgc/NL"))
def test_a_paper_certificate_is_read_and_verified_step_by_step(path: Path) -> None:
    stated = content(path)
    assert message_of(stated["PREFIX"]) == bytes.fromhex(stated["COSE"])
    parts = verify_certificate(stated)
    assert parts.payload == bytes.fromhex(stated["CBOR"])


def expecting(step: str) -> list[Any]:
    """Return the common files in which this step has a stated outcome."""
    found = [(path, content(path)["EXPECTEDRESULTS"]) for path in vector_files("dgc/common")]
    return [pytest.param(p, r[step], id=p.stem) for p, r in found if step in r]


def test_twelve_common_files_state_whether_they_verify() -> None:
    vector_folder("dgc")
    assert len(expecting("EXPECTEDVERIFY")) == 12


@pytest.mark.parametrize(("path", "expected"), expecting("EXPECTEDVERIFY"))
def test_a_certificate_verifies_as_its_makers_say(path: Path, expected: bool) -> None:
    if expected:
        verify_certificate(content(path))
    else:
        with pytest.raises(cose.RefusedError):
            verify_certificate(content(path))


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        case
        for step in ("EXPECTEDUNPREFIX", "EXPECTEDB45DECODE", "EXPECTEDCOMPRESSION")
        for case in expecting(step)
        if not case.values[1]
    ],
)
def test_a_broken_first_step_ends_in_a_clean_refusal(path: Path, expected: bool) -> None:
    with pytest.raises(cose.RefusedError):
        message_of(content(path)["PREFIX"])


@pytest.mark.parametrize("path", files("dgc"))
def test_no_certificate_is_a_receipt_neither_as_text_nor_as_bytes(path: Path) -> None:
    stated = content(path)
    texts = [stated["PREFIX"], base32(bytes.fromhex(stated.get("COSE", "00")))]
    verdicts = [verifier.verify_receipt(text, KEYS) for text in texts]
    assert [(v.level, v.exit) for v in verdicts] == [("-", 1)] * 2
    assert {v.reason for v in verdicts} <= {"form", "cut"}
