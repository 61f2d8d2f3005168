"""Real server processes for the tests: `custody serve` as it is, started fast and killed at will.

Imports take a second. So one process has them done, and forks a server whenever it is asked; what
it forks is the server of the command itself, with its worker beside it, in a process group of its
own that a test can kill with all that belongs to it.
"""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.pages import settings

SECRET = settings(Path("/")).secret_key


def _environment(folder: Path, url: str, port: int) -> dict[str, str]:
    return {
        "CUSTODY_FOLDER": str(folder),
        "CUSTODY_DATABASE_URL": url,
        "CUSTODY_BASE_URL": f"http://127.0.0.1:{port}",
        "CUSTODY_ORIGIN": "bon.example/log",
        "CUSTODY_SECRET_KEY": SECRET,
        "CUSTODY_HELP_PHONE": "0900 – 0000",
        "CUSTODY_DEMO": "1",
    }


class Server:
    """One running server; `kill` ends it as a power cut would."""

    def __init__(self, pid: int, port: int) -> None:
        self.pid, self.port = pid, port

    def ready(self) -> "Server":
        """Return when it answers."""
        for _ in range(400):
            try:
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
                connection.request("GET", "/healthz")
                connection.getresponse().read()
                return self
            except OSError:
                time.sleep(0.025)
        raise RuntimeError("the server does not answer")

    def kill(self) -> None:
        """End the server and all its processes at once, without a word."""
        os.killpg(self.pid, signal.SIGKILL)
        _gone(self.port)


def _gone(port: int) -> None:
    for _ in range(400):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)):
                return
        time.sleep(0.01)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Starter:
    """The process that forks servers."""

    def __init__(self) -> None:
        # The numbers have a pipe of their own: servers write their log on standard output.
        numbers, written = os.pipe()
        command = [sys.executable, "-m", "tests.servers", str(written)]
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            pass_fds=[written],
            text=True,
            cwd=Path(__file__).parent.parent,
        )
        os.close(written)
        self._numbers = os.fdopen(numbers)
        self._started: list[Server] = []

    def start(self, folder: Path, url: str, port: int = 0) -> Server:
        """Start a server on this register and return it when it answers."""
        port = port or free_port()
        assert self._process.stdin is not None
        asked = {"env": _environment(folder, url, port), "port": port}
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        server = Server(int(self._numbers.readline()), port)
        self._started.append(server)
        return server.ready()

    def stop(self) -> None:
        """Kill what still runs, and end."""
        for server in self._started:
            try:
                os.killpg(server.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self._process.kill()
        self._process.wait()
        self._numbers.close()


@contextmanager
def starter() -> Iterator[Starter]:
    """One starter, ended with all its servers."""
    made = Starter()
    try:
        yield made
    finally:
        made.stop()


class Client:
    """Somebody who sends forms to a real server, with the cookie of a session made before."""

    def __init__(self, port: int, cookie: str, token: str) -> None:
        self.port, self.cookie, self.token = port, cookie, token

    def get(self, path: str) -> tuple[int, str, str]:
        """Return status, address of a redirect, and text."""
        return self._ask("GET", path, None)

    def post(self, path: str, **fields: Any) -> tuple[int, str, str]:
        """Send a form; OSError when the server is gone before it answers."""
        return self._ask("POST", path, {"csrf_token": self.token, **fields})

    def _ask(self, method: str, path: str, fields: Any) -> tuple[int, str, str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            headers = {"Cookie": f"custody={self.cookie}; lang=en"}
            body = None
            if fields is not None:
                body = urllib.parse.urlencode(fields, doseq=True)
                headers["Content-Type"] = "application/x-www-form-urlencoded"
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
            return answer.status, answer.headers.get("Location", ""), text
        except http.client.HTTPException as error:
            raise ConnectionError(str(error)) from error
        finally:
            connection.close()


def client_of(app: Any, username: str, port: int) -> Client:
    """Return somebody who is signed in; the session is made here, and signed with the same key."""
    from tests.pages import Visitor

    visitor = Visitor.entered(app, username).open("/account")
    token = visitor.token()
    found = visitor.client.get_cookie("custody")
    assert found is not None
    return Client(port, found.value, token)


def _serve_forever(numbers: int) -> None:
    """Fork a server for every line that comes in, and write its number to that pipe."""
    import gunicorn.app.base
    import gunicorn.workers.gthread  # noqa: F401

    import custody.app
    import custody.mail
    import custody.worker  # noqa: F401
    from custody import config
    from custody.commands import serving

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for line in sys.stdin:
        asked = json.loads(line)
        pid = os.fork()
        if pid:
            os.write(numbers, f"{pid}\n".encode())
            continue
        os.close(numbers)
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.environ.update(asked["env"])
        os.environ.pop("GUNICORN_CMD_ARGS", None)
        sys.argv = ["custody"]
        serving.serve_pages(config.read_settings(), "127.0.0.1", asked["port"], threads=8)
        os._exit(0)


if __name__ == "__main__":
    _serve_forever(int(sys.argv[1]))
