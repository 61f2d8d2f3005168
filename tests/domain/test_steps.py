"""Which step is allowed now, and to whom; and what the refusal says."""

from dataclasses import replace

import pytest

from custody.domain import events as e
from custody.domain.steps import (
    GiverAnswersError,
    ItemNotFoundError,
    MissingError,
    NoOfferError,
    NotHolderError,
    NotInCustodyError,
    NotReceiverError,
    OfferOpenError,
    OnHoldError,
    SameHolderError,
    SecondPersonError,
    answers_for,
    check_answer,
    check_in_custody,
    check_keeps,
    check_move,
    check_offer,
    check_release,
    check_second_person,
    check_sight,
    check_withdraw,
    name_of,
    open_offer,
)
from custody.domain.trail import Holder, Trail
from tests.cast import ANNA, BRAM, ELLEN, JOKE, KARIM, MARIT, NOOR, PIETER, RUUD, SANNE, TOM
from tests.domain.trails import DESK, ITEM, accepted, happened, held_by, offered, received, trail

WITH_SANNE = trail(received())
OFFERED = trail(received(), offered(1))
AT_THE_DESK = trail(received(), offered(1), accepted(2))
RETURNED = trail(received(), happened(e.ItemReturned, 1, receiver={"name": "Annie"}))
LOST = trail(received(), happened(e.ItemMissing, 1))
HELD = trail(received(), happened(e.HoldSet, 1, MARIT, hold="H-1"))


def test_the_holder_answers_for_an_item_and_nobody_else():
    assert answers_for(held_by(SANNE), SANNE)
    assert not answers_for(held_by(SANNE), KARIM)
    assert not answers_for(None, SANNE)


@pytest.mark.parametrize("who", [JOKE, ANNA])
def test_everybody_who_staffs_a_post_answers_for_what_it_holds(who):
    assert answers_for(DESK, who)


@pytest.mark.parametrize("who", [SANNE, RUUD, NOOR])
def test_who_does_not_staff_a_post_does_not_answer_for_it(who):
    assert not answers_for(DESK, who)


def test_nobody_of_the_house_answers_for_what_a_partner_or_citizen_has():
    assert not answers_for(Holder("partner", "BALIE-HAVEN"), JOKE)
    assert not answers_for(Holder("citizen", "4711"), SANNE)


def test_a_trail_that_has_ended_allows_no_step():
    with pytest.raises(NotInCustodyError) as error:
        check_in_custody(RETURNED.state)
    assert error.value.facts == {"code": ITEM}


def test_a_code_without_a_trail_allows_no_step():
    with pytest.raises(NotInCustodyError):
        check_in_custody(Trail(ITEM).state)


def test_a_step_by_somebody_else_is_told_who_has_it():
    with pytest.raises(NotHolderError) as error:
        check_keeps(WITH_SANNE.state, KARIM)
    assert error.value.facts == {"code": ITEM, "found": "Sanne de Wit"}


def test_staff_of_the_post_may_move_what_the_post_holds():
    check_move(AT_THE_DESK.state, ANNA)


def test_a_missing_item_is_not_moved():
    with pytest.raises(MissingError):
        check_move(LOST.state, SANNE)


def test_the_holder_may_offer_to_anybody_else():
    check_offer(WITH_SANNE.state, DESK, SANNE)
    check_offer(WITH_SANNE.state, held_by(KARIM), SANNE)


def test_there_is_one_open_offer_at_a_time():
    with pytest.raises(OfferOpenError) as error:
        check_offer(OFFERED.state, held_by(KARIM), SANNE)
    assert error.value.facts["found"] == "Balie Haven"


def test_an_offer_to_the_holder_is_refused():
    with pytest.raises(SameHolderError):
        check_offer(WITH_SANNE.state, held_by(SANNE), SANNE)


def test_a_missing_item_is_not_offered():
    with pytest.raises(MissingError):
        check_offer(LOST.state, DESK, SANNE)


def test_the_named_receiver_may_answer():
    assert check_answer(OFFERED.state, JOKE).holder_to == DESK


@pytest.mark.parametrize("who", [KARIM, RUUD, NOOR, PIETER])
def test_nobody_but_the_receiver_may_answer(who):
    with pytest.raises(NotReceiverError) as error:
        check_answer(OFFERED.state, who)
    assert error.value.facts["expected"] == "Balie Haven"


def test_the_giver_may_not_answer_even_at_the_post_that_receives():
    with pytest.raises(GiverAnswersError):
        check_answer(OFFERED.state, replace(SANNE, post="BALIE-HAVEN"))


def test_a_second_answer_is_told_who_has_it_now():
    with pytest.raises(NoOfferError) as error:
        check_answer(AT_THE_DESK.state, JOKE)
    assert error.value.facts == {"code": ITEM, "found": "Balie Haven"}


def test_there_is_no_offer_to_open_when_nothing_is_offered():
    with pytest.raises(NoOfferError):
        open_offer(WITH_SANNE.state)


def test_only_the_giver_takes_an_offer_back():
    assert check_withdraw(OFFERED.state, SANNE).holder_to == DESK
    with pytest.raises(NotHolderError):
        check_withdraw(OFFERED.state, JOKE)


def test_under_hold_an_item_goes_to_the_entitled_person_alone():
    check_release(HELD.state, SANNE, entitled=True, contact="Pieter Kuiper")
    with pytest.raises(OnHoldError) as error:
        check_release(HELD.state, SANNE, entitled=False, contact="Pieter Kuiper")
    assert error.value.facts["contact"] == "Pieter Kuiper"


def test_only_who_answers_for_an_item_lets_go_of_it():
    with pytest.raises(NotHolderError):
        check_release(WITH_SANNE.state, JOKE, entitled=True, contact="-")


@pytest.mark.parametrize("second", [None, SANNE])
def test_a_second_person_is_there_and_is_somebody_else(second):
    with pytest.raises(SecondPersonError):
        check_second_person(second, SANNE)


def test_a_colleague_is_a_second_person():
    check_second_person(KARIM, SANNE)


@pytest.mark.parametrize("who", [SANNE, KARIM, JOKE, RUUD])
def test_an_item_is_seen_by_its_own_unit(who):
    assert check_sight(WITH_SANNE, who) is WITH_SANNE


@pytest.mark.parametrize("who", [MARIT, PIETER, ELLEN, TOM])
def test_complaint_staff_see_every_item(who):
    assert check_sight(WITH_SANNE, replace(who, unit="ELSEWHERE")) is WITH_SANNE


def test_somebody_of_another_unit_is_told_that_there_is_nothing():
    with pytest.raises(ItemNotFoundError) as hidden:
        check_sight(WITH_SANNE, BRAM)
    with pytest.raises(ItemNotFoundError) as absent:
        check_sight(Trail(ITEM), BRAM)
    assert str(hidden.value) == str(absent.value)


def test_who_is_offered_an_item_of_another_unit_sees_it():
    to_bram = trail(received(), offered(1, held_by(BRAM)))
    assert check_sight(to_bram, BRAM) is to_bram


def test_who_had_it_once_in_hands_still_sees_it_in_another_unit():
    moved_away = replace(SANNE, unit="WTL-CENTRUM")
    assert check_sight(AT_THE_DESK, moved_away) is AT_THE_DESK


def test_a_holder_without_a_name_is_shown_by_number():
    assert name_of(Holder("person", "4711")) == "4711"
    assert name_of(None) == "-"
