"""Which of the eight masks of a QR code reads best: the penalty of ISO/IEC 18004 7.8.3.

Choosing the mask is nearly the whole cost of a QR code (Q62), so the rows are whole numbers and
texts here instead of lists of cells. The points are those that the QR library counts, so the
choice is the same as its own automatic one.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

_RUN = re.compile("0{5,}|1{5,}")
_FINDER = "1011101"
_LIGHT = "0000"


def best_mask(rows: Sequence[int], layers: Sequence[Sequence[int]]) -> int:
    """Return which layer, laid over the rows by exclusive or, costs the fewest points.

    Each row is a whole number whose bits are the dark modules; of equals the first wins.
    """
    masked = ([row ^ cells for row, cells in zip(rows, layer, strict=True)] for layer in layers)
    points = [penalty(candidate) for candidate in masked]
    return points.index(min(points))


def penalty(rows: Sequence[int]) -> int:
    """Return the points of a square of modules: runs, blocks, false finders, and balance."""
    size = len(rows)
    lines = [format(row, f"0{size}b") for row in rows]
    lines += ["".join(column) for column in zip(*lines, strict=True)]
    text = "\n".join(lines)
    runs = sum(len(run) - 2 for run in _RUN.findall(text))
    finders = 40 * _false_finders(text)
    dark = sum(row.bit_count() for row in rows)
    balance = 10 * int(abs(dark / size**2 * 100 - 50) / 5)
    return runs + _blocks(rows, size) + finders + balance


def _false_finders(text: str) -> int:
    """Count what looks like a finder pattern with light before it, after it, or both."""
    count, at = 0, text.find(_FINDER)
    while at >= 0:
        after = at + len(_FINDER)
        count += (text[max(at - 4, 0) : at] == _LIGHT) + (text[after : after + 4] == _LIGHT)
        at = text.find(_FINDER, at + 1)
    return count


def _blocks(rows: Sequence[int], size: int) -> int:
    """Return three points for every square of two by two modules of one colour."""
    count = 0
    for upper, lower in pairwise(rows):
        changes = (upper ^ lower) | (upper ^ lower) >> 1 | (upper ^ upper >> 1)
        count += size - 1 - (changes & (1 << size - 1) - 1).bit_count()
    return 3 * count
