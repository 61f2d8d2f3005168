"""The worker: matching, reminders, mail and checkpoints, beside the server and never in a request.

Rules kept here:
- it outlives its errors: work that fails comes back later (Q3), and a database that is away for a
  while is asked again in the next round;
- its jobs are fair: in each round the outbox has its share of time, and after that the others have
  theirs; a job that fails is told and stops no other.
"""

import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import structlog

from custody.services import (
    audit,
    citizen,
    digests,
    independence,
    matching,
    notices,
    proposals,
    reminders,
    snapshots,
    terms,
    unrecorded,
)
from custody.services.notices import Doer, Work

EVERY = timedelta(seconds=30)
PATIENCE = 5
SHARE = 100
log = structlog.get_logger("custody.worker")


def _match_item(work: Work, at: datetime) -> None:
    matching.run_for_item(work.payload["item"], at)
    proposals.tell(at, item=work.payload["item"])
    snapshots.keep_new(at, item=work.payload["item"])


def _match_items(work: Work, at: datetime) -> None:
    matching.run_for_items(work.payload["items"], at)
    for item in work.payload["items"]:
        proposals.tell(at, item=item)


def _sweep(work: Work, at: datetime) -> None:
    matching.sweep(at)
    proposals.tell(at)


def _match_complaint(work: Work, at: datetime) -> None:
    matching.run_for_complaint(work.payload["number"], at)
    unrecorded.open_from_words(work.payload["number"], at)
    proposals.tell(at, complaint=work.payload["number"])
    snapshots.keep_new(at, complaint=work.payload["number"])


def _independence(work: Work, at: datetime) -> None:
    independence.look_again(work.payload["number"], at)


DOERS: dict[str, Doer] = {
    "independence": _independence,
    "match_item": _match_item,
    "match_items": _match_items,
    "match_sweep": _sweep,
    "match_complaint": _match_complaint,
}


def work_off(
    now: Callable[[], datetime], doers: Mapping[str, Doer] = DOERS, most: int | None = None
) -> int:
    """Do the work that is due, `most` pieces at most, and return how many; a failed one comes back.

    After some failures in a row the round ends: then it is the store, not the work. `doers` add to
    those that need no settings.
    """
    done = failures = 0
    while failures < PATIENCE and (most is None or done + failures < most):
        try:
            if not notices.deliver({**DOERS, **doers}, now()):
                break
            done += 1
            failures = 0
        except Exception as error:
            failures += 1
            log.warning("work failed", error=type(error).__name__)
    return done


def anchor(at: datetime) -> None:
    """Sign what still waits for a signature, and a checkpoint when something was added."""
    sign(at)
    checkpoint(at)


def sign(at: datetime) -> None:
    """Sign the receipts that still wait for their signature."""
    audit.sign_pending()


def checkpoint(at: datetime) -> None:
    """Sign a checkpoint of the log when something was added."""
    audit.checkpoint(at)


def remind(at: datetime) -> None:
    """Ask for the reminders that are due at this moment."""
    reminders.remind(at)
    proposals.remind(at)
    terms.remind(at)


def sweep(at: datetime) -> None:
    """Ask for the nightly sweep of the matching, once a night."""
    matching.ask_sweep(at)


def check(at: datetime) -> None:
    """Check the whole record once a day, and tell in the log when something does not fit (Q75)."""
    report = audit.verify_nightly(at)
    if report is not None and not report.clean:
        log.error("record does not fit", count=len(report.findings), size=report.events)


def digest(at: datetime) -> None:
    """Put what the read log of each day adds up to into the log (Q45)."""
    digests.digest_days(at)


def tidy(at: datetime) -> None:
    """Forget attempts that no limit counts any more."""
    citizen.forget_attempts(at)


# What adds to the log comes before the checkpoint that covers it.
JOBS: tuple[Callable[[datetime], object], ...] = (
    *(sign, digest, checkpoint, remind, sweep, check, tidy),
)


def do_jobs(at: datetime) -> None:
    """Do what comes round again and again; a job that fails is told, and the next is done."""
    for job in JOBS:
        try:
            job(at)
        except Exception as error:
            log.warning("job failed", job=job.__name__, error=type(error).__name__)


def run(
    stopping: Callable[[], bool],
    now: Callable[[], datetime] = lambda: datetime.now(UTC),
    doers: Mapping[str, Doer] = DOERS,
) -> None:
    """Work until told to stop: the outbox every second, the jobs soon after each append."""
    checked = datetime.min.replace(tzinfo=UTC)
    while not stopping():
        try:
            work_off(now, doers, SHARE)
            if now() - checked >= EVERY:
                checked = now()
                do_jobs(checked)
        except Exception as error:
            log.warning("worker waits", error=type(error).__name__)
        time.sleep(1)
