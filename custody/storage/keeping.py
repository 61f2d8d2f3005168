"""What the house keeps, asked over all items at once: personal keeping, open offers, the missing."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from custody.domain.trail import State
from custody.storage.items import ItemBook
from custody.storage.tables import ItemRow, OfferRow, PlaceRow


class KeepingBook:
    """Items by what is open about them, of one unit or of all, on one session."""

    def __init__(self, session: Session, items: ItemBook) -> None:
        self._session = session
        self._items = items

    def in_places(
        self, kinds: Collection[str], unit: str | None = None, before: datetime | None = None
    ) -> tuple[State, ...]:
        """Return what lies in places of these kinds, oldest first; since `before` when given."""
        query = _in_custody(unit).join(PlaceRow, PlaceRow.code == ItemRow.place)
        query = query.where(PlaceRow.kind.in_(kinds))
        if before is not None:
            query = query.where(ItemRow.placed_at <= before)
        return self._items.states(query.order_by(ItemRow.since, ItemRow.code))

    def longer_than(
        self, stays: Mapping[str, timedelta], unit: str | None, at: datetime
    ) -> tuple[State, ...]:
        """Return what lies longer than the stay of its kind of place; the rest is never read."""
        late = [(PlaceRow.kind == kind) & (ItemRow.placed_at < at - s) for kind, s in stays.items()]
        query = _in_custody(unit).join(PlaceRow, PlaceRow.code == ItemRow.place).where(or_(*late))
        return self._items.states(query.order_by(ItemRow.since, ItemRow.code))

    def offered(self, unit: str | None = None, before: datetime | None = None) -> tuple[State, ...]:
        """Return what waits for an answer, oldest offer first; made before a moment when given."""
        query = _in_custody(unit).join(OfferRow, OfferRow.item == ItemRow.code)
        if before is not None:
            query = query.where(OfferRow.offered_at <= before)
        return self._items.states(query.order_by(OfferRow.offered_at, ItemRow.code))

    def missing(self, unit: str | None = None) -> tuple[State, ...]:
        """Return what is missing, longest first."""
        query = _in_custody(unit).where(ItemRow.missing)
        return self._items.states(query.order_by(ItemRow.missing_at, ItemRow.code))


def _in_custody(unit: str | None) -> Select[tuple[ItemRow]]:
    query = select(ItemRow).where(ItemRow.status == "in_custody")
    return query if unit is None else query.where(ItemRow.unit == unit)
