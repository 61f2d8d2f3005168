"""`custody evaluate-matching`, `matching-sweep` and `matching-rebuild`."""

import getpass
import json
import sys
from pathlib import Path

import click

from custody.commands import register
from custody.commands.register import FOLDER
from custody.domain.people import system_person


@click.command("evaluate-matching")
@click.argument("file", type=click.Path(exists=True, dir_okay=False))
@click.option("--regime", type=click.Choice(["full", "degraded", "none"]), default="full")
@click.option("--noise", default=0, type=click.IntRange(min=0), help="Synthetic items beside it.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, and nothing else.")
def evaluate_matching(file: str, regime: str, noise: int, as_json: bool) -> None:
    """Measure the matching on FILE (JSON lines with gold links), in a register of its own.

    Exit codes: 0 done, 1 other error, 2 the file is not valid, 64 wrong use.

    Example: custody evaluate-matching dev.jsonl --regime none --noise 6000 --json
    """
    from custody import evaluate
    from custody.domain.matching.cases import CaseFileError, read_cases

    try:
        with Path(file).open(encoding="utf-8") as lines:
            cases = read_cases(lines, Path(file).name)
    except (CaseFileError, UnicodeDecodeError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    result = evaluate.evaluate(cases, regime, noise, system_person(getpass.getuser()))
    click.echo(json.dumps(result, ensure_ascii=False) if as_json else evaluate.table(result))


@click.command("matching-sweep")
@FOLDER
def sweep(folder: str | None) -> None:
    """Compare again what was missed, failed, or compared by an older model; the worker does so nightly."""
    from datetime import UTC, datetime

    from custody.services import matching

    register.open_store(folder)
    click.echo(f"{matching.sweep(datetime.now(UTC))} compared again")


@click.command("matching-rebuild")
@FOLDER
def rebuild(folder: str | None) -> None:
    """Make every block and key of the matching anew, and compare every complaint."""
    from datetime import UTC, datetime

    from custody.services import matching

    def tell(done: int) -> None:
        if sys.stderr.isatty():
            click.echo(f"\r{done} items", nl=False, err=True)

    register.open_store(folder)
    click.echo(f"{matching.rebuild(datetime.now(UTC), tell)} items")
