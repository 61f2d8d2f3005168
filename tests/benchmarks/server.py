"""The server that is measured: `python -m tests.benchmarks.server custody|floor FOLDER PORT [DATABASE]`.

The floor is what nothing can beat: bare Flask with one page of ten events by index, and one POST
that appends a chained event durably (Q53).
"""

import hashlib
import json
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from flask import Flask, request
from gunicorn.app.base import BaseApplication

ROWS = 10_000
# Asked for this, the server tells the CPU seconds of its process, and no part of the app runs.
CPU = "/-cpu"


def floor(folder: Path) -> Flask:
    """Return the bare app on a database of its own."""
    path = folder / "floor.db"
    local = threading.local()

    def base() -> sqlite3.Connection:
        if not hasattr(local, "base"):
            local.base = sqlite3.connect(path, isolation_level=None)
            local.base.execute("PRAGMA journal_mode=WAL")
            local.base.execute("PRAGMA synchronous=FULL")
        return local.base

    make_floor(base())
    app = Flask("floor")

    @app.get("/healthz")
    def healthz() -> str:
        return "ok"

    @app.get("/page/<int:item>")
    def page(item: int) -> str:
        rows = base().execute("SELECT seq, body FROM event WHERE item = ?", (item,)).fetchall()
        return "<ul>" + "".join(f"<li>{seq} {body}</li>" for seq, body in rows) + "</ul>"

    @app.post("/append")
    def append() -> dict[str, int]:
        return {"seq": append_one(base(), request.get_data())}

    return app


def make_floor(base: sqlite3.Connection) -> None:
    base.execute("CREATE TABLE IF NOT EXISTS event(seq INTEGER PRIMARY KEY, item, body, leaf)")
    base.execute("CREATE INDEX IF NOT EXISTS ix ON event(item)")
    if base.execute("SELECT count(*) FROM event").fetchone()[0] == 0:
        rows = ((n // 10, json.dumps({"n": n, "what": "moved"}), b"") for n in range(ROWS))
        base.execute("BEGIN")
        base.executemany("INSERT INTO event(item, body, leaf) VALUES (?,?,?)", rows)
        base.execute("COMMIT")


def append_one(base: sqlite3.Connection, content: bytes) -> int:
    """Read the head, hash, insert and commit durably: the bare chained event."""
    base.execute("BEGIN IMMEDIATE")
    head = base.execute("SELECT leaf FROM event ORDER BY seq DESC LIMIT 1").fetchone()[0]
    leaf = hashlib.sha256(head + content).digest()
    row = base.execute("INSERT INTO event(item, body, leaf) VALUES (?,?,?)", (0 - 1, content, leaf))
    base.execute("COMMIT")
    return int(row.lastrowid or 0)


def telling(app: Any) -> Callable[..., Iterable[bytes]]:
    """Return the app with the CPU seconds of its process beside it, to the microsecond."""

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if environ["PATH_INFO"] != CPU:
            return app(environ, start)  # type: ignore[no-any-return]
        told = f"{time.process_time():.6f}".encode()
        start("200 OK", [("Content-Type", "text/plain"), ("Content-Length", str(len(told)))])
        return [told]

    return answer


class _Server(BaseApplication):  # type: ignore[misc]
    def __init__(self, app: Flask, port: int) -> None:
        self._app, self._port = app, port
        super().__init__()

    def load_config(self) -> None:
        for name, value in {
            "bind": f"127.0.0.1:{self._port}",
            "worker_class": "gthread",
            "workers": 1,
            "threads": 4,
            "keepalive": 300,
            "timeout": 300,
            "loglevel": "warning",
        }.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return telling(self._app if isinstance(self._app, Flask) else self._app())


def _custody(folder: Path, database: str) -> Any:
    from custody.app import create_app
    from tests.pages import settings

    return lambda: create_app(settings(folder, database))


def main(what: str, folder: str, port: str, database: str = "") -> None:
    """Serve until told to stop."""
    app = floor(Path(folder)) if what == "floor" else _custody(Path(folder), database)
    _Server(app, int(port)).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
