"""The custody trail as plain sentences and as a bar: one set of facts, two views (`screens.md` 5).

Rules kept here:
- oldest first, by event time; entry order breaks ties (P115);
- a gap is an entry of its own and says what is not known, never who failed (P120, 5.9);
- an offer that nobody answered names the old holder as responsible (P53);
- late entries show both times (P114); corrections fold under what they correct (P118);
- holds show no ground, and nothing of a complaint, to those who may not know (C82).
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _

from custody.domain import events as e
from custody.domain.events import Recorded
from custody.domain.gaps import Gap, Stay
from custody.domain.items import CONDITIONS, TAKINGS, is_late
from custody.domain.steps import REFUSAL_REASONS
from custody.domain.trail import Trail, moment_of, read_holder
from custody.domain.words import mark
from custody.web.words import age, clock, holder_name, moment, short_day, word


@dataclass(frozen=True)
class Entry:
    """One entry of the list; the macro says what each part looks like."""

    kind: str
    title: str
    at: datetime
    icon: str = ""
    detail: str = ""
    until: datetime | None = None
    tags: tuple[tuple[str, str, str], ...] = ()
    folded: tuple[str, ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    leaf: str = ""

    @property
    def time_text(self) -> str:
        """The day."""
        return short_day(self.at)

    @property
    def hour_text(self) -> str:
        """The time of day."""
        return clock(self.at)

    @property
    def until_text(self) -> str:
        """The end of a gap."""
        if self.kind not in ("gap", "missing"):
            return ""
        if self.until is None:
            return _("until now")
        return _("to %(moment)s", moment=f"{short_day(self.until)} {clock(self.until)}")

    @property
    def datetime(self) -> str:
        """The moment for machines."""
        return self.at.isoformat()


@dataclass(frozen=True)
class Segment:
    """One piece of the bar, in whole percents."""

    kind: str
    label: str
    start: int
    width: int
    row: int | None = 0
    short: str = ""


@dataclass(frozen=True)
class Timeline:
    """List, bar and ticks of one trail."""

    entries: tuple[Entry, ...]
    bar: tuple[Segment, ...] = ()
    ticks: tuple[tuple[int, str, str], ...] = ()


def timeline(
    trail: Trail,
    gaps: Sequence[Gap],
    stays: Sequence[Stay],
    places: Mapping[str, str],
    now: datetime,
    *,
    sees_complaints: bool = False,
) -> Timeline:
    """Return the timeline of a trail for one reader."""
    entries = [
        entry for record in trail.records if (entry := _entry(record, places, sees_complaints))
    ]
    entries = _fold_corrections(entries, trail)
    entries = [_with_stay(entry, stays) for entry in entries]
    entries += [_gap_entry(gap) for gap in gaps]
    entries.sort(key=lambda entry: entry.at)
    return Timeline(tuple(entries), _bar(trail, gaps, stays, places, now), _ticks(trail, now))


def _entry(record: Recorded, places: Mapping[str, str], sees_complaints: bool) -> Entry | None:
    event = record.event
    if isinstance(event, e.Correction):
        return None
    build = _SENTENCES.get(type(event))
    if build is None:
        return None
    entry = build(event, places)
    if isinstance(event, e.HoldSet | e.HoldLifted) and sees_complaints and event.complaint:
        entry = replace(entry, detail=_("Complaint %(number)s", number=event.complaint))
    at = moment_of(record)
    tags = entry.tags
    if is_late(at, record.rec):
        late = _("recorded %(moment)s", moment=moment(record.rec))
        tags = (*tags, ("clock", late, "warn"))
    if record.erased:
        tags = (*tags, ("eye-off", _("name erased"), ""))
    return replace(entry, at=at, tags=tags, leaf=record.leaf)


def _place(code: str | None, places: Mapping[str, str]) -> str:
    return places.get(code or "", code or _("place not known"))


def _made(kind: str, title: str, **parts: Any) -> Entry:
    return Entry(kind, title, datetime.min, **parts)


def _received(event: e.ItemReceived, places: Mapping[str, str]) -> Entry:
    who = event.actor_name or event.actor
    giver = (event.giver or {}).get("name") if isinstance(event.giver, dict) else None
    if event.taking == "found_internal":
        title = _("Found by %(who)s", who=who)
    elif giver:
        title = _("Handed in by %(giver)s to %(who)s", giver=giver, who=who)
    else:
        title = _("Handed in to %(who)s, giver not stated", who=who)
    detail = [event.description or "", word(TAKINGS.get(event.taking or ""))]
    if event.taken_at:
        detail.append(event.taken_at)
    tags: list[tuple[str, str, str]] = []
    signature = event.signature if isinstance(event.signature, dict) else {}
    if signature.get("way") in ("drawn", "typed"):
        tags.append(("signature", _("signature"), ""))
    elif signature.get("way") == "refused":
        tags.append(("signature", _("not signed: %(why)s", why=signature.get("text", "")), ""))
    if event.seal:
        tags.append(("tag", _("seal %(number)s", number=event.seal), ""))
    return _made(
        "citizen", title, icon="user", detail=". ".join(filter(None, detail)), tags=tuple(tags)
    )


def _described(event: e.ItemDescribed, places: Mapping[str, str]) -> Entry:
    who = event.actor_name or event.actor
    return _made("event", _("%(who)s added a photo", who=who), icon="image")


def _moved(event: e.ItemMoved, places: Mapping[str, str]) -> Entry:
    title = _("Put in %(place)s", place=_place(event.place, places))
    detail = _("By %(who)s", who=event.actor_name or event.actor)
    if event.remarks == "undo":
        detail = _(
            "By %(who)s, the scan before was taken back", who=event.actor_name or event.actor
        )
    return _made("event", title, icon="map-pin", detail=detail)


def _offered(event: e.TransferOffered, places: Mapping[str, str]) -> Entry:
    giver, to = read_holder(event.holder_from), read_holder(event.holder_to)
    return _made(
        "offer",
        _("%(giver)s asks %(to)s to take over", giver=holder_name(giver), to=holder_name(to)),
        detail=_("%(giver)s stays responsible.", giver=holder_name(giver)),
        tags=(("circle-dashed", _("transfer asked"), "asked"),),
    )


def _accepted(event: e.TransferAccepted, places: Mapping[str, str]) -> Entry:
    to = read_holder(event.holder_to)
    title = _("%(to)s has received it", to=holder_name(to))
    detail = [_("By %(who)s", who=event.actor_name or event.actor), _place(event.place, places)]
    if event.condition:
        detail.append(word(CONDITIONS.get(event.condition)))
    tags = (("circle-check", _("confirmed by both"), "ok"),)
    return _made("event", title, detail=", ".join(detail), tags=tags)


def _refused(event: e.TransferRefused, places: Mapping[str, str]) -> Entry:
    who = event.actor_name or event.actor
    why = word(REFUSAL_REASONS.get(event.reason or "", event.reason or ""))
    return _made(
        "event",
        _("%(who)s did not take it over: %(why)s", who=who, why=why),
        icon="undo-2",
        detail=event.remarks or _("The giver stays responsible."),
    )


def _withdrawn(event: e.TransferWithdrawn, places: Mapping[str, str]) -> Entry:
    who = event.actor_name or event.actor
    title = _("%(who)s took the question back", who=who)
    return _made("event", title, icon="rotate-ccw", detail=event.reason or "")


def _handed_on(event: e.ItemHandedOn, places: Mapping[str, str]) -> Entry:
    to = holder_name(read_holder(event.holder_to))
    tags = (("user", _("accepted by outsider"), ""),)
    title = _("Handed on to %(to)s", to=to)
    return _made("event", title, icon="arrow-right", detail=event.purpose or "", tags=tags)


def _returned(event: e.ItemReturned, places: Mapping[str, str]) -> Entry:
    receiver = event.receiver.get("name") if isinstance(event.receiver, dict) else None
    who = event.actor_name or event.actor
    return _made(
        "citizen",
        _("Given back to %(receiver)s", receiver=receiver or _("the entitled person")),
        icon="undo-2",
        detail=_("By %(who)s, identity seen", who=who),
        tags=(("circle-check", _("returned"), "ok"),),
    )


def _missing(event: e.ItemMissing, places: Mapping[str, str]) -> Entry:
    return _made("missing", _("Recorded as not found"), detail=event.reason or "")


def _found(event: e.ItemFound, places: Mapping[str, str]) -> Entry:
    title = _("Found again in %(place)s", place=_place(event.place, places))
    return _made("event", title, icon="package-search", detail=event.remarks or "")


def _hold_set(event: e.HoldSet, places: Mapping[str, str]) -> Entry:
    title = _("On hold, number %(number)s", number=event.hold or "")
    return _made("event", title, icon="lock")


def _hold_lifted(event: e.HoldLifted, places: Mapping[str, str]) -> Entry:
    title = _("No longer on hold, number %(number)s", number=event.hold or "")
    return _made("event", title, icon="lock-open")


def _printed(event: e.LabelPrinted, places: Mapping[str, str]) -> Entry | None:
    number = event.copy or 1
    words = _("Label printed") if number == 1 else _("Label printed again, print %(n)s", n=number)
    return _made("event", words, icon="printer", detail=event.actor_name or event.actor)


def _seal_changed(event: e.SealChanged, places: Mapping[str, str]) -> Entry:
    title = _("Seal %(old)s became %(new)s", old=event.old or "-", new=event.new or "-")
    return _made("event", title, icon="tag", detail=event.reason or "")


def _inspected(event: e.ItemInspected, places: Mapping[str, str]) -> Entry:
    who = event.actor_name or event.actor
    return _made("event", _("%(who)s looked at it", who=who), icon="eye")


_SENTENCES: dict[type[e.Event], Any] = {
    e.ItemReceived: _received,
    e.ItemDescribed: _described,
    e.ItemMoved: _moved,
    e.ItemInspected: _inspected,
    e.SealChanged: _seal_changed,
    e.TransferOffered: _offered,
    e.TransferAccepted: _accepted,
    e.TransferRefused: _refused,
    e.TransferWithdrawn: _withdrawn,
    e.ItemHandedOn: _handed_on,
    e.ItemReturned: _returned,
    e.ItemMissing: _missing,
    e.ItemFound: _found,
    e.HoldSet: _hold_set,
    e.HoldLifted: _hold_lifted,
    e.LabelPrinted: _printed,
}

_FIELD_WORDS = {
    "category": mark("What it is"),
    "description": mark("Description"),
    "quantity": mark("How many"),
    "condition": mark("Condition"),
    "marks": mark("Marks or serial number"),
}


def _fold_corrections(entries: list[Entry], trail: Trail) -> list[Entry]:
    """Put each correction under the event it names (P118)."""
    folded: dict[str, list[str]] = {}
    for record in trail.records:
        event = record.event
        if isinstance(event, e.Correction):
            for name, (old, new) in (event.fields or {}).items():
                sentence = _(
                    "%(field)s corrected: %(old)s became %(new)s. Reason: %(reason)s",
                    field=word(_FIELD_WORDS.get(name, name)),
                    old=old if old not in (None, "") else "-",
                    new=new,
                    reason=event.reason or "",
                )
                folded.setdefault(event.ref[0] if event.ref else "", []).append(sentence)
    return [
        replace(entry, folded=tuple(folded[entry.leaf])) if entry.leaf in folded else entry
        for entry in entries
    ]


def _with_stay(entry: Entry, stays: Sequence[Stay]) -> Entry:
    """Mark an entry that begins a stay in personal keeping, with its length against the norm."""
    for stay in stays:
        if stay.start == entry.at and entry.kind in ("event", "citizen") and entry.icon != "undo-2":
            tags = [("house", _("in personal keeping"), "keep")]
            if stay.over:
                norm = _(
                    "%(age)s, longer than the norm (%(norm)s)",
                    age=age(stay.length),
                    norm=age(stay.norm),
                )
                tags.append(("clock", norm, "warn"))
            kind = "keeping" if entry.kind == "event" else entry.kind
            return replace(entry, kind=kind, tags=(*entry.tags, *tags))
    return entry


def _gap_entry(gap: Gap) -> Entry:
    details = {
        "unanswered": _("Nobody confirmed the transfer in this time."),
        "missing": _("We do not know where it was in this time."),
        "silence": _("We do not know whether it lay here all this time."),
    }
    kind = "missing" if gap.reason == "missing" else "gap"
    title = _("Nothing recorded here: %(age)s", age=age(gap.length))
    return Entry(
        kind, title, gap.start + timedelta(seconds=1), detail=details[gap.reason], until=gap.until
    )


def _bar(
    trail: Trail,
    gaps: Sequence[Gap],
    stays: Sequence[Stay],
    places: Mapping[str, str],
    now: datetime,
) -> tuple[Segment, ...]:
    """Return the bar: who held it when, with gaps, personal keeping and open offers over it."""
    start, end = _span(trail, now)
    if end - start < timedelta(minutes=5):
        return ()
    scale = _Scale(start, end)
    pieces: list[Segment] = []
    for begin, until, kind, label in _pieces(trail, gaps, stays, places, end):
        at, width = scale.place(begin, until)
        if width:
            pieces.append(_labelled(Segment(kind, label, at, width), pieces))
    return tuple(pieces)


def _labelled(segment: Segment, before: list[Segment]) -> Segment:
    """Give a label that does not fit a row above the bar, or leave it out when both are taken."""
    if len(segment.label) * 1.4 + 5 <= segment.width:
        return segment
    for row in (1, 2):
        taken = [s for s in before if s.row == row]
        if not taken or taken[-1].start + len(taken[-1].label) * 1.2 + 2 <= segment.start:
            return replace(segment, row=row)
    return replace(segment, row=None)


def _pieces(
    trail: Trail,
    gaps: Sequence[Gap],
    stays: Sequence[Stay],
    places: Mapping[str, str],
    end: datetime,
) -> list[tuple[datetime, datetime, str, str]]:
    """Return the stretches of the bar in order, none over another."""
    changes: list[tuple[datetime, str, str]] = []
    for record in trail.records:
        event, at = record.event, moment_of(record)
        if isinstance(event, e.ItemReceived):
            changes.append((at, "confirmed", event.actor_name or event.actor))
        elif isinstance(event, e.TransferAccepted | e.ItemHandedOn):
            changes.append((at, "confirmed", holder_name(read_holder(event.holder_to))))
        elif isinstance(event, e.ItemReturned):
            changes.append((at, "citizen", _("given back")))
    marks = sorted(
        {at for at, _kind, _label in changes}
        | {m for g in gaps for m in (g.start, g.until or end)}
        | {m for s in stays for m in (s.start, s.until or end)}
        | {end}
    )
    pieces: list[tuple[datetime, datetime, str, str]] = []
    for begin, until in itertools.pairwise(marks):
        known = [c for c in changes if c[0] <= begin]
        if not known or begin >= end:
            continue
        kind, label = known[-1][1:]
        gap = next((g for g in gaps if g.start <= begin and (g.until or end) >= until), None)
        stay = next((s for s in stays if s.start <= begin and (s.until or end) >= until), None)
        if gap:
            kind, label = "gap", _("Nothing recorded · %(age)s", age=age(gap.length))
        elif stay and kind == "confirmed":
            kind, label = "keeping", places.get(stay.place, stay.place)
        if pieces and pieces[-1][2:] == (kind, label):
            pieces[-1] = (pieces[-1][0], until, kind, label)
        else:
            pieces.append((begin, until, kind, label))
    return pieces


def _span(trail: Trail, now: datetime) -> tuple[datetime, datetime]:
    moments = [moment_of(record) for record in trail.records]
    ended = trail.state.status != "in_custody"
    end = max(moments) + (max(moments) - min(moments)) / 12 if ended else max([now, *moments])
    return min(moments), end


@dataclass(frozen=True)
class _Scale:
    """Turns moments into whole percents of the bar."""

    start: datetime
    end: datetime

    def place(self, begin: datetime, until: datetime) -> tuple[int, int]:
        whole = (self.end - self.start).total_seconds()
        left = round((begin - self.start).total_seconds() / whole * 100)
        right = round((until - self.start).total_seconds() / whole * 100)
        return left, max(right - left, 0)


def _ticks(trail: Trail, now: datetime) -> tuple[tuple[int, str, str], ...]:
    """Return at most eight day marks under the bar."""
    start, end = _span(trail, now)
    days = max((end - start).days, 1)
    step = -(-days // 6)
    first = start.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    scale = _Scale(start, end) if end > start else None
    ticks = []
    at = first
    while scale and at < end and len(ticks) < 8:
        ticks.append((scale.place(start, at)[1], short_day(at), short_day(at)))
        at += timedelta(days=step)
    return tuple(ticks)
