"""Commands that look after a register: backup, restore, upgrade, and what follows on them."""

import getpass
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from custody.commands import register
from custody.commands.register import FOLDER, refusal_ends
from custody.domain.errors import CustodyError
from custody.domain.people import system_person

CODES = """

\b
Exit codes: 0 done, 1 refused, 3 cannot read, 64 wrong use.
"""


@click.command("acknowledge-rollback", epilog=CODES)
@FOLDER
@click.option("--reason", required=True, help="Why the record is gone on with as it is now.")
def acknowledge_rollback(folder: str | None, reason: str) -> None:
    """Go on with a record that is not the one that was signed, such as a backup put back.

    An administrator and a second person (administrator, coordinator or auditor) each type their
    sign-in name and password. Both names and the reason stand in the record for ever.

    Example: custody acknowledge-rollback --reason "backup of Monday after a broken disk"
    """
    from custody.app import create_app
    from custody.services import recovery

    settings = register.settings(folder)
    with create_app(settings).app_context(), refusal_ends():
        found = recovery.doubt()
        if not found:
            raise recovery.NoDoubtError()
        click.echo(f"What does not fit: {found}", err=True)
        by = _signed_in("Administrator", settings.help_phone)
        second = _signed_in("Second person", settings.help_phone)
        recovery.acknowledge(reason, by, second, datetime.now(UTC))
    click.echo("Acknowledged. The register records again.")


def _signed_in(who: str, phone: str) -> Any:
    """Ask for name and password, as the sign-in page does, with its lock-out (Q26, Q27)."""
    from custody.services import accounts

    name = click.prompt(f"{who}, sign-in name")
    password = click.prompt("Password", hide_input=True)
    return accounts.sign_in(name, password, "command", datetime.now(UTC), phone).person


@click.command(epilog=CODES)
@click.argument("target", metavar="DIR_OF_SET", type=click.Path(file_okay=False, path_type=Path))
@FOLDER
def backup(target: Path, folder: str | None) -> None:
    """Write a backup to the new folder DIR_OF_SET while people work: database, files, manifest.

    The private keys are not in it: keep a copy of the folder of keys and of secret.key apart, and
    the SHA-256 that is printed here on paper. Whoever has the set can read everything in the register.

    Example: custody backup /backups/2026-05-12
    """
    from custody.services import upkeep

    register.open_store(folder)
    with refusal_ends(1, OSError):
        made = upkeep.backup(target.absolute(), datetime.now(UTC))
    click.echo(f"{made.events} events in {made.where}")
    click.echo(f"SHA-256 {made.sha256}")


@click.command(epilog=CODES)
@click.argument(
    "source", metavar="DIR_OF_SET", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@FOLDER
@click.option("--check", is_flag=True, help="Only check the set; put nothing back.")
def restore(source: Path, folder: str | None, check: bool) -> None:
    """Put a backup back where there is no register yet, check all of it, and say so in the record.

    Put the folder of keys back first, and with --dir the file secret.key. When the guard among
    these keys knows a longer record than the backup, the register opens read-only: see custody
    acknowledge-rollback --help.

    Example: custody restore /backups/2026-05-12
    """
    from custody.services import upkeep

    if folder is not None and not check:
        _check_secret(Path(folder).absolute())
    settings = None if check else register.settings(folder)
    if settings is not None and not (settings.keys / "log.pem").exists():
        click.echo(f"Put the folder of keys back first, in {settings.keys}.", err=True)
        sys.exit(1)
    with refusal_ends(1, OSError):
        if settings is None:
            found = upkeep.check(source)
        else:
            found = upkeep.restore(
                source,
                settings.owner_database_url or settings.database_url,
                settings.folder,
                settings.origin,
                lambda what: click.echo(f"putting back: {what}", err=True),
            )
    click.echo(f"{found.events} events of {found.made_at}, SHA-256 {found.sha256}")
    if settings is not None:
        _after_restore(settings, found)


def _check_secret(folder: Path) -> None:
    """Say what to put back first: a new register made in its place would stand in the way."""
    if not (folder / "secret.key").exists():
        click.echo(
            f"Put secret.key and the folder of keys back first, in {folder}."
            " Nothing was put back. Do not make a new register there.",
            err=True,
        )
        sys.exit(1)


def _after_restore(settings: Any, found: Any) -> None:
    """Check the record that was put back, and write down that it was."""
    from custody import app
    from custody.services import audit, recovery

    now = datetime.now(UTC)
    try:
        app.open_store(settings)
        fresh = recovery.adopt_new_guard()
        report = audit.verify()
        recovery.note_restored(found.made_at, found.sha256, system_person(getpass.getuser()), now)
        if not recovery.doubt():
            audit.checkpoint(now)
    except CustodyError as error:
        click.echo(f"It was put back, but: {error}", err=True)
        sys.exit(1)
    wrong = [one for one in report.findings if one.check != "V10"]
    click.echo(f"{report.events} events checked, {len(wrong)} findings")
    if fresh:
        click.echo("No guard was among the keys: it was made from this record.", err=True)
    if recovery.doubt():
        click.echo(
            f"READ-ONLY: {recovery.doubt()}. See custody acknowledge-rollback --help.", err=True
        )
    sys.exit(1 if wrong else 0)


@click.command(epilog=CODES)
@FOLDER
def upgrade(folder: str | None) -> None:
    """Bring the database to the schema of this programme: backup, migration, check.

    Stop the server first. The backup lies in the folder `backups` of the register.

    Example: custody upgrade
    """
    from custody import app
    from custody.services import audit, upkeep

    known = register.settings(folder)
    with refusal_ends(1, OSError):
        made = upkeep.upgrade(
            known.database_url,
            known.owner_database_url,
            known.folder,
            known.origin,
            datetime.now(UTC),
        )
        app.open_store(known)
    if made is None:
        click.echo("Nothing to do: the schema is the newest.")
        return
    report = audit.verify()
    click.echo(f"Backup in {made.where}; migrated from {made.schema}.")
    click.echo(f"{report.events} events checked, {len(report.findings)} findings")
    sys.exit(0 if report.clean else 1)


@click.command(
    epilog="""

\b
Exit codes: 0 all in order, 1 something is not, 3 cannot read, 64 wrong use.
"""
)
@FOLDER
def doctor(folder: str | None) -> None:
    """Say how the register and its machine are: versions, settings, disk, keys, clock, addresses.

    Nothing personal is in it; it may be sent to whoever helps.

    Example: custody doctor
    """
    import platform
    from importlib.metadata import version

    from custody.services import health

    settings = register.open_store(folder)
    lines = health.lines(datetime.now(UTC), settings.least_free)
    click.echo(f"custody {version('custody')}, Python {platform.python_version()}")
    for name, value in (*health.engine_facts(), *_addresses(settings)):
        click.echo(f"        {name:<12} {value}")
    for line in lines:
        click.echo(f"{'ok' if line.ok else 'NOT OK':<7} {line.name:<12} {line.found}")
    sys.exit(0 if all(line.ok for line in lines) else 1)


def _addresses(settings: Any) -> tuple[tuple[str, str], ...]:
    return (
        ("address", settings.base_url),
        ("tls", "yes" if settings.secure else "no: only for the demo on this machine"),
        ("proxies", str(settings.proxies)),
        ("origin", settings.origin),
        ("mail", "on" if settings.mail_server else "off"),
    )
