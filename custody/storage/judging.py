"""Who may judge a complaint: the officers concerned, the doubts about judges, and their answers (C69, C70).

An officer concerned is added and never taken off: that somebody was named is part of the complaint.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from custody.domain.complaints import Complaint
from custody.domain.copies import NotConcerned, Proposed, acted, proposals
from custody.domain.independence import Concerned, Hit, answered, compare
from custody.domain.people import Person
from custody.storage.claims import ClaimBook
from custody.storage.complaints import ComplaintBook
from custody.storage.ledger import LedgerBook
from custody.storage.outbox import OutboxBook
from custody.storage.people import PeopleBook
from custody.storage.places import PlaceBook
from custody.storage.tables import (
    DoubtToldRow,
    IndependenceAnswerRow,
    NotConcernedRow,
    OfficerConcernedRow,
)

Judge = tuple[str, Person]


class JudgingBook:
    """Officers concerned and doubts on one session, with the books that tell who stands where."""

    def __init__(
        self,
        session: Session,
        people: PeopleBook,
        places: PlaceBook,
        complaints: ComplaintBook,
        claims: ClaimBook,
        ledger: LedgerBook,
        outbox: OutboxBook,
    ) -> None:
        self._session = session
        self._people = people
        self._places = places
        self._complaints = complaints
        self._claims = claims
        self._ledger = ledger
        self._outbox = outbox

    def ask(self, complaint: str, at: datetime) -> None:
        """Ask that doubts are looked for anew, after the commit: something was added (C71)."""
        key = f"independence:{complaint}"
        self._outbox.add("independence", key, {"number": complaint}, at)

    def concerned(self, complaint: str) -> tuple[Concerned, ...]:
        """Return the officers concerned, the first named first."""
        query = select(OfficerConcernedRow).where(OfficerConcernedRow.complaint == complaint)
        rows = self._session.scalars(query.order_by(OfficerConcernedRow.id))
        return tuple(Concerned(r.number, r.name, r.by_number, r.by_name, r.at, r.id) for r in rows)

    def name_concerned(self, complaint: str, officer: Concerned) -> None:
        """Keep that the complaint concerns this officer."""
        row = OfficerConcernedRow(
            complaint=complaint,
            number=officer.number,
            name=officer.name,
            by_number=officer.by,
            by_name=officer.by_name,
            at=officer.at,
        )
        self._session.add(row)
        self._session.flush()

    def not_concerned(self, complaint: str) -> tuple[NotConcerned, ...]:
        """Return who of the trails is not concerned, and why (C72)."""
        query = select(NotConcernedRow).where(NotConcernedRow.complaint == complaint)
        return tuple(
            NotConcerned(r.number, r.name, r.reason, r.by_number, r.by_name, r.at)
            for r in self._session.scalars(query.order_by(NotConcernedRow.id))
        )

    def leave_off(self, complaint: str, answer: NotConcerned) -> None:
        """Keep why somebody of the trails is not concerned."""
        row = NotConcernedRow(
            complaint=complaint,
            number=answer.number,
            name=answer.name,
            reason=answer.reason,
            by_number=answer.by,
            by_name=answer.by_name,
            at=answer.at,
        )
        self._session.add(row)
        self._session.flush()

    def proposed(self, complaint: str) -> tuple[Proposed, ...]:
        """Return who may be concerned and is not answered for yet (C72)."""
        codes = [link.item for link in self._complaints.links(complaint)]
        codes += [claim.item for claim in self._claims.all(complaint) if claim.item]
        found = acted({trail.item: trail.records for trail in self._ledger.trails(codes)})
        names = self._people.names_of(found)
        return proposals(found, names, self.concerned(complaint), self.not_concerned(complaint))

    def doubts(self, complaint: Complaint, by: Person) -> tuple[Hit, ...]:
        """Compare handler, coordinator and authority, and who asks as authority."""
        judges: list[Judge] = []
        handler = self._people.by_number(complaint.handler) if complaint.handler else None
        judges += [("handler", handler)] if handler else []
        for role in ("coordinator", "decider"):
            judges += [(role, one) for one in self._people.with_role(role, complaint.unit)]
            judges += [(role, by)] if role in by.roles else []
        return self.doubts_about(complaint, judges)

    def doubts_about(self, complaint: Complaint, judges: Iterable[Judge]) -> tuple[Hit, ...]:
        """Compare judges with the trails of all linked items and with the officers concerned."""
        codes = [link.item for link in self._complaints.links(complaint.number)]
        codes += [claim.item for claim in self._claims.all(complaint.number) if claim.item]
        trails = {trail.item: trail.records for trail in self._ledger.trails(codes)}
        concerned = {one.number for one in self.concerned(complaint.number) if one.number}
        actors = {one.event.actor for records in trails.values() for one in records}
        hits = compare(
            {(role, one.number): (role, one) for role, one in judges}.values(),
            trails,
            self._people.units_of(actors | concerned),
            {unit.code: unit.chief for unit in self._places.units()},
            concerned,
        )
        return answered(hits, self._accepted(complaint.number))

    def accept(self, complaint: str, hit: Hit, reason: str, by: str, at: datetime) -> None:
        """Keep why a doubt about somebody's independence was accepted (C70)."""
        self._session.merge(
            IndependenceAnswerRow(
                complaint=complaint,
                person=hit.person,
                ground=hit.ground,
                item=hit.item,
                reason=reason,
                by_number=by,
                at=at,
            )
        )
        self._session.flush()

    def told(self, complaint: str) -> frozenset[tuple[str, str, str]]:
        """Return the doubts that were told already, each by person, ground and item (C71)."""
        query = select(DoubtToldRow).where(DoubtToldRow.complaint == complaint)
        return frozenset((r.person, r.ground, r.item) for r in self._session.scalars(query))

    def tell(self, complaint: str, hit: Hit, to: Iterable[str], at: datetime) -> None:
        """Keep that a doubt was told, and to whom."""
        row = DoubtToldRow(complaint=complaint, told_to=list(to), at=at)
        row.person, row.ground, row.item = hit.key
        self._session.add(row)
        self._session.flush()

    def _accepted(self, complaint: str) -> dict[tuple[str, str, str], tuple[str, str]]:
        """Return (reason, by whom) of each accepted doubt, by person, ground and item."""
        query = select(IndependenceAnswerRow).where(IndependenceAnswerRow.complaint == complaint)
        return {
            (r.person, r.ground, r.item): (r.reason, r.by_number)
            for r in self._session.scalars(query)
        }
