"""Items as their events add up: rows into values and back.

`project` writes the row of an item as its events add up; nothing else writes holder, place or
status, so the row can be rebuilt at any time (Q15).
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session

from custody.domain import codes
from custody.domain.seals import SealTakenError
from custody.domain.trail import Holder, Offer, State, Trail, moment_of
from custody.storage.tables import ItemRow, MatchItemRow, OfferRow, PackingRow

_PLAIN = (
    "nature",
    "inside",
    "parent",
    "taking",
    "category",
    "description",
    "quantity",
    "condition",
    "marks",
    "seal",
    "seal_state",
    "cash",
    "place",
    "status",
    "since",
    "placed_at",
    "last_at",
    "received_at",
    "recorded_at",
    "missing",
    "missing_at",
    "labels",
    "unit",
)
# Offers asked for in one statement: a page and more, and no list too long for a database.
_AT_ONCE = 1000


class ItemBook:
    """Items on one session. `came_with` says with which act an item of this unit of work came."""

    def __init__(self, session: Session, came_with: Mapping[str, str]) -> None:
        self._session = session
        self._came_with = came_with

    def project(self, trails: Sequence[Trail]) -> None:
        """Write the rows of items, and their open offers, as the events add up."""
        codes = [trail.item for trail in trails]
        rows = self._session.scalars(select(ItemRow).where(ItemRow.code.in_(codes)))
        offers = self._session.scalars(select(OfferRow).where(OfferRow.item.in_(codes)))
        row_of = {row.code: row for row in rows}
        offer_of = {offer.item: offer for offer in offers}
        for trail in trails:
            self._project(trail, row_of.get(trail.item))
            self._project_offer(trail.state, offer_of.get(trail.item))
        self._session.flush()

    def _project(self, trail: Trail, row: ItemRow | None) -> None:
        state = trail.state
        if row is None:
            row = ItemRow(code=state.item, handover=self._came_with.get(state.item))
            self._session.add(row)
        if row.inside != state.inside:
            self._project_packing(trail)
        for name in _PLAIN:
            setattr(row, name, getattr(state, name))
        row.photos, row.holds = list(state.photos), list(state.holds)
        row.identifiers = [list(one) for one in state.identifiers]
        row.holder_nature = state.holder.nature if state.holder else None
        row.holder_ref = state.holder.ref if state.holder else None
        row.holder_name = state.holder.name if state.holder else None
        row.last_seq = trail.records[-1].item_seq or 0

    def _project_packing(self, trail: Trail) -> None:
        """Keep since when a thing is in what, so that contents of the past can be shown (P22)."""
        item, at = trail.item, moment_of(trail.records[-1])
        query = select(PackingRow).where(PackingRow.item == item, PackingRow.until.is_(None))
        for row in self._session.scalars(query):
            row.until = at
        if trail.state.inside is not None:
            self._session.add(PackingRow(item=item, outer=trail.state.inside, since=at))

    def _project_offer(self, state: State, row: OfferRow | None) -> None:
        if state.offer is None:
            if row is not None:
                self._session.delete(row)
            return
        if row is None:
            row = OfferRow(item=state.item)
            self._session.add(row)
        offer = state.offer
        row.leaf, row.purpose = offer.leaf, offer.purpose
        row.offered_at, row.due = offer.offered_at, offer.due
        row.from_nature, row.from_ref = offer.holder_from.nature, offer.holder_from.ref
        row.to_nature, row.to_ref = offer.holder_to.nature, offer.holder_to.ref
        row.from_name, row.to_name = offer.holder_from.name, offer.holder_to.name

    def free_code(self, choose: Callable[[str], str]) -> str:
        """Draw an item code that is not in use; the unique index has the last word."""
        while True:
            drawn = "".join(choose(codes.ALPHABET) for _ in range(9))
            code = codes.make_item_code(drawn)
            if self._session.get(ItemRow, code) is None:
                return code

    def contents(self, code: str) -> tuple[State, ...]:
        """Return what is in a package or container now, the first put in first."""
        query = select(ItemRow).where(ItemRow.inside == code, ItemRow.status == "in_custody")
        return self.states(query.order_by(ItemRow.placed_at, ItemRow.code))

    def inside(self, code: str) -> tuple[str, ...]:
        """Return the codes of all that is in a package or container, however deep."""
        found: list[str] = []
        for one in self.contents(code):
            found += [one.item, *self.inside(one.item)]
        return tuple(found)

    def height(self, code: str) -> int:
        """Return how deep the things in this one go: 0 for nothing in it."""
        return max((1 + self.height(one.item) for one in self.contents(code)), default=0)

    def around(self, code: str) -> tuple[str, ...]:
        """Return what this is in, from the nearest outwards."""
        outer = self._session.scalar(select(ItemRow.inside).where(ItemRow.code == code))
        return (outer, *self.around(outer)) if outer else ()

    def inside_at(self, code: str, moment: datetime) -> tuple[str, ...]:
        """Return what was directly in a package or container at a moment (P22)."""
        query = select(PackingRow.item).where(
            PackingRow.outer == code,
            PackingRow.since <= moment,
            or_(PackingRow.until.is_(None), PackingRow.until > moment),
        )
        return tuple(self._session.scalars(query.order_by(PackingRow.id)))

    def find(self, code: str) -> State | None:
        """Return an item as its row has it, or None."""
        row = self._session.get(ItemRow, code)
        return self._state(row) if row else None

    def codes_in_use(self, codes: Collection[str]) -> set[str]:
        """Return which of these codes belong to an item already."""
        return set(self._session.scalars(select(ItemRow.code).where(ItemRow.code.in_(codes))))

    def of_handover(self, handover: str) -> tuple[State, ...]:
        """Return the items of one act."""
        query = select(ItemRow).where(ItemRow.handover == handover).order_by(ItemRow.recorded_at)
        return self.states(query)

    def held_by(self, holder: Holder) -> tuple[State, ...]:
        """Return what a holder answers for now, oldest first."""
        return self.states(select(ItemRow).where(*_held(holder)).order_by(ItemRow.since))

    def count_held(self, holder: Holder) -> int:
        """Return how many items a holder answers for now."""
        return self._session.scalar(select(func.count(ItemRow.code)).where(*_held(holder))) or 0

    def offered_to(self, *holders: Holder) -> tuple[State, ...]:
        """Return what waits for an answer of these holders, oldest offer first."""
        query = select(ItemRow).join(OfferRow, OfferRow.item == ItemRow.code)
        return self.states(query.where(_offered(holders)).order_by(OfferRow.offered_at))

    def count_offered(self, *holders: Holder) -> int:
        """Return how many items wait for an answer of these holders."""
        query = select(func.count(OfferRow.item)).where(_offered(holders))
        return self._session.scalar(query) or 0

    def sealed_with(self, number: str, handover: str | None) -> str | None:
        """Return an item of another handover that is closed with this seal now, or None (P30)."""
        query = select(ItemRow.code).where(ItemRow.seal == number, ItemRow.status == "in_custody")
        other = or_(ItemRow.handover.is_(None), ItemRow.handover != (handover or ""))
        return self._session.scalar(query.where(other).limit(1))

    def check_seal(self, number: str, handover: str | None) -> None:
        """Refuse a seal number that closes something of another handover now (P30)."""
        taken = self.sealed_with(number, handover)
        if taken is not None:
            raise SealTakenError(number=number, code=taken)

    def lying_in(self, place: str) -> tuple[State, ...]:
        """Return what lies in a place now."""
        query = select(ItemRow).where(ItemRow.place == place, ItemRow.status == "in_custody")
        return self.states(query.order_by(ItemRow.placed_at))

    def newest(self, unit: str | None, limit: int = 50) -> tuple[State, ...]:
        """Return the items recorded last, of one unit or of all."""
        query = select(ItemRow).order_by(ItemRow.recorded_at.desc()).limit(limit)
        return self.states(query.where(ItemRow.unit == unit) if unit else query)

    def with_codes(self, codes: tuple[str, ...]) -> tuple[State, ...]:
        """Return the items with these codes, in the order of the codes."""
        found = self.states(select(ItemRow).where(ItemRow.code.in_(codes)))
        by_code = {state.item: state for state in found}
        return tuple(by_code[code] for code in codes if code in by_code)

    def not_indexed(self, limit: int) -> list[str]:
        """Return items that the matching has not read yet, in the order of the log."""
        read = select(MatchItemRow.item).where(MatchItemRow.item == ItemRow.code).exists()
        query = select(ItemRow.code).where(~read, ItemRow.received_at.is_not(None))
        return list(self._session.scalars(query.order_by(ItemRow.code).limit(limit)))

    def all(self) -> Iterator[State]:
        """Return every item by code, for the check of projection against replay (Q15)."""
        query = select(ItemRow).order_by(ItemRow.code).execution_options(yield_per=500)
        for rows in self._session.scalars(query).partitions():
            yield from self._with_offers(rows)

    def states(self, query: Select[tuple[ItemRow]]) -> tuple[State, ...]:
        """Return the items of a query, their open offers asked for at once."""
        return self._with_offers(self._session.scalars(query).all())

    def _with_offers(self, rows: Sequence[ItemRow]) -> tuple[State, ...]:
        offers: dict[str, OfferRow] = {}
        for start in range(0, len(rows), _AT_ONCE):
            codes = [row.code for row in rows[start : start + _AT_ONCE]]
            found = self._session.scalars(select(OfferRow).where(OfferRow.item.in_(codes)))
            offers.update({offer.item: offer for offer in found})
        return tuple(self._with_offer(row, offers.get(row.code)) for row in rows)

    def _state(self, row: ItemRow) -> State:
        return self._with_offer(row, self._session.get(OfferRow, row.code))

    def _with_offer(self, row: ItemRow, offer: OfferRow | None) -> State:
        nature = row.holder_nature
        return State(
            item=row.code,
            holder=Holder(nature, row.holder_ref or "", row.holder_name or "") if nature else None,
            offer=_offer(offer) if offer else None,
            photos=tuple(row.photos),
            holds=tuple(row.holds),
            identifiers=tuple((kind, value) for kind, value in row.identifiers),
            **{name: getattr(row, name) for name in _PLAIN},
        )


def _held(holder: Holder) -> tuple[ColumnElement[bool], ...]:
    return (
        ItemRow.holder_nature == holder.nature,
        ItemRow.holder_ref == holder.ref,
        ItemRow.status == "in_custody",
    )


def _offered(holders: Collection[Holder]) -> ColumnElement[bool]:
    return or_(
        *((OfferRow.to_nature == one.nature) & (OfferRow.to_ref == one.ref) for one in holders)
    )


def _offer(row: OfferRow) -> Offer:
    return Offer(
        leaf=row.leaf,
        holder_from=Holder(row.from_nature, row.from_ref, row.from_name),
        holder_to=Holder(row.to_nature, row.to_ref, row.to_name),
        purpose=row.purpose,
        offered_at=row.offered_at,
        due=row.due,
    )
