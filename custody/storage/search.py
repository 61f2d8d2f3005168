"""The words an item is found by, on the full-text index of each database.

Rules kept here:
- newest first, never ranking or counting all that fits (Q72): SQLite walks FTS5 backwards by row
  id. PostgreSQL has no such walk, so there the question is asked of the newest block of items
  first, then of eight, then of sixty-four, and of all only when these hold less than a page;
- a typed beginning is turned into the words on record that begin so, as far as they are few: both
  databases know how rare a whole word is, neither how rare a beginning;
- words are as `domain/spelling.py` makes them and marks as `domain/search.py` does, so neither
  database has rules of its own about words.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from custody.domain.search import Wanted, marks_of
from custody.domain.spelling import spellings
from custody.domain.trail import Trail
from custody.storage.tables import ItemTextRow, PlaceRow, SavedSearchRow, SearchWordRow

_SQLITE = """
SELECT t.id, t.code FROM item_search s JOIN item_text t ON t.id = s.rowid
WHERE item_search MATCH :query AND s.rowid < :before ORDER BY s.rowid DESC LIMIT :limit
"""
_POSTGRES = """
SELECT id, code FROM item_text
WHERE array_to_tsvector(array_remove(string_to_array(words || ' ' || marks || ' ' || block, ' '), ''))
@@ CAST(:query AS tsquery) AND id + 0 < :before ORDER BY id + 0 DESC LIMIT :limit
"""  # The sum keeps the planner from walking the primary key: it cannot know how rare a word is.
_ALL = "SELECT id, code FROM item_text WHERE id < :before ORDER BY id DESC LIMIT :limit"
_TAKE_OUT = """
INSERT INTO item_search(item_search, rowid, words, marks) VALUES ('delete', :id, :words, :marks)
"""
_PUT_IN = "INSERT INTO item_search(rowid, words, marks) VALUES (:id, :words, :marks)"
_BLOCK = 12  # Bits of a row id: a block holds 4,096 items.
_WINDOWS = (1, 8, 64)  # Blocks.
_FEW = 32  # Words; a beginning that fits more is asked as it is.
_LAST_SIGN = chr(0x10FFFF)
_NEWEST = 2**31 - 1  # No row id is higher: the column is an integer on both databases.


@dataclass(frozen=True)
class SavedSearch:
    """A search somebody keeps: its name, and the fields of the search page as they were filled in."""

    name: str
    question: dict[str, str]


class SearchBook:
    """The search index on one session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._sqlite = session.get_bind().dialect.name == "sqlite"

    def index(self, code: str, texts: tuple[str, ...]) -> None:
        """Let an item be found by these texts from now on, and by nothing older."""
        self.index_all({code: texts})

    def index_all(self, texts: Mapping[str, tuple[str, ...]]) -> None:
        """Let items be found by these texts of theirs from now on, and by nothing older."""
        self._write("words", {code: " ".join(spellings(*said)) for code, said in texts.items()})

    def project(self, trails: Sequence[Trail]) -> None:
        """Write the marks of items as their events add up: who may see them, where they are now."""
        codes = {trail.state.place for trail in trails if trail.state.place}
        query = select(PlaceRow.code, PlaceRow.name).where(PlaceRow.code.in_(codes))
        names = {row.code: row.name for row in self._session.execute(query)} if codes else {}
        marks = {t.item: " ".join(marks_of(t, names.get(t.state.place or "", ""))) for t in trails}
        self._write("marks", marks)

    def _write(self, column: str, texts: Mapping[str, str]) -> None:
        """Write the words or the marks of items, and keep the full-text index in step."""
        query = select(ItemTextRow).where(ItemTextRow.code.in_(texts))
        known = {row.code: row for row in self._session.scalars(query)}
        changed = [row for row in known.values() if getattr(row, column) != texts[row.code]]
        self._full_text(_TAKE_OUT, changed)
        new = [
            ItemTextRow(code=code, **{"words": "", "marks": "", "block": "", column: text})
            for code, text in texts.items()
            if code not in known
        ]
        for row in changed:
            setattr(row, column, texts[row.code])
        self._session.add_all(new)
        self._session.flush()
        for row in new:
            row.block = _block(row.id)
        self._session.flush()
        self._full_text(_PUT_IN, [*changed, *new])
        said = " ".join(texts[row.code] for row in [*changed, *new])
        self._learn(set(said.replace(" .n", " ").split()))

    def _learn(self, words: set[str]) -> None:
        """Keep each word that an item is found by; writers come one at a time, under the log lock."""
        words = {word for word in words if not word.startswith(".")}
        if not words:
            return
        known = select(SearchWordRow.word).where(SearchWordRow.word.in_(words))
        missing = words - set(self._session.scalars(known))
        self._session.add_all(SearchWordRow(word=word) for word in sorted(missing))
        self._session.flush()

    def _spelled_out(self, group: tuple[str, ...]) -> tuple[str, ...]:
        """Return the alternatives with each beginning as the words on record that begin so."""
        forms: list[str] = []
        for form in group:
            start = form.removesuffix("*").removeprefix(".n")
            if not form.endswith("*"):
                forms.append(form)
                continue
            query = select(SearchWordRow.word).where(
                SearchWordRow.word >= start, SearchWordRow.word < start + _LAST_SIGN
            )
            words = self._session.scalars(query.order_by(SearchWordRow.word).limit(_FEW + 1)).all()
            mark = ".n" * form.startswith(".n")
            forms += [form] if len(words) > _FEW else [mark + word for word in words]
        return tuple(dict.fromkeys(forms))

    def _full_text(self, statement: str, rows: Sequence[ItemTextRow]) -> None:
        """Keep the index of SQLite in step; PostgreSQL does so by itself."""
        if self._sqlite and rows:
            values = [{"id": row.id, "words": row.words, "marks": row.marks} for row in rows]
            self._session.execute(text(statement), values)

    def find(
        self, wanted: Wanted, limit: int, before: int | None = None
    ) -> tuple[tuple[int, str], ...]:
        """Return (row id, code) of items that fit, newest first, from below row id `before`."""
        values: dict[str, object] = {"limit": limit, "before": before or _NEWEST}
        groups = [self._spelled_out(group) for group in wanted.groups]
        if not all(groups):
            return ()
        if not groups:
            return self._ask(_ALL, values)
        if self._sqlite:
            query = _query(groups, '"', "*", " OR ", " AND ")
            return self._ask(_SQLITE, {**values, "query": query})
        newest = before or self._session.scalar(select(func.max(ItemTextRow.id))) or 0
        hits: tuple[tuple[int, str], ...] = ()
        for window in (*_windows(newest), ()):
            blocks = [window] if window else []
            query = _query([*groups, *blocks], "'", ":*", " | ", " & ")
            hits = self._ask(_POSTGRES, {**values, "query": query})
            if len(hits) >= limit:
                break
        return hits

    def _ask(self, statement: str, values: dict[str, object]) -> tuple[tuple[int, str], ...]:
        return tuple((r.id, r.code) for r in self._session.execute(text(statement), values))

    def saved(self, number: str) -> tuple[SavedSearch, ...]:
        """Return the searches a person keeps, by name."""
        query = select(SavedSearchRow).where(SavedSearchRow.number == number)
        rows = self._session.scalars(query.order_by(SavedSearchRow.name))
        return tuple(SavedSearch(row.name, dict(row.question)) for row in rows)

    def save(self, saved: SavedSearch, number: str, at: datetime, most: int) -> None:
        """Keep a search; beyond `most` the oldest goes."""
        self.forget(saved.name, number)
        self._session.add(
            SavedSearchRow(number=number, name=saved.name, question=saved.question, saved_at=at)
        )
        self._session.flush()
        query = select(SavedSearchRow.name).where(SavedSearchRow.number == number)
        names = self._session.scalars(query.order_by(SavedSearchRow.saved_at.desc()).offset(most))
        for name in names.all():
            self.forget(name, number)

    def forget(self, name: str, number: str) -> None:
        """Keep a search no longer."""
        self._session.execute(
            delete(SavedSearchRow).where(
                SavedSearchRow.number == number, SavedSearchRow.name == name
            )
        )


def _block(id: int) -> str:
    return f".b{id >> _BLOCK}"


def _windows(newest: int) -> Iterator[tuple[str, ...]]:
    """Yield the marks of ever more blocks below a row id, while that is not yet all of them."""
    top = newest >> _BLOCK
    for size in _WINDOWS:
        if size <= top:
            yield tuple(f".b{n}" for n in range(top, top - size, -1))


def _query(groups: list[tuple[str, ...]], quote: str, any_ending: str, or_: str, and_: str) -> str:
    """Write a question in the words of one database; there is no quote in a word or a mark."""
    return and_.join(
        "("
        + or_.join(
            quote + form.removesuffix("*") + quote + any_ending * form.endswith("*")
            for form in group
        )
        + ")"
        for group in groups
    )
