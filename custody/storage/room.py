"""The room the register lives in: its folder, its free space, its disk, and when it was last checked."""

import json
import os
import shutil
import tempfile
import time
from datetime import datetime
from pathlib import Path
from typing import Any

from custody.storage.files import sync_folder
from custody.storage.store import store

LAST = "verified.json"


def folder() -> Path:
    """Return the folder of the open register."""
    return store().files.folder.parent


def can_write() -> bool:
    """Say whether a file can be written in the folder of the register, and is there afterwards."""
    try:
        with tempfile.NamedTemporaryFile(dir=folder(), prefix=".ready-") as file:
            file.write(b"x" * 4096)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        return False
    return True


def free_space() -> int:
    """Return how many bytes are free where the register lies."""
    return shutil.disk_usage(folder()).free


def sync_times(tries: int = 20) -> list[float]:
    """Return how many seconds each of some durable writes of 4 KiB took, shortest first."""
    times = []
    with tempfile.NamedTemporaryFile(dir=folder(), prefix=".sync-") as file:
        for _ in range(tries):
            began = time.perf_counter()
            file.write(b"x" * 4096)
            file.flush()
            os.fdatasync(file.fileno())
            times.append(time.perf_counter() - began)
    return sorted(times)


def keep_verified(at: datetime, events: int, findings: int) -> None:
    """Remember outside the database when the record was last checked, and what was found."""
    kept = {"at": at.isoformat(timespec="seconds"), "events": events, "findings": findings}
    fresh = folder() / f"{LAST}.new"
    fresh.write_text(json.dumps(kept), encoding="ascii")
    fresh.rename(folder() / LAST)
    sync_folder(folder())


def last_verified() -> dict[str, Any] | None:
    """Return when the record was last checked and what was found, or None."""
    try:
        kept: dict[str, Any] = json.loads((folder() / LAST).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None
    return kept
