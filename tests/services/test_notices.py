"""Work after the commit: done once, kept when it fails, never in the way of what comes next."""

from datetime import timedelta

import pytest

from custody.services import notices
from tests.acts import taken
from tests.cast import NOON


def test_work_is_done_once(home):
    code = taken()
    done = []
    doers = {"match_item": lambda work, at: done.append((work.payload["item"], at))}
    assert notices.waiting() == 1
    assert notices.deliver(doers, NOON)
    assert not notices.deliver(doers, NOON)
    assert (done, notices.waiting()) == ([(code, NOON)], 0)


def test_work_that_fails_is_told_kept_and_tried_again(home):
    taken()

    def broken(work, at):
        raise ConnectionError("no answer")

    with pytest.raises(ConnectionError):
        notices.deliver({"match_item": broken}, NOON)
    assert notices.waiting() == 1
    assert not notices.deliver({"match_item": broken}, NOON)
    done = []
    later = NOON + timedelta(seconds=2)
    assert notices.deliver({"match_item": lambda work, at: done.append(work.tries)}, later)
    assert done == [2]


def test_one_failure_does_not_stop_the_work_behind_it(home):
    taken()
    taken()
    done = []

    def first_fails(work, at):
        if not done:
            done.append("failed")
            raise ConnectionError("no answer")
        done.append("done")

    with pytest.raises(ConnectionError):
        notices.deliver({"match_item": first_fails}, NOON)
    assert notices.deliver({"match_item": first_fails}, NOON)
    assert done == ["failed", "done"]


def test_nothing_to_do_is_told(home):
    assert not notices.deliver({}, NOON)
