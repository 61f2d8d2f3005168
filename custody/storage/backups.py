"""A backup as a set of files that can be checked: made while people work, put back only whole.

Rules kept here:
- the database first, then the files that its rows name: a file is always there before its row (Q9);
- the manifest names every file with its SHA-256, and is written last: a set without it is none;
- the private keys and the state of the guard are never in it: they are kept apart (Q78, Q84);
- a set that differs in one byte from its manifest is refused before anything is put back (Q79).
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from custody.domain.errors import ConflictError, InputError
from custody.domain.ledger import canonical
from custody.domain.words import mark
from custody.storage import copies, schema
from custody.storage.files import FileStore, sync_folder

FORMAT = "custody-backup/1"
MANIFEST, SUM = "manifest.json", "manifest.sha256"


class DamagedSetError(InputError):
    """A backup that is not what its manifest says (Q79)."""

    sentence = mark("This backup is damaged or not complete: %(name)s. Nothing was put back.")


class SetExistsError(ConflictError):
    """A backup is written to a folder of its own: what is there is never written over (Q78)."""

    sentence = mark("There is something in %(where)s already. Give a new folder for this backup.")


def make_set(
    target: Path, url: str, files: Path, origin: str, key_list: str, at: datetime
) -> dict[str, Any]:
    """Write a whole set to the new folder `target`; return its manifest."""
    if target.exists() and any(target.iterdir()):
        raise SetExistsError(where=target)
    target.mkdir(parents=True, exist_ok=True, mode=0o700)
    database = copies.copy_out(url, target)
    _copy_files(files, target / "files")
    (target / "keys.note").write_text(key_list, encoding="utf-8")
    manifest = {
        "format": FORMAT,
        "made_at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "origin": origin,
        **database,
        "files": [
            {"name": name, "size": size, "sha256": digest} for name, size, digest in _listed(target)
        ],
    }
    content = canonical(manifest)
    _write(target / SUM, f"{hashlib.sha256(content).hexdigest()}  {MANIFEST}\n".encode())
    _write(target / MANIFEST, content)
    sync_folder(target)
    return manifest


def _copy_files(source: Path, target: Path) -> None:
    store = FileStore(target)
    for path in sorted(source.rglob("*")) if source.exists() else ():
        if path.is_file() and len(path.name) == 64:
            store.keep(path.read_bytes())


def _listed(folder: Path) -> Iterator[tuple[str, int, str]]:
    """Return (name, size, SHA-256) of every file of a set but the manifest and its sum."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and name not in (MANIFEST, SUM):
            with path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            yield name, path.stat().st_size, digest


def check_set(source: Path) -> dict[str, Any]:
    """Return the manifest of a set that is whole, or DamagedSetError."""
    try:
        content = (source / MANIFEST).read_bytes()
        said = (source / SUM).read_text(encoding="ascii")
        manifest: dict[str, Any] = json.loads(content)
    except (OSError, ValueError) as error:
        raise DamagedSetError(name=MANIFEST) from error
    if said != f"{hashlib.sha256(content).hexdigest()}  {MANIFEST}\n":
        raise DamagedSetError(name=MANIFEST)
    if manifest.get("format") != FORMAT:
        raise DamagedSetError(name=f"{MANIFEST}, format")
    wanted = {(one["name"], one["size"], one["sha256"]) for one in manifest["files"]}
    found = set(_listed(source))
    for name, _, _ in sorted(wanted ^ found):
        raise DamagedSetError(name=name)
    return manifest


def put_back(
    source: Path, url: str, files: Path, origin: str, tell: Callable[[str], None]
) -> dict[str, Any]:
    """Put a whole set back into an empty place, and migrate it; return its manifest."""
    manifest = check_set(source)
    if manifest["origin"] != origin:
        raise DamagedSetError(name=f"it is the record of {manifest['origin']}, not of {origin}")
    if manifest["engine"] != copies.engine_of(url):
        raise DamagedSetError(name=f"it was made on {manifest['engine']}")
    if manifest["schema"] > schema.newest():
        raise schema.NewerSchemaError(found=manifest["schema"], expected=schema.newest())
    copies.check_empty(url)
    if files.exists() and any(path.is_file() for path in files.rglob("*")):
        raise copies.TargetNotEmptyError(where=files)
    tell("files")
    _copy_files(source / "files", files)
    tell("database")
    copies.copy_in(url, source, manifest["schema"])
    return manifest


def digest_of(manifest: dict[str, Any]) -> str:
    """Return the SHA-256 of a manifest, by which its set can be named."""
    return hashlib.sha256(canonical(manifest)).hexdigest()


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
