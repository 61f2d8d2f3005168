"""How far the trails of a complaint went, and whether the log still says so.

Rules kept here:
- each link keeps how far its trail went, also when the rules made the link by themselves;
- so does each dossier, for every linked item: what it was made of can be checked later.
"""

from dataclasses import dataclass
from datetime import datetime

from custody import storage
from custody.domain.people import Person
from custody.domain.snapshots import Snapshot, snapshot_of, still_true


@dataclass(frozen=True)
class Kept:
    """A snapshot of a trail, whether the log still gives its digest, and how far it goes now."""

    snapshot: Snapshot
    true: bool
    events_now: int


def of_complaint(number: str, by: Person) -> tuple[Kept, ...]:
    """Return the snapshots of the trails of a complaint, each made anew from the log."""
    with storage.reading() as books:
        books.complaints.get(number, by)
        kept = books.handling.snapshots(number)
        trails = books.ledger.trails([one.item for one in kept])
        return tuple(
            Kept(one, still_true(one, trail.records), len(trail.records))
            for one, trail in zip(kept, trails, strict=True)
        )


def take(number: str, by: Person, at: datetime) -> None:
    """Keep how far every linked trail goes now: a dossier is made of it."""
    with storage.transaction() as books:
        books.complaints.get(number, by)
        linked = [link.item for link in books.complaints.links(number)]
        for trail in books.ledger.trails(linked):
            books.handling.snap(number, snapshot_of(trail, "dossier", by.number, at))


def keep_new(at: datetime, item: str = "", complaint: str = "") -> None:
    """Keep how far the trail went of each link that the rules made by themselves."""
    with storage.transaction() as books:
        links = books.complaints.links_of_item(item) if item else ()
        links += books.complaints.links(complaint) if complaint else ()
        for link in links:
            known = {one.item for one in books.handling.snapshots(link.complaint)}
            if link.item not in known:
                trail = books.ledger.trail(link.item)
                books.handling.snap(link.complaint, snapshot_of(trail, "linked", link.by, at))
