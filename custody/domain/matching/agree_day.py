"""What the day of a handover says (`matching.md` 7, 12).

Rules kept here:
- event days are compared, never entry days; a found thing lies after its loss;
- of all windows the best speaks, and one of another mention speaks for half.

Many days are weighed and few are shown, so a day is weighed as a `Hint`, which becomes evidence
when it is shown beside its item.
"""

import math
from datetime import timedelta
from functools import lru_cache
from typing import NamedTuple

from custody.domain.matching.asked import Asked
from custody.domain.matching.values import Evidence, Frame, ItemView, Span, Window
from custody.domain.matching.weights import points
from custody.domain.words import mark

PERIOD = 440.0
_WEAK_BASES = frozenset({"call", "letter", "return"})
_GRACE = timedelta(days=1)
_SURE = 0.75  # A day that may belong to another act speaks against, and does not contradict.
_LEAST_ELSEWHERE = 0.5
_Line = tuple[float, str, int | None, bool]
_Day = tuple[int, bool]


class Hint(NamedTuple):
    """What a day says: `days` between it and the words `said`, which stand at `span`."""

    points: float
    text: str
    days: int | None
    conflict: bool
    said: str = ""
    span: Span | None = None

    @property
    def field(self) -> str:
        """What it is about."""
        return "date"

    def beside(self, item: ItemView) -> Evidence:
        """Return the evidence that is shown beside an item."""
        facts = (("day", self.said),) if self.span else ()
        if self.days is not None:
            facts = (*facts, ("days", str(self.days)))
        day = item.day.isoformat()
        return Evidence(
            "date", self.points, self.text, facts, self.span, day, "datetime", self.conflict
        )

    def at_most(self, most: float) -> "Hint":
        """Return the same, with at most so many points."""
        return self._replace(points=most) if self.points > most else self


class Dated:
    """A window of the text; what it says of a day is worked out once."""

    def __init__(self, asked: Asked, window: Window, share: float = 1.0) -> None:
        self.said = asked.text[window.span.start : window.span.end]
        self.span = window.span
        self._first, self._last = window.first.toordinal(), window.last.toordinal()
        self._own = window.weight * share
        self._weight = self._own * (0.5 if window.basis in _WEAK_BASES else 1.0)
        self._width = width = self._last - self._first + 1
        most = points("date", "most")
        self._inside = min(math.log2(PERIOD / width), most) if width < PERIOD else 0.0
        self._lines: dict[_Day, _Line] = {}

    def line(self, day: _Day) -> _Line:
        """Return points, words, days between and conflict for a day, or a day a thing was found."""
        known = self._lines.get(day)
        if known is None:
            known = self._lines[day] = self._found(day[0]) if day[1] else self._line(day[0])
        return known

    def hint(self, day: _Day) -> Hint:
        """Return the same with the words that say so."""
        return Hint(*self.line(day), self.said, self.span)

    def _line(self, day: int) -> _Line:
        if self._first <= day <= self._last:
            close = mark("the same day as “%(day)s”")
            text = close if self._width <= 3 else mark("in the time of “%(day)s”")
            return max(self._inside * self._weight, 0.0), text, None, False
        away = max(self._first - day, day - self._last)
        if away <= 1:
            bits = max(self._inside - 4.0, 0.5) * self._weight
            return bits, mark("one day from “%(day)s”"), away, False
        if away <= 7:
            text = mark("%(days)s days from “%(day)s”")
            return points("date", "week") * self._weight, text, away, False
        bits = points("date", "month" if away <= 31 else "far") * self._weight
        return bits, mark("not at the time of “%(day)s”"), away, self._weight >= _SURE

    def _found(self, day: int) -> _Line:
        """Return what a found day says: it lies after the loss, often long after."""
        if day - self._first < -1:
            vague = self._width > 32
            bits = points("date", "before_loss") / (2 if vague else 1)
            return bits, mark("found before “%(day)s”"), None, not vague
        lag = max(day - self._last, 0)
        text = mark("found %(days)s days after “%(day)s”")
        return _after(lag) * self._own, text, lag, False


@lru_cache(maxsize=4096)
def _after(lag: int) -> float:
    bits = math.log2(PERIOD * (0.5 * math.exp(-lag / 14) / 14 + 0.5 / 365))
    return bits - (2.0 if lag > 365 else 0.0)


class Calendar:
    """The days of one complaint, asked what the day of an item says."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked
        self._made: dict[tuple[Window, float], Dated] = {}
        self._latest = (asked.analysis.report.received_on + _GRACE).toordinal()
        self._all = [self._dated(one) for one in asked.analysis.windows]
        self._kept: dict[tuple[int, _Day], tuple[Hint, ...]] = {}
        frames = [(self._own(frame), self._elsewhere(frame)) for frame in asked.analysis.frames]
        # Mentions with the same windows share what is worked out.
        self._same = [frames.index(one) for one in frames]
        self._frames = frames

    def _dated(self, window: Window, share: float = 1.0) -> Dated:
        key = (window, share)
        if key not in self._made:
            self._made[key] = Dated(self._asked, window, share)
        return self._made[key]

    def _own(self, frame: Frame) -> list[Dated]:
        return [self._dated(window) for window in windows_of(self._asked, frame)]

    def _elsewhere(self, frame: Frame) -> list[Dated]:
        windows = self._asked.analysis.windows
        return [self._dated(window, 0.5) for window in windows if window not in frame.windows]

    def of_frame(self, n: int, day: _Day) -> tuple[Hint, ...]:
        """Return what the best window says of a mention, and whether it is after the complaint."""
        key = (self._same[n], day)
        known = self._kept.get(key)
        if known is None:
            known = self._kept[key] = self._of_frame(*self._frames[key[0]], day)
        return known

    def _of_frame(self, own: list[Dated], others: list[Dated], day: _Day) -> tuple[Hint, ...]:
        late = self._after_complaint(day)
        if not own:
            return late
        best = _best(own, day)
        if others:
            elsewhere = _best(others, day)
            bits = elsewhere.line(day)[0]
            if bits > _LEAST_ELSEWHERE and bits > best.line(day)[0]:
                best = elsewhere
        return (best.hint(day), *late)

    def of_text(self, day: _Day) -> Hint | None:
        """Return what the best of all windows says."""
        return _best(self._all, day).hint(day) if self._all else None

    def _after_complaint(self, day: _Day) -> tuple[Hint, ...]:
        if day[1] or day[0] <= self._latest:
            return ()
        text = mark("came in after the complaint")
        return (Hint(points("date", "after_complaint"), text, None, True),)


def _best(windows: list[Dated], day: _Day) -> Dated:
    """Return the window that says most; the first of equals."""
    if len(windows) == 1:
        return windows[0]
    return max(windows, key=lambda one: one.line(day)[0])


def windows_of(asked: Asked, frame: Frame) -> tuple[Window, ...]:
    """Return when a mention happened: its own windows, or else the first of the text."""
    return frame.windows or asked.analysis.windows[:1]
