"""The `custody` command. Thin: each command reads its options and calls one thing.

What a command needs is imported when it runs, so that `custody --help` answers at once. Commands
act as ``system:<os user>``, and that name stands in every event they write (Q22). Exit codes:
0 done, 1 findings or refused, 2 not finished, 3 cannot read, 64 wrong use.
"""

import getpass
import json
import signal
import socket
import sys
import threading
from pathlib import Path
from typing import Any

import click

from custody.commands import exchange, matching, register, tokens, upkeep
from custody.commands.register import FOLDER

click.UsageError.exit_code = 64

CODES = """

\b
Exit codes: 0 done, 1 findings or refused, 2 not finished, 3 cannot read, 64 wrong use.
"""


@click.group(epilog=CODES)
@click.version_option(package_name="custody")
def main() -> None:
    """Evidence and property custody: receipts, trails, and the complaints that find their items."""


@main.command()
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

    try:
        demonstration.claim_folder(Path(folder).absolute())
    except demonstration.NotADemoError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    register.make_folder(Path(folder).absolute())
    settings = register.settings(folder, port)
    made = demonstration.make(settings, click.echo)
    click.echo(demonstration.welcome(settings, made=made))
    if not no_serve:
        _serve(settings, "127.0.0.1", port, threads=4)


@main.command()
@FOLDER
def init(folder: str | None) -> None:
    """Make an empty register: folder, schema and signing keys; what is there is kept.

    The settings come from the environment (see the README); with --dir the secret lies in DIR.

    Example: CUSTODY_BASE_URL=https://bon.example CUSTODY_HELP_PHONE=... custody init --dir DIR
    """
    from datetime import UTC, datetime

    from custody import app

    if folder is not None:
        register.make_folder(Path(folder).absolute())
    settings = register.settings(folder)
    app.make_register(settings, datetime.now(UTC))
    where = f" --dir {folder}" if folder is not None else ""
    click.echo(f"The register in {settings.folder} is ready.")
    click.echo(f"Keep {settings.keys / 'root.pem'} off this machine.")
    click.echo(f"Next: custody user add{where} --help, then custody serve{where}.")


@main.command()
@FOLDER
@click.option("--bind", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--threads", default=8, show_default=True, type=click.IntRange(1, 64))
def serve(folder: str | None, bind: str, port: int, threads: int) -> None:
    """Serve the pages with gunicorn, and run the worker beside them."""
    _serve(register.settings(folder, port), bind, port, threads)


def _serve(settings: Any, bind: str, port: int, threads: int) -> None:
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


@main.command()
@FOLDER
@click.option("--once", is_flag=True, help="Do what is due, and stop.")
def worker(folder: str | None, once: bool) -> None:
    """Run the worker alone: matching, reminders, e-mail, checkpoints."""
    from datetime import UTC, datetime

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


@main.command(epilog=CODES)
@FOLDER
@click.option("--json", "as_json", is_flag=True, help="One JSON object per finding.")
def verify(folder: str | None, as_json: bool) -> None:
    """Check every event, receipt, checkpoint and overview, and name what does not fit."""
    from dataclasses import asdict

    from custody.services import audit

    register.open_store(folder)
    shown = sys.stderr.isatty() and not as_json

    def tell(seq: int) -> None:
        if shown and seq % 1000 == 0:
            click.echo(f"\r{seq} events", nl=False, err=True)

    try:
        report = audit.verify(tell)
    except KeyboardInterrupt:
        sys.exit(2)
    except Exception as error:
        click.echo(f"cannot read the record: {error}", err=True)
        sys.exit(3)
    for finding in (*report.findings, *report.warnings):
        if as_json:
            click.echo(json.dumps(asdict(finding), sort_keys=True))
        else:
            kind = "remark " if finding.warning else "FINDING"
            place = "-" if finding.seq is None else finding.seq
            click.echo(
                f"{kind} {finding.check} event {place} item {finding.item or '-'}: {finding.detail}"
            )
    if not as_json:
        state = "intact" if report.clean else f"{len(report.findings)} findings"
        click.echo(f"{report.events} events: {state}")
    sys.exit(0 if report.clean else 1)


@main.command("verify-receipt", context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def verify_receipt(arguments: tuple[str, ...]) -> None:
    """Check a receipt with a key list alone; the same as custody-verify."""
    from custody import verifier

    sys.exit(verifier.main(list(arguments)))


@main.command()
@FOLDER
@click.option("--print", "show", is_flag=True, help="Print the newest checkpoint.")
def checkpoint(folder: str | None, show: bool) -> None:
    """Sign a checkpoint of the log, when something was added."""
    from datetime import UTC, datetime

    from custody.services import audit

    register.open_store(folder)
    note = audit.checkpoint(datetime.now(UTC))
    if show:
        click.echo(audit.last_checkpoint() or "", nl=False)
    else:
        click.echo("signed" if note else "nothing was added")


@main.group()
def receipts() -> None:
    """Receipts that wait for their signature."""


@receipts.command("sign-pending")
@FOLDER
def sign_pending(folder: str | None) -> None:
    """Sign every receipt that is not signed yet."""
    from custody.domain.errors import CustodyError
    from custody.services import audit

    register.open_store(folder)
    try:
        signed = audit.sign_pending()
    except CustodyError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    click.echo(f"{len(signed)} signed")


@main.command()
@FOLDER
@click.argument("codes", nargs=-1, required=True)
@click.option("--preset", type=click.Choice(["62x29", "25x32", "25x25"]), default="62x29")
@click.option("--dpi", type=click.Choice(["203", "300"]), default="203")
@click.option("--out", type=click.Path(dir_okay=False), default="labels.pdf", show_default=True)
@click.option("--reason", default="first", help="Why again: damaged, lost, second_package, test.")
def label(
    folder: str | None, codes: tuple[str, ...], preset: str, dpi: str, out: str, reason: str
) -> None:
    """Print item labels to a PDF; each print is an event.

    Example: custody label F5D-PN2-09V2 --preset 25x32 --out label.pdf
    """
    from datetime import UTC, datetime
    from uuid import uuid4

    from custody.app import create_app
    from custody.domain.codes import read_item_code
    from custody.domain.errors import CustodyError
    from custody.domain.people import Person
    from custody.services import labels
    from custody.web.papers import label_file

    app = create_app(register.settings(folder))
    number = f"system:{getpass.getuser()}"
    by = Person(number, number, roles=frozenset({"auditor"}))
    try:
        items = [read_item_code(code) for code in codes]
        now = datetime.now(UTC)
        printed = labels.print_labels(items, reason, str(uuid4()), by, now)
    except CustodyError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    with app.test_request_context():
        content, _, _ = label_file(printed, preset=preset, file_format="pdf", dpi=int(dpi), start=1)
    Path(out).write_bytes(content)
    click.echo(out)


@main.group()
def user() -> None:
    """Accounts: add, roles, password, disable, list."""


def _accounts(folder: str | None) -> Any:
    """Return the app, for what hashes passwords."""
    from custody.app import create_app

    return create_app(register.settings(folder))


@user.command("add")
@FOLDER
@click.argument("username")
@click.option("--number", required=True, help="The staff number.")
@click.option("--name", required=True)
@click.option("--unit", required=True, help="The code of the team; it is made when it is new.")
@click.option("--role", "roles", multiple=True, required=True)
@click.option("--post", help="The code of the desk or store.")
@click.password_option()
def add_user(
    folder: str | None,
    username: str,
    number: str,
    name: str,
    unit: str,
    roles: tuple[str, ...],
    post: str | None,
    password: str,
) -> None:
    """Make an account.

    Example: custody user add noor --number 5005 --name "Noor Jansen" --unit WTL-HAVEN --role admin
    """
    from datetime import UTC, datetime

    from custody.domain.errors import CustodyError
    from custody.domain.people import system_person
    from custody.services import accounts, places

    with _accounts(folder).app_context():
        if unit not in {known.code for known in accounts.all_accounts()[1]}:
            places.add_unit(unit, unit)
        new = accounts.NewAccount(username, number, name, unit, frozenset(roles), post, password)
        try:
            accounts.make_account(new, system_person(getpass.getuser()), datetime.now(UTC))
        except CustodyError as error:
            click.echo(str(error), err=True)
            sys.exit(1)
    click.echo(f"{username} can sign in.")


@user.command("roles")
@FOLDER
@click.argument("number")
@click.argument("roles", nargs=-1, required=True)
@click.option("--post", help="The code of the desk or store.")
def set_roles(folder: str | None, number: str, roles: tuple[str, ...], post: str | None) -> None:
    """Give the account with this staff number other roles; its sessions end."""
    _change(folder, number, frozenset(roles), post, active=True)


@user.command("disable")
@FOLDER
@click.argument("number")
def disable(folder: str | None, number: str) -> None:
    """Close an account; its sessions end by the next request."""
    _change(folder, number, None, None, active=False)


@user.command("password")
@FOLDER
@click.argument("number")
@click.password_option()
def set_password(folder: str | None, number: str, password: str) -> None:
    """Give the account with this staff number another password; its sessions end.

    Example: custody user password 4711
    """
    from custody.domain.errors import CustodyError
    from custody.services import accounts

    with _accounts(folder).app_context():
        try:
            accounts.change_password(number, password)
        except CustodyError as error:
            click.echo(str(error), err=True)
            sys.exit(1)
    click.echo("changed")


def _change(
    folder: str | None, number: str, roles: frozenset[str] | None, post: str | None, *, active: bool
) -> None:
    from custody.domain.errors import CustodyError
    from custody.domain.people import system_person
    from custody.services import accounts

    with _accounts(folder).app_context():
        try:
            person = accounts.find_account(number).person
            by = system_person(getpass.getuser())
            accounts.set_roles(number, roles or person.roles, post or person.post, active, by)
        except CustodyError as error:
            click.echo(str(error), err=True)
            sys.exit(1)
    click.echo("changed")


@user.command("list")
@FOLDER
def list_users(folder: str | None) -> None:
    """List the accounts with their roles."""
    from custody.services import accounts

    register.open_store(folder)
    for account in accounts.all_accounts()[0]:
        state = "" if account.active else " (closed)"
        roles = ", ".join(sorted(account.person.roles))
        click.echo(
            f"{account.username}\t{account.person.number}\t{account.person.name}\t{roles}{state}"
        )


for command in (matching.evaluate_matching, matching.sweep, matching.rebuild):
    main.add_command(command)
main.add_command(exchange.import_)
main.add_command(exchange.export)
main.add_command(tokens.token)
for command in (
    upkeep.backup,
    upkeep.restore,
    upkeep.upgrade,
    upkeep.doctor,
    upkeep.acknowledge_rollback,
):
    main.add_command(command)
