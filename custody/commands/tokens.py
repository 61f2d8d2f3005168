"""`custody token`: tokens with which programs use the API, for the person they act for (Q30)."""

from datetime import UTC, datetime

import click

from custody.commands import register
from custody.commands.register import FOLDER, refusal_ends


@click.group()
def token() -> None:
    """Tokens of the API: add, list, revoke."""


@token.command("add")
@FOLDER
@click.argument("number")
@click.option("--name", required=True, help="What it is for.")
@click.option("--scope", "scopes", multiple=True, required=True, help="Such as items:read.")
@click.option("--days", default=90, show_default=True, help="For how long, at most 365.")
def add(folder: str | None, number: str, name: str, scopes: tuple[str, ...], days: int) -> None:
    """Make a token that acts for the person with this staff number; it is shown once.

    Example: custody token add 4711 --name "intake kiosk" --scope items:read --scope items:write
    """
    from custody.services import accounts, tokens

    register.open_store(folder)
    with refusal_ends():
        person = accounts.find_account(number).person
        made, text = tokens.make_token(name, frozenset(scopes), days, person, datetime.now(UTC))
    click.echo(text)
    click.echo(f"{made.id} until {made.ends_at:%Y-%m-%d}. It is shown once, here.", err=True)


@token.command("list")
@FOLDER
@click.argument("number", required=False)
def list_tokens(folder: str | None, number: str | None) -> None:
    """List the tokens of a person, or all, with their last use; never the tokens themselves."""
    from custody.services import tokens

    register.open_store(folder)
    for made in tokens.tokens_of(number):
        state = "in use" if made.holds(datetime.now(UTC)) else "ended"
        used = f"{made.used_at:%Y-%m-%d %H:%M}" if made.used_at else "never used"
        until, scopes = f"{made.ends_at:%Y-%m-%d}", ",".join(sorted(made.scopes))
        click.echo("\t".join((made.id, made.account, made.name, scopes, until, used, state)))


@token.command("revoke")
@FOLDER
@click.argument("id")
def revoke(folder: str | None, id: str) -> None:
    """Take a token back, by the name that `custody token list` shows."""
    from custody.services import tokens

    register.open_store(folder)
    with refusal_ends():
        tokens.revoke(id, None, datetime.now(UTC))
    click.echo("revoked")
