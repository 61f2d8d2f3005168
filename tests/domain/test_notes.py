"""A note, a checkpoint and a key list have one form, and anything else is refused."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from custody.domain.notes import (
    MOST_SIGNATURES,
    BadNoteError,
    Checkpoint,
    KeyList,
    ListedKey,
    key_id,
    key_list,
    key_name,
    read_checkpoint,
    read_key_list,
    read_note,
    read_verifier_key,
    signature_line,
    verifier_key,
)

ORIGIN = "custody.example.nl/log"
LOG_VKEY = "custody.example.nl/log+7cd92dd1+AYqI4910CfGV/VLbLTy6XXLKZwm/HZQSG/N0iAG0D29c"
RECEIPT_VKEY = "custody.example.nl/receipt+1def8f51+AYE5dw6ofRdfVqNUZsNMfszLjYqRtO43ol32D1uPybOU"
ROOT = bytes.fromhex("7560138d6cabe91340b30ba8a33f868b58cb01db07e48b3810e1bcc7ed7e742a")
CHECKPOINT = """\
custody.example.nl/log
3
dWATjWyr6RNAswuooz+Gi1jLAdsH5Is4EOG8x+1+dCo=

— custody.example.nl/log fNkt0fqc7aLPhePeXEXRCVj5muKn6e8e1DR/MtNajSd++QDyPQy1X9ZHoysCfGtQae3LuzV0km57R16mDCFhWqk6HwY=
"""
SIGNATURE = CHECKPOINT.splitlines(keepends=True)[-1]


def public(seed: int) -> bytes:
    key = Ed25519PrivateKey.from_private_bytes(bytes([seed]) * 32)
    return key.public_key().public_bytes_raw()


def test_the_worked_example_gives_its_checkpoint_to_the_byte():
    key = Ed25519PrivateKey.from_private_bytes(bytes([1]) * 32)
    text = Checkpoint(ORIGIN, 3, ROOT).text()
    line = signature_line(ORIGIN, public(1), key.sign(text.encode()))
    assert f"{text}\n{line}" == CHECKPOINT


def test_the_worked_example_gives_its_verifier_keys():
    assert verifier_key(key_name(ORIGIN, "log"), public(1)) == LOG_VKEY
    assert verifier_key(key_name(ORIGIN, "receipt"), public(2)) == RECEIPT_VKEY
    assert key_id("custody.example.nl/receipt", public(2)).hex() == "1def8f51"
    assert read_verifier_key(LOG_VKEY) == (ORIGIN, public(1))


@pytest.mark.parametrize(
    "vkey",
    [
        "",
        ORIGIN,
        LOG_VKEY.replace("7cd92dd1", "7cd92dd2"),
        LOG_VKEY.replace("7cd92dd1", "7CD92DD1"),
        LOG_VKEY.replace("/log", "/LOG"),
        LOG_VKEY[:-1] + "d",
        LOG_VKEY[:-4],
        LOG_VKEY + "\n",
        LOG_VKEY.replace("AYqI", "BYqI"),
        LOG_VKEY.replace("AYqI", "é"),
        "a b+" + LOG_VKEY.partition("+")[2],
        "\ud800+" + LOG_VKEY.partition("+")[2],
        "+" + LOG_VKEY.partition("+")[2],
    ],
)
def test_a_verifier_key_whose_parts_do_not_fit_is_refused(vkey):
    with pytest.raises(BadNoteError):
        read_verifier_key(vkey)


def test_a_note_comes_apart_in_its_text_and_its_signatures():
    other = signature_line("other.example", public(2), b"x" * 64)
    note = read_note(CHECKPOINT + other)
    assert note.text == Checkpoint(ORIGIN, 3, ROOT).text()
    assert [signature.name for signature in note.signatures] == [ORIGIN, "other.example"]
    assert note.signatures[0].key_id == key_id(ORIGIN, public(1))
    assert note.signatures[1].signature == b"x" * 64


def test_the_text_of_a_note_ends_at_the_last_empty_line():
    note = read_note("one\n\ntwo\n\n" + SIGNATURE)
    assert note.text == "one\n\ntwo\n"


def test_a_note_may_carry_many_signatures_but_not_without_end():
    assert len(read_note("text\n\n" + SIGNATURE * 16).signatures) == 16
    assert len(read_note("text\n\n" + SIGNATURE * MOST_SIGNATURES).signatures) == MOST_SIGNATURES
    with pytest.raises(BadNoteError):
        read_note("text\n\n" + SIGNATURE * (MOST_SIGNATURES + 1))


@pytest.mark.parametrize(
    "note",
    [
        "",
        "text\n",
        "text\n\n",
        "text\n" + SIGNATURE,
        "\n\n" + SIGNATURE,
        "text\n\n" + SIGNATURE.rstrip("\n"),
        "text\n\n" + SIGNATURE + "\n",
        "text\n\n" + SIGNATURE + "more\n",
        "text\r\n\n" + SIGNATURE,
        "te\0xt\n\n" + SIGNATURE,
        "te\txt\n\n" + SIGNATURE,
        "te\ud800xt\n\n" + SIGNATURE,
        "text\n\n" + SIGNATURE.replace("—", "-"),
        "text\n\n" + SIGNATURE.replace("— ", "—"),
        "text\n\n" + SIGNATURE.replace(" custody", "  custody"),
        "text\n\n" + SIGNATURE.replace("/log", "+log"),
        "text\n\n" + SIGNATURE.replace("=\n", "\n"),
        "text\n\n" + SIGNATURE.replace("HwY=", "HwZ="),
        "text\n\n— name AAAAAA==\n",
    ],
)
def test_a_text_that_is_no_note_is_refused(note):
    with pytest.raises(BadNoteError):
        read_note(note)


def test_a_checkpoint_is_read_from_its_note():
    assert read_checkpoint(CHECKPOINT) == Checkpoint(ORIGIN, 3, ROOT)
    assert read_checkpoint(CHECKPOINT.replace("\n3\n", "\n0\n")).size == 0


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("\n3\n", "\n03\n"),
        ("\n3\n", "\n-3\n"),
        ("\n3\n", "\n+3\n"),
        ("\n3\n", "\n3 \n"),
        ("\n3\n", "\n³\n"),
        ("\n3\n", "\n٣\n"),
        ("\n3\n", "\n\n"),
        ("\n3\n", "\n" + "9" * 20 + "\n"),
        ("\n3\n", "\n3\nextra\n"),
        ("dCo=\n", "dCo=\nextension\n"),
        ("dCo=\n", "dCp=\n"),
        ("dCo=\n", "dCo\n"),
        ("dWAT", ""),
        ("custody.example.nl/log\n3", "\n3"),
        ("custody.example.nl/log\n3", "custody example\n3"),
        ("\n\n—", "\n—"),
    ],
)
def test_a_checkpoint_in_another_form_is_refused(part, other):
    changed = CHECKPOINT.replace(part, other, 1)
    assert changed != CHECKPOINT
    with pytest.raises(BadNoteError):
        read_checkpoint(changed)


def test_a_checkpoint_without_a_signature_is_no_checkpoint():
    with pytest.raises(BadNoteError):
        read_checkpoint(Checkpoint(ORIGIN, 3, ROOT).text())


KEYS = KeyList(
    ORIGIN,
    1795435092,
    (
        ListedKey("log", 1795435092, None, LOG_VKEY),
        ListedKey("receipt", 1795435092, 1800000000, RECEIPT_VKEY),
    ),
    (("1def8f51", 1799999999),),
)
KEY_TEXT = f"""\
custody-keys/v1
{ORIGIN}
1795435092
key log 1795435092 - {LOG_VKEY}
key receipt 1795435092 1800000000 {RECEIPT_VKEY}
revoked 1def8f51 1799999999
"""


def test_a_key_list_has_its_lines_in_order_and_reads_back_the_same():
    assert KEYS.text() == KEY_TEXT
    assert read_key_list(KEY_TEXT) == KEYS


def test_the_order_in_which_keys_are_given_does_not_matter():
    listed = [("receipt", 5, None, RECEIPT_VKEY), ("log", 5, 9, LOG_VKEY)]
    text = key_list(ORIGIN, 7, listed)
    assert text == key_list(ORIGIN, 7, listed[::-1])
    assert read_key_list(text).keys == tuple(ListedKey(*key) for key in sorted(listed))
    assert read_key_list(text).revoked == ()


@pytest.mark.parametrize(
    ("part", "other"),
    [
        ("custody-keys/v1", "custody-keys/v2"),
        (f"\n{ORIGIN}\n1795", "\n1795"),
        (f"\n{ORIGIN}\n1795", "\nan origin\n1795"),
        ("\n1795435092\n", "\n01795435092\n"),
        ("\n1795435092\n", "\nnow\n"),
        ("key log", "key root"),
        ("key log", "key  log"),
        ("key log", "Key log"),
        ("key log", "aaa log"),
        ("key log 1795435092 -", "key log 1795435092"),
        ("1795435092 1800000000", "1800000001 1800000000"),
        ("1795435092 - ", "1795435092 -1 "),
        ("7cd92dd1", "7cd92dd2"),
        ("key receipt 1795435092 1800000000 custody", "key log 1795435092 1800000000 custody"),
        ("revoked 1def8f51", "revoked 1DEF8F51"),
        ("revoked 1def8f51", "revoked 1def8f"),
        ("revoked", "zzz"),
        ("1799999999\n", "1799999999"),
        ("1799999999\n", "1799999999\n\n"),
        ("1799999999\n", "1799999999\nrevoked 1def8f51 1799999999\n"),
        ("1799999999\n", "1799999999\nkey log 1 - x\n"),
    ],
)
def test_a_key_list_in_another_form_is_refused(part, other):
    changed = KEY_TEXT.replace(part, other, 1)
    assert changed != KEY_TEXT
    with pytest.raises(BadNoteError):
        read_key_list(changed)


def test_a_key_list_without_keys_is_refused():
    with pytest.raises(BadNoteError):
        read_key_list(f"custody-keys/v1\n{ORIGIN}\n1795435092\n")


@settings(derandomize=True, deadline=None, max_examples=200)
@given(st.integers(0, len(CHECKPOINT) - 1), st.characters())
def test_a_changed_sign_is_refused_or_shows_in_what_is_read(place, sign):
    changed = CHECKPOINT[:place] + sign + CHECKPOINT[place + 1 :]
    try:
        note, checkpoint = read_note(changed), read_checkpoint(changed)
    except BadNoteError:
        return
    assert checkpoint.text() == note.text
    line = note.signatures[0]
    written = base64.b64encode(line.key_id + line.signature).decode()
    assert f"{note.text}\n— {line.name} {written}\n" == changed
