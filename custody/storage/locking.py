"""A fair lock in front of SQLite's writers, so that a waiting one does not starve (Q7).

The lock file is opened anew for each transaction: a shared descriptor does not keep the threads
of one process apart. A blocking `flock` queues the waiters; it knows no time limit of its own, so
a waiter that takes too long is left to a thread that gives the lock back as soon as it gets it.
"""

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from custody.domain.errors import TroubleError


@contextmanager
def file_lock(path: str, limit: float = 20.0) -> Iterator[None]:
    """Hold the lock at `path`, waiting at most `limit` seconds; TroubleError when that is not enough."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        _wait_for(descriptor, limit)
    except BaseException:
        os.close(descriptor)
        raise
    try:
        yield
    finally:
        os.close(descriptor)


def _wait_for(descriptor: int, limit: float) -> None:
    """Queue for the lock; on a time-out the waiting thread closes the descriptor itself."""
    decided = threading.Lock()
    state = {"got": False, "given_up": False}
    done = threading.Event()

    def wait() -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        with decided:
            if state["given_up"]:
                os.close(descriptor)
            else:
                state["got"] = True
        done.set()

    threading.Thread(target=wait, daemon=True).start()
    done.wait(limit)
    with decided:
        if not state["got"]:
            state["given_up"] = True
            raise TroubleError()
