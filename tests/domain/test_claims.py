"""A claim changes its state only as the table of C59 says, by whom, and with which proof."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from custody.domain import claims as c
from custody.domain.claims import STATES, TRANSITIONS, Claim, ClaimStateError, Closing, Entry
from tests.cast import ELLEN, JOKE, MARIT, NOON, PIETER, RUUD, SANNE, TOM

ALLOWED = {
    "open": {"matched", "established", "closed"},
    "matched": {"closed", "open"},
    "established": {"matched", "closed", "open"},
    "closed": {"open"},
}
TOLD = Entry("told", MARIT.number, MARIT.name, NOON, "gebeld")
FOUND = Entry("matched", RUUD.number, RUUD.name, NOON, "hanger")


def claim(state: str = "open", **more) -> Claim:
    return replace(Claim("A-2026-0001", "keys", "Ik gaf mijn sleutels af.", state), **more)


@pytest.mark.parametrize(("state", "to"), list(product(STATES, STATES)))
def test_a_claim_goes_only_where_the_table_lets_it(state, to):
    if to in ALLOWED[state]:
        c.check_change(claim(state), to)
        return
    with pytest.raises(ClaimStateError) as error:
        c.check_change(claim(state), to)
    assert error.value.facts == {"found": STATES[state], "expected": STATES[to]}


def test_every_change_names_the_rule_that_allows_it():
    assert all(rule.startswith("C59") for rule, _ in TRANSITIONS.values())


def test_a_claim_begins_open_and_without_an_item():
    new = Claim("", "keys", "Ik gaf mijn sleutels af.")
    assert (new.state, new.item, new.complaint) == ("open", None, None)


def test_a_state_that_nobody_knows_is_refused():
    with pytest.raises(ClaimStateError):
        c.check_change(claim(), "deleted")


@pytest.mark.parametrize("who", [SANNE, JOKE, RUUD, TOM, PIETER])
def test_only_handler_and_authority_say_that_a_handover_is_shown(who):
    with pytest.raises(c.ClaimRoleError):
        c.check_step(claim(), "established", who, "camera")
    for allowed in (MARIT, ELLEN):
        c.check_step(claim(), "established", allowed, "camera")


@pytest.mark.parametrize("who", [SANNE, JOKE, RUUD, TOM, ELLEN])
def test_only_the_complaint_side_opens_a_claim_again(who):
    with pytest.raises(c.ClaimRoleError):
        c.check_step(claim("closed"), "open", who, "new fact")
    for allowed in (MARIT, PIETER):
        c.check_step(claim("closed"), "open", allowed, "new fact")


def test_a_step_needs_a_reason():
    with pytest.raises(c.ClaimReasonError):
        c.check_step(claim("closed"), "open", MARIT, "  ")


def test_a_period_ends_after_it_begins():
    with pytest.raises(c.ClaimDaysError):
        c.check_account(
            claim(first_on=date(2026, 5, 3), last_on=date(2026, 5, 2)), date(2026, 5, 9)
        )


def test_the_handler_ends_a_claim_only_where_the_claimant_agrees():
    ending = Closing("compensated", "150 euro betaald")
    with pytest.raises(c.AgreementError):
        c.check_closing(claim(), ending, (), MARIT)
    c.check_closing(claim(), replace(ending, agreed="per brief op 4 mei"), (), MARIT)
    c.check_closing(claim(), ending, (), ELLEN)


@pytest.mark.parametrize("reason", ["", "no_record", "not_found"])
def test_a_claim_ends_for_a_reason_of_the_list_alone(reason):
    with pytest.raises(c.CloseReasonError):
        c.check_closing(claim(), Closing(reason, "x", "y"), (), ELLEN)


def test_cannot_be_established_is_the_authoritys_word_and_only_from_open():
    ending = Closing("not_established", "agent ontkent", "akkoord")
    with pytest.raises(c.OnlyTheAuthorityError):
        c.check_closing(claim(), ending, (), MARIT)
    with pytest.raises(c.OnlyTheAuthorityError):
        c.check_closing(claim("established"), ending, (), ELLEN)
    c.check_closing(claim(), ending, (), ELLEN)


def test_given_back_needs_the_item_that_was_found():
    with pytest.raises(c.NotReturnedError):
        c.check_closing(claim(), Closing("returned", "opgehaald"), (), ELLEN)


def test_a_found_item_is_told_to_the_claimant_before_the_claim_ends():
    matched = claim("matched", item="F5DPN209V2")
    ending = Closing("returned", "opgehaald")
    for history in ((FOUND,), (FOUND, TOLD, FOUND), ()):
        with pytest.raises(c.NotToldError):
            c.check_closing(matched, ending, history, ELLEN)
    c.check_closing(matched, ending, (FOUND, TOLD), ELLEN)


def test_a_claim_about_a_day_to_come_is_refused():
    with pytest.raises(c.ClaimFutureError):
        c.check_account(claim(last_on=date(2026, 5, 10)), date(2026, 5, 9))
