"""An item and its trail: looking at it, its photos, and describing it further.

Rules kept here:
- officers, desk and custodians see the items of their own unit, and what they hold or held
  themselves; "not yours" and "not there" have the same answer (Q23, model 3);
- who may not know of complaints sees at most that an item is on hold, and whom to ask (C82);
- a check feature leaves only through `read_feature`, which is logged apart (P33).
"""

from dataclasses import dataclass
from datetime import datetime

from custody import storage
from custody.domain import events as e
from custody.domain.checks import Integrity, check_item
from custody.domain.counting import Counting, counting
from custody.domain.errors import ConflictError, NotFoundError
from custody.domain.events import Recorded
from custody.domain.gaps import Gap, Norms, Stay, gaps, stays
from custody.domain.items import Party
from custody.domain.linking import Link
from custody.domain.people import Person
from custody.domain.seals import Seal, seals
from custody.domain.steps import check_in_custody, check_keeps, check_sight
from custody.domain.trail import State, Trail


@dataclass(frozen=True)
class ItemPage:
    """An item with everything its page tells, for one reader."""

    trail: Trail
    gaps: tuple[Gap, ...]
    stays: tuple[Stay, ...]
    places: dict[str, str]
    kinds: dict[str, str]
    act: storage.Act | None
    parties: tuple[Party, ...]
    receipts: tuple[str, ...]
    files: tuple[storage.StoredFile, ...]
    links: tuple[Link, ...]
    has_feature: bool
    keeps: bool
    integrity: Integrity
    inside: tuple[State, ...]
    seals: tuple[Seal, ...]
    counting: Counting
    hold_contact: str

    @property
    def stay(self) -> Stay | None:
        """The stay in personal keeping that still lasts, with its clock (P39)."""
        return next((stay for stay in reversed(self.stays) if stay.until is None), None)

    @property
    def state(self) -> State:
        """The item as it stands."""
        return self.trail.state


def show_item(code: str, by: Person, at: datetime) -> ItemPage:
    """Return an item with its trail, gaps, stays, papers and photos, as this person may see it."""
    with storage.reading() as books:
        trail, rows = books.ledger.with_rows([code])[code]
        check_sight(trail, by)
        kinds = books.places.kinds()
        handover = books.handovers.of_item(code) or ""
        return ItemPage(
            trail=trail,
            gaps=gaps(trail, kinds, at, Norms()),
            stays=stays(trail, kinds, at),
            places=books.places.names(),
            kinds=kinds,
            act=books.handovers.find(handover),
            parties=books.handovers.parties_of(code),
            receipts=books.signed.receipts_of(handover),
            files=tuple(f for p in trail.state.photos if (f := books.pictures.find(p))),
            links=books.complaints.links_of_item(code) if by.sees_complaints else (),
            has_feature=bool(trail.check_feature),
            keeps=_keeps(trail.state, by),
            integrity=check_item(rows),
            inside=books.visible(books.items.contents(code), by),
            seals=seals(trail),
            counting=counting(trail),
            hold_contact=books.people.contact_of_holds(by.unit) if trail.state.holds else "",
        )


def _keeps(state: State, by: Person) -> bool:
    try:
        check_keeps(state, by)
    except ConflictError:
        return False
    return True


def read_feature(code: str, by: Person) -> tuple[str, ...]:
    """Return the check features of an item, for those who ask them as an open question (P33, P34)."""
    with storage.reading() as books:
        return check_sight(books.ledger.trail(code), by).check_feature


def read_photo(
    code: str, sha256: str, by: Person, *, original: bool, thumb: bool = False
) -> tuple[bytes, str]:
    """Return a photo of an item: a small or the shown copy without camera data, or the original (Q33)."""
    with storage.reading() as books:
        trail = check_sight(books.ledger.trail(code), by)
        file = books.pictures.find(sha256) if sha256 in trail.state.photos else None
        if file is None:
            raise NotFoundError()
        if original:
            return books.files.read(file.sha256), file.media_type
        copy = file.thumb if thumb and file.thumb else file.shown
        return books.files.read(copy or ""), "image/jpeg"


def read_signature(sha256: str) -> bytes:
    """Return a drawn signature for the receipt that it stands on."""
    return storage.store().files.read(sha256)


@storage.retried
def keep_file(
    original: bytes,
    shown: bytes,
    media_type: str,
    name: str,
    *,
    by: Person,
    at: datetime,
    thumb: bytes | None = None,
) -> str:
    """Keep a picture and its copies, durable before any act refers to them (Q9); return its hash."""
    files = storage.store().files
    sha256, copy = files.keep(original), files.keep(shown)
    small = files.keep(thumb) if thumb else None
    stored = storage.StoredFile(
        sha256, media_type, len(original), name, copy, None, by.number, at, small
    )
    with storage.transaction() as books:
        books.pictures.add(stored)
    return sha256


@storage.retried
def describe(
    code: str, photo: str | None, fields: dict[str, str], form_id: str, by: Person, at: datetime
) -> tuple[Recorded, ...]:
    """Add a photo, or say more of an item. Facts only."""
    draft = e.ItemDescribed(
        id=form_id,
        actor=by.number,
        actor_name=by.name,
        item=code,
        unit=by.unit,
        photo_sha256=photo,
        fields=fields or None,
    )
    with storage.transaction() as books:
        if earlier := books.ledger.repeated(draft):
            return earlier
        check_in_custody(check_sight(books.ledger.trail(code), by).state)
        records = books.ledger.append([e.at_moment(draft, at)])
        if photo:
            books.pictures.belongs(photo, code)
        return records
