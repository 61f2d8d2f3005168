"""Units, posts, places and raw scans: rows into values and back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from custody.domain.places import Place, PlaceUnknownError, Post
from custody.storage.tables import ItemRow, PlaceRow, PostRow, ScanRow, UnitRow


@dataclass(frozen=True)
class Unit:
    """A team: its name as on a receipt, its chief, and the post that takes in its things."""

    code: str
    name: str
    chief: str | None = None
    desk: str | None = None


@dataclass(frozen=True)
class Scan:
    """One raw scan and what came of it (P73, P74)."""

    scan_id: str
    raw: str
    place: str | None
    item: str | None
    result: str
    by: str
    at: datetime


class PlaceBook:
    """Units, posts, places and scans on one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def unit(self, code: str | None) -> Unit | None:
        """Return a unit, or None when there is no such code."""
        row = self._session.get(UnitRow, code) if code else None
        return Unit(row.code, row.name, row.chief, row.desk) if row else None

    def units(self) -> tuple[Unit, ...]:
        """Return all units by name."""
        rows = self._session.scalars(select(UnitRow).order_by(UnitRow.name))
        return tuple(Unit(row.code, row.name, row.chief, row.desk) for row in rows)

    def add_unit(self, unit: Unit) -> None:
        """Add a unit, or change its name, chief and desk."""
        self._session.merge(
            UnitRow(code=unit.code, name=unit.name, chief=unit.chief, desk=unit.desk)
        )
        self._session.flush()

    def post(self, code: str | None) -> Post | None:
        """Return a post, or None."""
        row = self._session.get(PostRow, code) if code else None
        return _post(row) if row else None

    def posts(self) -> tuple[Post, ...]:
        """Return all posts by name."""
        return tuple(
            _post(r) for r in self._session.scalars(select(PostRow).order_by(PostRow.name))
        )

    def add_post(self, post: Post) -> None:
        """Add a post, or change it; its custodian of the moment among the rest (P3)."""
        self._session.merge(
            PostRow(
                code=post.code,
                name=post.name,
                unit=post.unit,
                place=post.place,
                custodian=post.custodian,
            )
        )
        self._session.flush()

    def find(self, code: str | None) -> Place | None:
        """Return a place, open or closed, or None."""
        row = self._session.get(PlaceRow, code) if code else None
        return _place(row) if row else None

    def with_codes(self, codes: Iterable[str | None]) -> dict[str, Place]:
        """Return the places with these codes, all in one statement."""
        wanted = {code for code in codes if code}
        query = select(PlaceRow).where(PlaceRow.code.in_(wanted))
        return {row.code: _place(row) for row in self._session.scalars(query)} if wanted else {}

    def get(self, code: str) -> Place:
        """Return a place, or raise PlaceUnknownError."""
        place = self.find(code)
        if place is None:
            raise PlaceUnknownError(code=code)
        return place

    def all(self, unit: str | None = None, closed: bool = False) -> tuple[Place, ...]:
        """Return the places of a unit, or all, open ones unless asked."""
        query = select(PlaceRow).order_by(PlaceRow.unit, PlaceRow.name)
        if unit is not None:
            query = query.where(PlaceRow.unit == unit)
        if not closed:
            query = query.where(PlaceRow.closed_at.is_(None))
        return tuple(_place(row) for row in self._session.scalars(query))

    def kinds(self) -> dict[str, str]:
        """Return the kind of every place by its code, closed ones too."""
        return {r.code: r.kind for r in self._session.execute(select(PlaceRow.code, PlaceRow.kind))}

    def names(self) -> dict[str, str]:
        """Return the name of every place by its code, closed ones too."""
        return {r.code: r.name for r in self._session.execute(select(PlaceRow.code, PlaceRow.name))}

    def add(self, place: Place) -> None:
        """Add the row of a new place; whether its code is free is checked before."""
        self._session.add(
            PlaceRow(
                code=place.code,
                kind=place.kind,
                name=place.name,
                unit=place.unit,
                parent=place.parent,
                post=place.post,
                user=place.user,
            )
        )
        self._session.flush()

    def taken(self, place: Place) -> bool:
        """Say whether the code, or the name under the same parent, is in use (P37)."""
        return self.find(place.code) is not None or self.named(place)

    def named(self, place: Place) -> bool:
        """Say whether an open place has this name under the same parent (P37)."""
        same_name = select(PlaceRow.code).where(
            PlaceRow.name == place.name,
            PlaceRow.unit == place.unit,
            PlaceRow.parent.is_(None) if place.parent is None else PlaceRow.parent == place.parent,
            PlaceRow.closed_at.is_(None),
        )
        return self._session.scalar(same_name) is not None

    def close(self, code: str, at: datetime) -> None:
        """Close a place; it stays in history."""
        row = self._session.get(PlaceRow, code)
        if row is not None:
            row.closed_at = at

    def reopen(self, code: str) -> None:
        """Take a closed place into use again."""
        row = self._session.get_one(PlaceRow, code)
        row.closed_at = None

    def parts(self, code: str) -> tuple[str, ...]:
        """Return the names of the open places and of the posts that need this place."""
        inside = select(PlaceRow.name).where(PlaceRow.parent == code, PlaceRow.closed_at.is_(None))
        run_from = select(PostRow.name).where(PostRow.place == code)
        return tuple(self._session.scalars(inside)) + tuple(self._session.scalars(run_from))

    def contents(self) -> dict[str, int]:
        """Count the items that lie in each place now; an empty place is left out."""
        rows = self._session.execute(
            select(ItemRow.place, func.count(ItemRow.code))
            .where(ItemRow.status == "in_custody", ItemRow.place.is_not(None))
            .group_by(ItemRow.place)
        )
        return {place: count for place, count in rows if place}

    def content(self, code: str) -> int:
        """Count the items that lie in a place now."""
        count = self._session.scalar(
            select(func.count(ItemRow.code)).where(
                ItemRow.place == code, ItemRow.status == "in_custody"
            )
        )
        return count or 0

    def scanned(self, scan: Scan) -> None:
        """Keep a raw scan, whatever it read."""
        self._session.add(
            ScanRow(
                scan_id=scan.scan_id,
                raw=scan.raw[:400],
                place=scan.place,
                item=scan.item,
                result=scan.result,
                by_number=scan.by,
                at=scan.at,
            )
        )

    def scan(self, scan_id: str) -> Scan | None:
        """Return a scan that was sent before, or None."""
        row = self._session.scalar(select(ScanRow).where(ScanRow.scan_id == scan_id))
        return _scan(row) if row else None

    def scans(self, by: str, limit: int = 30) -> tuple[Scan, ...]:
        """Return the newest scans of a person."""
        rows = self._session.scalars(
            select(ScanRow).where(ScanRow.by_number == by).order_by(ScanRow.id.desc()).limit(limit)
        )
        return tuple(_scan(row) for row in rows)

    def asked(self, items: tuple[str, ...]) -> dict[str, str]:
        """Return, per item, the staff number of who scanned it last and asked for it."""
        rows = self._session.scalars(
            select(ScanRow)
            .where(ScanRow.item.in_(items), ScanRow.result == "asked")
            .order_by(ScanRow.id)
        )
        return {row.item: row.by_number for row in rows if row.item}


def _post(row: PostRow) -> Post:
    return Post(row.code, row.name, row.unit, row.place, row.custodian)


def _place(row: PlaceRow) -> Place:
    return Place(
        code=row.code,
        kind=row.kind,
        name=row.name,
        unit=row.unit,
        parent=row.parent,
        post=row.post,
        user=row.user,
        closed=row.closed_at is not None,
    )


def _scan(row: ScanRow) -> Scan:
    return Scan(row.scan_id, row.raw, row.place, row.item, row.result, row.by_number, row.at)
