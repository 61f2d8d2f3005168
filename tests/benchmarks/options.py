"""The options that all benchmarks share, and the PostgreSQL server of those that want one."""

import argparse
import atexit
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import create_engine, text

from tests.databases import _server, database_of, start_postgres


def parser(name: str, events: int = 10_000) -> argparse.ArgumentParser:
    """Return a parser with the size, the engine and the folder of the results."""
    made = argparse.ArgumentParser(prog=f"python -m tests.benchmarks {name}")
    made.add_argument("--events", type=number, default=events, help="1e4, 1e5, 1e6")
    made.add_argument("--engine", choices=("sqlite", "postgres"), default="sqlite")
    made.add_argument("--out", type=Path, default=Path("benchmarks"))
    return made


def number(typed: str) -> int:
    """Return 10000 for 1e4 as well."""
    return int(float(typed))


def numbers(typed: str) -> list[int]:
    """Return the sizes of 1e4,1e5."""
    return [number(size) for size in typed.split(",")]


def read(made: argparse.ArgumentParser, arguments: Sequence[str]) -> argparse.Namespace:
    """Return what was typed; the folder of the results is there."""
    options = made.parse_args(arguments)
    options.out = options.out.absolute()
    options.out.mkdir(parents=True, exist_ok=True)
    return options


def database(options: argparse.Namespace, name: str) -> str:
    """Return the address of a PostgreSQL database of this name, or nothing for SQLite.

    Its server lives in the folder of the results, so that what was seeded is found again.
    """
    if options.engine == "sqlite":
        return ""
    folder = options.out / "postgres"
    folder.mkdir(exist_ok=True)
    folder.chmod(0o755)
    address, reason = start_postgres(folder)
    if not address:
        raise SystemExit(f"no PostgreSQL: {reason}")
    atexit.register(lambda: _server(folder).stop())
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        known = text("SELECT 1 FROM pg_database WHERE datname = :name")
        if connection.scalar(known, {"name": name}) is None:
            connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return database_of(address, name)


def emptied(url: str) -> None:
    """Leave nothing of an older register in a PostgreSQL database; a file was taken away whole."""
    if url.startswith("postgres"):
        engine = create_engine(url)
        with engine.begin() as connection:
            connection.execute(text("DROP SCHEMA public CASCADE"))
            connection.execute(text("CREATE SCHEMA public"))
        engine.dispose()
