"""The words an item is found by, on the full-text index of each database.

Newest first, never ranking or counting all that fits (Q72): SQLite walks FTS5 backwards by row
id, PostgreSQL uses a GIN index on a `simple` vector. The statements differ; what they promise does not.
"""

import re
import unicodedata

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from custody.storage.tables import ItemTextRow

_SQLITE = """
SELECT t.code FROM item_search s JOIN item_text t ON t.id = s.rowid
WHERE item_search MATCH :query ORDER BY s.rowid DESC LIMIT :limit
"""
_POSTGRES = """
SELECT code FROM item_text
WHERE to_tsvector('simple', words) @@ to_tsquery('simple', :query) ORDER BY id DESC LIMIT :limit
"""


def words_of(text: str) -> tuple[str, ...]:
    """Return the search words of a text: lower case, no accents, letters and digits only."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return tuple(re.findall(r"[^\W_]+", plain))


class SearchBook:
    """The search index on one session."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._sqlite = session.get_bind().dialect.name == "sqlite"

    def index(self, code: str, texts: tuple[str, ...]) -> None:
        """Let an item be found by these texts from now on, and by nothing older."""
        words = " ".join(dict.fromkeys(word for text in texts for word in words_of(text)))
        row = self._session.scalar(select(ItemTextRow).where(ItemTextRow.code == code))
        if row is None:
            row = ItemTextRow(code=code, words=words)
            self._session.add(row)
            self._session.flush()
        else:
            self._forget(row)
            row.words = words
            self._session.flush()
        if self._sqlite:
            self._session.execute(
                text("INSERT INTO item_search(rowid, words) VALUES (:id, :words)"),
                {"id": row.id, "words": words},
            )

    def _forget(self, row: ItemTextRow) -> None:
        if self._sqlite:
            self._session.execute(
                text(
                    "INSERT INTO item_search(item_search, rowid, words)"
                    " VALUES ('delete', :id, :words)"
                ),
                {"id": row.id, "words": row.words},
            )

    def find(self, typed: str, limit: int = 51) -> tuple[str, ...]:
        """Return the codes of items that have every typed word as the start of a word, newest first."""
        words = words_of(typed)[:12]
        if not words:
            return ()
        if self._sqlite:
            statement, query = _SQLITE, " ".join(f'"{word}"*' for word in words)
        else:
            statement, query = _POSTGRES, " & ".join(f"'{word}':*" for word in words)
        rows = self._session.execute(text(statement), {"query": query, "limit": limit})
        return tuple(row.code for row in rows)
