"""Who may find an item is the same as who may see it; marks cannot be typed."""

from datetime import UTC, date, datetime
from itertools import product

import pytest

from custody.domain import events as e
from custody.domain.errors import CustodyError
from custody.domain.events import Recorded
from custody.domain.items import CATEGORIES
from custody.domain.people import Person
from custody.domain.search import CATEGORY_WORDS, Narrow, eyes, mark_of, marks_of, wanted
from custody.domain.steps import check_sight
from custody.domain.trail import Holder, Trail

AT = datetime(2026, 5, 12, 23, 30, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def trail(unit: str, actor: str, to: Holder | None = None, withdrawn: bool = False) -> Trail:
    events: list[e.Event] = [
        e.ItemReceived(id="1", actor=actor, at=AT, item="X", unit=unit, place="P", category="keys")
    ]
    if to:
        me = Holder("person", actor).value()
        offer = {"holder_from": me, "holder_to": to.value()}
        events.append(e.TransferOffered(id="2", actor=actor, at=AT, item="X", unit=unit, **offer))
    if withdrawn:
        events.append(e.TransferWithdrawn(id="3", actor=actor, at=AT, item="X", unit=unit))
    records = (Recorded(n, n, f"leaf{n}", AT, event) for n, event in enumerate(events))
    return Trail("X", tuple(records))


TRAILS = [
    trail("HAVEN", "4711"),
    trail("CENTRUM", "6001"),
    trail("CENTRUM", "6001", Holder("person", "4711")),
    trail("CENTRUM", "6001", Holder("post", "BALIE")),
    trail("CENTRUM", "6001", Holder("post", "BALIE"), withdrawn=True),
]
PEOPLE = [
    Person("4711", "", "HAVEN", frozenset({"officer"})),
    Person("4002", "", "HAVEN", frozenset({"desk"}), "BALIE"),
    Person("6001", "", "CENTRUM", frozenset({"officer"})),
    Person("9999", "", "OOST", frozenset({"custodian"}), "BALIE-2"),
    *(Person("5", "", "OOST", frozenset({r})) for r in ("handler", "coordinator", "auditor")),
]


@pytest.mark.parametrize(("one", "by"), list(product(TRAILS, PEOPLE)))
def test_who_finds_an_item_is_who_may_see_it(one, by):
    finds = not eyes(by) or bool(set(eyes(by)) & set(marks_of(one)))
    try:
        sees = bool(check_sight(one, by))
    except CustodyError:
        sees = False
    assert finds is sees


def test_two_values_never_have_the_same_mark():
    values = ["A/B", "A_B", "a/b", "AB", "A-B", "A B", "A_2f_B", "É", "E"]
    assert len({mark_of("u", value) for value in values}) == len(values)
    assert all(
        " " not in mark_of("u", value) and "'" not in mark_of("u", value) for value in values
    )


def test_the_day_of_an_item_is_the_local_day():
    assert {".d2026", ".d202605", ".d20260513"} <= set(marks_of(trail("HAVEN", "4711")))


@pytest.mark.parametrize("typed", [".uHAVEN", ".p4711", "'.uhaven'", "*", '"*', "a' | '.uhaven"])
def test_a_mark_cannot_be_typed(typed):
    by = PEOPLE[3]
    asked = wanted(typed, Narrow(), by, TODAY)
    typed_forms = {form for group in asked.groups[:-1] for form in group}
    assert not any(form.startswith(".") and not form.startswith(".n") for form in typed_forms)
    assert asked.groups[-1] == eyes(by)


def test_each_word_is_asked_for_and_no_more_than_twelve():
    asked = wanted("een twee " * 20, Narrow(), PEOPLE[0], TODAY)
    assert len(asked.groups) == 13


def test_every_kind_of_thing_has_words_by_which_it_is_found():
    assert set(CATEGORY_WORDS) == set(CATEGORIES) - {"other"}
