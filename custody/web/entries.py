"""One entry of the custody timeline: its moments as exactly as they are known, its tags and links.

Rules kept here:
- a time is shown as exactly as it is known (P116);
- a late entry shows both times, the delay and the reason; a device clock that ran ahead is said (P114).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _

from custody.domain import events as e
from custody.domain.events import Recorded
from custody.domain.items import is_late
from custody.web.words import age, clock, moment, short_day

_AHEAD = timedelta(minutes=1)  # A device clock that runs ahead further than this is doubtful.


@dataclass(frozen=True)
class Entry:
    """One entry of the list; the macro says what each part looks like.

    `folded` holds (summary, rest) of each correction of this event; `leaf` names the event.
    """

    kind: str
    title: str
    at: datetime
    icon: str = ""
    detail: str = ""
    until: datetime | None = None
    precision: str = "exact"
    tags: tuple[tuple[str, str, str], ...] = ()
    folded: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    leaf: str = ""

    @property
    def time_text(self) -> str:
        """The day, or that no time is known."""
        return _("time not known") if self.precision == "unknown" else short_day(self.at)

    @property
    def hour_text(self) -> str:
        """The time of day, as exactly as it is known."""
        if self.precision == "about":
            return _("about %(time)s", time=clock(self.at))
        if self.precision == "day":
            return _("some time that day")
        return "" if self.precision == "unknown" else clock(self.at)

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


def times_of(record: Recorded, at: datetime) -> list[tuple[str, str, str]]:
    """Return what is to be said of the two times of an event (P5, P114)."""
    reason = getattr(record.event, "reason", None)
    if is_late(at, record.rec):
        late = _(
            "recorded %(moment)s, %(age)s later",
            moment=moment(record.rec),
            age=age(record.rec - at),
        )
        why = (
            [("pencil", reason, "")]
            if reason and isinstance(record.event, _WITH_LATE_REASON)
            else []
        )
        return [("clock", late, "warn"), *why]
    if at - record.rec > _AHEAD:
        ahead = _("the clock of the device was %(age)s ahead", age=age(at - record.rec))
        return [("clock", ahead, "warn")]
    return []


_WITH_LATE_REASON = (e.ItemReceived, e.ItemMoved)


def made(kind: str, title: str, **parts: Any) -> Entry:
    """Return an entry whose moment is still to be filled in, from its record."""
    return Entry(kind, title, datetime.min, **parts)


def place_name(code: str | None, places: Mapping[str, str]) -> str:
    """Return what people call a place, its code where it has no name, or that it is not known."""
    return places.get(code or "", code or _("place not known"))
