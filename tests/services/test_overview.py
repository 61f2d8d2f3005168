"""Four questions about what is kept, each for the units that one may see."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custody import storage
from custody.domain import events as e
from custody.domain.errors import NotFoundError
from custody.services import keeping, overview
from tests.acts import accept, at_the_desk, form, offer, taken
from tests.cast import BRAM, KARIM, NOON, PIETER, RUUD, SANNE, TOM

DAY = timedelta(days=1)


def codes(question: str, by=RUUD, at=NOON) -> list[str]:
    return [line.state.item for line in overview.answer(question, by, at)]


def missing(code: str) -> None:
    """Record that an item is not found."""
    event = e.ItemMissing(id=form(), actor="4003", item=code, unit=SANNE.unit, at=NOON)
    with storage.transaction() as books:
        books.ledger.trail(code)
        books.ledger.append([event])


def test_what_is_in_personal_keeping_is_told_the_oldest_first(home):
    new = taken()
    old = taken(happened_at=NOON - DAY, late_reason="druk", place="V-4417")
    at_the_desk()
    assert codes("personal") == [old, new]


def test_the_age_is_of_the_holder_so_that_moving_about_does_not_make_it_young(home):
    code = taken()
    keeping.keep(code, "V-4417", form(), SANNE, NOON + 20 * timedelta(hours=1))
    (line,) = overview.answer("personal", RUUD, NOON + DAY)
    assert (line.age, line.over) == (DAY, None)


def test_what_waits_for_an_answer_says_by_how_much_it_is_late(home):
    code = taken()
    offer(code)
    (line,) = overview.answer("transfers", RUUD, NOON + DAY)
    assert (line.state.item, line.over) == (code, None)
    (line,) = overview.answer("transfers", RUUD, NOON + DAY + timedelta(hours=2))
    assert line.over == timedelta(hours=2)
    accept(code, at=NOON + DAY)
    assert codes("transfers") == []


def test_what_lies_too_long_counts_every_place_with_a_norm(home):
    mine, desk = taken(), at_the_desk()
    assert codes("overdue", at=NOON + timedelta(hours=12)) == []
    assert set(codes("overdue", at=NOON + timedelta(hours=13))) == {mine, desk}


def test_what_is_missing_is_told_until_it_is_found(home):
    code = taken()
    missing(code)
    (line,) = overview.answer("missing", RUUD, NOON + DAY)
    assert (line.state.item, line.age, line.place) == (code, DAY, None)
    assert codes("personal") == []


def test_the_own_unit_is_seen_and_all_units_by_coordinator_and_auditor(home):
    here, there = taken(), taken(by=BRAM, place="BIJ-6001")
    assert codes("personal", RUUD) == [here]
    assert codes("personal", replace(KARIM, chief=True)) == [here]
    for by in (PIETER, TOM):
        assert set(codes("personal", by)) == {here, there}
    teams = overview.show_overview(TOM, NOON).teams
    assert [(team.team, team.total) for team in teams] == [("Centrum", 1), ("Haven", 1)]


def test_a_question_that_nobody_asks_is_not_found(home):
    with pytest.raises(NotFoundError):
        overview.answer("persons", RUUD, NOON)
