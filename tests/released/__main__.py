"""`python -m tests.released`: write the sets of the schema that the program has now, on both databases."""

import shutil
import tarfile
import tempfile
from datetime import timedelta
from pathlib import Path

from sqlalchemy import create_engine

from custody import storage
from custody.domain.ledger import b64u
from custody.services import items, upkeep
from custody.storage import schema
from tests import databases
from tests.acts import KEYS, PHONE, accept, at_the_desk, complain, offer, taken
from tests.cast import NOON, SANNE, house
from tests.released import packed, root_of, write_keys


def write_set(home: databases.Home, folder: Path) -> None:
    """Fill a register with a little of everything, and pack a backup of it."""
    write_keys(home.folder / "keys")
    home.connect()
    house()
    at_the_desk(KEYS)
    taken(KEYS, PHONE)
    offer(taken(PHONE))
    home.clock.passes(hours=1)
    offered = taken()
    offer(offered)
    accept(offered, at=NOON + timedelta(hours=1))
    complain()
    items.keep_file(b"%PDF-1.7 a", b"shown", "application/pdf", "a.pdf", by=SANNE, at=NOON)
    made = upkeep.backup(folder, home.clock.now)
    with storage.reading() as books:
        root = b64u(books.ledger.frontier().root())
    storage.disconnect()
    with tarfile.open(packed(made.schema, home.engine), "w:gz") as archive:
        for path in sorted(folder.iterdir()):
            archive.add(path, path.name, filter=_of_nobody)
    root_of(made.schema, home.engine).write_text(f"{root}\n", encoding="ascii")


def _of_nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


def main() -> None:
    """Write both sets."""
    place = Path(tempfile.mkdtemp())
    server = databases.server_folder()
    try:
        (place / "template").mkdir()
        template = databases.migrated_sqlite(place / "template" / "custody.db")
        write_set(databases.sqlite_home(template, place / "sqlite"), place / "sqlite-set")
        address, reason = databases.start_postgres(server)
        if not address:
            raise SystemExit(f"no PostgreSQL: {reason}")
        owner = create_engine(databases.migrated_postgres(address, "released"))
        write_set(databases.postgres_home(owner, place / "postgres"), place / "postgres-set")
        owner.dispose()
    finally:
        databases.stop_postgres(server)
        shutil.rmtree(place)
    print(f"written: the sets of schema {schema.newest()}")


if __name__ == "__main__":
    main()
