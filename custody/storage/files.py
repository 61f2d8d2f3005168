"""Bytes on disk, named by their SHA-256 and never overwritten.

A file is written, fsynced and renamed, and its folder fsynced, before any row that refers to it
commits (Q9). An orphan after a failed act is allowed; a row without its file is not.
"""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from custody.domain.errors import NotFoundError


class FileStore:
    """Files below one folder, two levels deep by the first hex digits of the hash."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, content: bytes) -> str:
        """Store the bytes durably and return their SHA-256 in hex; the same bytes are kept once."""
        digest = hashlib.sha256(content).hexdigest()
        target = self._path(digest)
        if target.exists():
            return digest
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=target.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).rename(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        for folder in (target.parent, target.parent.parent, self.folder):
            sync_folder(folder)
        return digest

    def read(self, digest: str) -> bytes:
        """Return the bytes with this hash, or say that they are not there."""
        try:
            return self._path(digest).read_bytes()
        except FileNotFoundError as error:
            raise NotFoundError() from error

    def state(self, digest: str) -> str:
        """Return what is wrong with the file of this name: missing, or changed; else nothing."""
        try:
            with self._path(digest).open("rb") as file:
                found = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError:
            return "is missing"
        return "" if found == digest else "was changed"

    def names(self) -> Iterator[str]:
        """Return the names of all files that are kept."""
        return (path.name for path in self.folder.glob("??/??/*") if len(path.name) == 64)

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest[2:4] / digest


def sync_folder(folder: Path) -> None:
    """Make a rename in this folder durable."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
