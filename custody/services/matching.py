"""Comparing complaints with items, in both directions, with one scorer (`matching.md` 2).

Rules kept here:
- forward runs after the handler's own commit; reverse runs only in the worker, so that no answer
  time tells a finder anything (C64, P86);
- an item recorded after the complaint with an earlier event day is a normal candidate: event days
  are compared, never entry days;
- a suggestion is never a link; a person confirms or rejects it, and a rejected pair stays away.
"""

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


def run_for_complaint(number: str, at: datetime) -> int:
    """Compare a complaint with the register and keep mentions and suggestions; return how many."""
    with storage.reading() as books:
        complaint = books.complaints.find(number)
        if complaint is None:
            return 0
        analysis = analyse(_report(complaint))
        items = [v for c in _candidates(books, analysis, at) if (v := _view(books, c))]
        matches = match(analysis, items)
        recorded = {item.item: _recorded(books, item.item) for item in items}
    late_after = (complaint.registered_at or at).replace(microsecond=0)
    found = [_suggestion(number, m, recorded.get(m.item), late_after, at) for m in matches]
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
    parties = books.handovers.parties(handover)
    place = books.places.find(act.place if act else state.place)
    numbers = [*identifiers(f"{state.marks} {state.description}")]
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
        officer=act.by_number if act else "",
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


def run_for_item(code: str, at: datetime) -> int:
    """Compare an item with all complaints and claims, open or ended; return how many it may concern.

    The item is indexed first; each complaint it may concern is then compared anew, so that both
    directions come to the same outcome.
    """
    with storage.transaction() as books:
        view = _view(books, code)
        if view is None:
            return 0
        keys = blocks.item_keys(view)
        intake = "found" if blocks.is_found(view) else "other"
        books.matching.index_item(code, view.handover, view.category, view.day, intake, keys)
        found = dict.fromkeys(books.matching.with_keys("mention", keys))
        first = None if blocks.is_found(view) else view.day - blocks.EARLIER
        last = view.day + (timedelta(days=1) if blocks.is_found(view) else blocks.LATER)
        found.update(dict.fromkeys(books.matching.complaints_about(view.category, first, last)))
    for number in found:
        run_for_complaint(number, at)
    return len(found)


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
