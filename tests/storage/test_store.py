"""The unit of work: all or nothing, one at a time, and nothing kept by a reader."""

import threading

import pytest

from custody import storage
from custody.domain.errors import InputError
from custody.storage.store import NotConnectedError
from tests.acts import state, taken
from tests.cast import HAVEN


def unit_name() -> str:
    with storage.reading() as books:
        return books.places.unit(HAVEN).name


def rename(books: storage.Books, name: str) -> None:
    books.places.add_unit(storage.Unit(HAVEN, name, chief="4900", desk="BALIE-HAVEN"))


def test_a_transaction_commits_at_its_end(home):
    with storage.transaction() as books:
        rename(books, "Haven-Noord")
    assert unit_name() == "Haven-Noord"


def test_a_transaction_that_fails_leaves_nothing_behind(home):
    with pytest.raises(RuntimeError, match="halfway"), storage.transaction() as books:
        rename(books, "Haven-Noord")
        raise RuntimeError("halfway")
    assert unit_name() == "Haven"


def test_a_transaction_does_not_nest(home):
    with storage.transaction() as books:
        with pytest.raises(RuntimeError, match="nest"), storage.transaction():
            pass
        rename(books, "Haven-Noord")
    assert unit_name() == "Haven-Noord"


def test_after_a_failure_the_next_transaction_begins_afresh(home):
    with pytest.raises(ZeroDivisionError), storage.transaction():
        1 / 0  # noqa: B018
    with storage.transaction() as books:
        rename(books, "Haven-Noord")
    assert unit_name() == "Haven-Noord"


def test_what_a_reader_changes_is_not_kept(home):
    with storage.reading() as books:
        rename(books, "Haven-Noord")
    assert unit_name() == "Haven"


def test_a_reader_sees_one_snapshot_from_first_to_last(home):
    with storage.reading() as books:
        assert books.places.unit(HAVEN).name == "Haven"
        code = _in_a_thread(taken)
        assert books.items.find(code) is None
    assert state(code) is not None


def _in_a_thread(act):
    answers = []
    thread = threading.Thread(target=lambda: answers.append(act()))
    thread.start()
    thread.join(30)
    return answers[0]


def test_a_reader_does_not_wait_for_a_writer(home):
    with storage.transaction() as books:
        rename(books, "Haven-Noord")
        assert _in_a_thread(unit_name) == "Haven"


def test_nothing_works_before_a_store_is_opened(home):
    storage.disconnect()
    with pytest.raises(NotConnectedError), storage.reading():
        pass
    home.connect()


def test_disconnecting_twice_is_no_trouble(home):
    storage.disconnect()
    storage.disconnect()
    home.connect()


def test_opening_another_store_closes_the_one_before(home):
    first = storage.store()
    assert home.connect() is not first
    assert storage.store() is not first


def test_an_act_that_lost_a_race_is_tried_once_more():
    tries = []

    @storage.retried
    def act(answer):
        tries.append(answer)
        if len(tries) == 1:
            raise storage.MovedMeanwhileError()
        return answer

    assert act("second look") == "second look"
    assert len(tries) == 2


def test_an_act_that_loses_twice_says_so():
    @storage.retried
    def act():
        raise storage.MovedMeanwhileError()

    with pytest.raises(storage.MovedMeanwhileError):
        act()


def test_an_act_that_fails_otherwise_is_not_tried_again():
    tries = []

    @storage.retried
    def act():
        tries.append(1)
        raise InputError()

    with pytest.raises(InputError):
        act()
    assert len(tries) == 1
