"""What a released program left comes back whole under this one, on each database (Q81, Q82)."""

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from custody import storage
from custody.domain.ledger import b64u
from custody.services import audit, recovery, upkeep
from custody.storage import schema
from tests.acts import size, taken
from tests.cast import NOON, ORIGIN
from tests.databases import Home, database_of
from tests.released import ENGINES, packed, root_of, unpack, write_keys

RELEASED = tuple(
    path.stem.split("_")[0] for path in (schema.MIGRATIONS / "versions").glob("[0-9]*.py")
)
ANEW = (
    "The tables of schema {0} are no longer those of its stored set. While {0} is not released: write the set"
    " anew with `python -m tests.released`. Once it is released: leave it, and add a migration."
)


@pytest.fixture
def empty(home: Home, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """An empty place on the same kind of database, with the keys of the stored sets."""
    folder = tmp_path / "new"
    write_keys(folder / "keys")
    if home.engine == "sqlite":
        yield f"sqlite:///{folder / 'custody.db'}", folder
        return
    name = f"released_{uuid.uuid4().hex[:12]}"
    server = create_engine(home.owner_url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    yield database_of(home.owner_url, name), folder
    with server.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    server.dispose()


def _tables(url: str) -> list[tuple[str, ...]]:
    """Return what a database is made of, in the words of its engine."""
    engine = create_engine(url)
    query = {
        "sqlite": "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_%' ORDER BY 2",
        "postgresql": "SELECT table_name, column_name, data_type, is_nullable"
        " FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2",
    }[engine.dialect.name]
    with engine.connect() as connection:
        rows = [tuple(map(str, row)) for row in connection.execute(text(query))]
    engine.dispose()
    return rows


@pytest.mark.parametrize("version", RELEASED)
def test_a_stored_set_is_put_back_migrated_and_verified(
    home: Home, empty: tuple[str, Path], tmp_path: Path, version: str
) -> None:
    url, folder = empty
    made = unpack(version, home.engine, tmp_path / "set")
    told = upkeep.restore(made, url, folder, ORIGIN, lambda _: None)
    assert told.schema == version
    assert schema.version(url) == schema.newest()
    assert _tables(url) == _tables(home.owner_url), ANEW.format(version)
    shutil.copyfile(made / "keys.note", folder / "keys" / "keys.note")
    storage.connect(url, folder, ORIGIN, home.clock)
    try:
        assert recovery.adopt_new_guard()
        with storage.reading() as books:
            frontier = books.ledger.frontier()
        assert frontier.size == told.events >= 10
        assert b64u(frontier.root()) == root_of(version, home.engine).read_text("ascii").strip()
        report = audit.verify()
        assert report.clean, report.findings
        taken()
        assert size() > told.events
        assert upkeep.upgrade(url, url, folder, ORIGIN, NOON) is None
    finally:
        home.connect()


@pytest.mark.parametrize("version", RELEASED)
@pytest.mark.parametrize("engine", ENGINES)
def test_every_schema_has_its_set_on_every_database(version: str, engine: str) -> None:
    assert packed(version, engine).exists(), f"write it with `python -m tests.released`: {version}"
