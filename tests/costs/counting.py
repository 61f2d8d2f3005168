"""Counts the statements of a request, and asks the database how it would answer each."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import Engine, event

from custody import storage

_READS = re.compile(r"\s*(SELECT|WITH)\b", re.IGNORECASE)


@contextmanager
def counted() -> Iterator[list[tuple[str, Any]]]:
    """Collect every statement of this process with its parameters; begin and commit are none."""
    told: list[tuple[str, Any]] = []

    def hear(_conn: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        if not statement.startswith(("BEGIN", "PRAGMA")):
            told.append((statement, parameters))

    event.listen(Engine, "before_cursor_execute", hear)
    try:
        yield told
    finally:
        event.remove(Engine, "before_cursor_execute", hear)


def full_scans(told: list[tuple[str, Any]], tables: frozenset[str]) -> list[str]:
    """Return the statements that would read one of these tables from end to end, on SQLite."""
    found = []
    with storage.store().reading.connect() as connection:
        for statement, parameters in dict.fromkeys((s, repr(p)) for s, p in told):
            if not _READS.match(statement):
                continue
            given = next(p for s, p in told if s == statement and repr(p) == parameters)
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given).fetchall()
            for row in plan:
                scan = re.match(r"SCAN (\w+)\b( USING)?", str(row[3]))
                # Walking an index, or the newest rows, is fine where the page has an end.
                ends = "LIMIT" in statement and ((scan and scan[2]) or "ORDER BY" in statement)
                if scan and scan[1] in tables and not ends:
                    found.append(f"{row[3]}: {statement[:300]}")
    return found
