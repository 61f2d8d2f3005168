"""The verifier is the attack surface: what was not signed is never accepted, and nothing crashes it (Q18).

Tokens, checkpoints, key lists and proofs are changed at random, a few thousand times here and a
hundred thousand times in the full run. Only the very bytes that were signed are ever good.
"""

import base64
import random
from contextlib import suppress

import pytest

from custody import verifier
from custody.domain import merkle
from tests.signed import ADDRESS, CHECKPOINT, LOG_VKEY, ROOT, TOKEN, base32, key_list, vkey

KEYS = key_list()
ROOT_VKEY = vkey("root", ROOT)
REFUSALS = (verifier.UndecidableError, verifier.BadSignatureError, verifier.BadReceiptError)
ODD = (0x00, 0x1F, 0x20, 0x5F, 0x7F, 0x80, 0x9F, 0xBF, 0xC0, 0xD2, 0xF6, 0xF7, 0xF9, 0xFB, 0xFF)


def mutated(content: bytes, seeded: random.Random) -> bytes:
    """Return the bytes with one to three changes of any kind."""
    changed = bytearray(content)
    for _ in range(seeded.randint(1, 3)):
        way, at = seeded.randrange(8), seeded.randrange(len(changed) or 1)
        if way == 0 and changed:
            changed[at] ^= 1 << seeded.randrange(8)
        elif way == 1 and changed:
            changed[at] = seeded.choice(ODD)
        elif way == 2:
            changed[at:at] = bytes(seeded.choice(ODD) for _ in range(seeded.randint(1, 4)))
        elif way == 3:
            del changed[at : at + seeded.randint(1, 8)]
        elif way == 4:
            del changed[at:]
        elif way == 5:
            changed += bytes(changed[: seeded.randint(1, 20)])
        elif way == 6:
            there = seeded.randrange(len(changed) or 1)
            part = changed[at : at + 8]
            changed[there : there + len(part)] = part
        else:
            changed[at:at] = changed[at : at + seeded.randint(1, 32)]
    return bytes(changed)


def _tokens(count: int, seed: int) -> None:
    seeded = random.Random(seed)
    told: dict[str, int] = {}
    for _ in range(count):
        other = mutated(TOKEN, seeded)
        verdict = verifier.verify_receipt(verifier.written(other), KEYS)
        told[verdict.level] = told.get(verdict.level, 0) + 1
        assert (verdict.level == "A") == (other == TOKEN), other.hex()
        assert verdict.exit in (0, 1, 3)
    assert told["-"] > count * 0.9


def _written(count: int, seed: int) -> None:
    """The written form: one token has one spelling."""
    seeded = random.Random(seed)
    good = base32(TOKEN)
    for _ in range(count):
        text = mutated(ADDRESS.encode(), seeded).decode("utf-8", "replace")
        verdict = verifier.verify_receipt(text, KEYS)
        if verdict.level == "A":
            assert text.strip().rpartition("#")[2] == good, text[-40:]
        assert verdict.level in ("A", "-")


def _notes(count: int, seed: int) -> None:
    seeded = random.Random(seed)
    good = verifier.open_checkpoint(CHECKPOINT, LOG_VKEY)
    listed = verifier.read_key_list(KEYS, ROOT_VKEY)
    for _ in range(count):
        note = mutated(CHECKPOINT.encode(), seeded).decode("utf-8", "replace")
        with suppress(*REFUSALS):
            assert verifier.open_checkpoint(note, LOG_VKEY) == good, note
        keys = mutated(KEYS.encode(), seeded).decode("utf-8", "replace")
        with suppress(*REFUSALS):
            assert verifier.read_key_list(keys, ROOT_VKEY) == listed, keys


def _proofs(count: int, seed: int) -> None:
    seeded = random.Random(seed)
    for _ in range(count):
        leaves = [merkle.leaf_hash(bytes([n])) for n in range(seeded.randint(2, 40))]
        size, index = len(leaves), seeded.randrange(len(leaves))
        root, proof = merkle.root_of(leaves), merkle.inclusion_proof(leaves, index)
        assert merkle.verify_inclusion(index, size, leaves[index], proof, root)
        other = _other_proof(proof, seeded)
        if other != proof:
            assert not merkle.verify_inclusion(index, size, leaves[index], other, root)
        elsewhere = seeded.choice([index - 1, index + 1, size, 2**60, -1])
        assert not merkle.verify_inclusion(elsewhere, size, leaves[index], proof, root)
        old = seeded.randint(1, size)
        before = merkle.root_of(leaves[:old])
        proof = merkle.consistency_proof(leaves, old)
        assert merkle.verify_consistency(old, size, before, root, proof)
        other = _other_proof(proof, seeded)
        if other != proof:
            assert not merkle.verify_consistency(old, size, before, root, other)
        assert not merkle.verify_consistency(0, size, before, root, proof)


def _other_proof(proof: list[bytes], seeded: random.Random) -> list[bytes]:
    changed = list(proof)
    way = seeded.randrange(5)
    if way == 0 and changed:
        changed[seeded.randrange(len(changed))] = seeded.randbytes(32)
    elif way == 1 and changed:
        changed.pop(seeded.randrange(len(changed)))
    elif way == 2:
        changed.insert(seeded.randint(0, len(changed)), seeded.randbytes(32))
    elif way == 3 and changed:
        at = seeded.randrange(len(changed))
        changed[at] = changed[at][:31]
    else:
        changed.reverse()
    return changed


def test_what_was_not_signed_is_no_receipt() -> None:
    assert verifier.verify_receipt(ADDRESS, KEYS).level == "A"
    _tokens(6_000, seed=18)


def test_a_receipt_has_one_spelling() -> None:
    _written(1_500, seed=19)


def test_a_changed_checkpoint_or_key_list_says_nothing_else() -> None:
    _notes(1_200, seed=20)


def test_a_changed_proof_proves_nothing() -> None:
    _proofs(1_000, seed=21)


def test_padding_bits_and_other_letters_are_other_spellings() -> None:
    good = base32(TOKEN)
    head = ADDRESS.removesuffix(good)
    for other in (good.lower(), good + "=", good + "A", good[:-1], f"{good} x", f"{good}#"):
        assert verifier.verify_receipt(head + other, KEYS).level == "-", other
    last = base64.b32decode(good + "=" * (-len(good) % 8))
    assert last == TOKEN


@pytest.mark.full
@pytest.mark.parametrize("seed", range(4))
def test_a_hundred_thousand_changes_are_seen(seed: int) -> None:
    _tokens(20_000, seed)
    _written(2_000, seed)
    _notes(2_000, seed)
    _proofs(1_000, seed)
