"""The read log, the counters, the norms with their day, and failed attempts."""

from datetime import timedelta

import pytest

from custody import storage
from tests.cast import NOON

MINUTE = timedelta(minutes=1)


def number(kind: str = "receipt", year: int = 2026) -> int:
    with storage.transaction() as books:
        books.ledger.lock()
        return books.audit.next_number(kind, year)


def test_looks_are_read_newest_first(home):
    for n in range(3):
        with storage.transaction() as books:
            books.audit.looked(
                storage.Look(NOON + n * MINUTE, "5004", "items.show", (f"I{n}",), "audit", "r")
            )
    with storage.reading() as books:
        assert [look.seen for look in books.audit.looks()] == [("I2",), ("I1",), ("I0",)]
        assert books.audit.looks(limit=1)[0].at == NOON + 2 * MINUTE


def test_numbers_are_given_out_one_by_one_per_kind_and_year(home):
    assert [number(), number(), number("hold"), number("receipt", 2027)] == [1, 2, 1, 1]


@pytest.mark.parametrize(
    ("kind", "letter"), [("complaint", "K"), ("claim", "A"), ("hold", "H"), ("letter", "B")]
)
def test_a_number_says_of_what_kind_and_of_which_year_it_is(home, kind, letter):
    with storage.transaction() as books:
        books.ledger.lock()
        assert books.audit.number(kind, NOON) == f"{letter}-2026-0001"
        assert books.audit.number(kind, NOON) == f"{letter}-2026-0002"


def test_an_act_that_failed_leaves_no_hole_in_the_numbers(home):
    number()
    with pytest.raises(ZeroDivisionError), storage.transaction() as books:
        books.audit.next_number("receipt", 2026)
        1 / 0  # noqa: B018
    assert number() == 2


def test_a_norm_holds_from_its_day_on_and_the_old_one_stays_on_record(home):
    with storage.transaction() as books:
        books.audit.set_norm("answer", "24", NOON)
        books.audit.set_norm("answer", "48", NOON + 10 * MINUTE)
    with storage.reading() as books:
        assert books.audit.setting("answer", NOON - MINUTE) is None
        assert books.audit.setting("answer", NOON + 9 * MINUTE) == "24"
        assert books.audit.setting("answer", NOON + 10 * MINUTE) == "48"
        assert books.audit.setting("silence", NOON) is None


def test_the_newest_failed_attempts_of_a_subject_are_told(home):
    with storage.transaction() as books:
        for n in range(3):
            books.audit.attempted("account", "sanne", NOON + n * MINUTE)
        books.audit.attempted("address", "sanne", NOON)
        newest = (NOON + 2 * MINUTE, NOON + MINUTE)
        assert books.audit.newest_attempts("account", "sanne", 2) == newest
        assert books.audit.newest_attempts("account", "karim", 2) == ()


def test_who_showed_who_it_is_is_forgiven(home):
    with storage.transaction() as books:
        for n in range(2):
            books.audit.attempted("account", "sanne", NOON + n * MINUTE)
        books.audit.attempted("account", "karim", NOON)
        books.audit.forgive("account", "sanne", NOON)
        assert books.audit.newest_attempts("account", "sanne", 9) == (NOON + MINUTE,)
        books.audit.forgive("account", "sanne")
        assert books.audit.newest_attempts("account", "sanne", 9) == ()
        assert books.audit.newest_attempts("account", "karim", 9) == (NOON,)
