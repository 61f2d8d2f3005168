"""A dated snapshot of a trail: how far it went, and a digest that the log alone gives again.

The digest is SHA-256 over one line per event, in order: its place in the log, its place in the
chain of the item, and its leaf hash. Events are never changed, so whoever has the log can make the
digest of the first n events again, at any time; a trail that was changed behind our back gives
another one.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from custody.domain.events import Recorded
from custody.domain.trail import Trail


@dataclass(frozen=True)
class Snapshot:
    """The trail of an item at a moment: so many events, and their digest."""

    item: str
    events: int
    digest: str
    why: str
    by: str
    at: datetime


def snapshot_of(trail: Trail, why: str, by: str, at: datetime) -> Snapshot:
    """Return how far a trail goes at this moment, and why that is kept."""
    records = trail.records
    return Snapshot(trail.item, len(records), digest_of(records), why, by, at)


def digest_of(records: Sequence[Recorded]) -> str:
    """Return the digest of these records, as anybody with the log can make it."""
    lines = (f"{one.seq} {one.item_seq} {one.leaf}\n" for one in records)
    return hashlib.sha256("".join(lines).encode("ascii")).hexdigest()


def still_true(snapshot: Snapshot, records: Sequence[Recorded]) -> bool:
    """Say whether the first events of a trail are still those of the snapshot."""
    return digest_of(records[: snapshot.events]) == snapshot.digest
