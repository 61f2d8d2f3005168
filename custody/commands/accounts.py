"""`custody user`: accounts of people, made and changed by whoever runs this machine."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click

from custody.commands import register
from custody.commands.register import FOLDER, refusal_ends
from custody.domain.people import system_person


@click.group()
def user() -> None:
    """Accounts: add, roles, password, disable, list."""


@contextmanager
def _accounts(folder: str | None) -> Iterator[None]:
    """Open the register as the app does, for what hashes passwords; a refusal ends the command."""
    from custody.app import create_app

    with create_app(register.settings(folder)).app_context(), refusal_ends():
        yield


@user.command("add")
@FOLDER
@click.argument("username")
@click.option("--number", required=True, help="The staff number.")
@click.option("--name", required=True)
@click.option("--unit", required=True, help="The code of the team; it is made when it is new.")
@click.option("--role", "roles", multiple=True, required=True)
@click.option("--post", help="The code of the desk or store.")
@click.password_option()
def add_user(
    folder: str | None,
    username: str,
    number: str,
    name: str,
    unit: str,
    roles: tuple[str, ...],
    post: str | None,
    password: str,
) -> None:
    """Make an account.

    Example: custody user add noor --number 5005 --name "Noor Jansen" --unit WTL-HAVEN --role admin
    """
    from custody.services import accounts, places

    with _accounts(folder):
        if unit not in {known.code for known in accounts.all_accounts()[1]}:
            places.add_unit(unit, unit)
        new = accounts.NewAccount(username, number, name, unit, frozenset(roles), post, password)
        accounts.make_account(new, system_person(getpass.getuser()), datetime.now(UTC))
    click.echo(f"{username} can sign in.")


@user.command("roles")
@FOLDER
@click.argument("number")
@click.argument("roles", nargs=-1, required=True)
@click.option("--post", help="The code of the desk or store.")
def set_roles(folder: str | None, number: str, roles: tuple[str, ...], post: str | None) -> None:
    """Give the account with this staff number other roles; its sessions end."""
    _change(folder, number, frozenset(roles), post, active=True)


@user.command("disable")
@FOLDER
@click.argument("number")
def disable(folder: str | None, number: str) -> None:
    """Close an account; its sessions end by the next request."""
    _change(folder, number, None, None, active=False)


@user.command("password")
@FOLDER
@click.argument("number")
@click.password_option()
def set_password(folder: str | None, number: str, password: str) -> None:
    """Give the account with this staff number another password; its sessions end.

    Example: custody user password 4711
    """
    from custody.services import accounts

    with _accounts(folder):
        accounts.change_password(number, password, datetime.now(UTC))
    click.echo("changed")


def _change(
    folder: str | None, number: str, roles: frozenset[str] | None, post: str | None, *, active: bool
) -> None:
    from custody.services import accounts

    with _accounts(folder):
        person = accounts.find_account(number).person
        by = system_person(getpass.getuser())
        now = datetime.now(UTC)
        accounts.set_roles(number, roles or person.roles, post or person.post, active, by, now)
    click.echo("changed")


@user.command("list")
@FOLDER
def list_users(folder: str | None) -> None:
    """List the accounts with their roles."""
    from custody.services import accounts

    register.open_store(folder)
    for account in accounts.all_accounts()[0]:
        state = "" if account.active else " (closed)"
        roles = ", ".join(sorted(account.person.roles))
        click.echo(
            f"{account.username}\t{account.person.number}\t{account.person.name}\t{roles}{state}"
        )
