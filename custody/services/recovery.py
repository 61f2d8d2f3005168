"""Going on after something was put back: an old copy is noticed, and two people decide (Q16, Q26, Q79).

Rules kept here:
- while the log is not the one that was signed, nothing is recorded but these two events;
- acknowledging needs an administrator and a second person, each signed in just now, and a reason;
- only after the event is durable does the guard take the log for the true one.
"""

from datetime import datetime
from uuid import uuid4

from custody import storage
from custody.domain import events as e
from custody.domain.errors import ConflictError, InputError, RightError
from custody.domain.ledger import b64u
from custody.domain.people import Person
from custody.domain.words import mark
from custody.storage.store import Books


class NoDoubtError(ConflictError):
    """There is nothing to acknowledge: the log is the one that was signed."""

    sentence = mark("The record is the one that was signed. There is nothing to acknowledge.")


class SamePersonError(InputError):
    """A second person is somebody else (Q26)."""

    sentence = mark("The second person must be somebody else.")


class NoReasonError(InputError):
    """What two people decide needs its reason in words."""

    sentence = mark("Say why the record is gone on with as it is now.")


SECONDS = frozenset({"admin", "coordinator", "auditor"})


def doubt() -> str:
    """Return what does not fit between the record and what was signed, or nothing.

    A doubt is looked at again each time: somebody may have acknowledged it in another process.
    """
    return storage.look_for_doubt() if storage.store().doubt.found else ""


def acknowledge(reason: str, by: Person, second: Person, at: datetime) -> None:
    """Go on with the log as it is, on the word of an administrator and a second person (Q16, Q26)."""
    if "admin" not in by.roles or not second.roles & SECONDS:
        raise RightError()
    if by.number == second.number:
        raise SamePersonError()
    if not reason.strip():
        raise NoReasonError()
    found = storage.look_for_doubt()
    if not found:
        raise NoDoubtError()
    signer = storage.store().signer
    with signer.locked():
        with storage.transaction() as books:
            fields = {"found": found, **_stand(books), **_guard()}
            acknowledged = e.RollbackAcknowledged(
                id=str(uuid4()),
                actor=by.number,
                actor_name=by.name,
                at=at,
                src="system",
                second=f"{second.name} ({second.number})",
                reason=reason.strip(),
                fields=fields,
            )
            books.ledger.append([acknowledged], in_doubt=True)
            frontier = books.ledger.frontier()
        signer.adopt(frontier)
    storage.look_for_doubt()


def note_restored(made_at: str, sha256: str, by: Person, at: datetime) -> None:
    """Record that the register was put back from a set, whatever the guard says of it (Q79)."""
    with storage.transaction() as books:
        fields = {"set_made_at": made_at, "set_sha256": sha256, **_stand(books)}
        restored = e.Restored(
            id=str(uuid4()),
            actor=by.number,
            actor_name=by.name,
            at=at,
            src="system",
            fields=fields,
        )
        books.ledger.append([restored], in_doubt=True)


def adopt_new_guard() -> bool:
    """Give a machine that never signed a guard that knows the log; say whether it had none."""
    signer = storage.store().signer
    with signer.locked():
        if signer.state() is not None:
            return False
        with storage.reading() as books:
            frontier = books.ledger.frontier()
        signer.adopt(frontier)
    return True


def _stand(books: Books) -> dict[str, object]:
    head = books.ledger.frontier()
    return {"size": head.size, "root": b64u(head.root())}


def _guard() -> dict[str, object]:
    guard = storage.store().signer.state()
    return {"signed_size": guard.size, "signed_root": b64u(guard.root())} if guard else {}
