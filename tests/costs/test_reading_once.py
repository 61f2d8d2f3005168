"""A page reads each trail once, and a check of the log asks for many events at a time (Q52, Q64)."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from custody import storage
from custody.services import audit
from tests.costs.counting import counted
from tests.costs.test_statements import fill
from tests.pages import Visitor, running
from tests.security.world import World, build


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    made = build(running(tmp_path / "register"))
    fill(made, 2)
    yield made
    storage.disconnect()


@pytest.mark.parametrize("page", ["", "/dossier"])
def test_a_page_with_many_trails_asks_the_log_for_each_of_them_once(
    world: World, page: str
) -> None:
    reader = Visitor.entered(world.app, "marit").client
    path = f"/complaints/{world.own.complaint}{page}"
    reader.get(path)
    with counted() as told:
        assert reader.get(path).status_code == 200
    asked = [repr(p) for s, p in told if "ledger_event.body" in s]
    assert len(asked) == len(set(asked)) == 1, "keep what was read for this page: storage.one_look"


def test_a_page_is_one_look_and_what_changes_something_is_none(world: World) -> None:
    with storage.one_look():
        with storage.reading() as first, storage.reading() as second:
            assert first is second
        with pytest.raises(ValueError, match="no answer"), storage.reading():
            raise ValueError("no answer")
        with storage.reading() as after:
            assert after is not first, "a failed question may have spoiled the transaction"
    with storage.reading() as one, storage.reading() as other:
        assert one is not other


def test_a_check_of_the_log_asks_no_question_per_event(world: World) -> None:
    with counted() as told:
        few = audit.verify()
    before = len(told)
    fill(world, 4)
    with counted() as told:
        many = audit.verify()
    assert many.events > few.events + 20
    new_receipts = 8  # Each handover has one; a receipt is compared with its own event.
    assert len(told) - before <= 2 * new_receipts + 2
