"""Giving back: to the entitled person, seen and signed, and only once."""

from dataclasses import replace

import pytest

from custody.domain.items import Cash, Description, Party, Signature
from custody.domain.steps import (
    DisputedError,
    ItemNotFoundError,
    NotHolderError,
    NotInCustodyError,
    SecondPersonError,
)
from custody.domain.trail import Holder
from custody.services import linking, returns
from tests.acts import KEYS, at_the_desk, complain, form, size, state, taken, trail, work
from tests.cast import ANNA, BRAM, JOKE, KARIM, MARIT, NOON, SANNE

RELEASE = returns.Release(
    receiver=Party("entitled", "Annie Verhoeven"),
    identity_kind="passport",
    tail="12A",
    entitlement="giver",
    feature_result="none",
    feature_reason="",
    signature=Signature("typed", "Annie Verhoeven"),
    second="",
    remarks="",
)
SECRET = replace(KEYS, check_feature=("inscriptie NV 1974",))
MONEY = Description("cash", "geld", cash=Cash(faces=((5000, 2),)), seal="Z-1")


def give_back(code: str, by=JOKE, form_id: str | None = None, **change):
    return returns.give_back(code, replace(RELEASE, **change), form_id or form(), by, NOON)


def test_a_return_ends_the_trail_with_the_citizen(home):
    code = at_the_desk()
    give_back(code)
    assert state(code).holder == Holder("citizen", "", "Annie Verhoeven")
    assert (state(code).status, state(code).place) == ("returned", None)


def test_a_return_says_who_was_seen_and_how_it_was_signed(home):
    code = at_the_desk()
    give_back(code)
    event = trail(code).records[-1].event
    assert (event.identity_kind, event.entitlement) == ("passport 12A", "giver")
    assert event.signature == {"way": "typed", "text": "Annie Verhoeven"}
    assert event.receiver == {"name": "Annie Verhoeven"}


def test_an_item_is_given_back_once(home):
    code = at_the_desk()
    give_back(code)
    with pytest.raises(NotInCustodyError):
        give_back(code, ANNA)


def test_the_same_return_sent_twice_is_recorded_once(home):
    code = at_the_desk()
    form_id = form()
    assert give_back(code, form_id=form_id) == give_back(code, form_id=form_id)
    assert size() == 5


def test_only_who_answers_for_it_gives_it_back(home):
    code = taken()
    with pytest.raises(NotHolderError):
        give_back(code, KARIM)
    with pytest.raises(ItemNotFoundError):
        give_back(code, BRAM)


def test_the_officer_gives_it_back_on_the_spot(home):
    code = taken()
    give_back(code, SANNE, entitlement="on_the_spot")
    assert state(code).status == "returned"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"identity_kind": ""}, returns.IdentityError),
        ({"identity_kind": "library card"}, returns.IdentityError),
        ({"receiver": Party("entitled")}, returns.IdentityError),
        ({"tail": "NX8R2K4L1"}, returns.IdentityTailError),
        ({"signature": Signature()}, returns.ReturnSignatureError),
        ({"signature": Signature("typed", "")}, returns.ReturnSignatureError),
        ({"signature": Signature("refused", "")}, returns.ReturnSignatureError),
        ({"signature": Signature("refused", "wil niet")}, SecondPersonError),
        ({"signature": Signature("refused", "wil niet"), "second": JOKE.number}, SecondPersonError),
        ({"disputed": True}, DisputedError),
    ],
    ids=str,
)
def test_a_return_that_is_not_complete_changes_nothing(home, change, error):
    code = at_the_desk()
    before = size()
    with pytest.raises(error):
        give_back(code, **change)
    assert size() == before
    assert state(code).status == "in_custody"


def test_a_refused_signature_has_a_reason_and_a_second_person(home):
    code = at_the_desk()
    give_back(code, signature=Signature("refused", "wil niet"), second=ANNA.number)
    event = trail(code).records[-1].event
    assert event.signature == {"way": "refused", "text": "wil niet", "second": ANNA.number}


def test_money_goes_back_in_front_of_a_second_person(home):
    code = at_the_desk(MONEY)
    with pytest.raises(SecondPersonError):
        give_back(code)
    give_back(code, second=ANNA.number)
    assert state(code).status == "returned"


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"feature_result": "none"}, returns.FeatureError),
        ({"feature_result": ""}, returns.FeatureError),
        ({"feature_result": "not_asked"}, returns.FeatureError),
        ({"feature_result": "does_not"}, returns.FeatureWrongError),
    ],
    ids=str,
)
def test_a_check_feature_is_asked_and_must_be_right(home, change, error):
    code = at_the_desk(SECRET)
    with pytest.raises(error):
        give_back(code, **change)
    assert state(code).status == "in_custody"


@pytest.mark.parametrize(
    "change",
    [
        {"feature_result": "matches"},
        {"feature_result": "not_asked", "feature_reason": "dochter van 6"},
    ],
    ids=str,
)
def test_a_check_feature_that_is_right_or_could_not_be_asked_lets_it_go(home, change):
    code = at_the_desk(SECRET)
    give_back(code, **change)
    assert state(code).status == "returned"


def test_a_wrong_check_feature_is_refused_also_where_none_is_on_record(home):
    code = at_the_desk()
    with pytest.raises(returns.FeatureWrongError):
        give_back(code, feature_result="does_not")


def test_the_desk_sees_what_to_ask_before_it_gives_back(home):
    code = at_the_desk(SECRET)
    prepared = returns.prepare(code, JOKE)
    assert prepared.feature == ("inscriptie NV 1974",)
    assert [party.name for party in prepared.parties] == ["Annie Verhoeven"]
    assert prepared.hold_contact == ""


def test_what_cannot_go_out_now_is_told_before_the_form_is_filled_in(home):
    with pytest.raises(NotHolderError):
        returns.prepare(taken(), JOKE)


def test_the_entitled_person_gets_it_back_under_hold_and_complaint_staff_hear_of_it(home):
    code = at_the_desk()
    linking.link(complain(), None, code, "same", form(), MARIT, NOON)
    assert returns.prepare(code, JOKE).hold_contact == "Pieter Kuiper"
    give_back(code)
    assert state(code).status == "returned"
    assert f"returned:{code}" in work()


def test_nobody_is_the_giver_of_what_was_found(home):
    code = taken(taking="found_by_police", parties=())
    with pytest.raises(returns.NoGiverError):
        give_back(code, SANNE)
    give_back(code, SANNE, entitlement="owner")
    assert state(code).status == "returned"
