"""`custody import` and `custody export`: items and complaints from other registers, and to them.

Exit codes of an import: 0 all lines are on record, 1 some lines have problems (nothing was
recorded, unless --partly), 2 stopped before the end (run it again), 3 cannot read, 64 wrong use.
"""

import getpass
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from custody.commands import register
from custody.commands.register import FOLDER
from custody.domain.people import system_person

MOST_SHOWN = 200
WHAT = click.argument("what", type=click.Choice(["items", "complaints"]))
CODES = """

\b
Exit codes: 0 all lines are on record, 1 some lines have problems (nothing was recorded, unless
--partly), 2 stopped before the end, 3 cannot read, 64 wrong use.
"""


@click.command("import", epilog=CODES)
@WHAT
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@FOLDER
@click.option("--check", is_flag=True, help="Only say what would happen; record nothing.")
@click.option("--partly", is_flag=True, help="Record the good lines though others have problems.")
@click.option("--unit", default="", help="The unit of lines that name none: its code or name.")
@click.option("--post", default="", help="The code of the desk or store that holds the items.")
def import_(
    what: str, file: Path, folder: str | None, check: bool, partly: bool, unit: str, post: str
) -> None:
    """Record items or complaints of another register from FILE (CSV, or JSON lines: .jsonl).

    Every line needs its own import_ref; run it as often as you like, each line is recorded once.
    Examples of both files come with the programme: see the README.

    Example: custody import items old.csv --check --unit WTL-HAVEN
    """
    from custody.services import exchange

    register.open_store(folder)
    terms = exchange.Terms(unit, post)
    now = datetime.now(UTC)
    reading = _Reading(what, file)
    found = _check(what)(reading.lines(), terms, now)
    problems = [*reading.problems, *found.problems]
    wrong = [problem for problem in problems if not problem.remark]
    _tell(problems, reading.ignored)
    click.echo(f"{found.recorded} to record, {found.known} on record, {len(wrong)} with a problem")
    if check or (wrong and not partly):
        if not check:
            click.echo("Nothing was recorded. Mend these lines, or use --partly.", err=True)
        sys.exit(1 if wrong else 0)
    done = 0

    def tell(count: int) -> None:
        nonlocal done
        done = count
        if sys.stderr.isatty():
            click.echo(f"\r{count} of {reading.count} lines", nl=False, err=True)

    record = exchange.import_items if what == "items" else exchange.import_complaints

    try:
        made = record(
            _Reading(what, file).lines(), terms, system_person(getpass.getuser()), now, tell
        )
    except KeyboardInterrupt:
        click.echo(f"Stopped after {done} lines. Run it again to go on.", err=True)
        sys.exit(2)
    click.echo(f"{made.recorded} recorded, {made.known} were on record")
    sys.exit(1 if wrong else 0)


def _check(what: str) -> Callable[..., Any]:
    from custody.services import exchange

    return exchange.check_items if what == "items" else exchange.check_complaints


class _Reading:
    """One reading of a file: its good lines one by one, and what was wrong with the others."""

    def __init__(self, what: str, file: Path) -> None:
        self.what, self.file = what, file
        self.count = 0
        self.problems: list[Any] = []
        self.ignored: set[str] = set()

    def lines(self) -> Iterator[Any]:
        """Return the good lines; a second line with the same import_ref is a problem."""
        from custody.domain import exchange
        from custody.domain.lines import Problem
        from custody.paper.exchange import rows

        read = exchange.read_item if self.what == "items" else exchange.read_complaint
        wanted = self.what.removesuffix("s")
        first: dict[str, int] = {}
        for number, values in rows(self.file):
            if isinstance(values, Problem):
                self.problems.append(values)
                continue
            if values.get("type", wanted) != wanted:
                continue
            self.count += 1
            line, row = read(number, values)
            self.problems += row.problems
            self.ignored |= set(row.unknown)
            if line is None:
                continue
            if (before := first.setdefault(line.import_ref, number)) != number:
                text = f"stands in line {before} too"
                self.problems.append(Problem(number, "import_ref", text))
                continue
            yield line


def _tell(problems: list[Any], ignored: set[str]) -> None:
    for one in sorted(problems, key=lambda p: p.line)[:MOST_SHOWN]:
        kind = "remark " if one.remark else "PROBLEM"
        click.echo(f"{kind} line {one.line}, {one.field}: {one.text}")
    if len(problems) > MOST_SHOWN:
        click.echo(f"... and {len(problems) - MOST_SHOWN} more")
    if ignored:
        click.echo(f"Not read: {', '.join(sorted(ignored))}")


@click.command()
@WHAT
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@FOLDER
def export(what: str, file: Path, folder: str | None) -> None:
    """Write items or complaints to FILE (CSV, or JSON lines: .jsonl), for `custody import`.

    What leaves stands in the read log. Check features, pictures and trails stay here. The file
    holds personal data: it is readable for you alone.

    Example: custody export items register.csv
    """
    import os

    from custody.domain import exchange as fields
    from custody.paper.exchange import format_of, written
    from custody.services import exchange

    register.open_store(folder)
    names = fields.ITEM_FIELDS if what == "items" else fields.COMPLAINT_FIELDS
    leave = exchange.items if what == "items" else exchange.complaints
    values = leave(system_person(getpass.getuser()), datetime.now(UTC))
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        click.echo(f"{file} cannot be made: {error.strerror}. Choose another name.", err=True)
        sys.exit(3)
    count = 0
    with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as out:
        for part in written(format_of(file), names, values):
            out.write(part)
            count += 1
    click.echo(f"{count - (format_of(file) == 'csv')} written to {file}")
