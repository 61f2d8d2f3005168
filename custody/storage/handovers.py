"""Handovers and the persons around them: rows into values and back.

A person is erasable, so persons stand here and never in the log in the clear (P17).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import select
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
    officer: str = ""


class HandoverBook:
    """Handovers and parties on one session; `came_with` fills as acts are added."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.came_with: dict[str, str] = {}

    def add(self, handover: Handover, codes: tuple[str, ...], by: Person, at: datetime) -> None:
        """Record one act and the persons around it; its items are projected when their events are."""
        act = Act(
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
        self.add_all({act.id: (act, handover.parties)}, dict.fromkeys(codes, act.id))

    def add_all(
        self, acts: Mapping[str, tuple[Act, tuple[Party, ...]]], act_of: Mapping[str, str]
    ) -> None:
        """Record acts and the persons around them, and say with which act each item came.

        An act that is on record stays as it is: only the items are told of it.
        """
        query = select(HandoverRow.id).where(HandoverRow.id.in_(acts))
        known = set(self._session.scalars(query))
        new = [both for id, both in acts.items() if id not in known]
        self._session.add_all(HandoverRow(**vars(act)) for act, _ in new)
        self._session.flush()
        self._session.add_all(
            PartyRow(handover=act.id, **vars(party)) for act, parties in new for party in parties
        )
        self.came_with.update(act_of)

    def of_item(self, code: str) -> str | None:
        """Return the id of the handover an item came with."""
        return self._session.scalar(select(ItemRow.handover).where(ItemRow.code == code))

    def find(self, id: str) -> Act | None:
        """Return one act, or None."""
        row = self._session.get(HandoverRow, id)
        return _act(row) if row else None

    def of_items(self, codes: Sequence[str]) -> dict[str, tuple[Act, tuple[Party, ...]]]:
        """Return with which act each of these items came, and the persons around it."""
        query = select(ItemRow.code, HandoverRow).join(
            HandoverRow, ItemRow.handover == HandoverRow.id
        )
        pairs = self._session.execute(query.where(ItemRow.code.in_(codes))).all()
        rows = select(PartyRow).where(PartyRow.handover.in_({row.id for _, row in pairs}))
        persons: dict[str, list[PartyRow]] = {}
        for party in self._session.scalars(rows.order_by(PartyRow.id)):
            persons.setdefault(party.handover, []).append(party)
        return {code: (_act(row), _persons(persons.get(row.id, ()), code)) for code, row in pairs}

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
        query = select(PartyRow).where(PartyRow.handover == self.of_item(code))
        return _persons(self._session.scalars(query.order_by(PartyRow.id)), code)

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


def _act(row: HandoverRow) -> Act:
    return Act(**{field.name: getattr(row, field.name) for field in fields(Act)})


def _persons(rows: Iterable[PartyRow], code: str) -> tuple[Party, ...]:
    """Return the persons around an item: those of its act, as they were corrected for it since."""
    by_role: dict[str, list[PartyRow]] = {}
    for row in rows:
        if row.item not in (None, code):
            continue
        known = by_role.setdefault(row.role, [])
        if row.item is not None:
            known.clear()
        known.append(row)
    return tuple(_party(row) for known in by_role.values() for row in known)


def _party(row: PartyRow) -> Party:
    return Party(row.role, row.name, row.born, row.phone, row.email, row.address, row.stated)
