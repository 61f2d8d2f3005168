"""The one file in storage that knows the log-in library: who may sign in, and their password.

The library asks for a user by its `fs_uniquifier` on every request and gets a plain value from a
reading unit of its own, closed at once. It never sees a session of ours, and `db.session` is not
used at all, so its read can never make a later write fail (`libraries.md` 2, 3).
"""

import secrets
from typing import Any

from flask_security import UserMixin
from flask_security.datastore import UserDatastore
from flask_security.utils import hash_password as _hash
from flask_security.utils import verify_password

from custody.storage.people import Account
from custody.storage.store import reading


class LoginUser(UserMixin):
    """An account as the log-in library wants to see it."""

    fs_uniquifier = ""
    username = ""
    email = ""

    def __init__(self, account: Account) -> None:
        self.id = account.person.account
        self.username = account.username
        self.password = account.password
        self.active = account.active
        self.fs_uniquifier = account.uniquifier
        self.roles: list[str] = []
        self.person = account.person


class AccountDatastore(UserDatastore):
    """Finds accounts for the log-in library; it changes nothing."""

    def __init__(self) -> None:
        super().__init__(LoginUser, LoginUser)

    def find_user(self, *args: Any, fs_uniquifier: str = "", **kwargs: Any) -> LoginUser | None:
        """Return the user with this uniquifier, rights as they are now (Q28)."""
        with reading() as books:
            account = books.people.account(uniquifier=fs_uniquifier) if fs_uniquifier else None
        return LoginUser(account) if account else None


def hash_password(password: str) -> str:
    """Return the hash of a password, as slow as the library's settings make it."""
    return str(_hash(password))


_decoy: list[str] = []


def check_password(account: Account | None, password: str) -> bool:
    """Say whether the password is right; an unknown account costs the same time as a known one."""
    if account is None or not account.active:
        if not _decoy:
            _decoy.append(hash_password(secrets.token_urlsafe(16)))
        verify_password(password, _decoy[0])
        return False
    return bool(verify_password(password, account.password))
