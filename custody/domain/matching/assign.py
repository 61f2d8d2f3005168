"""Each item to at most one mention, each mention its item or its set (`matching.md` 9).

The sum of the scores is made as high as it can be. A mention stays empty when its best score is
below the level of a suggestion; one that names several pieces, or a number nobody counted, takes
the pieces of the same kind that came in the same handover.
"""

from collections.abc import Mapping, Sequence

INFINITE = float("inf")


def assign(scores: Sequence[Mapping[int, float]], lowest: float) -> tuple[int | None, ...]:
    """Return the column of each row so that the sum is highest; None where nothing reaches `lowest`.

    Rows are mentions, columns items. Exact for any size: shortest augmenting paths.
    """
    columns = sorted({column for row in scores for column, score in row.items() if score >= lowest})
    if not columns:
        return (None,) * len(scores)
    place = {column: n for n, column in enumerate(columns)}
    size = len(columns)
    gain = [[0.0] * (size + len(scores)) for _ in scores]
    for n, row in enumerate(scores):
        for column, score in row.items():
            if score >= lowest:
                gain[n][place[column]] = score - lowest + 1e-6
    chosen = _highest(gain)
    return tuple(columns[c] if c < size and gain[n][c] > 0 else None for n, c in enumerate(chosen))


def _highest(gain: list[list[float]]) -> list[int]:  # noqa: PLR0912 - one algorithm, in its usual form
    """Return the column of each row in the best one-to-one choice; never more rows than columns."""
    rows, width = len(gain), len(gain[0])
    top = max(max(row) for row in gain)
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (width + 1)
    owner, came_from = [0] * (width + 1), [0] * (width + 1)
    for row in range(1, rows + 1):
        owner[0], column = row, 0
        least, done = [INFINITE] * (width + 1), [False] * (width + 1)
        while True:
            done[column] = True
            here, smallest, following = owner[column], INFINITE, 0
            for c in range(1, width + 1):
                if done[c]:
                    continue
                cost = top - gain[here - 1][c - 1] - row_price[here] - column_price[c]
                if cost < least[c]:
                    least[c], came_from[c] = cost, column
                if least[c] < smallest:
                    smallest, following = least[c], c
            for c in range(width + 1):
                if done[c]:
                    row_price[owner[c]] += smallest
                    column_price[c] -= smallest
                else:
                    least[c] -= smallest
            column = following
            if owner[column] == 0:
                break
        while column:
            owner[column] = owner[came_from[column]]
            column = came_from[column]
    chosen = [0] * rows
    for c in range(1, width + 1):
        if owner[c]:
            chosen[owner[c] - 1] = c - 1
    return chosen
