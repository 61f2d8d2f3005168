"""Complaints, their links and claims: rows into values and back."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from custody.domain.claims import Claim
from custody.domain.complaints import Complaint, Link
from custody.domain.items import Party
from custody.storage.tables import (
    ClaimRow,
    ComplaintElementRow,
    ComplaintLinkRow,
    ComplaintRow,
    HoldRow,
)

_CLAIM = (
    "number",
    "category",
    "account",
    "state",
    "complaint",
    "mention",
    "quantity",
    "marks",
    "first_on",
    "last_on",
    "place",
    "to_whom",
    "why",
    "check_feature",
    "claimant",
    "item",
    "opened_by",
    "opened_at",
)


class ComplaintBook:
    """Complaints, elements, links, claims and the grounds of holds on one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, complaint: Complaint, form_id: str) -> None:
        """Put a complaint on record."""
        who = complaint.complainant
        self._session.add(
            ComplaintRow(
                number=complaint.number,
                form_id=form_id,
                state=complaint.state,
                channel=complaint.channel,
                written=complaint.written,
                language=complaint.language,
                text=complaint.text,
                received_on=complaint.received_on,
                registered_at=complaint.registered_at,
                registered_by=complaint.registered_by,
                unit=complaint.unit,
                handler=complaint.handler,
                name=who.name,
                born=who.born,
                phone=who.phone,
                email=who.email,
                address=who.address,
                represented=complaint.represented,
                relation=complaint.relation,
            )
        )
        self._session.flush()

    def find(self, number: str) -> Complaint | None:
        """Return a complaint, or None."""
        row = self._session.get(ComplaintRow, number)
        return _complaint(row) if row else None

    def by_form(self, form_id: str) -> Complaint | None:
        """Return the complaint that this form made before, or None."""
        row = self._session.scalar(select(ComplaintRow).where(ComplaintRow.form_id == form_id))
        return _complaint(row) if row else None

    def forms(self) -> dict[str, str]:
        """Return the id of the form that each complaint came with, by number."""
        query = select(ComplaintRow.number, ComplaintRow.form_id)
        return {row.number: row.form_id for row in self._session.execute(query)}

    def all(self, unit: str | None = None, handler: str | None = None) -> tuple[Complaint, ...]:
        """Return complaints by day of receipt, newest first; of a unit or of a handler when given."""
        query = select(ComplaintRow).order_by(
            ComplaintRow.received_on.desc(), ComplaintRow.number.desc()
        )
        if unit is not None:
            query = query.where(ComplaintRow.unit == unit)
        if handler is not None:
            query = query.where(ComplaintRow.handler == handler)
        return tuple(_complaint(row) for row in self._session.scalars(query))

    def assign(self, number: str, handler: str) -> None:
        """Say who handles a complaint."""
        self._session.get_one(ComplaintRow, number).handler = handler

    def matched(self, number: str, at: datetime) -> None:
        """Note when a complaint was last compared with the register."""
        self._session.get_one(ComplaintRow, number).matched_at = at

    def add_element(self, complaint: str, kind: str, text: str, *, suggested: bool) -> None:
        """Add one thing complained of; the same suggestion is not made twice (C16, C20)."""
        same = select(ComplaintElementRow.id).where(
            ComplaintElementRow.complaint == complaint,
            ComplaintElementRow.kind == kind,
            ComplaintElementRow.text == text,
        )
        if self._session.scalar(same) is None:
            self._session.add(
                ComplaintElementRow(complaint=complaint, kind=kind, text=text, suggested=suggested)
            )

    def elements(self, complaint: str) -> tuple[tuple[str, str, bool], ...]:
        """Return (kind, text, suggested) of each element, in order."""
        rows = self._session.scalars(
            select(ComplaintElementRow)
            .where(ComplaintElementRow.complaint == complaint)
            .order_by(ComplaintElementRow.id)
        )
        return tuple((row.kind, row.text, row.suggested) for row in rows)

    def link(self, link: Link) -> None:
        """Record that a complaint and an item belong together."""
        self._session.add(
            ComplaintLinkRow(
                complaint=link.complaint,
                item=link.item,
                how=link.how,
                reason=link.reason,
                hold=link.hold,
                linked_by=link.by,
                linked_at=link.at,
            )
        )
        self._session.flush()

    def links(self, complaint: str) -> tuple[Link, ...]:
        """Return the links of a complaint, oldest first."""
        query = select(ComplaintLinkRow).where(ComplaintLinkRow.complaint == complaint)
        rows = self._session.scalars(query.order_by(ComplaintLinkRow.linked_at))
        return tuple(_link(row) for row in rows)

    def links_of_item(self, item: str) -> tuple[Link, ...]:
        """Return the links of an item, for those who may know of complaints."""
        query = select(ComplaintLinkRow).where(ComplaintLinkRow.item == item)
        rows = self._session.scalars(query.order_by(ComplaintLinkRow.linked_at))
        return tuple(_link(row) for row in rows)

    def set_hold(self, number: str, link: Link) -> None:
        """Keep the ground of a hold apart from what the property room sees (C82)."""
        self._session.add(
            HoldRow(
                number=number,
                item=link.item,
                reason=link.reason,
                complaint=link.complaint,
                set_by=link.by,
                set_at=link.at,
            )
        )
        self._session.flush()

    def lift_hold(self, number: str, by: str, reason: str, at: datetime) -> None:
        """Record who lifted a hold and why (C80)."""
        row = self._session.get_one(HoldRow, number)
        row.lifted_by, row.lift_reason, row.lifted_at = by, reason, at

    def add_claim(self, claim: Claim, form_id: str) -> None:
        """Put a claim on record. There is no way to take it off again (C61)."""
        values = {name: getattr(claim, name) for name in _CLAIM}
        self._session.add(ClaimRow(form_id=form_id, **values))
        self._session.flush()

    def claim(self, number: str) -> Claim | None:
        """Return a claim, or None."""
        row = self._session.get(ClaimRow, number)
        return _claim(row) if row else None

    def claim_by_form(self, form_id: str) -> Claim | None:
        """Return the claim that this form made before, or None."""
        row = self._session.scalar(select(ClaimRow).where(ClaimRow.form_id == form_id))
        return _claim(row) if row else None

    def claims(self, complaint: str | None = None) -> tuple[Claim, ...]:
        """Return the claims of a complaint, or all of them, oldest first."""
        query = select(ClaimRow).order_by(ClaimRow.opened_at, ClaimRow.number)
        if complaint is not None:
            query = query.where(ClaimRow.complaint == complaint)
        return tuple(_claim(row) for row in self._session.scalars(query))

    def change_claim(self, claim: Claim, to: str, item: str | None = None) -> Claim:
        """Write the new state of a claim, and the item it was matched with; return it as it is now."""
        row = self._session.get_one(ClaimRow, claim.number)
        row.state, row.item = to, item or row.item
        self._session.flush()
        return replace(claim, state=to, item=row.item)


def _complaint(row: ComplaintRow) -> Complaint:
    return Complaint(
        number=row.number,
        text=row.text,
        channel=row.channel,
        received_on=row.received_on,
        complainant=Party("complainant", row.name, row.born, row.phone, row.email, row.address),
        represented=row.represented,
        relation=row.relation,
        language=row.language,
        state=row.state,
        unit=row.unit,
        handler=row.handler,
        registered_at=row.registered_at,
        registered_by=row.registered_by,
        matched_at=row.matched_at,
    )


def _link(row: ComplaintLinkRow) -> Link:
    return Link(
        row.complaint, row.item, row.how, row.reason, row.hold, row.linked_by, row.linked_at
    )


def _claim(row: ClaimRow) -> Claim:
    return Claim(**{name: getattr(row, name) for name in _CLAIM})
