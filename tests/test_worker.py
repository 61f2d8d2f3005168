"""The worker is fair: no job stops another, and no heap of work keeps the jobs waiting."""

from datetime import timedelta

import pytest

from custody import worker
from custody.services import notices
from tests.acts import taken
from tests.cast import NOON


def rounds(number: int):
    """Return what says when to stop: after so many rounds."""
    left = iter([False] * number)
    return lambda: next(left, True)


def test_a_job_that_fails_stops_no_other(monkeypatch: pytest.MonkeyPatch):
    done = []

    def broken(at):
        raise OSError("no key")

    monkeypatch.setattr(worker, "JOBS", (broken, done.append, broken, done.append))
    worker.do_jobs(NOON)
    assert done == [NOON, NOON]


def test_reminders_signing_and_checkpoints_are_all_jobs():
    assert {job.__name__ for job in worker.JOBS} >= {"sign", "checkpoint", "remind"}


def test_a_heap_of_work_does_not_keep_the_jobs_waiting(monkeypatch: pytest.MonkeyPatch):
    heap = iter(range(10 * worker.SHARE))
    jobs = []
    monkeypatch.setattr(notices, "deliver", lambda doers, at: next(heap, None) is not None)
    monkeypatch.setattr(worker, "JOBS", (jobs.append,))
    monkeypatch.setattr(worker.time, "sleep", lambda _: None)
    worker.run(rounds(1), now=lambda: NOON)
    assert jobs == [NOON]
    assert next(heap) == worker.SHARE


def test_work_that_always_fails_leaves_room_for_what_comes_behind_it(
    monkeypatch: pytest.MonkeyPatch,
):
    jobs = []

    def broken(doers, at):
        raise ConnectionError("away")

    monkeypatch.setattr(notices, "deliver", broken)
    monkeypatch.setattr(worker, "JOBS", (jobs.append,))
    monkeypatch.setattr(worker.time, "sleep", lambda _: None)
    worker.run(rounds(3), now=lambda: NOON)
    assert jobs == [NOON]


def test_the_jobs_remind_with_the_clock_that_is_handed_in(home):
    taken()
    worker.do_jobs(NOON)
    before = notices.waiting()
    worker.do_jobs(NOON + timedelta(hours=12))
    assert notices.waiting() == before + 1


def test_work_that_nobody_does_is_not_tried_for_ever(home):
    taken()
    worker.work_off(lambda: NOON, {"match_item": lambda work, at: None})
    assert notices.waiting() == 0
