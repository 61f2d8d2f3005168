"""The custody trail as one component for the item, the complaint and the report (`screens.md` 5).

Rules kept here:
- oldest first, by event time; entry order breaks ties, and one button flips it (P115);
- a gap is an entry of its own and says what is not known, never who failed (P120);
- corrections fold under what they correct, with the old value (P118);
- a late entry that does not fit what was recorded before says so (P117);
- the last line says whether the events of this item are intact.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from custody.domain import events as e
from custody.domain.checks import Integrity
from custody.domain.corrections import FACTS, corrections_of
from custody.domain.gaps import Gap, Stay
from custody.domain.items import CATEGORIES, CONDITIONS, PRECISIONS, TAKINGS
from custody.domain.late import Contradiction, contradictions
from custody.domain.trail import Trail
from custody.web.bar import Bar, draw_bar
from custody.web.entries import Entry
from custody.web.sentences import entry_of
from custody.web.words import age, clock, holder_name, moment, short_day, word


@dataclass(frozen=True)
class Timeline:
    """List and bar of one trail; `flipped` when the newest entry comes first."""

    entries: tuple[Entry, ...]
    bar: Bar = field(default_factory=Bar)
    flipped: bool = False


def timeline(
    trail: Trail,
    gaps: Sequence[Gap],
    stays: Sequence[Stay],
    places: Mapping[str, str],
    now: datetime,
    *,
    sees_complaints: bool = False,
    integrity: Integrity | None = None,
    flipped: bool = False,
    receipt: bool = False,
) -> Timeline:
    """Return the timeline of a trail for one reader; `receipt` says that one was given for it."""
    against = {c.leaf: c for c in contradictions(trail)}
    entries = []
    for record in trail.records:
        entry = entry_of(record, places, sees_complaints=sees_complaints)
        if entry is None:
            continue
        entry = replace(entry, folded=_folded(trail, record.leaf, places))
        entry = _contradicted(entry, against.get(record.leaf))
        if receipt and isinstance(record.event, e.ItemReceived):
            entry = replace(entry, tags=(("receipt", _("receipt given"), ""), *entry.tags))
        entries.append(_with_stay(entry, stays))
    entries += [_gap_entry(gap) for gap in gaps]
    entries.sort(key=lambda entry: entry.at)
    if flipped:
        entries.reverse()
    if integrity is not None:
        entries.append(_integrity(integrity, now))
    return Timeline(tuple(entries), draw_bar(trail, gaps, stays, places, now), flipped)


def _folded(trail: Trail, leaf: str, places: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return each correction of an event as one line, with who did it and why behind it (P118)."""
    folded = []
    for record in corrections_of(trail, leaf):
        event = record.event
        assert isinstance(event, e.Correction)
        why = _(
            "%(reason)s. By %(who)s, %(when)s.",
            reason=(event.reason or "").rstrip("."),
            who=event.actor_name or event.actor,
            when=moment(record.rec),
        )
        for name, (old, new) in (event.fields or {}).items():
            line = _(
                "%(fact)s corrected: %(old)s became %(new)s",
                fact=word(FACTS.get(name, name)),
                old=fact_words(name, old, places),
                new=fact_words(name, new, places),
            )
            folded.append((line, why))
    return tuple(folded)


def fact_words(name: str, value: Any, places: Mapping[str, str]) -> str:
    """Return the value of a fact in the reader's words; a dash for nothing."""
    if value in (None, ""):
        return "–"
    if name in ("at", "received_at"):
        return moment(datetime.fromisoformat(value))
    if name == "place":
        return places.get(value, value)
    lists = {
        "taking": TAKINGS,
        "category": CATEGORIES,
        "condition": CONDITIONS,
        "precision": PRECISIONS,
    }
    return word(lists[name].get(value, value)) if name in lists else str(value)


def _contradicted(entry: Entry, found: Contradiction | None) -> Entry:
    if found is None:
        return entry
    if found.holder is None:
        said = _("does not fit: by the record it was not with the police then")
    else:
        said = _(
            "does not fit: by the record it was with %(who)s then", who=holder_name(found.holder)
        )
    return replace(entry, tags=(*entry.tags, ("circle-alert", said, "warn")))


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


def _integrity(integrity: Integrity, now: datetime) -> Entry:
    """Return the last line: how many events are as they were recorded, and which is not."""
    if integrity.broken:
        numbers = ", ".join(str(n) for n in integrity.broken)
        title = _("Check: not right at event %(numbers)s", numbers=numbers)
        icon, detail = "circle-alert", _("Call the administrator. Print this page first.")
    else:
        title = ngettext(
            "Check: the event is intact",
            "Check: %(num)s of %(num)s events are intact",
            integrity.total,
        )
        icon, detail = "shield-check", ""
    checked = _("checked %(moment)s", moment=f"{short_day(now)}, {clock(now)}")
    return Entry(
        "integrity", title, now, icon=icon, detail=" ".join(filter(None, [detail, checked]))
    )
