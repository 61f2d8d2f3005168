"""The read log of each day stands in the log as a digest, so that a changed day is found (Q45)."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from custody import storage
from custody.domain.people import Person
from custody.services import audit, digests, looks
from tests.acts import size, taken
from tests.cast import NOON, SANNE, TOM
from tests.databases import Home

NEXT = NOON + timedelta(days=1)


def _look(code: str, by: Person = SANNE, at=NOON, route: str = "items.show") -> None:
    looks.record((code,), purpose="task", route=route, request_id="r", by=by, at=at)


def test_a_day_is_digested_once_when_it_is_over(home: Home) -> None:
    taken()
    _look("A")
    before = size()
    assert digests.digest_days(NOON) == 0
    assert digests.digest_days(NOON.replace(hour=0, minute=59) + timedelta(days=1)) == 0
    assert digests.digest_days(NEXT) == 1
    assert digests.digest_days(NEXT) == 0
    assert size() == before + 1
    with storage.reading() as books:
        event = books.ledger.record(before).event
    assert event.disclosed()["fields"]["rows"] == 1
    assert (event.src, event.actor) == ("system", "system:worker")


def test_days_on_which_nobody_worked_are_caught_up_with(home: Home) -> None:
    taken()
    assert digests.digest_days(NOON + timedelta(days=4)) == 4
    assert digests.digest_days(NOON + timedelta(days=90)) == 31


def test_an_empty_register_has_no_days(home: Home) -> None:
    assert digests.digest_days(NEXT) == 0


@pytest.mark.tampered
@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM read_log WHERE by_number = '5004'",
        "UPDATE read_log SET route = 'x' WHERE by_number = '5004'",
        "UPDATE read_log SET by_number = '4711' WHERE by_number = '5004'",
        "UPDATE read_log SET seen = '[\"X\"]' WHERE by_number = '5004'",
        "DELETE FROM read_log WHERE route = 'items.show'",
    ],
)
def test_a_changed_day_is_found_and_no_other(home: Home, change: str) -> None:
    taken()
    _look("A")
    _look("B", by=TOM)
    _look("C", at=NEXT, route="search.show")
    digests.digest_days(NEXT + timedelta(days=1))
    assert audit.verify().clean
    with home.as_owner(guarded=False) as connection:
        connection.execute(text(change))
    found = audit.verify().findings
    assert [(f.check, f.detail) for f in found] == [
        ("V15", f"the read log of {NOON.date()} was changed")
    ]


@pytest.mark.tampered
def test_a_look_put_in_afterwards_is_found(home: Home) -> None:
    taken()
    digests.digest_days(NEXT)
    _look("A")
    assert [f.check for f in audit.verify().findings] == ["V15"]
