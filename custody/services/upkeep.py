"""Backup, restore and upgrade of the whole register (Q78, Q79, Q82).

Rules kept here:
- a backup is made while people work, with a fresh checkpoint in it; nobody waits for it;
- a restore checks the set before, the whole record after, and says in the record that it happened;
- an upgrade is backup, migration, check, in this order, and a second run does nothing.
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from custody import storage
from custody.domain.errors import TroubleError
from custody.domain.words import mark
from custody.storage import backups, copies, schema

Tell = Callable[[str], None]


class NoRoomError(TroubleError):
    """Not enough free space for what is to be written."""

    sentence = mark("There is too little room in %(where)s. Free some space and start again.")


class NoPlaceError(TroubleError):
    """Not a disk at all, such as the folder in which a system tells about itself."""

    sentence = mark("Nothing can be kept in %(where)s. Choose another folder.")


@dataclass(frozen=True)
class Backup:
    """A set: where it is, of when, how long its log is, and the hash that names it."""

    where: Path
    made_at: str
    schema: str
    events: int
    sha256: str


def backup(target: Path, at: datetime) -> Backup:
    """Write a set to the new folder `target`, from the open store, beside working people (Q78)."""
    here = storage.store()
    _check_room(target, here.url, here.files.folder)
    storage.checkpoint(at)
    return _backup(target, here.url, here.files.folder, here.origin, _key_list(), at)


def _backup(
    target: Path, url: str, files: Path, origin: str, key_list: str, at: datetime
) -> Backup:
    return _described(target, backups.make_set(target, url, files, origin, key_list, at))


def _key_list() -> str:
    return storage.store().signer.key_list()


def check(source: Path) -> Backup:
    """Return what a set is, or DamagedSetError; nothing is put back (Q79)."""
    return _described(source, backups.check_set(source))


def _described(where: Path, manifest: dict[str, Any]) -> Backup:
    return Backup(
        where=where,
        made_at=manifest["made_at"],
        schema=manifest["schema"],
        events=manifest["events"],
        sha256=backups.digest_of(manifest),
    )


def restore(source: Path, url: str, folder: Path, origin: str, tell: Tell) -> Backup:
    """Put a set back where there is nothing yet; the store is opened afterwards (Q79)."""
    files = folder / "files"
    _check_room(folder, "", source)
    return _described(source, backups.put_back(source, url, files, origin, tell))


def upgrade(url: str, owner_url: str, folder: Path, origin: str, at: datetime) -> Backup | None:
    """Make a backup and migrate; None when the schema is the newest already (Q82)."""
    found = schema.version(url)
    if found == schema.newest():
        return None
    if found is None or found > schema.newest():
        schema.check(url)
    target = folder / "backups" / f"{at:%Y%m%dT%H%M%SZ}-schema-{found}"
    _check_room(folder, url, folder / "files")
    made = _backup(target, url, folder / "files", origin, "", at)
    schema.upgrade(owner_url or url)
    return made


def _check_room(target: Path, url: str, files: Path) -> None:
    """Refuse early when it cannot fit: a disk that fills up stops those who work, too."""
    needed = sum(path.stat().st_size for path in files.rglob("*") if path.is_file())
    needed += copies.size_of(url) if url else 0
    there = next(folder for folder in (target, *target.parents) if folder.exists())
    disk = shutil.disk_usage(there)
    if not disk.total:
        raise NoPlaceError(where=there)
    if disk.free < needed * 1.1 + 50_000_000:
        raise NoRoomError(where=there)
