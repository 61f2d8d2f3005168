"""A writer that waits for SQLite does not starve (Q7): told by counts, not by the clock.

Between two events of one writer that writes back to back, the others write a few. A writer that
starves lets many pass: the bar is twenty times the median, as for the waiting times themselves.
"""

import multiprocessing
import threading
from pathlib import Path
from statistics import median
from typing import Any

import pytest

from custody import storage
from custody.domain import events as e
from tests.acts import form
from tests.cast import NOON
from tests.databases import Home, sqlite_home

WRITERS = 8


@pytest.fixture
def home(sqlite_template: Path, tmp_path: Path) -> Home:
    made = sqlite_home(sqlite_template, tmp_path / "register")
    made.connect()
    return made


def _write(name: str, times: int, start: Any) -> None:
    start.wait(60)
    for n in range(times):
        with storage.transaction() as books:
            draft = e.ClaimMade(id=form(), actor=name, actor_name=name, at=NOON, claim=f"A-{n}")
            books.ledger.append([draft])


def _write_apart(home: Home, name: str, times: int, start: Any) -> None:
    home.connect()
    _write(name, times, start)


def _order() -> list[str]:
    """Return who wrote each event, in the order of the log."""
    with storage.reading() as books:
        return [books.ledger.record(seq).event.actor for seq in range(books.ledger.size())]


def _passed(order: list[str]) -> list[int]:
    """Return how many others wrote between two events of one writer."""
    last: dict[str, int] = {}
    gaps = []
    for place, name in enumerate(order):
        if name in last:
            gaps.append(place - last[name] - 1)
        last[name] = place
    return gaps


def _check(times: int) -> None:
    order = _order()
    assert len(order) == WRITERS * times, "a writer gave up"
    assert {name: order.count(name) for name in set(order)} == {
        f"writer {n}": times for n in range(WRITERS)
    }
    gaps = _passed(order)
    assert max(gaps) <= 20 * max(median(gaps), 1), sorted(gaps)[-5:]


def _processes(home: Home, times: int) -> None:
    context = multiprocessing.get_context("fork")
    start = context.Barrier(WRITERS)
    workers = [
        context.Process(target=_write_apart, args=(home, f"writer {n}", times, start))
        for n in range(WRITERS)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(600)
        assert worker.exitcode == 0
    home.connect()
    _check(times)


def _threads(times: int) -> None:
    start = threading.Barrier(WRITERS)
    workers = [
        threading.Thread(target=_write, args=(f"writer {n}", times, start)) for n in range(WRITERS)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(600)
    _check(times)


def test_eight_processes_take_turns(home: Home) -> None:
    _processes(home, 40)


def test_eight_threads_take_turns(home: Home) -> None:
    _threads(40)


@pytest.mark.full
def test_eight_processes_take_turns_for_long(home: Home) -> None:
    _processes(home, 2000)


@pytest.mark.full
def test_eight_threads_take_turns_for_long(home: Home) -> None:
    _threads(2000)
