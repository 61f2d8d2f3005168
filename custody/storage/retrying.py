"""Acts that are run once more when they lost a race.

Rules kept here:
- whoever loses a race for an item gets the answer that a fresh look gives: a twin of the same request
  gets its first answer, and a rival is told who won (Q5, Q11).
"""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from sqlalchemy.exc import IntegrityError

from custody.storage.ledger import IdReusedError, MovedMeanwhileError

P = ParamSpec("P")
R = TypeVar("R")


def retried(act: Callable[P, R]) -> Callable[P, R]:
    """Run an act once more when it lost a race for an item or with its own twin (Q5, Q11).

    The second look tells why, or gives the answer that the twin got. Of two twins the slower one
    may also meet the other's row in a table beside the log.
    """

    @functools.wraps(act)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return act(*args, **kwargs)
        except (MovedMeanwhileError, IdReusedError, IntegrityError):
            return act(*args, **kwargs)

    return run
