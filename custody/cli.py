"""The `custody` command. Thin: each command reads its options and calls one thing.

The commands stand in `custody/commands`, one file per word. What a command needs is imported when
it runs, so that `custody --help` answers at once. Commands act as ``system:<os user>``, and that
name stands in every event they write (Q22). Exit codes: 0 done, 1 findings or refused,
2 not finished, 3 cannot read, 64 wrong use.
"""

import click

from custody.commands import (
    accounts,
    audit,
    exchange,
    labels,
    matching,
    register,
    serving,
    tokens,
    upkeep,
)

click.UsageError.exit_code = 64

CODES = """

\b
Exit codes: 0 done, 1 findings or refused, 2 not finished, 3 cannot read, 64 wrong use.
"""
COMMANDS = (
    serving.demo,
    register.init,
    serving.serve,
    serving.worker,
    audit.verify,
    audit.verify_receipt,
    audit.checkpoint,
    audit.receipts,
    labels.label,
    accounts.user,
    matching.evaluate_matching,
    matching.sweep,
    matching.rebuild,
    exchange.import_,
    exchange.export,
    tokens.token,
    upkeep.backup,
    upkeep.restore,
    upkeep.upgrade,
    upkeep.doctor,
    upkeep.acknowledge_rollback,
)


@click.group(epilog=CODES)
@click.version_option(package_name="custody")
def main() -> None:
    """Evidence and property custody: receipts, trails, and the complaints that find their items."""


for command in COMMANDS:
    main.add_command(command)
