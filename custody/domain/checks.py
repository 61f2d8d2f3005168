"""Checking the log as a stranger would: raw rows in, findings out (`ledger.md` 4.3, V1 to V7, V12).

It shares the format with the writer and nothing else: bodies are parsed and hashed here again,
the chain and the tree are rebuilt here again, and the columns are believed in nothing.
"""

import base64
import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from custody.domain.errors import InputError
from custody.domain.ledger import read_body
from custody.domain.merkle import HASH_SIZE, Frontier, grow

LATE_LIMIT = timedelta(days=7)
# Made once: making it is dearer than what it writes.
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


@dataclass(frozen=True)
class RawEvent:
    """One row of the log as it stands, with its openings: (digest, name, salt, value, erased_at)."""

    seq: int
    id: str
    type: str
    item: str | None
    item_seq: int | None
    rec: datetime
    body: bytes
    leaf: bytes
    openings: tuple[tuple[str, str, str | None, str | None, datetime | None], ...]


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be. A warning alone does not make the check fail."""

    check: str
    seq: int | None
    item: str | None
    detail: str
    warning: bool = False


@dataclass
class Progress:
    """What the run has rebuilt so far; `roots` keeps the root of each size that was asked for."""

    wanted: frozenset[int] = frozenset()
    size: int = 0
    subtrees: list[bytes] = field(default_factory=list)
    leaves: set[bytes] = field(default_factory=set)
    chains: dict[str, tuple[int, str]] = field(default_factory=dict)
    roots: dict[int, bytes] = field(default_factory=dict)
    erased: set[tuple[int, str]] = field(default_factory=set)
    last_rec: str = ""
    expected: int = 0

    @property
    def frontier(self) -> Frontier:
        """The tree over all that was read."""
        return Frontier(self.size, tuple(self.subtrees))

    def grow(self, leaf: bytes) -> None:
        """Put one more leaf on the tree, and keep its root where it was asked for."""
        grow(self.subtrees, self.size, leaf)
        self.size += 1
        if self.size in self.wanted:
            self.roots[self.size] = self.frontier.root()


@dataclass(frozen=True)
class Integrity:
    """How the events of one item stand: how many there are, and the numbers of those not intact."""

    total: int
    broken: tuple[int, ...] = ()


def check_item(rows: Iterable[RawEvent]) -> Integrity:
    """Say whether the events of one item are as they were recorded: bytes, chain, digests, times."""
    progress, broken, total = Progress(), [], 0
    for total, row in enumerate(rows, start=1):
        progress.expected = row.seq
        found = [f for f in _check_row(row, progress) if not f.warning and f.check != "V6"]
        broken += [total] if found else []
    return Integrity(total, tuple(broken))


def check_events(rows: Iterable[RawEvent], progress: Progress) -> Iterator[Finding]:
    """Yield every finding of V1 to V3, V5 to V7 and V12, rebuilding the tree in `progress`."""
    if 0 in progress.wanted:
        progress.roots[0] = progress.frontier.root()
    for row in rows:
        yield from _check_row(row, progress)


def _check_row(row: RawEvent, progress: Progress) -> Iterator[Finding]:
    if row.seq != progress.expected:
        yield Finding("V3", row.seq, row.item, f"expected seq {progress.expected}")
    progress.expected = row.seq + 1
    leaf = hashlib.sha256(b"\x00" + row.body).digest()
    if leaf != row.leaf:
        yield Finding("V2", row.seq, row.item, "the leaf does not fit the body")
    try:
        body = read_body(row.body)
    except InputError as error:
        yield Finding("V1", row.seq, row.item, str(error))
    else:
        yield from _check_columns(row, body)
        yield from _check_chain(row, body, progress)
        yield from _check_digests(row, body)
        yield from _check_times(row, body, progress)
    progress.leaves.add(row.leaf)
    # A leaf of another length is no leaf: the tree goes on with what the body says, and fits no root.
    progress.grow(row.leaf if len(row.leaf) == HASH_SIZE else leaf)


def _check_columns(row: RawEvent, body: dict[str, Any]) -> Iterator[Finding]:
    rec = row.rec.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"
    columns = (row.id, row.type, row.item, row.item_seq, rec)
    if columns == (body["id"], body["type"], body["item"], body["item_seq"], body["rec"]):
        return
    for name, value in zip(("id", "type", "item", "item_seq", "rec"), columns, strict=True):
        if body[name] != value:
            yield Finding("V1", row.seq, row.item, f"the column {name} does not fit the body")


def _check_chain(row: RawEvent, body: dict[str, Any], progress: Progress) -> Iterator[Finding]:
    item = body["item"]
    if item is not None:
        seq, prev = progress.chains.get(item, (-1, None))
        if body["item_seq"] != seq + 1:
            yield Finding("V5", row.seq, item, f"expected item_seq {seq + 1}")
        elif body["item_prev"] != prev:
            yield Finding("V5", row.seq, item, "item_prev is not the leaf of the event before")
        progress.chains[item] = (body["item_seq"], _b64u(row.leaf))
    for ref in body["ref"]:
        if _unb64u(ref) not in progress.leaves:
            yield Finding("V6", row.seq, item, "ref names no earlier event")


def _check_digests(row: RawEvent, body: dict[str, Any]) -> Iterator[Finding]:
    opened = {opening[0] for opening in row.openings}
    for digest in body["d"]:
        if digest not in opened:
            yield Finding("V7", row.seq, row.item, "a digest has no opening")
    for digest, name, salt, value, erased_at in row.openings:
        if digest not in body["d"]:
            yield Finding("V7", row.seq, row.item, f"the opening {name} belongs to no digest")
        elif salt is None or value is None:
            if erased_at is None:
                yield Finding(
                    "V7", row.seq, row.item, f"the opening {name} is empty but not erased"
                )
        elif _digest(salt, name, value) != digest:
            yield Finding("V7", row.seq, row.item, f"the opening {name} does not fit its digest")


def _digest(salt: str, name: str, value: str) -> str | None:
    """Return the digest of a stored opening, computed from its own JSON; None when that is none."""
    try:
        parts = [salt, name, json.loads(value)]
    except ValueError:
        return None
    disclosed = base64.urlsafe_b64encode(_ENCODER.encode(parts).encode()).rstrip(b"=")
    return _b64u(hashlib.sha256(disclosed).digest())


def _check_times(row: RawEvent, body: dict[str, Any], progress: Progress) -> Iterator[Finding]:
    if body["rec"] < progress.last_rec:
        yield Finding("V12", row.seq, row.item, "recorded before the event in front of it", True)
    progress.last_rec = max(progress.last_rec, body["rec"])
    if body["at"] is not None:
        # Nearly every event is recorded on its own day: the words of both times say so already.
        if body["at"][:10] >= body["rec"][:10]:
            return
        late = datetime.fromisoformat(body["rec"]) - datetime.fromisoformat(body["at"])
        if late > LATE_LIMIT:
            yield Finding("V12", row.seq, row.item, f"recorded {late.days} days later", True)


def _b64u(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode("ascii")


def _unb64u(text: str) -> bytes:
    """Return the bytes of a ref, whose form was checked with its body."""
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
