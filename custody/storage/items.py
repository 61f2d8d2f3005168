"""Items, their handovers and the persons around them: rows into values and back.

`project` writes the row of an item as its events add up; nothing else writes holder, place or
status, so the row can be rebuilt at any time (Q15).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import Session

from custody.domain.items import Handover, Party
from custody.domain.people import Person
from custody.domain.trail import Holder, Offer, State, Trail
from custody.storage.tables import FileRow, HandoverRow, ItemRow, OfferRow, PartyRow


@dataclass(frozen=True)
class Act:
    """One handover as it is on record: when, where, by whom, and its items' codes."""

    id: str
    taking: str
    happened_at: datetime
    precision: str
    recorded_at: datetime
    unit: str | None
    place: str | None
    taken_at: str
    remarks: str
    by_number: str
    by_name: str


@dataclass(frozen=True)
class StoredFile:
    """A file on record; `shown` is the hash of the copy that pages may show (Q33)."""

    sha256: str
    media_type: str
    size: int
    name: str
    shown: str | None
    item: str | None
    by: str
    added_at: datetime


_PLAIN = (
    "taking",
    "category",
    "description",
    "quantity",
    "condition",
    "marks",
    "seal",
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


class ItemBook:
    """Items, handovers, parties and files on one session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._handover_of: dict[str, str] = {}

    def add_handover(
        self, handover: Handover, codes: tuple[str, ...], by: Person, at: datetime
    ) -> None:
        """Record one act and the persons around it; its items are projected when their events are."""
        self._session.add(
            HandoverRow(
                id=handover.form_id,
                taking=handover.taking,
                happened_at=handover.happened_at,
                precision=handover.precision,
                recorded_at=at,
                unit=by.unit,
                place=handover.place,
                taken_at=handover.taken_at,
                remarks=handover.remarks,
                by_number=by.number,
                by_name=by.name,
            )
        )
        self._session.flush()
        self._session.add_all(
            PartyRow(
                handover=handover.form_id,
                role=party.role,
                name=party.name,
                born=party.born,
                phone=party.phone,
                email=party.email,
                address=party.address,
                stated=party.stated,
            )
            for party in handover.parties
        )
        self._handover_of.update(dict.fromkeys(codes, handover.form_id))

    def project(self, trail: Trail) -> None:
        """Write the row of an item, and its open offer, as the events add up."""
        state = trail.state
        values = {name: getattr(state, name) for name in _PLAIN}
        row = self._session.get(ItemRow, state.item)
        if row is None:
            row = ItemRow(code=state.item, handover=self._handover_of.get(state.item))
            self._session.add(row)
        for name, value in values.items():
            setattr(row, name, value)
        row.photos, row.holds = list(state.photos), list(state.holds)
        row.holder_nature = state.holder.nature if state.holder else None
        row.holder_ref = state.holder.ref if state.holder else None
        row.holder_name = state.holder.name if state.holder else None
        row.last_seq = trail.records[-1].item_seq or 0
        self._project_offer(state)
        self._session.flush()

    def _project_offer(self, state: State) -> None:
        row = self._session.get(OfferRow, state.item)
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

    def find(self, code: str) -> State | None:
        """Return an item as its row has it, or None."""
        row = self._session.get(ItemRow, code)
        return self._state(row) if row else None

    def handover_of(self, code: str) -> str | None:
        """Return the id of the handover an item came with."""
        return self._session.scalar(select(ItemRow.handover).where(ItemRow.code == code))

    def handover(self, id: str) -> Act | None:
        """Return one act, or None."""
        row = self._session.get(HandoverRow, id)
        if row is None:
            return None
        return Act(
            id=row.id,
            taking=row.taking,
            happened_at=row.happened_at,
            precision=row.precision,
            recorded_at=row.recorded_at,
            unit=row.unit,
            place=row.place,
            taken_at=row.taken_at,
            remarks=row.remarks,
            by_number=row.by_number,
            by_name=row.by_name,
        )

    def last_handover(self, by: str, since: datetime) -> Act | None:
        """Return the last act of a person since a moment, or None."""
        id_ = self._session.scalar(
            select(HandoverRow.id)
            .where(HandoverRow.by_number == by, HandoverRow.recorded_at >= since)
            .order_by(HandoverRow.recorded_at.desc())
            .limit(1)
        )
        return self.handover(id_) if id_ else None

    def parties(self, handover: str) -> tuple[Party, ...]:
        """Return the persons around a handover, in the order they were written."""
        rows = self._session.scalars(
            select(PartyRow).where(PartyRow.handover == handover).order_by(PartyRow.id)
        )
        return tuple(
            Party(r.role, r.name, r.born, r.phone, r.email, r.address, r.stated) for r in rows
        )

    def of_handover(self, handover: str) -> tuple[State, ...]:
        """Return the items of one act."""
        query = select(ItemRow).where(ItemRow.handover == handover).order_by(ItemRow.recorded_at)
        return tuple(self._state(row) for row in self._session.scalars(query))

    def held_by(self, holder: Holder) -> tuple[State, ...]:
        """Return what a holder answers for now, oldest first."""
        query = select(ItemRow).where(
            ItemRow.holder_nature == holder.nature,
            ItemRow.holder_ref == holder.ref,
            ItemRow.status == "in_custody",
        )
        return self.states(query.order_by(ItemRow.since))

    def offered_to(self, *holders: Holder) -> tuple[State, ...]:
        """Return what waits for an answer of these holders, oldest offer first."""
        to = [(OfferRow.to_nature == h.nature) & (OfferRow.to_ref == h.ref) for h in holders]
        query = select(ItemRow).join(OfferRow, OfferRow.item == ItemRow.code).where(or_(*to))
        return self.states(query.order_by(OfferRow.offered_at))

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
        rows = self._session.scalars(select(ItemRow).where(ItemRow.code.in_(codes)))
        by_code = {row.code: row for row in rows}
        return tuple(self._state(by_code[code]) for code in codes if code in by_code)

    def all(self) -> Iterator[State]:
        """Return every item by code, for the check of projection against replay (Q15)."""
        query = select(ItemRow).order_by(ItemRow.code).execution_options(yield_per=500)
        for row in self._session.scalars(query):
            yield self._state(row)

    def states(self, query: Select[tuple[ItemRow]]) -> tuple[State, ...]:
        """Return the items of a query, their open offers asked for at once."""
        rows = self._session.scalars(query).all()
        codes = query.with_only_columns(ItemRow.code).order_by(None).limit(None)
        found = self._session.scalars(select(OfferRow).where(OfferRow.item.in_(codes)))
        offers = {offer.item: offer for offer in found}
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
            **{name: getattr(row, name) for name in _PLAIN},
        )

    def add_file(self, file: StoredFile) -> None:
        """Put a stored file on record; the same bytes again change nothing."""
        if self._session.get(FileRow, file.sha256) is None:
            self._session.add(
                FileRow(
                    sha256=file.sha256,
                    media_type=file.media_type,
                    size=file.size,
                    name=file.name[:255],
                    shown=file.shown,
                    item=file.item,
                    by_number=file.by,
                    added_at=file.added_at,
                )
            )
            self._session.flush()

    def file(self, sha256: str) -> StoredFile | None:
        """Return what is on record of a file, or None."""
        row = self._session.get(FileRow, sha256)
        if row is None:
            return None
        return StoredFile(
            row.sha256,
            row.media_type,
            row.size,
            row.name,
            row.shown,
            row.item,
            row.by_number,
            row.added_at,
        )

    def file_of_item(self, sha256: str, item: str) -> None:
        """Say which item a file belongs to, when it was kept before the item had a code."""
        self._session.execute(update(FileRow).where(FileRow.sha256 == sha256).values(item=item))


def _offer(row: OfferRow) -> Offer:
    return Offer(
        leaf=row.leaf,
        holder_from=Holder(row.from_nature, row.from_ref, row.from_name),
        holder_to=Holder(row.to_nature, row.to_ref, row.to_name),
        purpose=row.purpose,
        offered_at=row.offered_at,
        due=row.due,
    )
