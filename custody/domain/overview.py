"""What one asks of everything that is kept: how long, how late, and in which band of age.

Rules kept here:
- ages are counted from the event: since the present holder took over, so that a thing that goes
  from a pocket to a desk and back does not grow young (P39, P131);
- teams are compared, never persons: whoever records honestly is not punished for it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from custody.domain.places import PLACE_KINDS
from custody.domain.words import mark

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Band:
    """One band of age, up to and including its end; None has no end."""

    code: str
    end: timedelta | None
    word: str


BANDS = (
    Band("h12", 12 * HOUR, mark("0–12 hours")),
    Band("h24", 24 * HOUR, mark("12–24 hours")),
    Band("d3", 3 * DAY, mark("1–3 days")),
    Band("d7", 7 * DAY, mark("3–7 days")),
    Band("old", None, mark("over 7 days")),
)
# With a norm, but no personal keeping: the deposit locker, the drawer, the bench, the corner.
LONGEST_STAYS = {c: kind.longest_stay for c, kind in PLACE_KINDS.items() if kind.longest_stay}


@dataclass(frozen=True)
class TeamAges:
    """How many things of one team are in each band, in the order of BANDS."""

    team: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """How many there are."""
        return sum(self.counts)

    @property
    def over(self) -> int:
        """How many are older than the first band, which is the norm."""
        return sum(self.counts[1:])


def band_of(age: timedelta) -> Band:
    """Return the band that an age falls in."""
    return next(band for band in BANDS if band.end is None or age <= band.end)


def by_team(ages: Iterable[tuple[str, timedelta]], names: Mapping[str, str]) -> list[TeamAges]:
    """Return the bands of each team that keeps something, by the name of the team."""
    counts: dict[str, Counter[str]] = {}
    for team, age in ages:
        counts.setdefault(team, Counter())[band_of(age).code] += 1
    rows = [
        TeamAges(names.get(team, team), tuple(found[band.code] for band in BANDS))
        for team, found in counts.items()
    ]
    return sorted(rows, key=lambda row: row.team)


def together(rows: Iterable[TeamAges], name: str) -> TeamAges:
    """Return all teams as one row."""
    columns = zip(*(row.counts for row in rows), strict=True)
    return TeamAges(name, tuple(map(sum, columns)) or (0,) * len(BANDS))
