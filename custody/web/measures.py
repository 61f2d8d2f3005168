"""What this process answered, counted for whoever watches it, as Prometheus reads it (Q76).

Rules kept here:
- the labels are a closed list: process, route, status, le, line. The route is the name of the
  endpoint, never the address, so no item, no person and no typed text can become a label;
- each server process counts for itself and says so in `process`: a reader adds them up. What is
  the same for all of them (waiting work, the record, free space) is asked of the register and has
  no such label.
"""

import os
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import accumulate
from threading import Lock

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Measures:
    """The answers of one process by route and status, and how long each route took."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._answers: Counter[tuple[str, int]] = Counter()
        self._within: defaultdict[str, list[int]] = defaultdict(lambda: [0] * (len(BOUNDS) + 1))
        self._seconds: defaultdict[str, float] = defaultdict(float)

    def answered(self, route: str, status: int, seconds: float) -> None:
        """Count one answer of a route, and how long it took, for `lines`."""
        with self._lock:
            self._answers[route, status] += 1
            self._within[route][bisect_left(BOUNDS, seconds)] += 1
            self._seconds[route] += seconds

    def lines(self) -> Iterator[str]:
        """Return the counts of this process as lines, routes by name."""
        process = f'process="{os.getpid()}"'
        with self._lock:
            answers = sorted(self._answers.items())
            routes = [(r, list(self._within[r]), self._seconds[r]) for r in sorted(self._within)]
        yield "# TYPE custody_requests_total counter"
        for (route, status), count in answers:
            labels = f'{process},route="{route}",status="{status}"'
            yield f"custody_requests_total{{{labels}}} {count}"
        yield "# TYPE custody_request_seconds histogram"
        for route, counts, seconds in routes:
            labels = f'{process},route="{route}"'
            for bound, count in zip((*BOUNDS, "+Inf"), accumulate(counts), strict=True):
                yield f'custody_request_seconds_bucket{{{labels},le="{bound}"}} {count}'
            yield f"custody_request_seconds_sum{{{labels}}} {seconds:.6f}"
            yield f"custody_request_seconds_count{{{labels}}} {sum(counts)}"


def register_lines(figures: Mapping[str, float], in_order: Mapping[str, bool]) -> Iterator[str]:
    """Return what is so of the register as lines; what is not known has no line."""
    for name, value in figures.items():
        yield f"# TYPE custody_{name} gauge"
        yield f"custody_{name} {value:.0f}"
    yield "# TYPE custody_in_order gauge"
    for name, ok in in_order.items():
        yield f'custody_in_order{{line="{name}"}} {int(ok)}'
