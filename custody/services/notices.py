"""The outbox: work that follows an act, done by the worker after the commit (Q3).

A piece of work that fails comes back after a growing pause and ends, visible to an admin, among
the dead letters; nothing is dropped silently.
"""

from collections.abc import Callable, Mapping
from datetime import datetime

from custody import storage
from custody.storage import Work

Doer = Callable[[Work, datetime], None]


def deliver(doers: Mapping[str, Doer], at: datetime) -> bool:
    """Do the oldest piece of work that is due; False when there is none."""
    with storage.transaction() as books:
        work = books.outbox.take(at)
    if work is None:
        return False
    doer = doers.get(work.kind)
    try:
        if doer is not None:
            doer(work, at)
    except Exception as error:
        with storage.transaction() as books:
            books.outbox.failed(work, f"{type(error).__name__}: {error}"[:400], at)
        raise
    with storage.transaction() as books:
        books.outbox.done(work, at)
    return True


def waiting() -> int:
    """Return how many pieces of work still wait."""
    with storage.reading() as books:
        return books.outbox.waiting()
