"""The custody trail as a bar: who had it when, drawn to scale, with its labels laid out.

Rules kept here:
- solid is confirmed by both, hatched is a gap, dotted is personal keeping; an offer that nobody
  confirmed is a dashed bracket under the bar (`screens.md` 5, timeline grammar);
- two stretches never lie over each other; a gap wins over who held it;
- labels never touch: what does not fit its stretch stands above it with a leader line, in rows; of
  labels that would meet the left one stands higher, so that no leader crosses a word. What finds
  no room is left to the list, which says everything;
- a phone has its own layout: its letters are wider against the bar.
"""

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from flask_babel import gettext as _

from custody.domain import events as e
from custody.domain.gaps import Gap, Stay
from custody.domain.trail import Trail, moment_of, read_holder
from custody.web.words import age, holder_name, short_day

SHORTEST = timedelta(minutes=5)
MOST_ROWS = 3
# Width of a letter, and room around a word, in percents of the bar.
WIDE, PHONE = 1.45, 2.6


@dataclass(frozen=True)
class Segment:
    """One piece of the bar, in whole percents. `at` is where its word begins.

    `row` 0 stands in the segment, 1 and more above it, None has no word.
    """

    kind: str
    label: str
    start: int
    width: int
    row: int | None = 0
    at: float = 0

    @property
    def end(self) -> int:
        """Where the segment ends."""
        return self.start + self.width


@dataclass(frozen=True)
class Bar:
    """The bar laid out for a wide page and for a phone.

    A tick is (percent, word, where its word begins); without room for it the word is empty.
    """

    wide: tuple[Segment, ...] = ()
    phone: tuple[Segment, ...] = ()
    wide_ticks: tuple[tuple[int, str, float], ...] = ()
    phone_ticks: tuple[tuple[int, str, float], ...] = ()


def draw_bar(
    trail: Trail,
    gaps: Sequence[Gap],
    stays: Sequence[Stay],
    places: Mapping[str, str],
    now: datetime,
) -> Bar:
    """Return the bar of a trail; empty while the whole trail is shorter than can be drawn."""
    start, end = _span(trail, now)
    if end - start < SHORTEST:
        return Bar()
    scale = _Scale(start, end)
    on = [
        Segment(kind, label, *scale.place(begin, until))
        for begin, until, kind, label in _pieces(trail, gaps, stays, places, end)
    ]
    on = [segment for segment in on if segment.width]
    under = _offers(trail, gaps, scale, end)
    return Bar(
        wide=(*lay_out(on, WIDE), *_worded(under, WIDE)),
        phone=(*lay_out(on, PHONE), *_worded(under, PHONE)),
        wide_ticks=_ticks(scale, WIDE),
        phone_ticks=_ticks(scale, PHONE),
    )


def lay_out(segments: Sequence[Segment], letter: float) -> tuple[Segment, ...]:
    """Return the segments with their words placed so that none touches another."""
    placed: list[Segment] = []
    above: list[Segment] = []
    for segment in reversed(segments):
        wide = len(segment.label) * letter + 2
        if wide + 2 <= segment.width:
            placed.append(replace(segment, row=0))
            continue
        at = max(min(float(segment.start), 100 - wide), 0)
        met = [other for other in above if other.at < at + wide and at < _right(other, letter)]
        row = 1 + max((other.row or 0 for other in met), default=0)
        # A word moved left from the edge must not lie in the way of another one's leader line.
        crossed = any(other.at < segment.start < _right(other, letter) for other in met)
        labelled = replace(segment, row=row, at=at)
        if row > MOST_ROWS or crossed:
            labelled = replace(segment, row=None)
        else:
            above.append(labelled)
        placed.append(labelled)
    return tuple(_uncrossed(list(reversed(placed)), letter))


def _worded(under: Sequence[Segment], letter: float) -> list[Segment]:
    """Return the brackets under the bar, each with its word where there is room for it."""
    return [
        segment
        if len(segment.label) * letter + 8 <= segment.width
        else replace(segment, label="", row=None)
        for segment in under
    ]


def _right(segment: Segment, letter: float) -> float:
    return segment.at + len(segment.label) * letter + 2


def _uncrossed(segments: list[Segment], letter: float) -> list[Segment]:
    """Leave out a word that was moved left over the leader line of a higher one."""
    above = [segment for segment in segments if segment.row]
    for n, segment in enumerate(segments):
        if not segment.row or segment.at >= segment.start:
            continue
        if any(
            (other.row or 0) > segment.row and segment.at < other.start < _right(segment, letter)
            for other in above
            if other is not segment
        ):
            segments[n] = replace(segment, row=None)
    return segments


def _pieces(
    trail: Trail,
    gaps: Sequence[Gap],
    stays: Sequence[Stay],
    places: Mapping[str, str],
    end: datetime,
) -> list[tuple[datetime, datetime, str, str]]:
    """Return the stretches of the bar in order, none over another."""
    changes = sorted(_changes(trail), key=lambda change: change[0])
    borders = {at for at, _kind, _label in changes} | {end}
    borders |= {m for g in gaps for m in (g.start, g.until or end)}
    borders |= {m for s in stays for m in (s.start, s.until or end)}
    pieces: list[tuple[datetime, datetime, str, str]] = []
    for begin, until in itertools.pairwise(sorted(borders)):
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


def _changes(trail: Trail) -> list[tuple[datetime, str, str]]:
    """Return when somebody else came to answer for the item, and who."""
    changes: list[tuple[datetime, str, str]] = []
    for record in trail.records:
        event, at = record.event, moment_of(record)
        if isinstance(event, e.ItemReceived):
            changes.append((at, "confirmed", event.actor_name or event.actor))
        elif isinstance(event, e.PackageMade | e.ItemSplitOff):
            changes.append((at, "confirmed", holder_name(read_holder(event.holder))))
        elif isinstance(event, e.TransferAccepted | e.ItemHandedOn):
            changes.append((at, "confirmed", holder_name(read_holder(event.holder_to))))
        elif isinstance(event, e.ItemReturned):
            changes.append((at, "citizen", _("given back")))
    return changes


def _offers(
    trail: Trail, gaps: Sequence[Gap], scale: "_Scale", end: datetime
) -> tuple[Segment, ...]:
    """Return the transfers that were asked and not confirmed, as brackets under the bar."""
    late = {gap.start for gap in gaps if gap.reason == "unanswered"}
    found: list[Segment] = []
    word = _("take-over asked, not confirmed")
    asked: datetime | None = None
    for record in trail.records:
        at = moment_of(record)
        if isinstance(record.event, e.TransferOffered):
            asked = at
        elif isinstance(record.event, e.TransferAccepted | e.TransferRefused | e.TransferWithdrawn):
            confirmed = isinstance(record.event, e.TransferAccepted) and asked not in late
            if asked is not None and not confirmed:
                found.append(Segment("offer", word, *scale.place(asked, at)))
            asked = None
    if asked is not None and trail.state.offer is not None:
        found.append(Segment("offer", word, *scale.place(asked, end)))
    return tuple(segment for segment in found if segment.width)


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
        left = self.at(max(begin, self.start))
        return left, max(self.at(min(until, self.end)) - left, 0)

    def at(self, moment: datetime) -> int:
        whole = (self.end - self.start).total_seconds()
        return round((moment - self.start).total_seconds() / whole * 100)


def _ticks(scale: _Scale, letter: float) -> tuple[tuple[int, str, float], ...]:
    """Return at most eight day marks under the bar, their words apart from each other."""
    days = max((scale.end - scale.start).days, 1)
    step = timedelta(days=-(-days // 6))
    at = scale.start.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    ticks: list[tuple[int, str, float]] = []
    free = 0.0
    while at < scale.end and len(ticks) < 8:
        word = short_day(at)
        begins = min(scale.at(at) + 1, 100 - len(word) * letter)
        fits = begins >= free
        ticks.append((scale.at(at), word if fits else "", begins))
        free = begins + len(word) * letter + 1 if fits else free
        at += step
    return tuple(ticks)
