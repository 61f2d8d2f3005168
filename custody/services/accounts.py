"""Accounts: signing in with a lock-out, making accounts, changing their roles.

Rules kept here:
- five failures within ten minutes close an account until ten minutes after the last of them,
  counted in the database and before the password is hashed; a wider limit holds per address (Q27);
- known and unknown names get the same words in the same time (Q27);
- signing out, disabling, a new password or other roles end all sessions by the next request (Q28);
- a new password, disabling and a role that is lost also end the account's tokens for good (Q30).
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from email_validator import EmailNotValidError, validate_email

from custody import storage
from custody.domain.errors import ConflictError, InputError, NotFoundError, TooOftenError
from custody.domain.people import ROLES, Person
from custody.domain.places import Place
from custody.domain.words import mark
from custody.storage import Account, accounts
from custody.storage.store import Books

WINDOW = PAUSE = timedelta(minutes=10)
PER_ACCOUNT, PER_ADDRESS = 5, 50
SHORTEST_PASSWORD = 12
LONGEST_NAME = 60


class SignInError(InputError):
    """Wrong name or wrong password: nobody is told which."""

    sentence = mark("This name and password do not belong together. Try again.")


class LockedOutError(TooOftenError):
    """Too many failures: wait, whoever it is (Q27)."""

    sentence = mark("Too many attempts. Wait ten minutes, or call %(phone)s.")


class PasswordError(InputError):
    """A password that is too short or too plain."""

    sentence = mark("Choose a password of at least 12 characters that is not your name.")


class AccountTakenError(ConflictError):
    """A sign-in name or staff number that is in use."""

    sentence = mark("There is already somebody with this sign-in name or staff number.")


class PostUnknownError(InputError):
    """An account at a desk or in a team that is not there."""

    sentence = mark("We do not know this team, desk or store. Choose one of the list.")


class RolesError(InputError):
    """An account needs at least one known role."""

    sentence = mark("Choose at least one role.")


class EmailError(InputError):
    """An e-mail address that no mail server could read."""

    sentence = mark("This is no e-mail address. Fill in one such as naam@politie.example.")


class ChiefError(InputError):
    """The chief of a team is one of its own people."""

    sentence = mark("Choose a chief who belongs to this team.")


class AccountNotFoundError(NotFoundError):
    """No account with this number."""

    sentence = mark("We do not know this account.")


class OwnAccountError(ConflictError):
    """Nobody disables or re-roles the account they are signed in with."""

    sentence = mark("This is your own account. Ask another administrator.")


@dataclass(frozen=True)
class NewAccount:
    """An account to be made."""

    username: str
    number: str
    name: str
    unit: str
    roles: frozenset[str]
    post: str | None
    password: str
    language: str = "nl"
    email: str = ""


def sign_in(username: str, password: str, address: str, at: datetime, phone: str = "") -> Account:
    """Return the account whose name and password these are; SignInError or LockedOutError else."""
    # Nobody's name is longer, and what is typed here is kept while it counts as an attempt.
    name = username.strip().casefold()[:LONGEST_NAME]
    with storage.transaction() as books:
        books.audit.count_alone("sign-in")
        if _is_closed(books, "account", name, PER_ACCOUNT, at) or _is_closed(
            books, "address", address, PER_ADDRESS, at
        ):
            raise LockedOutError(phone=phone)
        # The attempt counts before the hash, so that parallel guesses cannot outrun the count.
        books.audit.attempted("account", name, at)
        books.audit.attempted("address", address, at)
        account = books.people.account(username=name)
    if not accounts.check_password(account, password):
        raise SignInError()
    assert account is not None
    with storage.transaction() as books:
        books.audit.forgive("account", name)
        books.audit.forgive("address", address, at)
    return account


def _is_closed(books: Books, kind: str, subject: str, most: int, at: datetime) -> bool:
    """Say whether the newest `most` failures lie within the window, and the pause still lasts."""
    newest = books.audit.newest_attempts(kind, subject, most)
    return len(newest) == most and newest[0] - newest[-1] <= WINDOW and at < newest[0] + PAUSE


def end_sessions(number: str) -> None:
    """End every session of an account by its next request, a copied cookie included (Q28)."""
    _change(number, uniquifier=secrets.token_urlsafe(32))


def _change(
    number: str,
    person: Mapping[str, Any] | None = None,
    ending: datetime | None = None,
    **account: Any,
) -> None:
    """Change these fields of an account; it is read and written in one unit, so that no other
    change is undone by it. With a moment of `ending` its tokens end, unless it only got more roles."""
    with storage.transaction() as books:
        found = books.people.locked(number)
        if found is None:
            raise AccountNotFoundError()
        changed = replace(found.person, **(person or {}))
        if changed.post != found.person.post:
            _check_known(books, changed.unit, changed.post)
        now = replace(found, person=changed, **account)
        books.people.change(now)
        if ending is not None and not _has_only_more(found, now):
            books.tokens.revoke_all(number, ending)


def _check_known(books: Books, unit: str | None, post: str | None) -> None:
    """Refuse a team, desk or store that is not there."""
    if (unit and books.places.unit(unit) is None) or (post and books.places.post(post) is None):
        raise PostUnknownError()


def _has_only_more(before: Account, now: Account) -> bool:
    """Say whether password and post stayed, the account is open, and no role was lost."""
    same = (before.password, before.person.post) == (now.password, now.person.post)
    return same and now.active and before.person.roles <= now.person.roles


def all_accounts() -> tuple[tuple[Account, ...], tuple[storage.Unit, ...]]:
    """Return every account and every unit, for the administrator."""
    with storage.reading() as books:
        return books.people.accounts(), books.places.units()


def team_and_post(by: Person) -> tuple[str, str]:
    """Return the names of the unit and the post of a person; nothing where there is none."""
    with storage.reading() as books:
        post = books.places.post(by.post)
        named = {unit.code: unit.name for unit in books.places.units()}
        return named.get(by.unit or "", by.unit or ""), post.name if post else ""


def find_account(number: str) -> Account:
    """Return the account with this staff number."""
    with storage.reading() as books:
        account = books.people.account(number=number)
    if account is None:
        raise AccountNotFoundError()
    return account


@storage.retried
def make_account(new: NewAccount, by: Person, at: datetime) -> Person:
    """Make an account, with the pocket of its person as a place (P35h)."""
    check_password_choice(new.password, new.username)
    if not new.roles or new.roles - set(ROLES):
        raise RolesError()
    username = new.username.strip().casefold()
    person = Person(
        new.number,
        new.name,
        new.unit,
        new.roles,
        new.post,
        language=new.language,
        email=read_email(new.email),
    )
    hashed = accounts.hash_password(new.password)
    with storage.transaction() as books:
        _check_known(books, new.unit, new.post)
        if books.people.account(username=username) or books.people.account(number=new.number):
            raise AccountTakenError()
        made = Account(person, username, hashed, True, secrets.token_urlsafe(32))
        books.people.add(made, at)
        pocket = Place(
            f"BIJ-{new.number}".upper()[:24], "on_person", new.name, new.unit, user=new.number
        )
        if books.places.find(pocket.code) is None:
            books.places.add(pocket)
    return person


def set_email(number: str, email: str) -> None:
    """Give an account another e-mail address, or none; its sessions go on."""
    _change(number, {"email": read_email(email)})


def set_language(number: str, language: str) -> None:
    """Keep the language in which somebody reads, for messages as well as for pages."""
    if find_account(number).person.language != language:
        _change(number, {"language": language})


def set_chief(unit: str, number: str, by: Person, at: datetime) -> None:
    """Name the chief of a team, who is reminded and may see what it keeps (P39); or nobody."""
    with storage.transaction() as books:
        team = books.places.unit(unit)
        chief = books.people.by_number(number) if number else None
        if team is None or (number and (chief is None or chief.unit != unit)):
            raise ChiefError()
        books.places.add_unit(replace(team, chief=number or None))


def read_email(typed: str) -> str:
    """Return an address as mail servers read it, nothing for nothing; EmailError else."""
    typed = typed.strip()
    if not typed:
        return ""
    try:
        found = validate_email(typed, check_deliverability=False)
    except EmailNotValidError as error:
        raise EmailError() from error
    return found.ascii_email or found.normalized


def set_roles(
    number: str,
    roles: frozenset[str],
    post: str | None,
    active: bool,
    by: Person,
    at: datetime,
) -> None:
    """Give an account other roles or another post, or disable it; its sessions end (Q28).

    What it could do and can do no longer, no token of it does later either (Q30).
    """
    if not roles or roles - set(ROLES):
        raise RolesError()
    if number == by.number:
        raise OwnAccountError()
    fresh = secrets.token_urlsafe(32)
    _change(number, {"roles": roles, "post": post}, at, active=active, uniquifier=fresh)


def change_password(number: str, password: str, at: datetime) -> None:
    """Give an account another password; its sessions and tokens end (Q28, Q30)."""
    check_password_choice(password, find_account(number).username)
    hashed = accounts.hash_password(password)
    _change(number, ending=at, password=hashed, uniquifier=secrets.token_urlsafe(32))


def check_password_choice(password: str, username: str) -> None:
    """Refuse a password that is too short or contains the sign-in name."""
    if len(password) < SHORTEST_PASSWORD or username.casefold() in password.casefold():
        raise PasswordError()
