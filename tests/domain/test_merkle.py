"""A proof is accepted exactly when it proves something, to the letter of the RFC and stricter."""

import base64
import hashlib
import json
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from custody.domain.merkle import (
    EMPTY_ROOT,
    Frontier,
    consistency_proof,
    inclusion_proof,
    leaf_hash,
    node_hash,
    read_frontier,
    root_of,
    verify_consistency,
    verify_inclusion,
)
from tests import vectors
from tests.domain.test_body import RECEIVED
from tests.vectors import vector_files, vector_folder

PROPERTY = settings(derandomize=True, deadline=None, max_examples=150)
LEAVES = [leaf_hash(b"%d" % n) for n in range(70)]
ISSUED = (
    '{"at":"2026-11-23T11:58:10Z","d":[],"id":"0192f0c4-5b1e-4c3a-9d57-1f0a3c5e7b02","item":null,'
    '"item_prev":null,"item_seq":null,"log":"custody.example.nl/log","place":null,'
    '"rec":"2026-11-23T11:58:12Z","ref":["tcqyG-OBTRtEN9PQvC0lJCmJpmSukwymnSKQHW9wpBM"],'
    '"src":"app","type":"receipt_issued","unit":"AMS-ZUID","v":1}'
)
MOVED = (
    '{"at":"2026-11-23T12:20:00Z","d":[],"id":"0192f0c4-5b1e-4c3a-9d57-1f0a3c5e7b03",'
    '"item":"F5DPN209V2","item_prev":"tcqyG-OBTRtEN9PQvC0lJCmJpmSukwymnSKQHW9wpBM","item_seq":1,'
    '"log":"custody.example.nl/log","place":"KLUIS-4","rec":"2026-11-23T12:20:01Z","ref":[],'
    '"src":"scan","type":"item_moved","unit":"AMS-ZUID","v":1}'
)


@cache
def tree(start: int, end: int) -> bytes:
    """MTH of RFC 9162 2.1.1 over LEAVES, written as the RFC has it."""
    if end - start < 2:
        return LEAVES[start] if end > start else hashlib.sha256(b"").digest()
    split = 1
    while split * 2 < end - start:
        split *= 2
    inner = b"\x01" + tree(start, start + split) + tree(start + split, end)
    return hashlib.sha256(inner).digest()


def test_the_worked_example_gives_its_leaves_and_roots():
    leaves = [leaf_hash(text.encode()) for text in (RECEIVED, ISSUED, MOVED)]
    assert [len(text) for text in (RECEIVED, ISSUED, MOVED)] == [367, 312, 315]
    assert [leaf.hex() for leaf in leaves] == [
        "b5cab21be3814d1b4437d3d0bc2d25242989a664ae930ca69d22901d6f70a413",
        "37b4962d5e401bd44017077b6edf011468029c9ec0e5654ba2d657bdb9dd6d0a",
        "66e301db024908102f7c18c99ecb155120dd19cd9cc9e53ac44b4ebc90d9bcbf",
    ]
    two = "f003235319970b6624c184395adf14bb8958fb23e908d07a9c4b056e89f4d9f8"
    assert root_of(leaves[:2]) == node_hash(leaves[0], leaves[1]) == bytes.fromhex(two)
    assert root_of(leaves).hex() == (
        "7560138d6cabe91340b30ba8a33f868b58cb01db07e48b3810e1bcc7ed7e742a"
    )


def test_the_frontier_is_the_tree_of_the_rfc_at_every_size():
    frontier = Frontier()
    assert frontier.root() == EMPTY_ROOT == tree(0, 0)
    for size, leaf in enumerate(LEAVES, start=1):
        frontier = frontier.append(leaf)
        assert frontier.size == size
        assert frontier.root() == tree(0, size)
        assert len(frontier.to_bytes()) == 32 * bin(size).count("1")
        assert read_frontier(size, frontier.to_bytes()) == frontier


@pytest.mark.parametrize(
    ("size", "joined"), [(0, 32), (1, 0), (1, 31), (1, 33), (2, 64), (3, 32), (3, 63), (-1, 0)]
)
def test_a_frontier_that_does_not_fit_its_size_is_refused(size, joined):
    with pytest.raises(ValueError, match="does not fit"):
        read_frontier(size, bytes(joined))


def test_a_leaf_that_is_no_hash_is_never_appended():
    with pytest.raises(ValueError, match="does not fit"):
        Frontier().append(b"body instead of leaf")


def test_every_leaf_of_every_size_has_a_proof_that_holds_there_alone():
    for size in range(1, 34):
        for index in range(size):
            proof = inclusion_proof(LEAVES[:size], index)
            assert len(proof) <= (size - 1).bit_length()
            for place in range(size + 1):
                holds = verify_inclusion(place, size, LEAVES[index], proof, tree(0, size))
                assert holds == (place == index)


def test_every_size_is_proven_to_be_the_start_of_every_larger_one():
    for size in range(1, 34):
        for old in range(1, size + 1):
            proof = consistency_proof(LEAVES[:size], old)
            assert verify_consistency(old, size, tree(0, old), tree(0, size), proof)
            assert old == size or not verify_consistency(
                old, size, tree(1, old + 1), tree(0, size), proof
            )


@PROPERTY
@given(st.data())
def test_no_changed_inclusion_proof_is_accepted(data):
    size = data.draw(st.integers(1, len(LEAVES)))
    index = data.draw(st.integers(0, size - 1))
    leaf, proof, root = LEAVES[index], inclusion_proof(LEAVES[:size], index), tree(0, size)
    assert verify_inclusion(index, size, leaf, proof, root)
    assert not verify_inclusion(index, size, flipped(leaf, data), proof, root)
    assert not verify_inclusion(index, size, leaf, proof, flipped(root, data))
    for wrong in bent(proof, data):
        assert not verify_inclusion(index, size, leaf, wrong, root)


@PROPERTY
@given(st.data())
def test_no_changed_consistency_proof_is_accepted(data):
    size = data.draw(st.integers(1, len(LEAVES)))
    old = data.draw(st.integers(1, size))
    proof = consistency_proof(LEAVES[:size], old)
    roots = tree(0, old), tree(0, size)
    assert verify_consistency(old, size, *roots, proof)
    assert not verify_consistency(old, size, flipped(roots[0], data), roots[1], proof)
    assert not verify_consistency(old, size, roots[0], flipped(roots[1], data), proof)
    for wrong in bent(proof, data):
        assert not verify_consistency(old, size, *roots, wrong)


def flipped(content: bytes, data: st.DataObject) -> bytes:
    bit = data.draw(st.integers(0, 8 * len(content) - 1))
    number = int.from_bytes(content, "big") ^ 1 << bit
    return number.to_bytes(len(content), "big")


def bent(proof: list[bytes], data: st.DataObject) -> list[list[bytes]]:
    """A proof with one hash too many, too few, too long, too short, changed, or out of order."""
    place = data.draw(st.integers(0, len(proof)))
    wrong = [[*proof[:place], bytes(32), *proof[place:]], [*proof, EMPTY_ROOT]]
    if place < len(proof):
        head, step, tail = proof[:place], proof[place], proof[place + 1 :]
        others = (flipped(step, data), step[:-1], step + b"\0", b"")
        wrong += [[*head, *tail], *([*head, other, *tail] for other in others)]
    if len(proof) > 1:
        wrong += [proof[::-1], []]
    return wrong


@pytest.mark.parametrize(("index", "size"), [(0, 0), (1, 1), (-1, 1), (-1, 2), (2, 2)])
def test_there_is_no_proof_of_a_leaf_outside_the_tree(index, size):
    with pytest.raises(ValueError, match="index"):
        inclusion_proof(LEAVES[:size], index)
    assert not verify_inclusion(index, size, LEAVES[0], [], LEAVES[0])


@pytest.mark.parametrize(("old", "size"), [(0, 0), (0, 1), (-1, 1), (2, 1)])
def test_there_is_no_proof_from_nothing_nor_backwards(old, size):
    with pytest.raises(ValueError, match="old size"):
        consistency_proof(LEAVES[:size], old)
    assert not verify_consistency(old, size, EMPTY_ROOT, tree(0, size), [])


def test_equal_sizes_need_equal_roots_and_an_empty_proof():
    root = tree(0, 5)
    assert verify_consistency(5, 5, root, root, [])
    assert not verify_consistency(5, 5, root, tree(0, 6), [])
    assert not verify_consistency(5, 5, root, root, [root])


def named(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def unb64(text: str) -> bytes:
    return base64.b64decode(text, validate=True)


INCLUSION = [path for path in vector_files("merkle") if "inclusion" in path.parts]
CONSISTENCY = [path for path in vector_files("merkle") if "consistency" in path.parts]


def test_all_files_of_the_public_set_are_tested():
    vector_folder("merkle")
    refused = [json.loads(path.read_text())["wantErr"] for path in INCLUSION]
    assert (len(INCLUSION), refused.count(False)) == (53, 4)
    refused = [json.loads(path.read_text())["wantErr"] for path in CONSISTENCY]
    assert (len(CONSISTENCY), refused.count(False)) == (43, 3)


@pytest.mark.parametrize("path", INCLUSION, ids=named)
def test_inclusion_proofs_of_the_public_set_hold_exactly_when_they_should(path):
    case = json.loads(path.read_text())
    proof = [unb64(step) for step in case["proof"] or []]
    leaf, root = unb64(case["leafHash"] or ""), unb64(case["root"] or "")
    holds = verify_inclusion(case["leafIdx"], case["treeSize"], leaf, proof, root)
    assert holds != case["wantErr"], case["desc"]


@pytest.mark.parametrize("path", CONSISTENCY, ids=named)
def test_consistency_proofs_of_the_public_set_hold_exactly_when_they_should(path):
    case = json.loads(path.read_text())
    proof = [unb64(step) for step in case["proof"] or []]
    roots = unb64(case["root1"] or ""), unb64(case["root2"] or "")
    holds = verify_consistency(case["size1"], case["size2"], *roots, proof)
    assert holds != case["wantErr"], case["desc"]


def test_missing_vectors_are_a_skip_here_and_a_failure_under_ci(monkeypatch, tmp_path):
    monkeypatch.setattr(vectors, "VECTORS", tmp_path)
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="not there"):
        vector_folder("merkle")
    assert vector_files("merkle") == []
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="not there"):
        vector_folder("merkle")
