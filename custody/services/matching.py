"""Comparing complaints with items, in both directions, with one scorer (`matching.md` 2).

Rules kept here:
- forward runs after the handler's own commit; reverse runs only in the worker, so that no answer
  time tells a finder anything (C64, P86);
- an item recorded after the complaint with an earlier event day is a normal candidate: event days
  are compared, never entry days;
- a suggestion is never a link; a person confirms or rejects it, and a rejected pair stays away.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from custody import storage
from custody.domain.complaints import Complaint
from custody.domain.items import Party
from custody.domain.matching import MODEL_VERSION, blocks
from custody.domain.matching.frames import analyse, identifiers
from custody.domain.matching.outcome import match
from custody.domain.matching.values import Analysis, Identifier, ItemView, Match, Report, Who
from custody.domain.trail import State
from custody.storage.store import Books

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True)
class Comparison:
    """What comparing a complaint with the register came to; nothing of it is kept yet.

    `claims` are the mentions, by position, for which nothing is certain: they stay open (C59a).
    """

    complaint: Complaint
    analysis: Analysis
    matches: tuple[Match, ...]
    claims: tuple[int, ...]
    recorded: Mapping[str, datetime | None]
    truncated: bool = False


def compare(number: str, at: datetime) -> Comparison | None:
    """Compare a complaint with the register; None when there is no such complaint."""
    with storage.reading() as books:
        complaint = books.complaints.find(number)
        if complaint is None:
            return None
        analysis = analyse(_report(complaint))
        candidates = _candidates(books, analysis, at)
        items = [v for c in candidates if (v := _view(books, c))]
        matches = match(analysis, items)
        return Comparison(
            complaint=complaint,
            analysis=analysis,
            matches=matches,
            claims=_claims(analysis, matches),
            recorded={found.item: _recorded(books, found.item) for found in matches},
            truncated=len(candidates) >= storage.MOST_CANDIDATES,
        )


def _claims(analysis: Analysis, matches: tuple[Match, ...]) -> tuple[int, ...]:
    certain = {found.frame for found in matches if found.outcome == "certain"}
    active = [n for n, frame in enumerate(analysis.frames) if frame.polarity == "active"]
    return tuple(n for n in active if n not in certain)


def run_for_complaint(number: str, at: datetime) -> int:
    """Compare a complaint with the register and keep mentions and suggestions; return how many."""
    comparison = compare(number, at)
    return keep(comparison, at) if comparison is not None else 0


def keep(comparison: Comparison, at: datetime) -> int:
    """Keep mentions and suggestions of a comparison; return how many suggestions."""
    complaint, analysis = comparison.complaint, comparison.analysis
    number = complaint.number
    late_after = (complaint.registered_at or at).replace(microsecond=0)
    found = [
        _suggestion(number, m, comparison.recorded.get(m.item), late_after, at)
        for m in comparison.matches
    ]
    with storage.transaction() as books:
        active = [f for f in analysis.frames if f.polarity == "active"]
        days = [(f.category, *blocks.mention_days(f, complaint.received_on)) for f in active]
        books.matching.index_complaint(number, days, blocks.complaint_keys(analysis))
        books.matching.keep(number, _mentions(analysis), found, _windows(analysis), MODEL_VERSION)
        books.complaints.matched(number, at)
    return len(found)


def _report(complaint: Complaint) -> Report:
    who = complaint.complainant
    return Report(
        text=complaint.text,
        received_on=complaint.received_on,
        complainant=Who(who.name, who.born, who.phone, who.email),
        represented=complaint.represented,
    )


def _candidates(books: Books, analysis: Analysis, at: datetime) -> tuple[str, ...]:
    """Return the items to look at: by keys first, then by kind and days."""
    found = dict.fromkeys(books.matching.with_keys("item", blocks.complaint_keys(analysis)))
    today = at.astimezone(AMSTERDAM).date()
    for frame in analysis.frames:
        if frame.polarity == "active":
            queries = blocks.forward(frame, analysis.report.received_on, today)
            found.update(dict.fromkeys(books.matching.items_in(queries)))
    return tuple(found)[:1000]


def _view(books: Books, code: str) -> ItemView | None:
    """Return an item as the matching sees it."""
    state = books.items.find(code)
    if state is None or state.received_at is None:
        return None
    handover = books.handovers.of_item(code) or ""
    act = books.handovers.find(handover)
    parties = books.handovers.parties_of(code)
    place = books.places.find(act.place if act else state.place)
    numbers = [*identifiers(f"{state.marks} {state.description}")]
    numbers += [Identifier(kind, value) for kind, value in state.identifiers]
    numbers += [Identifier("receipt", no) for no in books.signed.receipts_of(handover)]
    return ItemView(
        item=code,
        handover=handover,
        category=state.category,
        description=state.description,
        quantity=state.quantity,
        taking=state.taking,
        day=_local(state.received_at),
        place=place.name if place else "",
        taken_at=act.taken_at if act else "",
        officer=(act.officer or act.by_number) if act else "",
        giver=_giver(parties),
        identifiers=tuple(numbers),
        status=state.status,
        ended_on=_local(state.since) if state.status == "returned" and state.since else None,
    )


def _giver(parties: tuple[Party, ...]) -> Who:
    giver = next(
        (p for role in ("owner", "giver") for p in parties if p.role == role and p.name), None
    )
    return Who(giver.name, giver.born, giver.phone, giver.email) if giver else Who()


def _local(moment: datetime) -> date:
    return moment.astimezone(AMSTERDAM).date()


def _recorded(books: Books, code: str) -> datetime | None:
    state: State | None = books.items.find(code)
    return state.recorded_at if state else None


def _suggestion(
    number: str, found: Match, recorded: datetime | None, late_after: datetime, at: datetime
) -> storage.Suggestion:
    reasons = tuple(
        {
            "sign": one.sign,
            "field": one.field,
            "text": one.text,
            "facts": dict(one.facts),
            "points": round(one.points, 2),
            "span": [one.span.start, one.span.end] if one.span else None,
        }
        for one in found.evidence
    )
    return storage.Suggestion(
        complaint=number,
        mention=found.frame,
        item=found.item,
        state="suggested",
        outcome=found.outcome,
        score=found.score,
        probability=found.probability,
        reasons=reasons,
        late=recorded is not None and recorded >= late_after,
        found_at=at,
    )


def _mentions(analysis: Analysis) -> list[storage.Mention]:
    return [
        storage.Mention(n, f.span.start, f.span.end, f.concept, f.category, f.polarity)
        for n, f in enumerate(analysis.frames)
    ]


def _windows(analysis: Analysis) -> list[tuple[date | None, date | None]]:
    return [(f.window.first, f.window.last) if f.window else (None, None) for f in analysis.frames]


def index_items(codes: Sequence[str]) -> tuple[ItemView, ...]:
    """Let items be found by what they are now, many in one act; return them as they are compared."""
    with storage.transaction() as books:
        views = tuple(view for code in codes if (view := _view(books, code)))
        for view in views:
            intake = "found" if blocks.is_found(view) else "other"
            books.matching.index_item(
                view.item, view.handover, view.category, view.day, intake, blocks.item_keys(view)
            )
    return views


def run_for_item(code: str, at: datetime) -> int:
    """Compare an item with all complaints and claims, open or ended; return how many it may concern.

    The item is indexed first; each complaint it may concern is then compared anew, so that both
    directions come to the same outcome.
    """
    return run_for_items((code,), at)


def run_for_items(codes: Sequence[str], at: datetime) -> int:
    """Index items, then compare the complaints that they may concern anew; return how many."""
    views = index_items(codes)
    found: dict[str, None] = {}
    with storage.reading() as books:
        for view in views:
            found.update(dict.fromkeys(books.matching.with_keys("mention", blocks.item_keys(view))))
            first = None if blocks.is_found(view) else view.day - blocks.EARLIER
            last = view.day + (timedelta(days=1) if blocks.is_found(view) else blocks.LATER)
            about = books.matching.complaints_about(view.category, first, last)
            found.update(dict.fromkeys(about))
    for number in found:
        run_for_complaint(number, at)
    return len(found)


def kept(number: str) -> tuple[storage.Suggestion, ...]:
    """Return what is kept of the last comparison of a complaint, best first."""
    with storage.reading() as books:
        return books.matching.suggestions(number)


def searched(number: str) -> tuple[date, date] | None:
    """Return the days that were looked at for a complaint, or None when it was not compared yet."""
    with storage.reading() as books:
        complaint = books.complaints.find(number)
        if complaint is None or complaint.matched_at is None:
            return None
        analysis = analyse(_report(complaint))
        today = _local(complaint.matched_at)
        days = [
            query
            for frame in analysis.frames
            if frame.polarity == "active"
            for query in blocks.forward(frame, complaint.received_on, today)
        ]
    if not days:
        return None
    return min(q.first for q in days), min(max(q.last for q in days), today)
