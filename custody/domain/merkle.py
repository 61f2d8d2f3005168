"""The tree over the log, as RFC 6962 has it: append, root, proofs and their strict checks.

Leaf hashes are given; only `leaf_hash` puts the 0x00 in front. Rules kept here beyond the RFC
(`ledger.md` 5, Q18):
- every hash is exactly 32 bytes, and an index lies below the size;
- a consistency proof from size 0 proves nothing and is refused;
- equal sizes need equal roots and an empty proof.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

EMPTY_ROOT = hashlib.sha256(b"").digest()
HASH_SIZE = 32


def leaf_hash(body: bytes) -> bytes:
    """Return the hash of a leaf: H(0x00 || body)."""
    return hashlib.sha256(b"\x00" + body).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """Return the hash of an inner node: H(0x01 || left || right)."""
    return hashlib.sha256(b"\x01" + left + right).digest()


def grow(roots: list[bytes], size: int, leaf: bytes) -> None:
    """Put one more leaf on a tree of `size` leaves, given by its subtree roots, in place."""
    while size & 1:
        leaf = node_hash(roots.pop(), leaf)
        size >>= 1
    roots.append(leaf)


@dataclass(frozen=True)
class Frontier:
    """The roots of the full subtrees of a tree of `size` leaves, largest first.

    ValueError when their number or length does not fit the size.
    """

    size: int = 0
    roots: tuple[bytes, ...] = ()

    def __post_init__(self) -> None:
        if self.size < 0 or len(self.roots) != self.size.bit_count() or not _sized(*self.roots):
            raise ValueError("the frontier does not fit its size")

    def append(self, leaf: bytes) -> "Frontier":
        """Return the frontier after one more leaf."""
        roots = list(self.roots)
        grow(roots, self.size, leaf)
        return Frontier(self.size + 1, tuple(roots))

    def root(self) -> bytes:
        """Return the root of the whole tree, folded from the right."""
        if not self.roots:
            return EMPTY_ROOT
        found = self.roots[-1]
        for left in reversed(self.roots[:-1]):
            found = node_hash(left, found)
        return found

    def to_bytes(self) -> bytes:
        """Return the subtree roots one after the other, 32 bytes each."""
        return b"".join(self.roots)


def read_frontier(size: int, joined: bytes) -> Frontier:
    """Return the frontier from what `to_bytes` gave; ValueError when it does not fit the size."""
    roots = tuple(joined[i : i + HASH_SIZE] for i in range(0, len(joined), HASH_SIZE))
    return Frontier(size, roots)


def _sized(*hashes: bytes) -> bool:
    return all(len(found) == HASH_SIZE for found in hashes)


def root_of(leaves: Sequence[bytes]) -> bytes:
    """Return the root over these leaf hashes."""
    frontier = Frontier()
    for leaf in leaves:
        frontier = frontier.append(leaf)
    return frontier.root()


def inclusion_proof(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """Return the path of the leaf at `index`, its sibling first (RFC 9162 2.1.3.1).

    ValueError when there is no such leaf.
    """
    if not 0 <= index < len(leaves):
        raise ValueError("the index does not lie below the size")
    proof = []
    while len(leaves) > 1:
        k = _split(len(leaves))
        if index < k:
            proof.append(root_of(leaves[k:]))
            leaves = leaves[:k]
        else:
            proof.append(root_of(leaves[:k]))
            leaves, index = leaves[k:], index - k
    return proof[::-1]


def consistency_proof(leaves: Sequence[bytes], old_size: int) -> list[bytes]:
    """Return the proof that the first `old_size` leaves are the start (RFC 9162 2.1.4.1).

    ValueError unless ``0 < old_size <= len(leaves)``.
    """
    if not 0 < old_size <= len(leaves):
        raise ValueError("the old size does not lie between 1 and the size")
    proof = []
    rest, whole = old_size, True
    while rest != len(leaves):
        k = _split(len(leaves))
        if rest <= k:
            proof.append(root_of(leaves[k:]))
            leaves = leaves[:k]
        else:
            proof.append(root_of(leaves[:k]))
            leaves, rest, whole = leaves[k:], rest - k, False
    # The verifier knows the root of the old tree, so that one is left out.
    if not whole:
        proof.append(root_of(leaves))
    return proof[::-1]


def _split(size: int) -> int:
    """Return the largest power of two below `size`, which is at least 2."""
    return 1 << (size - 1).bit_length() - 1


def verify_inclusion(
    index: int, size: int, leaf: bytes, proof: Sequence[bytes], root: bytes
) -> bool:
    """Say whether `proof` shows that `leaf` stands at `index` in the tree of `size` with `root`."""
    if not 0 <= index < size or not _sized(leaf, root, *proof):
        return False
    lefts = _lefts(index, size - 1)
    if len(proof) != len(lefts):
        return False
    found = leaf
    for step, left in zip(proof, lefts, strict=True):
        found = node_hash(step, found) if left else node_hash(found, step)
    return found == root


def verify_consistency(
    old_size: int, size: int, old_root: bytes, root: bytes, proof: Sequence[bytes]
) -> bool:
    """Say whether `proof` shows that the tree of `old_size` is the start of the one of `size`."""
    if not 0 < old_size <= size or not _sized(old_root, root, *proof):
        return False
    if old_size == size:
        return not proof and old_root == root
    place, last = old_size - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    # When the old tree is one full subtree, the path starts at its root.
    path = [old_root, *proof] if place == 0 else list(proof)
    lefts = _lefts(place, last)
    if len(path) != len(lefts) + 1:
        return False
    old = new = path[0]
    for step, left in zip(path[1:], lefts, strict=True):
        if left:
            old = node_hash(step, old)
        new = node_hash(step, new) if left else node_hash(new, step)
    return old == old_root and new == root


def _lefts(place: int, last: int) -> list[bool]:
    """Say for each step from a node up to the root whether its sibling stands to the left.

    `place` and `last` count the nodes of one row from 0 (RFC 9162 2.1.3.2).
    """
    lefts = []
    while last:
        left = bool(place & 1) or place == last
        lefts.append(left)
        # The last node of a row without a sibling is lifted until it gets one.
        while left and place and not place & 1:
            place, last = place >> 1, last >> 1
        place, last = place >> 1, last >> 1
    return lefts
