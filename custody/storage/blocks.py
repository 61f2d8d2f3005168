"""Block keys and item views of the matching: what candidates are looked up by.

Rules kept here (`matching.md` 6):
- no query without an equality on a block key; a test reads the plans on both databases;
- rows come in the order of their day and their entry, so that a cap cuts the same everywhere;
- both sides stand in the same tables: an item's row is met by a question, and a question by an item.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import (
    CompoundSelect,
    Select,
    delete,
    func,
    insert,
    literal,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import Session

from custody.domain.matching import blocks, reading
from custody.domain.matching.blocks import ANY, WIDEST, Key, Question
from custody.domain.matching.values import ItemView
from custody.storage.frequencies import FrequencyBook
from custody.storage.tables import (
    MatchBlockRow,
    MatchFrequencyRow,
    MatchItemRow,
    MatchKeyRow,
)

MOST_CANDIDATES = 1000
MOST_OF_QUESTION, MOST_OF_KEY = 400, 200
_PART, _TOGETHER = 300, 8
T = TypeVar("T")
_B, _K = MatchBlockRow, MatchKeyRow


class BlockBook:
    """The block tables on one session."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def index_items(self, views: Sequence[ItemView], version: str) -> None:
        """Let items be found by what they are now, and by nothing older."""
        known = self._forget_items([view.item for view in views])
        rows, keys, kept = [], [], []
        for view in views:
            intake = "found" if blocks.is_found(view) else "other"
            pairs = [(c, p) for p in blocks.item_places(view) for c in blocks.item_kinds(view)]
            first = dict(reversed(pairs))
            rows += [
                {
                    "side": "item", "ref": view.item, "concept": kind, "place": place,
                    "day": view.day, "last_day": view.day, "intake": intake,
                    "rank": 0 if first[kind] == place else 1,
                }
                for kind, place in pairs
            ]  # fmt: skip
            keys += [_key("item", view.item, key) for key in blocks.item_keys(view)]
            text = json.dumps(reading.to_value(view), ensure_ascii=False, separators=(",", ":"))
            values = {"item": view.item, "handover": view.handover, "view": text}
            if view.item in known:
                query = update(MatchItemRow).where(MatchItemRow.item == view.item)
                self._session.execute(query.values(**values, model_version=version))
            else:
                kept.append({**values, "model_version": version})
        self._add(rows, keys)
        if kept:
            self._session.execute(insert(MatchItemRow), kept)
        FrequencyBook(self._session).count([view for view in views if view.item not in known])

    def index_complaint(self, number: str, asked: Iterable[Question], keys: Iterable[Key]) -> None:
        """Let a complaint be found by the questions that it asks, and by its keys."""
        for side in ("mention", "lost"):
            self._forget(side, [number])
        rows = [
            {
                "side": q.side, "ref": number, "concept": q.concept, "place": q.place,
                "day": q.first, "last_day": q.last, "intake": "-", "rank": 0,
            }
            for q in asked
        ]  # fmt: skip
        self._add(rows, [_key("mention", number, key) for key in keys])

    def _add(self, rows: list[dict[str, Any]], keys: list[dict[str, Any]]) -> None:
        if rows:
            self._session.execute(insert(MatchBlockRow), rows)
        if keys:
            self._session.execute(insert(MatchKeyRow), keys)

    def _forget_items(self, items: list[str]) -> set[str]:
        """Take items out of blocks and keys; return those that were there."""
        known: set[str] = set()
        for some in _parts(items):
            query = select(MatchItemRow.item).where(MatchItemRow.item.in_(some))
            known.update(self._session.scalars(query))
        self._forget("item", sorted(known))
        return known

    def _forget(self, side: str, refs: Sequence[str]) -> None:
        for some in _parts(refs):
            for table in (MatchBlockRow, MatchKeyRow):
                self._session.execute(delete(table).where(table.side == side, table.ref.in_(some)))

    def forget_all(self) -> None:
        """Empty the tables before they are filled anew: everything in them can be made again."""
        for table in (MatchBlockRow, MatchKeyRow, MatchItemRow, MatchFrequencyRow):
            self._session.execute(delete(table))

    def views(self, items: Sequence[str]) -> list[ItemView]:
        """Return items as they are compared, by their day and the order of their entry."""
        rows: list[tuple[int, str]] = []
        for some in _parts(items):
            query = select(MatchItemRow.id, MatchItemRow.view).where(MatchItemRow.item.in_(some))
            rows += [(id_, text) for id_, text in self._session.execute(query)]
        read = [(id_, reading.from_value(json.loads(text))) for id_, text in rows]
        return [view for _, view in sorted(read, key=lambda pair: (pair[1].day, pair[0]))]

    def siblings(self, handovers: Sequence[str]) -> list[str]:
        """Return the items that came in these handovers."""
        found: list[str] = []
        for some in _parts(sorted(set(handovers))):
            query = select(MatchItemRow.item).where(MatchItemRow.handover.in_(some))
            found += self._session.scalars(query.order_by(MatchItemRow.id).limit(MOST_OF_KEY))
        return found

    def with_keys(self, side: str, keys: Sequence[Key]) -> list[str]:
        """Return what shares one of these keys, in the order of entry."""
        by_kind: dict[str, list[str]] = {}
        for key in keys:
            by_kind.setdefault(key.kind, []).append(key.value)
        queries = [
            _keyed(side, kind, some) for kind, values in by_kind.items() for some in _parts(values)
        ]
        found: dict[str, None] = {}
        for some in _batches(queries):
            rows = self._session.execute(keyed_together(some))
            found.update((ref, None) for _, _, ref in sorted(tuple(row) for row in rows))
        return list(found)

    def items_for(self, asked: Sequence[Question]) -> tuple[list[str], bool]:
        """Return the items that questions ask for, narrow questions first, and whether some were cut."""
        found: dict[str, None] = {}
        cut = False
        for some in _batches(_alike(asked)):
            if len(found) >= MOST_CANDIDATES:
                return list(found)[:MOST_CANDIDATES], True
            query = together([items_query(one) for one in some], (_B.day, _B.id, _B.ref))
            rows = sorted(tuple(row) for row in self._session.execute(query))
            most = Counter(row[0] for row in rows).most_common(1)
            cut = cut or bool(most and most[0][1] == MOST_OF_QUESTION)
            found.update((row[-1], None) for row in rows)
        return list(found)[:MOST_CANDIDATES], cut or len(found) > MOST_CANDIDATES

    def complaints_for(self, view: ItemView) -> list[str]:
        """Return the complaints that ask for an item like this one."""
        found: dict[str, None] = {}
        for query in complaint_queries(view):
            rows = self._session.scalars(query.limit(MOST_OF_QUESTION))
            found.update(dict.fromkeys(rows))
        return list(found)[:MOST_CANDIDATES]

    def stale(self, version: str, limit: int) -> list[str]:
        """Return items that were read by another version of the model."""
        query = select(MatchItemRow.item).where(MatchItemRow.model_version != version)
        return list(self._session.scalars(query.order_by(MatchItemRow.id).limit(limit)))


def items_query(some: Sequence[Question]) -> Select[tuple[str]]:
    """Return the query for questions that differ in their place alone; it names kind or place."""
    one = some[0]
    places = [q.place for q in some]
    query = select(_B.ref).where(_B.side == "item", _B.day >= one.first, _B.day <= one.last)
    if one.concept != ANY:
        query = query.where(_B.concept == one.concept)
    query = query.where(_B.place.in_(places) if one.place != ANY else _B.rank == 0)
    if one.side == "lost":
        query = query.where(_B.intake == "found")
    return query.order_by(_B.day, _B.id)


def keyed_together(queries: Sequence[Select[Any]]) -> CompoundSelect[Any]:
    """Return one statement for lookups of several kinds of keys, each up to its own limit."""
    return together([query.order_by(_K.id) for query in queries], (_K.id, _K.ref), MOST_OF_KEY)


def together(
    queries: Sequence[Select[Any]], columns: Sequence[Any], most: int = MOST_OF_QUESTION
) -> CompoundSelect[Any]:
    """Return one statement for several queries; each keeps its own index, its number and its limit."""
    arms = [query.with_only_columns(*columns).limit(most).subquery() for query in queries]
    return union_all(*(select(literal(n).label("arm"), arm) for n, arm in enumerate(arms)))


def complaint_queries(view: ItemView) -> tuple[Select[tuple[str]], ...]:
    """Return the queries of the reverse direction: the questions that this item answers."""
    kinds = [*blocks.item_kinds(view), ANY]
    places = list(dict.fromkeys([*blocks.item_places(view), ANY]))
    back = view.day - timedelta(days=WIDEST)
    made = [_questions("mention", kinds, places, view.day, back)]
    if blocks.is_found(view):
        made.append(_questions("lost", kinds, places, view.day, None))
    return tuple(made)


def _questions(
    side: str, kinds: list[str], places: list[str], day: date, back: date | None
) -> Select[tuple[str]]:
    query = select(_B.ref).where(_B.side == side, _B.concept.in_(kinds), _B.place.in_(places))
    query = query.where(_B.day <= day)
    if back is not None:
        query = query.where(_B.day >= back, _B.last_day >= day)
    return query.group_by(_B.ref).order_by(func.max(_B.day).desc(), _B.ref)


def _keyed(side: str, kind: str, values: Sequence[str]) -> Select[tuple[str]]:
    return select(_K.ref).where(_K.kind == kind, _K.key.in_(values), _K.side == side)


def _alike(asked: Sequence[Question]) -> list[list[Question]]:
    """Return questions together that differ in their place alone, in the order of the first."""
    groups: dict[tuple[object, ...], list[Question]] = {}
    for q in asked:
        named = q.place != ANY
        groups.setdefault((q.side, q.concept, q.first, q.last, named), []).append(q)
    return list(groups.values())


def _batches(values: Sequence[T]) -> Iterable[Sequence[T]]:
    """Return queries in batches that one statement asks."""
    return (values[n : n + _TOGETHER] for n in range(0, len(values), _TOGETHER))


def _parts(values: Sequence[Any]) -> Iterable[list[Any]]:
    rest = iter(values)
    while some := list(islice(rest, _PART)):
        yield some


def _key(side: str, ref: str, key: Key) -> dict[str, Any]:
    return {"side": side, "kind": key.kind, "key": key.value, "ref": ref}
