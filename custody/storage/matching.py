"""Block keys, mentions and proposed links of the matching: rows into values and back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, or_, select, tuple_
from sqlalchemy.orm import Session

from custody.domain.matching.blocks import BlockQuery, Key
from custody.storage.tables import (
    MatchBlockRow,
    MatchFeedbackRow,
    MatchKeyRow,
    MatchLinkRow,
    MatchMentionRow,
)


@dataclass(frozen=True)
class Mention:
    """A place in a complaint's words that says a thing came into the hands of the police."""

    position: int
    start: int
    end: int
    concept: str | None
    category: str | None
    polarity: str


MOST_CANDIDATES = 1000


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

    def index_item(
        self, item: str, handover: str, category: str, day: date, intake: str, keys: Iterable[Key]
    ) -> None:
        """Let an item be found by its kind, day and keys from now on, and by nothing older."""
        self._forget("item", item)
        self._session.add(
            MatchBlockRow(
                side="item",
                ref=item,
                handover=handover,
                concept=category,
                day=day,
                last_day=day,
                intake=intake,
            )
        )
        self._add_keys("item", item, keys)

    def index_complaint(
        self, number: str, mentions: Iterable[tuple[str, date, date]], keys: Iterable[Key]
    ) -> None:
        """Let a complaint be found by the (kind, first day, last day) of its mentions and its keys."""
        self._forget("mention", number)
        for category, first, last in mentions:
            self._session.add(
                MatchBlockRow(
                    side="mention", ref=number, concept=category, day=first, last_day=last
                )
            )
        self._add_keys("mention", number, keys)

    def _forget(self, side: str, ref: str) -> None:
        for table in (MatchBlockRow, MatchKeyRow):
            self._session.execute(delete(table).where(table.side == side, table.ref == ref))

    def _add_keys(self, side: str, ref: str, keys: Iterable[Key]) -> None:
        for key in dict.fromkeys(keys):
            self._session.add(MatchKeyRow(side=side, kind=key.kind, key=key.value, ref=ref))
        self._session.flush()

    def items_in(self, queries: Sequence[BlockQuery]) -> tuple[str, ...]:
        """Return the items that stand in these blocks, each once, up to the cap."""
        found: dict[str, None] = {}
        for query in queries:
            rows = select(MatchBlockRow.ref).where(
                MatchBlockRow.side == "item",
                MatchBlockRow.concept == query.category,
                MatchBlockRow.day >= query.first,
                MatchBlockRow.day <= query.last,
            )
            if query.found:
                rows = rows.where(MatchBlockRow.intake == "found")
            left = MOST_CANDIDATES - len(found)
            found.update(dict.fromkeys(self._session.scalars(rows.limit(left))))
        return tuple(found)

    def with_keys(self, side: str, keys: Sequence[Key]) -> tuple[str, ...]:
        """Return the items or complaints that share one of these keys."""
        if not keys:
            return ()
        pairs = tuple_(MatchKeyRow.kind, MatchKeyRow.key).in_([(k.kind, k.value) for k in keys])
        rows = select(MatchKeyRow.ref).where(pairs, MatchKeyRow.side == side)
        return tuple(dict.fromkeys(self._session.scalars(rows.limit(MOST_CANDIDATES))))

    def complaints_about(self, category: str, first: date | None, last: date) -> tuple[str, ...]:
        """Return complaints that mention this kind, with days that touch the given ones."""
        rows = select(MatchBlockRow.ref).where(
            MatchBlockRow.side == "mention",
            MatchBlockRow.concept == category,
            MatchBlockRow.day <= last,
        )
        if first is not None:
            rows = rows.where(or_(MatchBlockRow.last_day >= first, MatchBlockRow.day >= first))
        return tuple(dict.fromkeys(self._session.scalars(rows.limit(MOST_CANDIDATES))))

    def keep(
        self,
        complaint: str,
        mentions: Sequence[Mention],
        found: Sequence[Suggestion],
        windows: Sequence[tuple[date | None, date | None]],
        version: str,
    ) -> None:
        """Keep mentions and suggestions of a run; what a person decided stays as it was decided."""
        self._session.execute(delete(MatchMentionRow).where(MatchMentionRow.complaint == complaint))
        for mention, (first, last) in zip(mentions, windows, strict=True):
            self._session.add(
                MatchMentionRow(
                    complaint=complaint,
                    position=mention.position,
                    start=mention.start,
                    end=mention.end,
                    concept=mention.concept,
                    category=mention.category,
                    polarity=mention.polarity,
                    first_day=first,
                    last_day=last,
                    model_version=version,
                )
            )
        wanted = {(s.mention, s.item) for s in found}
        query = select(MatchLinkRow).where(MatchLinkRow.complaint == complaint)
        kept = {(row.mention, row.item): row for row in self._session.scalars(query)}
        for pair, row in kept.items():
            if row.state == "suggested" and pair not in wanted:
                self._session.delete(row)
        for one in found:
            self._keep_one(kept.get((one.mention, one.item)), one, version)
        self._session.flush()

    def _keep_one(self, row: MatchLinkRow | None, one: Suggestion, version: str) -> None:
        if row is None:
            row = MatchLinkRow(
                complaint=one.complaint,
                mention=one.mention,
                item=one.item,
                state="suggested",
                found_at=one.found_at,
                late=one.late,
            )
            self._session.add(row)
        elif row.state != "suggested":
            return
        row.outcome, row.score, row.probability = one.outcome, one.score, one.probability
        row.reasons, row.model_version = list(one.reasons), version

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
