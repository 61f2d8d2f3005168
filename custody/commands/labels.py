"""`custody label`: item labels on a sheet or a roll, without the pages."""

import getpass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import click

from custody.commands import register
from custody.commands.register import FOLDER, refusal_ends
from custody.domain.codes import read_item_code
from custody.domain.people import Person


@click.command()
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
    from custody.app import create_app
    from custody.services import labels
    from custody.web.papers import label_file

    app = create_app(register.settings(folder))
    number = f"system:{getpass.getuser()}"
    by = Person(number, number, roles=frozenset({"auditor"}))
    with refusal_ends():
        items = [read_item_code(code) for code in codes]
        now = datetime.now(UTC)
        printed = labels.print_labels(items, reason, str(uuid4()), by, now)
    with app.test_request_context():
        content, _, _ = label_file(printed, preset=preset, file_format="pdf", dpi=int(dpi), start=1)
    Path(out).write_bytes(content)
    click.echo(out)
