"""The commands of the matching. What they need is imported when they run, as in `custody/cli.py`."""

import getpass
import json
import sys
from pathlib import Path

import click


def add_to(main: click.Group) -> None:
    """Add the commands of the matching to the `custody` command."""
    main.add_command(evaluate_matching)


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
    from custody.domain.people import system_person

    try:
        with Path(file).open(encoding="utf-8") as lines:
            cases = read_cases(lines, Path(file).name)
    except (CaseFileError, UnicodeDecodeError) as error:
        click.echo(str(error), err=True)
        sys.exit(2)
    result = evaluate.evaluate(cases, regime, noise, system_person(getpass.getuser()))
    click.echo(json.dumps(result, ensure_ascii=False) if as_json else evaluate.table(result))
