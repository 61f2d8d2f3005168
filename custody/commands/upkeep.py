"""Commands that look after a register: after something was put back, and before it is served."""

import sys
from datetime import UTC, datetime
from typing import Any

import click

from custody.commands import register
from custody.commands.register import FOLDER

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
    from custody.domain.errors import CustodyError
    from custody.services import recovery

    settings = register.settings(folder)
    with create_app(settings).app_context():
        try:
            found = recovery.doubt()
            click.echo(f"What does not fit: {found or 'nothing'}", err=True)
            by = _signed_in("Administrator", settings.help_phone)
            second = _signed_in("Second person", settings.help_phone)
            recovery.acknowledge(reason, by, second, datetime.now(UTC))
        except CustodyError as error:
            click.echo(str(error), err=True)
            sys.exit(1)
    click.echo("Acknowledged. The register records again.")


def _signed_in(who: str, phone: str) -> Any:
    """Ask for name and password, as the sign-in page does, with its lock-out (Q26, Q27)."""
    from custody.services import accounts

    name = click.prompt(f"{who}, sign-in name")
    password = click.prompt("Password", hide_input=True)
    return accounts.sign_in(name, password, "command", datetime.now(UTC), phone).person
