"""The Flask-SQLAlchemy object, the engines, and the settings without which nothing is durable.

Rules kept here:
- SQLite runs in WAL with ``synchronous=FULL`` and foreign keys on, read back on every new
  connection; PostgreSQL must have `fsync`, `full_page_writes` and `synchronous_commit` on (Q4);
- the begin mode of an engine is fixed: IMMEDIATE for writing, deferred for reading. The driver's
  own BEGIN is off, or a read would come first and the write fail with "database is locked";
- `db.session` is for the log-in library alone: its statements commit one by one.
"""

from datetime import UTC, datetime
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Engine, create_engine, event
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeDecorator

from custody.domain.errors import TroubleError
from custody.domain.words import mark


class DurabilityError(TroubleError):
    """The database is set up so that an acknowledged act could be lost (Q4)."""

    sentence = mark(
        "The database setting %(name)s is %(found)s. It must be %(expected)s. Set it and start again."
    )


class Base(DeclarativeBase):
    """The mapping base of all rows."""


db = SQLAlchemy(model_class=Base)


class Moment(TypeDecorator[datetime]):
    """An aware UTC moment on both databases; SQLite itself keeps no time zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Store UTC; a naive time is a fault of the program and refused."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment must be aware")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        """Return an aware UTC moment."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


SQLITE_SETTINGS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
POSTGRES_SETTINGS = ("fsync", "full_page_writes", "synchronous_commit")


@event.listens_for(Engine, "connect")
def _set_up_connection(connection: Any, record: Any) -> None:
    """Set and read back what durability rests on, for every engine of this process."""
    if type(connection).__module__.startswith("sqlite3"):
        _set_up_sqlite(connection)
    else:
        _check_postgres(connection)


def _set_up_sqlite(connection: Any) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout=5000")
    for name, expected in SQLITE_SETTINGS.items():
        cursor.execute(f"PRAGMA {name}={expected}")
        found = cursor.execute(f"PRAGMA {name}").fetchone()[0]
        if found != expected:
            raise DurabilityError(name=name, found=found, expected=expected)
    cursor.close()


def _check_postgres(connection: Any) -> None:
    with connection.cursor() as cursor:
        for name in POSTGRES_SETTINGS:
            cursor.execute(f"SHOW {name}")
            found = cursor.fetchone()[0]
            if found == "off":
                raise DurabilityError(name=name, found=found, expected="on")
        cursor.execute("SET statement_timeout='30s'; SET lock_timeout='10s'")
    connection.commit()


# What stands in a statement is personal: an error that is logged must not repeat it (Q73).
_SILENT = {"hide_parameters": True}


def writing_engine(url: str) -> Engine:
    """Return the engine of writing units of work: IMMEDIATE on SQLite, READ COMMITTED else."""
    engine = create_engine(url, pool_pre_ping=not url.startswith("sqlite"), **_SILENT)
    _begin_with(engine, "BEGIN IMMEDIATE")
    return engine


def reading_engine(url: str) -> Engine:
    """Return the engine of reading units of work: one snapshot from first to last statement."""
    if url.startswith("sqlite"):
        engine = create_engine(url, **_SILENT)
        _begin_with(engine, "BEGIN")
        return engine
    return create_engine(url, isolation_level="REPEATABLE READ", pool_pre_ping=True, **_SILENT)


def _begin_with(engine: Engine, statement: str) -> None:
    if engine.dialect.name == "sqlite":

        @event.listens_for(engine, "begin")
        def _begin(connection: Any) -> None:
            connection.exec_driver_sql(statement)


def facts_of(connection: Any) -> tuple[tuple[str, str], ...]:
    """Return version and durability settings of a database, for whoever helps (Q86)."""
    if connection.dialect.name == "sqlite":
        names = [f"PRAGMA {name}" for name in SQLITE_SETTINGS]
        version = f"SQLite {connection.exec_driver_sql('SELECT sqlite_version()').scalar()}"
    else:
        names = [f"SHOW {name}" for name in POSTGRES_SETTINGS]
        version = f"PostgreSQL {connection.exec_driver_sql('SHOW server_version').scalar()}"
    read = ((name.split()[1], str(connection.exec_driver_sql(name).scalar())) for name in names)
    return (("database", version), *read)
