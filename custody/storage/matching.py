"""Mentions, pairs and decisions of the matching: rows into values and back.

Rules kept here:
- what a person decided stays as it was decided, whatever a later run says;
- a rejected pair returns only with new evidence, and keeps what is new (C65);
- every decision is a labelled pair from the first day (`matching.md` 15).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from custody.domain.holds import EVEN, KEPT_BACK
from custody.storage.tables import (
    ComplaintRow,
    MatchFeedbackRow,
    MatchLinkRow,
    MatchMentionRow,
)

SYSTEM = "system:matching"
"""Who makes the links that are certain: what is known of them stays up to date (C78)."""


@dataclass(frozen=True)
class Mention:
    """A place in a complaint's words that says a thing came into the hands of the police.

    `open` when nothing is certain for it, so that it stays open as a claim; `handed` when a verb
    says that it was handed over, so that the system opens the claim itself (C59a).
    """

    position: int
    start: int
    end: int
    concept: str | None
    category: str | None
    polarity: str
    first_on: date | None = None
    last_on: date | None = None
    attributes: tuple[str, ...] = ()
    open: bool = False
    handed: bool = False
    quantity: int | None = None


@dataclass(frozen=True)
class Suggestion:
    """A proposed or decided pair. `reasons` are the words for and against, as the engine gave them.

    `runner_up` is the next best item of the kind and `margin` the distance to it; `news` are the
    reasons for which a pair that was rejected is proposed again.
    """

    complaint: str
    mention: int
    item: str
    state: str
    outcome: str
    score: float
    probability: float
    reasons: tuple[dict[str, Any], ...]
    late: bool
    found_at: datetime
    reason: str | None = None
    margin: float = 0.0
    runner_up: str = ""
    news: tuple[str, ...] = ()
    model_version: str = ""
    decided_by: str | None = None


class MatchBook:
    """The matching's tables on one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def mentions(self, complaint: str) -> tuple[Mention, ...]:
        """Return the mentions of a complaint in the order of its words."""
        query = select(MatchMentionRow).where(MatchMentionRow.complaint == complaint)
        rows = self._session.scalars(query.order_by(MatchMentionRow.position))
        return tuple(
            Mention(
                r.position,
                r.start,
                r.end,
                r.concept,
                r.category,
                r.polarity,
                r.first_day,
                r.last_day,
                tuple(r.attributes),
                r.claims,
                r.handed,
                r.quantity,
            )
            for r in rows
        )

    def suggestions(self, complaint: str) -> tuple[Suggestion, ...]:
        """Return the pairs of a complaint, best first, rejected ones too."""
        query = select(MatchLinkRow).where(MatchLinkRow.complaint == complaint)
        rows = self._session.scalars(query.order_by(MatchLinkRow.score.desc(), MatchLinkRow.item))
        return tuple(_suggestion(row) for row in rows)

    def keep(
        self,
        complaint: str,
        mentions: Sequence[Mention],
        found: Sequence[Suggestion],
        version: str,
    ) -> None:
        """Keep mentions and pairs of a run; what a person decided stays as it was decided."""
        self._session.execute(delete(MatchMentionRow).where(MatchMentionRow.complaint == complaint))
        self._session.add_all(
            MatchMentionRow(
                complaint=complaint,
                position=mention.position,
                start=mention.start,
                end=mention.end,
                concept=mention.concept,
                category=mention.category,
                polarity=mention.polarity,
                first_day=mention.first_on,
                last_day=mention.last_on,
                attributes=list(mention.attributes),
                claims=mention.open,
                handed=mention.handed,
                quantity=mention.quantity,
                model_version=version,
            )
            for mention in mentions
        )
        wanted = {(s.mention, s.item) for s in found}
        query = select(MatchLinkRow).where(MatchLinkRow.complaint == complaint)
        kept = {(row.mention, row.item): row for row in self._session.scalars(query)}
        rejected = {row.item: row for row in kept.values() if row.state == "rejected"}
        for pair, row in kept.items():
            if row.state in ("suggested", "context") and pair not in wanted:
                self._session.delete(row)
        for one in found:
            row = kept.get((one.mention, one.item)) or rejected.get(one.item)
            self._keep_one(row, one, version)
        self._session.flush()

    def _keep_one(self, row: MatchLinkRow | None, one: Suggestion, version: str) -> None:
        if row is None:
            row = MatchLinkRow(
                complaint=one.complaint,
                mention=one.mention,
                item=one.item,
                state=one.state,
                found_at=one.found_at,
                late=one.late,
                news=[],
            )
            self._session.add(row)
        elif row.state == "rejected":
            news = _news(row.reasons, one.reasons)
            if not news:
                return
            row.state, row.news, row.late = "suggested", news, True
        elif row.state in ("suggested", "context"):
            row.state = one.state
        elif row.decided_by != SYSTEM:
            return
        row.outcome, row.score, row.probability = one.outcome, one.score, one.probability
        row.reasons, row.model_version = list(one.reasons), version
        row.margin, row.runner_up = one.margin, one.runner_up

    def state_of(self, complaint: str, mention: int, item: str) -> str | None:
        """Return the state of a pair: suggested, confirmed, rejected or context."""
        row = self._session.get(MatchLinkRow, (complaint, mention, item))
        return row.state if row else None

    def keeps_back(self, item: str, at: datetime) -> bool:
        """Say whether an item is kept back because a complaint probably is about it (C79)."""
        query = select(MatchLinkRow.item).where(
            MatchLinkRow.item == item,
            MatchLinkRow.state == "suggested",
            MatchLinkRow.probability >= EVEN,
            MatchLinkRow.found_at > at - KEPT_BACK,
        )
        return self._session.scalar(query.limit(1)) is not None

    def set_state(
        self, complaint: str, mention: int, item: str, state: str, by: str, at: datetime
    ) -> None:
        """Say what became of a pair without a person's decision; it is no labelled pair."""
        row = self._session.get_one(MatchLinkRow, (complaint, mention, item))
        row.state, row.decided_by, row.decided_at = state, by, at

    def complaints_with(self, items: Sequence[str]) -> set[str]:
        """Return the complaints for which one of these items is proposed now."""
        query = select(MatchLinkRow.complaint).where(
            MatchLinkRow.item.in_(items), MatchLinkRow.state.in_(("suggested", "context"))
        )
        return set(self._session.scalars(query))

    def stale_complaints(self, edition: str, limit: int) -> list[str]:
        """Return complaints that were never compared, or with another edition of the weights."""
        old = or_(ComplaintRow.matched_with.is_(None), ComplaintRow.matched_with != edition)
        query = select(ComplaintRow.number).where(old)
        return list(self._session.scalars(query.order_by(ComplaintRow.number).limit(limit)))

    def decide(
        self,
        complaint: str,
        mention: int | None,
        item: str,
        state: str,
        reason: str,
        by: str,
        at: datetime,
    ) -> None:
        """Record a person's decision on a pair, and keep it as a labelled pair."""
        query = select(MatchLinkRow).where(
            MatchLinkRow.complaint == complaint, MatchLinkRow.item == item
        )
        if mention is not None:
            query = query.where(MatchLinkRow.mention == mention)
        for row in self._session.scalars(query):
            row.state, row.decided_by, row.decided_at, row.reason = state, by, at, reason
        self._session.add(
            MatchFeedbackRow(
                complaint=complaint,
                mention=-1 if mention is None else mention,
                item=item,
                label=state,
                reason=reason,
                decided_by=by,
                decided_at=at,
            )
        )
        self._session.flush()


def _news(before: Iterable[dict[str, Any]], now: Iterable[dict[str, Any]]) -> list[str]:
    """Return the fields that speak for a pair now and did not, or with other facts, before."""
    known = {(one["field"], str(one["facts"])) for one in before if one["sign"] == "for"}
    new = [one for one in now if one["sign"] == "for" and one["points"] >= 1.0]
    telling = [one for one in new if (one["field"], str(one["facts"])) not in known]
    return list(dict.fromkeys(str(one["text"]) for one in telling if one["field"] != "coherence"))


def _suggestion(row: MatchLinkRow) -> Suggestion:
    return Suggestion(
        complaint=row.complaint,
        mention=row.mention,
        item=row.item,
        state=row.state,
        outcome=row.outcome,
        score=row.score,
        probability=row.probability,
        reasons=tuple(row.reasons),
        late=row.late,
        found_at=row.found_at,
        reason=row.reason,
        margin=row.margin,
        runner_up=row.runner_up,
        news=tuple(row.news or ()),
        model_version=row.model_version,
        decided_by=row.decided_by,
    )
