"""A claim changes its state only as the table of C59 says."""

from itertools import product

import pytest

from custody.domain.claims import STATES, TRANSITIONS, Claim, ClaimStateError, check_change

ALLOWED = {
    "open": {"matched", "established", "closed"},
    "matched": {"closed", "open"},
    "established": {"matched", "closed", "open"},
    "closed": {"open"},
}


def claim(state: str) -> Claim:
    return Claim("A-2026-0001", "keys", "Ik gaf mijn sleutels af.", state)


@pytest.mark.parametrize(("state", "to"), list(product(STATES, STATES)))
def test_a_claim_goes_only_where_the_table_lets_it(state, to):
    if to in ALLOWED[state]:
        check_change(claim(state), to)
        return
    with pytest.raises(ClaimStateError) as error:
        check_change(claim(state), to)
    assert error.value.facts == {"found": state, "expected": to}


def test_every_change_names_the_rule_that_allows_it():
    assert all(rule.startswith("C59") for rule in TRANSITIONS.values())


def test_a_claim_begins_open_and_without_an_item():
    new = Claim("", "keys", "Ik gaf mijn sleutels af.")
    assert (new.state, new.item, new.complaint) == ("open", None, None)


def test_a_state_that_nobody_knows_is_refused():
    with pytest.raises(ClaimStateError):
        check_change(claim("open"), "deleted")
