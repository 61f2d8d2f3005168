"""A server in a process of its own, its CPU and memory, and a client that keeps its line."""

import http.client
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import Engine, create_engine, text

from tests.benchmarks.server import CPU


def cpu_of(port: int, database: str = "") -> float:
    """Return the user and system seconds of the server's process, and of the database that serves it."""
    status, told = Client(port).get(CPU)
    assert status == 200
    return float(told) + database_cpu(database)


def imports_of(pid: int) -> float:
    """Return the CPU seconds of the process that imported all and forked the worker (Linux)."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def database_cpu(url: str) -> float:
    """Return the CPU seconds of the PostgreSQL processes that work for this database (Linux).

    SQLite works inside the server, and costs nothing beside it.
    """
    if not url.startswith("postgres"):
        return 0.0
    query = text("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
    engine = _database(url)
    with engine.connect() as connection:
        pids = connection.scalars(query).all()
    told = [Path(f"/proc/{pid}/schedstat") for pid in pids]
    return sum(int(path.read_text().split()[0]) for path in told if path.exists()) / 1e9


@cache
def _database(url: str) -> Engine:
    return create_engine(url)


def _descends(parent: int, pid: int) -> bool:
    while parent > 1:
        if parent == pid:
            return True
        try:
            parent = int(Path(f"/proc/{parent}/stat").read_text().rpartition(")")[2].split()[1])
        except OSError:
            return False
    return False


def memory_of(pid: int) -> float:
    """Return the resident memory of the largest descendant, in MB: the worker."""
    sizes = [0]
    for path in Path("/proc").glob("[0-9]*/status"):
        try:
            said = path.read_text()
        except OSError:
            continue
        fields = dict(line.split(":", 1) for line in said.splitlines() if ":" in line)
        if _descends(int(fields["PPid"]), pid):
            sizes.append(int(fields.get("VmRSS", "0 kB").split()[0]))
    return max(sizes) / 1024


@contextmanager
def served(what: str, folder: Path, port: int, database: str = "") -> Iterator[int]:
    """Serve `custody` or `floor` on this folder; yields the process id when it answers."""
    command = [
        sys.executable,
        "-m",
        "tests.benchmarks.server",
        what,
        str(folder),
        str(port),
        database,
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield process.pid
    finally:
        process.terminate()
        process.wait(timeout=30)


def wait_for(port: int, path: str = "/healthz", seconds: float = 60) -> None:
    """Wait until something answers here."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            Client(port).get(path)
            return
        except OSError:
            time.sleep(0.01)
    raise TimeoutError(f"nothing answers on port {port}")


class Client:
    """One line to the server, kept open."""

    def __init__(self, port: int, headers: dict[str, str] | None = None) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self._headers = {"Host": "localhost", **(headers or {})}

    def get(self, path: str) -> tuple[int, bytes]:
        """Ask."""
        return self.send("GET", path)

    def send(self, method: str, path: str, body: bytes = b"", **more: Any) -> tuple[int, bytes]:
        """Send a request and read the whole answer."""
        try:
            return self._sent(method, path, body, more)
        except (http.client.HTTPException, ConnectionError):
            # A line that was idle for long is closed by the server; every act has its own key.
            self._line.close()
            return self._sent(method, path, body, more)

    def _sent(self, method: str, path: str, body: bytes, more: dict[str, Any]) -> tuple[int, bytes]:
        self._line.request(method, path, body or None, {**self._headers, **more})
        answer = self._line.getresponse()
        return answer.status, answer.read()
