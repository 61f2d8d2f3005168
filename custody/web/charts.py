"""Pictures of numbers as shapes: where each bar and dot stands, for a template to draw as SVG.

Lengths along a picture are per cent of its width and heights are pixels, so that a picture fits a
phone and its words keep their size. A number that does not fit in its bar is left to the table.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from custody.domain.overview import TeamAges

ROW = 64
FITS = 6.0
BINS = 24
HIGHEST = 6
DOT = 20


@dataclass(frozen=True)
class Segment:
    """A part of a bar: its band by number, and the number that stands in it."""

    band: int
    start: float
    width: float
    count: int

    @property
    def fits(self) -> bool:
        """Whether the number fits in it, on a phone too."""
        return self.width >= FITS


@dataclass(frozen=True)
class Bar:
    """One row of bars, under its word."""

    word: str
    top: int
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Bars:
    """Rows of bars on both sides of a norm, or from the left where there is none."""

    rows: tuple[Bar, ...]
    norm: float | None
    height: int


@dataclass(frozen=True)
class Dot:
    """One thing in a picture of dots; late ones have another shape."""

    x: float
    y: int
    late: bool


@dataclass(frozen=True)
class Dots:
    """Dots along an axis. `more` says (x, y, how many) where a pile is too high to be drawn."""

    dots: tuple[Dot, ...]
    more: tuple[tuple[float, int, int], ...]
    ticks: tuple[tuple[float, str], ...]
    norm: float | None
    base: int

    @property
    def height(self) -> int:
        """The height of the picture with its axis."""
        return self.base + 28


def team_bars(teams: Sequence[TeamAges]) -> Bars:
    """Return a row per team: within the norm to the left of its line, the rest to the right."""
    within = max((row.counts[0] for row in teams), default=0)
    over = max((row.over for row in teams), default=0)
    unit = 100 / max(within + over, 1)
    norm = within * unit
    rows = []
    for number, team in enumerate(teams):
        at, segments = norm - team.counts[0] * unit, []
        for band, count in enumerate(team.counts):
            if count:
                segments.append(Segment(band, round(at, 2), round(count * unit, 2), count))
            at += count * unit
        rows.append(Bar(team.team, number * ROW, tuple(segments)))
    return Bars(tuple(rows), round(norm, 2), len(rows) * ROW)


def plain_bars(counts: Sequence[tuple[str, int]]) -> Bars:
    """Return a row per word of what is too long, from the left, the longest over the whole width."""
    most = max((count for _, count in counts), default=0)
    rows = tuple(
        Bar(word, n * ROW, (Segment(2, 0.0, round(100 * count / most, 2), count),))
        for n, (word, count) in enumerate(counts)
    )
    return Bars(rows, None, len(rows) * ROW)


def dots(
    values: Sequence[tuple[float, bool]], end: int, ticks: Sequence[int], norm: float | None
) -> Dots:
    """Return a dot per (value, late) on an axis from 0 to `end`; what is beyond stands at its end.

    Dots of one place along the axis are piled up; above `HIGHEST` the rest is a number.
    """
    piles: Counter[int] = Counter()
    drawn, rest = [], Counter[int]()
    places = [(min(int(BINS * value / end), BINS - 1), late) for value, late in values]
    tallest = min(max(Counter(bin_ for bin_, _ in places).values(), default=1), HIGHEST + 1)
    base = tallest * DOT + 26
    for bin_, late in sorted(places):
        if piles[bin_] < HIGHEST:
            drawn.append(Dot(_middle(bin_), base - 12 - piles[bin_] * DOT, late))
            piles[bin_] += 1
        else:
            rest[bin_] += 1
    more = tuple((_middle(bin_), base - 8 - HIGHEST * DOT, count) for bin_, count in rest.items())
    words = tuple(
        (round(100 * tick / end, 2), f"{tick}{'+' if tick == end else ''}") for tick in ticks
    )
    line = None if norm is None else round(100 * norm / end, 2)
    return Dots(tuple(drawn), more, words, line, base)


def _middle(bin_: int) -> float:
    return round(100 * (bin_ + 0.5) / BINS, 2)
