"""Which register a command speaks to, and `custody init`, which makes one.

That is a folder made by `demo` or `init`, or what the environment names.
"""

import os
import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from custody.domain.errors import CustodyError


@contextmanager
def refusal_ends(code: int = 1, *also: type[Exception]) -> Iterator[None]:
    """Let a rule that is broken end the command, in its own words, with this exit code.

    Of a file or folder that cannot be used it says which one, and why.
    """
    try:
        yield
    except (CustodyError, *also) as error:
        click.echo(_said(error), err=True)
        sys.exit(code)


def _said(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror and error.filename:
        return f"Cannot use {error.filename}: {error.strerror}. Choose another folder or file."
    return str(error)


def settings(folder: str | None = None, port: int = 8000) -> Any:
    """Return the settings of a register: a folder made by `demo` or `init`, or the environment."""
    from custody import config

    if folder is not None:
        with refusal_ends(3, OSError):
            _read_folder(Path(folder).absolute(), port)
    try:
        return config.read_settings()
    except config.SettingsError as error:
        click.echo(str(error), err=True)
        sys.exit(3)


def _read_folder(folder: Path, port: int) -> None:
    """Let a folder answer for its secret, and a demo for all: it never meets another database."""
    secret = folder / "secret.key"
    if not secret.exists():
        click.echo(f"There is no register in {folder}. See custody init --help.", err=True)
        sys.exit(3)
    if (folder / "demo").exists():
        for name in [name for name in os.environ if name.startswith("CUSTODY_")]:
            del os.environ[name]
        os.environ["CUSTODY_DEMO"] = "1"
        os.environ["CUSTODY_BASE_URL"] = f"http://127.0.0.1:{port}"
        os.environ["CUSTODY_ORIGIN"] = "bon.example/log"
        os.environ["CUSTODY_HELP_PHONE"] = "0900 – 0000 (voorbeeld)"
    if secret.stat().st_mode & 0o077:
        click.echo(f"Others can read {secret}. Set its mode to 0600.", err=True)
        sys.exit(3)
    os.environ["CUSTODY_FOLDER"] = str(folder)
    os.environ["CUSTODY_SECRET_KEY"] = secret.read_text()


def make_folder(folder: Path) -> None:
    """Make the folder of a register and its secret, once, for its owner's eyes only (Q84)."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not (folder / "secret.key").exists():
        descriptor = os.open(folder / "secret.key", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))


def open_store(folder: str | None) -> Any:
    """Open the store for a command that needs no pages; return the settings."""
    from custody import app

    found = settings(folder)
    with refusal_ends(3):
        app.open_store(found)
    return found


def check_start(known: Any) -> None:
    """Say what stands in the way of serving this register, and end; or that it is read-only."""
    from custody import app

    with refusal_ends(3):
        doubt = app.check_start(known)
    if doubt:
        click.echo(f"READ-ONLY: {doubt}. See custody acknowledge-rollback --help.", err=True)


FOLDER = click.option("--dir", "folder", metavar="DIR", help="The folder of the register.")


@click.command()
@FOLDER
def init(folder: str | None) -> None:
    """Make an empty register: folder, schema and signing keys; what is there is kept.

    The settings come from the environment (see the README); with --dir the secret lies in DIR.

    Example: CUSTODY_BASE_URL=https://bon.example CUSTODY_HELP_PHONE=... custody init --dir DIR
    """
    from custody import app

    if folder is not None:
        with refusal_ends(3, OSError):
            make_folder(Path(folder).absolute())
    known = settings(folder)
    with refusal_ends(3, OSError):
        made = app.make_register(known, datetime.now(UTC))
    where = f" --dir {folder}" if folder is not None else ""
    if not made:
        click.echo(f"There is a register in {known.folder} already. It is kept as it is.")
        return
    click.echo(f"The register in {known.folder} is ready.")
    click.echo(f"Keep {known.keys / 'root.pem'} off this machine.")
    click.echo(f"Next: custody user add{where} --help, then custody serve{where}.")
