"""An outsider without account is named, and the body they come from answers for the thing."""

from dataclasses import replace

import pytest

from custody.domain.outsiders import Outsider, OutsiderError
from custody.domain.steps import ItemNotFoundError, OnHoldError
from custody.domain.trail import Holder
from custody.services import linking, outsiders
from tests.acts import complain, form, size, state, taken, trail, types
from tests.cast import BRAM, MARIT, NOON, SANNE

LAB = Outsider("dr. De Boer", "NFI", "legitimatie", "onderzoek", "2026-12-01", None)


def test_an_outsider_without_account_becomes_the_holder(home):
    code = taken()
    outsiders.hand_on(code, LAB, form(), SANNE, NOON)
    assert state(code).holder == Holder("partner", "NFI", "NFI (dr. De Boer)")
    assert (state(code).place, state(code).status) == ("BUITEN", "in_custody")
    event = trail(code).records[-1].event
    assert (event.identity_seen, event.purpose, event.due) == (
        "legitimatie",
        "onderzoek",
        "2026-12-01",
    )


def test_a_form_sent_twice_hands_a_thing_on_once(home):
    code, twice = taken(), form()
    for _ in range(2):
        outsiders.hand_on(code, LAB, twice, SANNE, NOON)
    assert types(code) == ["item_received", "item_handed_on"]


@pytest.mark.parametrize("nameless", [replace(LAB, name=""), replace(LAB, organisation="")])
def test_nothing_goes_to_somebody_without_a_name_or_a_body(home, nameless):
    code = taken()
    before = size()
    with pytest.raises(OutsiderError):
        outsiders.hand_on(code, nameless, form(), SANNE, NOON)
    assert size() == before


def test_who_is_of_another_unit_does_not_learn_that_there_is_such_an_item(home):
    code = taken()
    with pytest.raises(ItemNotFoundError):
        outsiders.hand_on(code, LAB, form(), BRAM, NOON)


def test_under_hold_nothing_goes_to_an_outsider(home):
    code = taken()
    linking.link(complain(), None, code, "same", form(), MARIT, NOON)
    with pytest.raises(OnHoldError, match="Pieter Kuiper"):
        outsiders.hand_on(code, LAB, form(), SANNE, NOON)
    assert state(code).holder.ref == SANNE.number
