"""Handovers and the persons around them: rows into values and back.

A person is erasable, so persons stand here and never in the log in the clear (P17).
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from custody.domain.items import Handover, Party
from custody.domain.people import Person
from custody.storage.tables import HandoverRow, ItemRow, PartyRow


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


class HandoverBook:
    """Handovers and parties on one session; `came_with` fills as acts are added."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.came_with: dict[str, str] = {}

    def add(self, handover: Handover, codes: tuple[str, ...], by: Person, at: datetime) -> None:
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
        self.came_with.update(dict.fromkeys(codes, handover.form_id))

    def of_item(self, code: str) -> str | None:
        """Return the id of the handover an item came with."""
        return self._session.scalar(select(ItemRow.handover).where(ItemRow.code == code))

    def find(self, id: str) -> Act | None:
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

    def last(self, by: str, since: datetime) -> Act | None:
        """Return the last act of a person since a moment, or None."""
        id_ = self._session.scalar(
            select(HandoverRow.id)
            .where(HandoverRow.by_number == by, HandoverRow.recorded_at >= since)
            .order_by(HandoverRow.recorded_at.desc())
            .limit(1)
        )
        return self.find(id_) if id_ else None

    def parties(self, handover: str) -> tuple[Party, ...]:
        """Return the persons around a handover, in the order they were written."""
        rows = self._session.scalars(
            select(PartyRow)
            .where(PartyRow.handover == handover, PartyRow.item.is_(None))
            .order_by(PartyRow.id)
        )
        return tuple(_party(row) for row in rows)

    def parties_of(self, code: str) -> tuple[Party, ...]:
        """Return the persons around an item: those of its handover, as they were corrected since."""
        rows = self._session.scalars(
            select(PartyRow)
            .where(PartyRow.handover == self.of_item(code))
            .where(or_(PartyRow.item.is_(None), PartyRow.item == code))
            .order_by(PartyRow.id)
        )
        by_role: dict[str, list[PartyRow]] = {}
        for row in rows:
            known = by_role.setdefault(row.role, [])
            if row.item is not None:
                known.clear()
            known.append(row)
        return tuple(_party(row) for known in by_role.values() for row in known)

    def correct_party(self, code: str, role: str, name: str) -> None:
        """Keep a person under another name from now on, for this item alone; the old row stays."""
        known = next((p for p in self.parties_of(code) if p.role == role), Party(role))
        self._session.add(
            PartyRow(
                handover=self.of_item(code),
                item=code,
                role=role,
                name=name,
                born=known.born,
                phone=known.phone,
                email=known.email,
                address=known.address,
                stated=bool(name),
            )
        )
        self._session.flush()


def _party(row: PartyRow) -> Party:
    return Party(row.role, row.name, row.born, row.phone, row.email, row.address, row.stated)
