"""A consistent copy of the database, made while people work, and put back (Q78, Q79).

Rules kept here:
- one snapshot: SQLite's online backup, or one REPEATABLE READ transaction on PostgreSQL, in which
  every table is written out row by row; nobody waits for it;
- the copy names the version of its schema and is put back into that version, so that an old copy
  can be migrated afterwards (Q81);
- the tables are asked for in the database itself, not in this program, for the same reason.
"""

import base64
import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, Connection, Integer, MetaData, Table, func, insert, select, text
from sqlalchemy.engine import make_url

from custody.domain.errors import ConflictError
from custody.domain.words import mark
from custody.storage import schema
from custody.storage.database import reading_engine, writing_engine
from custody.storage.files import sync_folder

SQLITE_COPY = "custody.db"
ROWS_AT_ONCE = 500


class TargetNotEmptyError(ConflictError):
    """A register is put back only where there is none (Q79)."""

    sentence = mark("There is a register in %(where)s already. Put it back in an empty place.")


def engine_of(url: str) -> str:
    """Return ``sqlite`` or ``postgresql``."""
    return make_url(url).get_backend_name()


def size_of(url: str) -> int:
    """Return how many bytes a copy of the database may take."""
    if engine_of(url) == "sqlite":
        return Path(make_url(url).database or "").stat().st_size
    engine = reading_engine(url)
    try:
        with engine.connect() as connection:
            return int(connection.scalar(text("SELECT pg_database_size(current_database())")) or 0)
    finally:
        engine.dispose()


def copy_out(url: str, folder: Path) -> dict[str, Any]:
    """Write one snapshot of the database below `folder`; return engine, schema, size of the log."""
    if engine_of(url) == "sqlite":
        return _sqlite_out(Path(make_url(url).database or ""), folder / SQLITE_COPY)
    engine = reading_engine(url)
    try:
        with engine.connect() as connection:
            return _tables_out(connection, folder / "tables")
    finally:
        engine.dispose()


def _sqlite_out(source: Path, target: Path) -> dict[str, Any]:
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as database,
        closing(sqlite3.connect(target)) as copy,
    ):
        database.backup(copy)
        copy.execute("PRAGMA journal_mode=DELETE")
        version = copy.execute("SELECT version_num FROM alembic_version").fetchone()[0]
        size = copy.execute("SELECT size FROM ledger_head").fetchone()
    _sync(target)
    return {"engine": "sqlite", "schema": version, "events": size[0] if size else 0}


def _tables_out(connection: Connection, folder: Path) -> dict[str, Any]:
    folder.mkdir()
    tables = MetaData()
    tables.reflect(connection)
    for table in tables.sorted_tables:
        query = select(table).order_by(*table.primary_key.columns)
        with (folder / f"{table.name}.jsonl").open("w", encoding="utf-8") as out:
            rows = connection.execute(query.execution_options(yield_per=ROWS_AT_ONCE))
            for row in rows.mappings():
                out.write(json.dumps(_told(table, row), ensure_ascii=False) + "\n")
        _sync(folder / f"{table.name}.jsonl")
    version = connection.scalar(text("SELECT version_num FROM alembic_version"))
    size = connection.scalar(text("SELECT size FROM ledger_head"))
    return {"engine": "postgresql", "schema": version, "events": size or 0}


def _told(table: Table, row: Any) -> dict[str, Any]:
    """Return a row whose values say what they are, so that each comes back as it was."""
    told: dict[str, Any] = {}
    for name, value in row.items():
        if value is not None and isinstance(table.c[name].type, JSON):
            told[name] = {"json": value}
        elif isinstance(value, datetime):
            told[name] = {"moment": value.isoformat()}
        elif isinstance(value, date):
            told[name] = {"day": value.isoformat()}
        elif isinstance(value, bytes | memoryview):
            told[name] = {"bytes": base64.b64encode(value).decode()}
        else:
            told[name] = value
    return told


_HEARD = {
    "json": lambda value: value,
    "moment": datetime.fromisoformat,
    "day": date.fromisoformat,
    "bytes": base64.b64decode,
}


def _heard(told: dict[str, Any]) -> dict[str, Any]:
    return {name: _value(value) for name, value in told.items()}


def _value(told: Any) -> Any:
    if not isinstance(told, dict):
        return told
    ((kind, inner),) = told.items()
    return _HEARD[kind](inner)


def check_empty(url: str) -> None:
    """Refuse a database in which there is anything (Q79)."""
    if engine_of(url) == "sqlite":
        path = Path(make_url(url).database or "")
        if path.exists():
            raise TargetNotEmptyError(where=path.name)
        return
    engine = reading_engine(url)
    try:
        with engine.connect() as connection:
            tables = MetaData()
            tables.reflect(connection)
            if tables.tables:
                raise TargetNotEmptyError(where=make_url(url).database or "-")
    finally:
        engine.dispose()


def copy_in(url: str, folder: Path, version: str) -> None:
    """Put a copy back into an empty database, in its own version, and then migrate it."""
    if engine_of(url) == "sqlite":
        target = Path(make_url(url).database or "")
        target.parent.mkdir(parents=True, exist_ok=True)
        fresh = target.with_suffix(".restoring")
        fresh.write_bytes((folder / SQLITE_COPY).read_bytes())
        fresh.chmod(0o600)
        _sync(fresh)
        fresh.rename(target)
        sync_folder(target.parent)
    else:
        schema.upgrade(url, version)
        _tables_in(url, folder / "tables")
    schema.upgrade(url)


def _tables_in(url: str, folder: Path) -> None:
    engine = writing_engine(url)
    try:
        with engine.begin() as connection:
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            tables = MetaData()
            tables.reflect(connection)
            for table in tables.sorted_tables:
                if table.name != "alembic_version":
                    _table_in(connection, table, folder / f"{table.name}.jsonl")
    finally:
        engine.dispose()


def _table_in(connection: Connection, table: Table, path: Path) -> None:
    for rows in _in_order(table, path):
        connection.execute(insert(table), rows)
    for column in table.primary_key.columns:
        if column.autoincrement is True or isinstance(column.type, Integer):
            highest = connection.scalar(select(func.max(column)))
            name = connection.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
            if name and highest is not None:
                connection.execute(select(func.setval(name, highest)))


def _in_order(table: Table, path: Path) -> Iterator[list[dict[str, Any]]]:
    """Return the rows in parts; of a table that points at itself, what is pointed at comes first."""
    own = [key for key in table.foreign_keys if key.column.table is table]
    if not own:
        some: list[dict[str, Any]] = []
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                some.append(_heard(json.loads(line)))
                if len(some) == ROWS_AT_ONCE:
                    yield some
                    some = []
        if some:
            yield some
        return
    child, parent = own[0].parent.name, own[0].column.name
    waiting = [_heard(json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]
    known: set[Any] = {None}
    while waiting:
        ready = [row for row in waiting if row[child] in known]
        if not ready:
            raise ValueError(f"{table.name} points at rows that are not there")
        yield ready
        known |= {row[parent] for row in ready}
        waiting = [row for row in waiting if row[parent] not in known]


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
