"""How often values occur in the register, in editions that every comparison weighs by.

Rules kept here (`matching.md` 7):
- each item is counted once;
- rarity is weighed by an edition: the counts as they were when the register had last grown by a
  quarter. So one item more moves no score of another, and both directions weigh alike, whatever
  came first;
- a new edition makes what is kept of older ones stale, for the sweep to compare anew; as editions
  grow by a part, a complaint is compared anew for this reason a few dozen times in all.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import islice

from sqlalchemy import insert, select, tuple_, update
from sqlalchemy.orm import Session

from custody.domain.matching import reading
from custody.domain.matching.values import ItemView
from custody.storage.tables import MatchFrequencyRow

_F = MatchFrequencyRow
_ALL = ("all", "items")
_PART, _LEAST = 300, 100


class FrequencyBook:
    """The counts of the matching on one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def count(self, views: Sequence[ItemView]) -> None:
        """Count new items in their order, with a new edition whenever one is due."""
        rest = list(views)
        while rest:
            size, weighed = self._sizes()
            room = max(weighed + max(weighed // 4, _LEAST) - size, 1)
            self._add([pair for view in rest[:room] for pair in reading.counted(view)])
            if len(rest) >= room:
                self._take_edition()
            rest = rest[room:]

    def _add(self, pairs: Iterable[tuple[str, str]]) -> None:
        counts = Counter(pairs)
        for some in _parts(sorted(counts)):
            held = tuple_(_F.field, _F.value).in_(some)
            rows = self._session.scalars(select(_F).where(held)).all()
            for row in rows:
                row.count += counts[row.field, row.value]
            known = {(row.field, row.value) for row in rows}
            new = [
                {"field": field, "value": value, "count": counts[field, value], "weighed": 0}
                for field, value in some
                if (field, value) not in known
            ]
            if new:
                self._session.execute(insert(_F), new)
        self._session.flush()

    def _take_edition(self) -> None:
        changed = update(_F).where(_F.weighed != _F.count).values(weighed=_F.count)
        self._session.execute(changed, execution_options={"synchronize_session": False})

    def of(self, values: Iterable[tuple[str, str]]) -> dict[tuple[str, str], int]:
        """Return how many items of the edition hold each (field, value) pair, where any does."""
        found: dict[tuple[str, str], int] = {}
        for some in _parts(sorted({*values, _ALL})):
            query = select(_F.field, _F.value, _F.weighed).where(
                tuple_(_F.field, _F.value).in_(some)
            )
            found.update({(field, value): n for field, value, n in self._session.execute(query)})
        return found

    def edition(self) -> int:
        """Return how many items the edition was taken of: its name."""
        return self._sizes()[1]

    def _sizes(self) -> tuple[int, int]:
        held = (_F.field == _ALL[0], _F.value == _ALL[1])
        row = self._session.execute(select(_F.count, _F.weighed).where(*held)).first()
        return (row[0], row[1]) if row else (0, 0)


def _parts(values: Sequence[tuple[str, str]]) -> Iterable[list[tuple[str, str]]]:
    rest = iter(values)
    while some := list(islice(rest, _PART)):
        yield some
