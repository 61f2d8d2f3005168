"""Work for after the commit: once per key, taken by one, back by itself, never dropped silently."""

from datetime import timedelta

import pytest

from custody import storage
from custody.storage.outbox import LEASE, MOST_TRIES
from tests.cast import NOON

SECOND = timedelta(seconds=1)


def add(key: str = "match_item:A", at=NOON, **payload) -> None:
    with storage.transaction() as books:
        books.outbox.add("match_item", key, payload or {"item": "A"}, at)


def take(at=NOON):
    with storage.transaction() as books:
        return books.outbox.take(at)


def waiting() -> int:
    with storage.reading() as books:
        return books.outbox.waiting()


def finish(work, at=NOON) -> None:
    with storage.transaction() as books:
        books.outbox.done(work, at)


def fail(work, at=NOON) -> None:
    with storage.transaction() as books:
        books.outbox.failed(work, "no answer", at)


def test_work_of_an_act_that_failed_was_never_asked_for(home):
    with pytest.raises(ZeroDivisionError), storage.transaction() as books:
        books.outbox.add("match_item", "k", {}, NOON)
        1 / 0  # noqa: B018
    assert waiting() == 0


def test_the_same_key_is_asked_once_and_with_the_last_content(home):
    add(item="A")
    add(item="B")
    assert waiting() == 1
    assert take().payload == {"item": "B"}


def test_work_that_is_done_is_woken_up_by_the_same_key(home):
    add()
    finish(take())
    assert waiting() == 0
    add()
    assert take().tries == 1


def test_work_is_taken_in_the_order_in_which_it_is_due(home):
    add("later", NOON + SECOND)
    add("sooner", NOON)
    assert [take(NOON + SECOND).key, take(NOON + SECOND).key] == ["sooner", "later"]


def test_work_is_not_taken_before_it_is_due(home):
    add(at=NOON + SECOND)
    assert take(NOON) is None


def test_what_one_worker_took_no_other_worker_takes(home):
    add()
    assert take() is not None
    assert take(NOON + LEASE - SECOND) is None


def test_the_work_of_a_worker_that_was_killed_comes_back(home):
    add()
    take()
    again = take(NOON + LEASE)
    assert again.tries == 2


def test_work_that_failed_comes_back_after_a_growing_pause(home):
    add()
    at = NOON
    for pause in (2, 8, 32):
        fail(take(at), at)
        assert take(at + (pause - 1) * SECOND) is None
        at += pause * SECOND
    assert take(at).tries == 4


def test_after_the_last_try_it_is_a_dead_letter_and_not_gone(home):
    add()
    at = NOON
    for _ in range(MOST_TRIES):
        work = take(at)
        fail(work, at)
        at += timedelta(days=1)
    assert work.tries == MOST_TRIES
    assert take(at) is None
    assert waiting() == 0
    with home.as_owner() as connection:
        query = "SELECT error FROM outbox WHERE dead_at IS NOT NULL"
        assert connection.exec_driver_sql(query).scalars().all() == ["no answer"]
