"""`custody verify`, `verify-receipt`, `checkpoint` and `receipts`: what proves the record."""

import json
import sys
from dataclasses import asdict
from datetime import UTC, datetime

import click

from custody.commands import register
from custody.commands.register import FOLDER, refusal_ends
from custody.domain.checks import Finding

CODES = """

\b
Exit codes: 0 done, 1 findings, 2 not finished, 3 cannot read, 64 wrong use.
"""


@click.command(epilog=CODES)
@FOLDER
@click.option("--json", "as_json", is_flag=True, help="One JSON object per finding.")
def verify(folder: str | None, as_json: bool) -> None:
    """Check every event, receipt, checkpoint and overview, and name what does not fit."""
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
        click.echo(json.dumps(asdict(finding), sort_keys=True) if as_json else _said(finding))
    if not as_json:
        state = "intact" if report.clean else f"{len(report.findings)} findings"
        click.echo(f"{report.events} events: {state}")
    sys.exit(0 if report.clean else 1)


def _said(finding: Finding) -> str:
    kind = "remark " if finding.warning else "FINDING"
    place = "-" if finding.seq is None else finding.seq
    return f"{kind} {finding.check} event {place} item {finding.item or '-'}: {finding.detail}"


@click.command("verify-receipt", context_settings={"ignore_unknown_options": True})
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def verify_receipt(arguments: tuple[str, ...]) -> None:
    """Check a receipt with a key list alone; the same as custody-verify."""
    from custody import verifier

    sys.exit(verifier.main(list(arguments)))


@click.command()
@FOLDER
@click.option("--print", "show", is_flag=True, help="Print the newest checkpoint.")
def checkpoint(folder: str | None, show: bool) -> None:
    """Sign a checkpoint of the log, when something was added."""
    from custody.services import audit

    register.open_store(folder)
    note = audit.checkpoint(datetime.now(UTC))
    if show:
        click.echo(audit.last_checkpoint() or "", nl=False)
    else:
        click.echo("signed" if note else "nothing was added")


@click.group()
def receipts() -> None:
    """Receipts that wait for their signature."""


@receipts.command("sign-pending")
@FOLDER
def sign_pending(folder: str | None) -> None:
    """Sign every receipt that is not signed yet."""
    from custody.services import audit

    register.open_store(folder)
    with refusal_ends():
        signed = audit.sign_pending()
    click.echo(f"{len(signed)} signed")
