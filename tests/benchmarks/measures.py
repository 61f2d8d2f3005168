"""Runs that are interleaved with a floor, and thrown away when their floors disagree (Q51)."""

import statistics
from collections.abc import Callable
from dataclasses import dataclass

SPREAD = 0.20


@dataclass(frozen=True)
class Paired:
    """Medians of what was measured and of its floor, and how many runs counted."""

    ours: float
    floor: float
    runs: int
    thrown_away: int

    @property
    def ratio(self) -> float:
        """How much of the floor's rate is reached."""
        return round(self.floor / self.ours, 3) if self.ours else 0.0


def interleaved(
    ours: Callable[[], float], floor: Callable[[], float], repeats: int = 5, most: int = 12
) -> Paired:
    """Run floor, ours, floor until enough pairs agree; each returns what one thing cost."""
    kept: list[tuple[float, float]] = []
    tried = 0
    while len(kept) < repeats and tried < most:
        tried += 1
        before, own, after = floor(), ours(), floor()
        if abs(before - after) <= SPREAD * max(before, after):
            kept.append((own, (before + after) / 2))
    if not kept:
        return Paired(0.0, 0.0, 0, tried)
    own = statistics.median(pair[0] for pair in kept)
    base = statistics.median(pair[1] for pair in kept)
    return Paired(round(own, 3), round(base, 3), len(kept), tried - len(kept))
