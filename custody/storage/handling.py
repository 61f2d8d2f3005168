"""How a complaint is handled: its steps, mentions, snapshots, answers and late finds, as values."""

from dataclasses import asdict, replace

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from custody.domain.clocks import Clock, read_clock
from custody.domain.complaints import Step
from custody.domain.deadlines import day_of_receipt
from custody.domain.elements import Element
from custody.domain.mentions import MentionEnd, endings
from custody.domain.proposals import Proposal, ProposalUnknownError
from custody.domain.snapshots import Snapshot
from custody.storage.claims import ClaimBook
from custody.storage.complaints import ComplaintBook, element_of
from custody.storage.matching import SYSTEM, MatchBook
from custody.storage.tables import (
    ComplaintElementRow,
    ComplaintRow,
    ComplaintStepRow,
    JudgementRow,
    MatchLinkRow,
    MentionEndRow,
    ProposalRow,
    TrailSnapshotRow,
)


class HandlingBook:
    """What people decide about a complaint, on one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def step(self, complaint: str, step: Step) -> None:
        """Bring a complaint to another state, and keep why and what it did to the clock (C21)."""
        row = self._session.get_one(ComplaintRow, complaint)
        if step.to != row.state:
            clock = read_clock(row.clock or {}).after(step.to, day_of_receipt(step.at))
            row.state, row.clock = step.to, clock.as_kept()
        self._session.add(
            ComplaintStepRow(
                complaint=complaint,
                from_state=step.from_,
                to_state=step.to,
                reason=step.reason,
                facts=dict(step.facts),
                by_number=step.by,
                by_name=step.by_name,
                at=step.at,
            )
        )
        self._session.flush()

    def steps(self, complaint: str) -> tuple[Step, ...]:
        """Return the steps of a complaint, oldest first."""
        query = select(ComplaintStepRow).where(ComplaintStepRow.complaint == complaint)
        rows = self._session.scalars(query.order_by(ComplaintStepRow.id))
        return tuple(
            Step(r.from_state, r.to_state, r.reason, r.by_number, r.by_name, r.at, r.facts or {})
            for r in rows
        )

    def set_clock(self, complaint: str, clock: Clock) -> None:
        """Keep what an adjournment or an agreed day did to the clock (C47, C49)."""
        self._session.get_one(ComplaintRow, complaint).clock = clock.as_kept()

    def element(self, complaint: str, id: int) -> Element | None:
        """Return one element of a complaint, or None."""
        row = self._session.get(ComplaintElementRow, id)
        return element_of(row) if row is not None and row.complaint == complaint else None

    def change_element(self, element: Element) -> None:
        """Write what a person decided about an element; its first words stay in the log."""
        row = self._session.get_one(ComplaintElementRow, element.id)
        for name, value in asdict(element).items():
            if name not in ("id", "kind", "text"):
                setattr(row, name, value)
        self._session.flush()

    def judge(self, element: Element) -> None:
        """Write how an element was judged; the judgement before it stays readable (C22x)."""
        self.change_element(element)
        self._session.add(
            JudgementRow(
                element=element.id,
                outcome=element.outcome,
                findings=element.findings,
                reasons=element.reasons,
                by_number=element.judged_by,
                at=element.judged_at,
            )
        )
        self._session.flush()

    def judgements(self, complaint: str) -> dict[int, tuple[Element, ...]]:
        """Return how each element was judged before, oldest first; the one that holds is left out."""
        query = select(JudgementRow, ComplaintElementRow).join(
            ComplaintElementRow, ComplaintElementRow.id == JudgementRow.element
        )
        query = query.where(ComplaintElementRow.complaint == complaint).order_by(JudgementRow.id)
        found: dict[int, list[Element]] = {}
        for row, element in self._session.execute(query):
            judged = replace(
                element_of(element),
                outcome=row.outcome,
                findings=row.findings,
                reasons=row.reasons,
                judged_by=row.by_number,
                judged_at=row.at,
            )
            found.setdefault(row.element, []).append(judged)
        return {id: tuple(judged[:-1]) for id, judged in found.items()}

    def end_mention(self, complaint: str, end: MentionEnd) -> None:
        """Keep what a person said of words; the same mention again replaces it."""
        row = self._session.get(MentionEndRow, (complaint, end.position))
        row = row or MentionEndRow(complaint=complaint, position=end.position)
        row.start, row.end, row.category = end.start, end.end, end.category
        row.marked, row.not_police, row.reason = end.marked, end.not_police, end.reason
        row.by_number, row.at = end.by, end.at
        self._session.add(row)
        self._session.flush()

    def ends(self, complaint: str) -> tuple[MentionEnd, ...]:
        """Return what people said of words of a complaint, in their order."""
        query = select(MentionEndRow).where(MentionEndRow.complaint == complaint)
        return tuple(
            MentionEnd(
                r.position,
                r.start,
                r.end,
                r.category,
                r.marked,
                r.not_police,
                r.reason,
                r.by_number,
                r.at,
            )
            for r in self._session.scalars(query.order_by(MentionEndRow.start))
        )

    def endings(self, complaint: str) -> dict[int, str]:
        """Return how each mention of a complaint ended (C19)."""
        matching, complaints = MatchBook(self._session), ComplaintBook(self._session)
        ends = self.ends(complaint)
        active = [m.position for m in matching.mentions(complaint) if m.polarity == "active"]
        linked = {link.item: link.mention for link in complaints.links(complaint)}
        confirmed = [
            s.mention
            for s in matching.suggestions(complaint)
            if s.state == "confirmed" and s.item in linked
        ]
        return endings(
            [*active, *(end.position for end in ends if end.marked)],
            [*linked.values(), *confirmed],
            [
                claim.mention
                for claim in ClaimBook(self._session).all(complaint)
                if not claim.by_system or claim.state not in ("open", "closed")
            ],
            ends,
        )

    def snap(self, complaint: str, snapshot: Snapshot) -> None:
        """Keep how far a trail went."""
        self._session.add(
            TrailSnapshotRow(
                complaint=complaint,
                item=snapshot.item,
                events=snapshot.events,
                digest=snapshot.digest,
                why=snapshot.why,
                by_number=snapshot.by,
                at=snapshot.at,
            )
        )
        self._session.flush()

    def snapshots(self, complaint: str) -> tuple[Snapshot, ...]:
        """Return the snapshots of a complaint, oldest first."""
        query = select(TrailSnapshotRow).where(TrailSnapshotRow.complaint == complaint)
        rows = self._session.scalars(query.order_by(TrailSnapshotRow.id))
        return tuple(Snapshot(r.item, r.events, r.digest, r.why, r.by_number, r.at) for r in rows)

    def untold(self, item: str | None = None, complaint: str | None = None) -> list[Proposal]:
        """Return late finds of an item or for a complaint of which nobody was told yet."""
        told = exists().where(
            and_(
                ProposalRow.complaint == MatchLinkRow.complaint,
                ProposalRow.item == MatchLinkRow.item,
            )
        )
        query = select(MatchLinkRow).where(
            MatchLinkRow.late.is_(True), _undecided_by_a_person(), ~told
        )
        if item is not None:
            query = query.where(MatchLinkRow.item == item)
        if complaint is not None:
            query = query.where(MatchLinkRow.complaint == complaint)
        rows = self._session.scalars(query.order_by(MatchLinkRow.score.desc()))
        found: dict[tuple[str, str], Proposal] = {}
        for row in rows:
            one = Proposal(row.complaint, row.item, row.mention, row.found_at)
            found.setdefault((row.complaint, row.item), one)
        return list(found.values())

    def propose(self, proposal: Proposal) -> None:
        """Keep a late find and who was told."""
        values = asdict(proposal) | {"told_to": list(proposal.told_to)}
        self._session.merge(ProposalRow(**values))
        self._session.flush()

    def proposals(self, complaint: str) -> tuple[Proposal, ...]:
        """Return the late finds for a complaint, oldest first."""
        query = select(ProposalRow).where(ProposalRow.complaint == complaint)
        rows = self._session.scalars(query.order_by(ProposalRow.found_at, ProposalRow.item))
        return tuple(_proposal(row) for row in rows)

    def proposal(self, complaint: str, item: str) -> Proposal:
        """Return a late find, or raise ProposalUnknownError."""
        row = self._session.get(ProposalRow, (complaint, item))
        if row is None:
            raise ProposalUnknownError()
        return _proposal(row)

    def unfinished(self) -> tuple[Proposal, ...]:
        """Return the late finds that nobody answered, or of which no letter was made (L12)."""
        waits = or_(
            ProposalRow.state == "new",
            and_(ProposalRow.state.in_(("reopened", "refused")), ProposalRow.letter == ""),
        )
        query = select(ProposalRow).where(waits)
        rows = self._session.scalars(query.order_by(ProposalRow.complaint, ProposalRow.item))
        return tuple(_proposal(row) for row in rows)

    def with_news(self) -> frozenset[str]:
        """Return the complaints with a late find that nobody answered."""
        query = select(ProposalRow.complaint).where(ProposalRow.state == "new")
        return frozenset(self._session.scalars(query))


def _undecided_by_a_person() -> ColumnElement[bool]:
    """Suggested, or linked by the gates alone: in both nobody was told yet."""
    automatic = and_(MatchLinkRow.state == "confirmed", MatchLinkRow.decided_by == SYSTEM)
    return or_(MatchLinkRow.state == "suggested", automatic)


def _proposal(row: ProposalRow) -> Proposal:
    return Proposal(
        row.complaint,
        row.item,
        row.mention,
        row.found_at,
        tuple(row.told_to),
        row.state,
        row.reason,
        row.decided_by,
        row.decided_at,
        row.letter,
    )
