"""Who looked at what is on record before the answer leaves."""

from custody.services import looks
from tests.cast import NOON, SANNE, TOM


def look(*seen: str) -> None:
    looks.record(seen, purpose="handling", route="items.show", request_id="r-1", by=SANNE, at=NOON)


def test_a_look_is_on_record_when_the_call_returns(home):
    look("F5DPN209V2")
    (kept,) = looks.newest(TOM)
    assert (kept.by, kept.seen, kept.route, kept.purpose) == (
        "4711",
        ("F5DPN209V2",),
        "items.show",
        "handling",
    )


def test_looks_are_listed_newest_first(home):
    look("A")
    look("B", "C")
    assert [kept.seen for kept in looks.newest(TOM)] == [("B", "C"), ("A",)]
