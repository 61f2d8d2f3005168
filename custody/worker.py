"""The worker: matching, reminders and checkpoints, beside the server and never inside a request.

It outlives its errors: a piece of work that fails comes back later (Q3), and a database that is
away for a while is asked again in the next round.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import structlog

from custody.services import audit, matching, notices
from custody.services.notices import Work

EVERY = timedelta(seconds=30)
PATIENCE = 5
log = structlog.get_logger("custody.worker")


def _match_item(work: Work, at: datetime) -> None:
    matching.run_for_item(work.payload["item"], at)


def _match_complaint(work: Work, at: datetime) -> None:
    matching.run_for_complaint(work.payload["number"], at)


DOERS: dict[str, notices.Doer] = {
    "match_item": _match_item,
    "match_complaint": _match_complaint,
}


def work_off(now: Callable[[], datetime]) -> int:
    """Do all the work that is due, and return how many pieces; a failed one comes back later.

    After some failures in a row the round ends: then it is the store, not the work.
    """
    done = failures = 0
    while failures < PATIENCE:
        try:
            if not notices.deliver(DOERS, now()):
                break
            done += 1
            failures = 0
        except Exception as error:
            failures += 1
            log.warning("work failed", error=type(error).__name__)
    return done


def anchor(at: datetime) -> None:
    """Sign what still waits for a signature, and a checkpoint when something was added."""
    audit.sign_pending()
    audit.checkpoint(at)


def run(
    stopping: Callable[[], bool], now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> None:
    """Work until told to stop: the outbox every second, a checkpoint soon after each append."""
    checked = datetime.min.replace(tzinfo=UTC)
    while not stopping():
        try:
            work_off(now)
            if now() - checked >= EVERY:
                checked = now()
                anchor(checked)
        except Exception as error:
            log.warning("worker waits", error=type(error).__name__)
        time.sleep(1)
