"""Where a trail says nothing: gaps and overruns, by the one definition of P120.

A gap is (b) an offer unanswered over its norm, counted from the last confirmation, (c) missing
to found again, (d) seven days without event in a place that is no store. What lies before the
first record of a claimed handover (a) is the claim's, not the item's. Personal keeping over its
norm is an overrun, not a gap.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from custody.domain import events as e
from custody.domain.places import PLACE_KINDS, SHIFT
from custody.domain.trail import SILENT, State, Trail, apply, moment_of


@dataclass(frozen=True)
class Norms:
    """The settings that decide what is too long (P47, P120)."""

    answer: timedelta = timedelta(hours=24)
    partner_answer: timedelta = timedelta(hours=72)
    silence: timedelta = timedelta(days=7)


@dataclass(frozen=True)
class Gap:
    """A time that the record does not account for. `until` is None while it still lasts."""

    reason: str
    start: datetime
    until: datetime | None
    now: datetime

    @property
    def length(self) -> timedelta:
        """How long nothing was recorded, up to now when it still lasts."""
        return (self.until or self.now) - self.start


@dataclass(frozen=True)
class Stay:
    """A stay in personal keeping with its norm; `over` is by how much it is too long (P39)."""

    place: str
    kind: str
    start: datetime
    until: datetime | None
    now: datetime

    @property
    def length(self) -> timedelta:
        """How long the thing lay there, up to now when it still does."""
        return (self.until or self.now) - self.start

    @property
    def norm(self) -> timedelta:
        """The longest stay that is allowed here."""
        return PLACE_KINDS[self.kind].longest_stay or SHIFT

    @property
    def over(self) -> bool:
        """Whether the stay is longer than its norm."""
        return self.length > self.norm

    @property
    def ends(self) -> datetime:
        """When the longest stay ends."""
        return self.start + self.norm


def gaps(trail: Trail, kinds: Mapping[str, str], now: datetime, norms: Norms) -> tuple[Gap, ...]:
    """Return the gaps of a trail, oldest first. `kinds` gives the kind of each place code."""
    found: list[Gap] = []
    state = State(item=trail.item)
    for record in trail.by_time:
        found += _gaps_until(state, kinds, moment_of(record), type(record.event), now, norms)
        state = apply(state, record)
    found += _gaps_until(state, kinds, None, None, now, norms)
    return tuple(sorted(found, key=lambda gap: gap.start))


_ANSWERS = (e.TransferAccepted, e.TransferRefused, e.TransferWithdrawn)


def _gaps_until(
    state: State,
    kinds: Mapping[str, str],
    until: datetime | None,
    cause: type[e.Event] | None,
    now: datetime,
    norms: Norms,
) -> list[Gap]:
    """Return the gaps that the next event at `until` ends, or that still last when it is None."""
    end = until or now
    if state.holder is None or state.last_at is None or cause in SILENT:
        return []
    if state.missing:
        # Missing lasts until found; an event in between does not end it.
        ended = cause is e.ItemFound or cause is None
        return [Gap("missing", state.missing_at or end, until, now)] if ended else []
    if state.offer is not None:
        norm = norms.partner_answer if state.offer.holder_to.nature == "partner" else norms.answer
        answered = cause in _ANSWERS or cause is None
        late = end - state.offer.offered_at > norm
        return [Gap("unanswered", state.offer.offered_at, until, now)] if answered and late else []
    if state.status != "in_custody" or _is_store(state.place, kinds):
        return []
    silent = end - state.last_at > norms.silence
    return [Gap("silence", state.last_at, until, now)] if silent else []


def _is_store(place: str | None, kinds: Mapping[str, str]) -> bool:
    kind = kinds.get(place or "", "unknown")
    return PLACE_KINDS[kind].store or kind == "partner"


def stays(trail: Trail, kinds: Mapping[str, str], now: datetime) -> tuple[Stay, ...]:
    """Return the stays in personal keeping, oldest first, with their length against the norm."""
    found: list[Stay] = []
    open_stay: tuple[str, str, datetime] | None = None
    state = State(item=trail.item)
    for record in trail.by_time:
        state = apply(state, record)
        kind = kinds.get(state.place or "", "unknown")
        here = (state.place or "", kind) if PLACE_KINDS[kind].personal else None
        if open_stay and here != open_stay[:2]:
            found.append(Stay(*open_stay, until=moment_of(record), now=now))
            open_stay = None
        if here and open_stay is None:
            open_stay = (*here, moment_of(record))
    if open_stay:
        found.append(Stay(*open_stay, until=None, now=now))
    return tuple(found)
