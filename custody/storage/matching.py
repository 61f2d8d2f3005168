"""Block keys, mentions and proposed links of the matching: rows into values and back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from custody.storage.tables import MatchFeedbackRow, MatchLinkRow, MatchMentionRow


@dataclass(frozen=True)
class Mention:
    """A place in a complaint's words that says a thing came into the hands of the police."""

    position: int
    start: int
    end: int
    concept: str | None
    category: str | None
    polarity: str


@dataclass(frozen=True)
class Suggestion:
    """A proposed or decided pair. `reasons` are the words for and against, as the engine gave them."""

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


class MatchBook:
    """The matching's tables on one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def mentions(self, complaint: str) -> tuple[Mention, ...]:
        """Return the mentions of a complaint in the order of its words."""
        query = select(MatchMentionRow).where(MatchMentionRow.complaint == complaint)
        rows = self._session.scalars(query.order_by(MatchMentionRow.position))
        return tuple(
            Mention(r.position, r.start, r.end, r.concept, r.category, r.polarity) for r in rows
        )

    def suggestions(self, complaint: str) -> tuple[Suggestion, ...]:
        """Return the pairs of a complaint, best first, rejected ones too."""
        query = select(MatchLinkRow).where(MatchLinkRow.complaint == complaint)
        rows = self._session.scalars(query.order_by(MatchLinkRow.score.desc(), MatchLinkRow.item))
        return tuple(_suggestion(row) for row in rows)

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
    )
