"""The outbox: work that follows an act, done by the worker after the commit (Q3).

A piece of work that fails comes back after a growing pause and ends, visible to an admin, among
the dead letters; nothing is dropped silently (P129).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from custody import storage
from custody.domain.errors import ConflictError, NotFoundError
from custody.domain.people import Person
from custody.domain.words import mark
from custody.storage import DeadLetter, Work

__all__ = [
    "MAIL_IS_OFF",
    "DeadLetter",
    "Doer",
    "LetterGoneError",
    "Letters",
    "NoAddressError",
    "UndeliverableError",
    "Work",
    "deliver",
    "letters",
    "reader",
    "send_trial",
    "try_again",
    "waiting",
]

Doer = Callable[[Work, datetime], str | None]
MAIL_IS_OFF = "mail is off"
NOBODY = "nobody does this"


class UndeliverableError(ConflictError):
    """A message that no further try can deliver; it is a dead letter at once (P129)."""

    sentence = mark("This message cannot be delivered.")


class NoAddressError(UndeliverableError):
    """The person has no e-mail address, or cannot sign in any more."""

    sentence = mark("There is no e-mail address of this person.")


class LetterGoneError(NotFoundError):
    """No such dead letter: somebody else was first."""

    sentence = mark("This message does not wait here any more.")


@dataclass(frozen=True)
class Letters:
    """What an administrator sees of the outbox: `unsent` counts what was not sent, mail being off."""

    dead: tuple[DeadLetter, ...]
    names: Mapping[str, str]
    waiting: int
    unsent: int


def deliver(doers: Mapping[str, Doer], at: datetime) -> bool:
    """Do the oldest piece of work that is due; False when there is none.

    A doer returns nothing, or a note on what it left undone. Its error is kept and raised again.
    """
    with storage.transaction() as books:
        work = books.outbox.take(at)
    if work is None:
        return False
    doer = doers.get(work.kind)
    try:
        note = doer(work, at) if doer is not None else NOBODY
    except Exception as error:
        hopeless = isinstance(error, UndeliverableError)
        with storage.transaction() as books:
            books.outbox.failed(work, _reason(error), at, hopeless=hopeless)
        raise
    with storage.transaction() as books:
        books.outbox.done(work, at, note)
    return True


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:400]


def waiting() -> int:
    """Return how many pieces of work still wait."""
    with storage.reading() as books:
        return books.outbox.waiting()


def reader(number: str) -> Person:
    """Return who gets a message; NoAddressError when there is no way to reach them."""
    with storage.reading() as books:
        account = books.people.account(number=number)
    if account is None or not account.active or not account.person.email:
        raise NoAddressError()
    return account.person


def letters() -> Letters:
    """Return the dead letters with the names of who should have had them, newest first."""
    with storage.reading() as books:
        dead = books.outbox.dead()
        names = {one.person.number: one.person.name for one in books.people.accounts()}
        return Letters(dead, names, books.outbox.waiting(), books.outbox.unsent(MAIL_IS_OFF))


def try_again(id: int, at: datetime) -> None:
    """Put a dead letter back in the outbox, its tries counted anew."""
    with storage.transaction() as books:
        if not books.outbox.again(id, at):
            raise LetterGoneError()


def send_trial(form_id: str, by: Person, at: datetime) -> None:
    """Ask for a test message to oneself; NoAddressError without an address."""
    reader(by.number)
    payload = {"to": by.number, "notice": "trial", "items": []}
    with storage.transaction() as books:
        books.outbox.add("mail", f"mail:{form_id}", payload, at)
