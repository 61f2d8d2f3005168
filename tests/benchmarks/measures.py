"""Runs that are interleaved with a floor, and thrown away when their floors disagree (Q51)."""

import statistics
import time
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
    ours: Callable[[], float],
    floor: Callable[[], float],
    repeats: int = 5,
    most: int = 12,
    seconds: float = 60,
) -> Paired:
    """Run floor, ours, floor until enough pairs agree; each returns what one thing cost.

    After so many seconds no further run begins. When no two floors agreed, the run whose floors lay
    nearest stands for them all: `runs` is 0 then, and the figure is worth no more than that says.
    """
    tried: list[tuple[float, float, float]] = []
    end = time.monotonic() + seconds
    while len(_kept(tried)) < repeats and len(tried) < most:
        before, own, after = floor(), ours(), floor()
        spread = abs(before - after) / (max(before, after) or 1.0)
        tried.append((spread, own, (before + after) / 2))
        if time.monotonic() > end:
            break
    counted = _kept(tried)
    kept = counted or [min(tried)]
    own = statistics.median(run[1] for run in kept)
    base = statistics.median(run[2] for run in kept)
    return Paired(round(own, 3), round(base, 3), len(counted), len(tried) - len(counted))


def _kept(tried: list[tuple[float, float, float]]) -> list[tuple[float, float, float]]:
    return [run for run in tried if run[0] <= SPREAD]
