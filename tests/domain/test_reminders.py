"""Who is reminded, and when: never before its time, each stay and each offer on its own."""

from datetime import timedelta

import pytest

from custody.domain.gaps import Norms
from custody.domain.notices import NOTICES
from custody.domain.reminders import (
    EARLIEST,
    KEEPING_STAGES,
    OFFER_STAGES,
    of_keeping,
    of_offer,
)
from custody.domain.trail import Holder, Offer, State
from tests.cast import NOON

SANNE, DESK, LAB = Holder("person", "4711"), Holder("post", "BALIE"), Holder("partner", "NFI")
ITEM = State("F5DPN209V2", holder=SANNE, place="V-4417", placed_at=NOON, unit="U")
MINUTE = timedelta(minutes=1)


def kept(hours: float, kind: str = "vehicle") -> list[tuple[str, str]]:
    """Return notice and receiver of what is due after so many hours in a place."""
    found = of_keeping(ITEM, kind, NOON + timedelta(hours=hours))
    return [(one.notice, one.receiver) for one in found]


@pytest.mark.parametrize(
    ("hours", "due"),
    [
        (11.49, []),
        (11.5, ["keeping_soon"]),
        (11.99, ["keeping_soon"]),
        (12, ["keeping_over"]),
        (23.99, ["keeping_over"]),
        (24, ["keeping_over", "keeping_chief"]),
        (60, ["keeping_over", "keeping_chief", "keeping_custodian"]),
    ],
)
def test_the_holder_is_reminded_before_and_at_the_end_then_the_chief_then_the_custodian(hours, due):
    assert [notice for notice, _ in kept(hours)] == due


def test_each_stage_has_its_own_receiver():
    assert dict(kept(60)) == {
        "keeping_over": "holder",
        "keeping_chief": "chief",
        "keeping_custodian": "custodian",
    }


def test_at_home_the_longest_stay_is_a_day():
    assert kept(23, "home") == []
    assert kept(24, "home") == [("keeping_over", "holder")]


@pytest.mark.parametrize("kind", ["store_room", "temporary_locker", "partner", "unknown"])
def test_what_is_no_personal_keeping_reminds_nobody(kind):
    assert kept(10_000, kind) == []


def test_nothing_is_due_before_the_earliest_moment_that_is_searched_from():
    before = NOON + EARLIEST - MINUTE
    for kind in ("vehicle", "desk", "personal_locker", "on_person", "home"):
        assert list(of_keeping(ITEM, kind, before)) == []
    assert list(of_keeping(ITEM, "vehicle", NOON + EARLIEST))


def test_another_stay_is_another_reminder_and_the_same_stay_is_the_same():
    (first,) = of_keeping(ITEM, "vehicle", NOON + timedelta(hours=12))
    (again,) = of_keeping(ITEM, "vehicle", NOON + timedelta(hours=13))
    moved = State("F5DPN209V2", holder=SANNE, placed_at=NOON + MINUTE)
    (other,) = of_keeping(moved, "vehicle", NOON + timedelta(hours=13))
    assert first.key == again.key != other.key


def offered(hours: float, to: Holder = DESK) -> list[tuple[str, Holder | None]]:
    state = State("F5DPN209V2", holder=SANNE, offer=Offer("leaf", SANNE, to, "", NOON))
    due = of_offer(state, NOON + timedelta(hours=hours), Norms())
    return [(one.notice, one.holder) for one in due]


def test_an_offer_reminds_giver_and_receiver_after_a_day_and_the_chief_a_day_later():
    assert offered(23.9) == []
    assert offered(24) == [("offer_unanswered", SANNE), ("offer_waits", DESK)]
    assert [notice for notice, _ in offered(48)][-1] == "offer_chief"


def test_a_partner_has_three_days_to_answer():
    assert offered(71, LAB) == []
    assert offered(72, LAB)


def test_what_waits_for_nobody_reminds_nobody():
    assert list(of_offer(ITEM, NOON + timedelta(days=9), Norms())) == []


def test_every_stage_has_its_notice():
    assert {stage.notice for stage in (*KEEPING_STAGES, *OFFER_STAGES)} <= NOTICES.keys()
