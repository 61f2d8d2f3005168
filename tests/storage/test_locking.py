"""The fair lock in front of SQLite's writers (Q7)."""

import threading

import pytest

from custody.domain.errors import TroubleError
from custody.storage.locking import file_lock


@pytest.fixture
def path(tmp_path):
    return str(tmp_path / "write.lock")


def test_the_lock_can_be_taken_again_once_it_is_given_back(path):
    for _ in range(3):
        with file_lock(path, limit=0):
            pass


def test_the_threads_of_one_process_exclude_each_other(path):
    inside, most, hits = [], [], []

    def work() -> None:
        for _ in range(20):
            with file_lock(path):
                inside.append(1)
                most.append(len(inside))
                hits.append(1)
                inside.pop()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(hits) == 160
    assert max(most) == 1


def test_a_waiter_that_takes_too_long_is_told(path):
    with file_lock(path), pytest.raises(TroubleError), file_lock(path, limit=0.01):
        pass


def test_a_waiter_that_gave_up_does_not_keep_the_lock(path):
    with file_lock(path), pytest.raises(TroubleError), file_lock(path, limit=0.01):
        pass
    with file_lock(path):
        pass


def test_the_lock_is_given_back_after_an_error(path):
    with pytest.raises(ZeroDivisionError), file_lock(path):
        1 / 0  # noqa: B018
    with file_lock(path, limit=0):
        pass


def test_a_folder_that_is_not_there_is_an_error_and_no_lock(tmp_path):
    with pytest.raises(FileNotFoundError), file_lock(str(tmp_path / "absent" / "write.lock")):
        pass
