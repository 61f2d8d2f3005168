"""Complaints and their links: rows into values and back."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from custody.domain.claims import Claim
from custody.domain.clocks import read_clock
from custody.domain.complaints import Complaint, ComplaintNotFoundError, may_see, sees_whole
from custody.domain.elements import Element
from custody.domain.items import Party
from custody.domain.linking import Link
from custody.domain.people import Person
from custody.storage.tables import (
    ComplaintElementRow,
    ComplaintLinkRow,
    ComplaintRow,
    HoldRow,
)


class ComplaintBook:
    """Complaints, elements, links and the grounds of holds on one session."""

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

    def with_numbers(self, numbers: Iterable[str | None]) -> dict[str, Complaint]:
        """Return the complaints with these numbers, all in one statement."""
        wanted = {number for number in numbers if number}
        query = select(ComplaintRow).where(ComplaintRow.number.in_(wanted))
        found = self._session.scalars(query) if wanted else ()
        return {row.number: _complaint(row) for row in found}

    def get(self, number: str, by: Person) -> Complaint:
        """Return a complaint that this person may see, or raise ComplaintNotFoundError (Q23)."""
        complaint = self.find(number)
        if complaint is None or not may_see(complaint, by):
            raise ComplaintNotFoundError()
        return complaint

    def sees_whole(self, claim: Claim, by: Person) -> bool:
        """Say whether this person reads a claim whole, account and parties included (C4k)."""
        complaint = self.find(claim.complaint) if claim.complaint else None
        return sees_whole(claim, complaint, by)

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

    def in_state(self, state: str) -> tuple[Complaint, ...]:
        """Return the complaints in a state, by number."""
        query = select(ComplaintRow).where(ComplaintRow.state == state)
        return tuple(
            _complaint(row) for row in self._session.scalars(query.order_by(ComplaintRow.number))
        )

    def assign(self, number: str, handler: str) -> None:
        """Say who handles a complaint."""
        self._session.get_one(ComplaintRow, number).handler = handler

    def matched(self, number: str, at: datetime, with_: str = "") -> None:
        """Note when a complaint was last compared, and with which edition of model and register."""
        row = self._session.get_one(ComplaintRow, number)
        row.matched_at, row.matched_with = at, with_

    def add_element(
        self,
        complaint: str,
        kind: str,
        text: str,
        *,
        suggested: bool,
        by: str = "",
        days: tuple[date | None, date | None] = (None, None),
    ) -> None:
        """Add one thing complained of; the same one is not added twice (C16, C20)."""
        same = select(ComplaintElementRow.id).where(
            ComplaintElementRow.complaint == complaint,
            ComplaintElementRow.kind == kind,
            ComplaintElementRow.text == text,
        )
        if self._session.scalar(same) is None:
            self._session.add(
                ComplaintElementRow(
                    complaint=complaint,
                    kind=kind,
                    text=text,
                    suggested=suggested,
                    made_by=by,
                    first_on=days[0],
                    last_on=days[1],
                )
            )

    def elements(self, complaint: str) -> tuple[Element, ...]:
        """Return the elements of a complaint, in order."""
        rows = self._session.scalars(
            select(ComplaintElementRow)
            .where(ComplaintElementRow.complaint == complaint)
            .order_by(ComplaintElementRow.id)
        )
        return tuple(element_of(row) for row in rows)

    def numbers_of(self, forms: Sequence[str]) -> dict[str, str]:
        """Return the number of each complaint by the form that made it."""
        query = select(ComplaintRow.form_id, ComplaintRow.number)
        rows = self._session.execute(query.where(ComplaintRow.form_id.in_(forms)))
        return {row.form_id: row.number for row in rows}

    def link(self, link: Link) -> None:
        """Record that a complaint and an item belong together; one that was undone holds again."""
        self._session.merge(
            ComplaintLinkRow(
                complaint=link.complaint,
                item=link.item,
                how=link.how,
                reason=link.reason,
                hold=link.hold,
                mention=link.mention,
                linked_by=link.by,
                linked_at=link.at,
                undone_by=None,
                undone_at=None,
                undone_reason=None,
            )
        )
        self._session.flush()

    def unlink(self, complaint: str, item: str, by: str, reason: str, at: datetime) -> None:
        """Say that a link was wrong, by whom and why; the row stays, and counts no more."""
        row = self._session.get_one(ComplaintLinkRow, (complaint, item))
        row.undone_by, row.undone_reason, row.undone_at = by, reason, at
        self._session.flush()

    def links(self, complaint: str) -> tuple[Link, ...]:
        """Return the links of a complaint that hold, oldest first."""
        query = select(ComplaintLinkRow).where(
            ComplaintLinkRow.complaint == complaint, ComplaintLinkRow.undone_at.is_(None)
        )
        rows = self._session.scalars(query.order_by(ComplaintLinkRow.linked_at))
        return tuple(_link(row) for row in rows)

    def links_of_item(self, item: str) -> tuple[Link, ...]:
        """Return the links of an item, for those who may know of complaints."""
        query = select(ComplaintLinkRow).where(
            ComplaintLinkRow.item == item, ComplaintLinkRow.undone_at.is_(None)
        )
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


def element_of(row: ComplaintElementRow) -> Element:
    """Return an element as its row has it."""
    return Element(
        row.id,
        row.kind,
        row.text,
        row.suggested,
        row.made_by,
        row.first_on,
        row.last_on,
        row.agreed,
        row.agreed_on,
        row.advice,
        row.advised,
        row.outcome,
        row.findings,
        row.reasons,
        row.judged_by,
        row.judged_at,
    )


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
        clock=read_clock(row.clock or {}),
    )


def _link(row: ComplaintLinkRow) -> Link:
    return Link(
        row.complaint,
        row.item,
        row.how,
        row.reason,
        row.hold,
        row.linked_by,
        row.linked_at,
        row.mention,
    )
