"""`custody serve`, `worker` and `demo`: the pages with their worker beside them, or the worker alone."""

import signal
import socket
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from custody.commands import register
from custody.commands.register import FOLDER, refusal_ends


@click.command()
@click.option("--dir", "folder", default="custody-demo", show_default=True, metavar="DIR")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--no-serve", is_flag=True, help="Only make the register.")
def demo(folder: str, port: int, no_serve: bool) -> None:
    """Make a register with invented people and things in DIR, and serve it on this machine.

    Run twice, it keeps what is there. The story of the house keys is in it. It never touches a
    register that it did not make, and no database but its own.

    Example: custody demo --dir /tmp/custody-demo --port 8080
    """
    from custody import demo as demonstration

    if not no_serve:
        _check_port("127.0.0.1", port)
    with refusal_ends(1, demonstration.NotADemoError), refusal_ends(3, OSError):
        demonstration.claim_folder(Path(folder).absolute())
        register.make_folder(Path(folder).absolute())
    settings = register.settings(folder, port)
    made = demonstration.make(settings, click.echo)
    click.echo(demonstration.welcome(settings, made=made, served=not no_serve))
    if not no_serve:
        serve_pages(settings, "127.0.0.1", port, threads=4)


@click.command()
@FOLDER
@click.option("--bind", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 64))
def serve(folder: str | None, bind: str, port: int, threads: int) -> None:
    """Serve the pages with gunicorn, and run the worker beside them."""
    serve_pages(register.settings(folder, port), bind, port, threads)


def serve_pages(settings: Any, bind: str, port: int, threads: int) -> None:
    """Serve until told to stop; the worker lives in the server's own process and ends with it."""
    from gunicorn.app.base import BaseApplication
    from gunicorn.glogging import Logger

    from custody import logs, mail, worker
    from custody.app import create_app, house_folder

    register.check_start(settings)
    _check_port(bind, port)
    logs.configure()

    class Plain(Logger):  # type: ignore[misc]
        """What the server says goes the way of all that is logged (Q73)."""

        def setup(self, cfg: Any) -> None:
            """Leave writing to the one handler of this process."""
            super().setup(cfg)
            for log in (self.error_log, self.access_log):
                log.handlers.clear()
                log.propagate = True

    class Server(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            options = {
                "bind": f"{bind}:{port}",
                "worker_class": "gthread",
                "workers": 1,
                "threads": threads,
                "forwarded_allow_ips": "127.0.0.1",
                "post_worker_init": _start_worker,
                "graceful_timeout": 5,
                "logger_class": Plain,
                "loglevel": "warning",
            }
            for name, value in options.items():
                self.cfg.set(name, value)

        def load(self) -> Any:
            return create_app(settings)

    def _start_worker(_server: Any) -> None:
        doers = mail.doers(settings, house_folder("templates") / "translations")
        work = {"stopping": lambda: False, "doers": doers}
        threading.Thread(target=worker.run, kwargs=work, daemon=True).start()

    Server().run()


def _check_port(bind: str, port: int) -> None:
    """Say in plain words that a port is in use: the server's own words never reach the log."""
    family = socket.AF_INET6 if ":" in bind else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((bind, port))
        except OSError as error:
            click.echo(f"Cannot listen on {bind}, port {port}: {error.strerror}.", err=True)
            sys.exit(3)


@click.command()
@FOLDER
@click.option("--once", is_flag=True, help="Do what is due, and stop.")
def worker(folder: str | None, once: bool) -> None:
    """Run the worker alone: matching, reminders, e-mail, checkpoints."""
    from custody import app, logs, mail
    from custody import worker as working

    logs.configure()
    settings = register.open_store(folder)
    doers = mail.doers(settings, app.house_folder("templates") / "translations")
    if once:
        working.do_jobs(datetime.now(UTC))
        done = working.work_off(lambda: datetime.now(UTC), doers)
        click.echo(f"{done} done")
        return
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    working.run(stop.is_set, doers=doers)
