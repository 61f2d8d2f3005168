"""An item is the one of a claim when two persons of two sides say so, and not before."""

import pytest

from custody.domain.candidates import (
    Answer,
    FeatureResultError,
    check_answer,
    latest,
    settled,
)
from custody.domain.claims import Claim
from tests.cast import MARIT, NOON, RUUD

CODE = "F5DPN209V2"


def said(side: str, word: str, by=MARIT, item: str = CODE) -> Answer:
    return Answer(item, side, word, "hanger", "", by.number, by.name, NOON)


def claim(check_feature: str = "") -> Claim:
    return Claim("A-2026-0001", "keys", "Ik gaf mijn sleutels af.", check_feature=check_feature)


@pytest.mark.parametrize(
    ("handler", "custodian", "found"),
    [
        ("same", "same", "same"),
        ("same", None, ""),
        (None, "same", ""),
        ("same", "not_same", ""),
        ("same", "cannot_tell", ""),
        ("not_same", None, "not_same"),
        ("not_same", "not_same", "not_same"),
        ("not_same", "cannot_tell", ""),
        ("cannot_tell", "cannot_tell", ""),
        (None, None, ""),
    ],
)
def test_a_candidate_is_settled_when_nobody_says_something_else(handler, custodian, found):
    answers = {
        side: said(side, word, by)
        for side, word, by in (("handler", handler, MARIT), ("custodian", custodian, RUUD))
        if word
    }
    assert settled(answers) == found


def test_answers_about_another_item_settle_nothing():
    both = [said("handler", "same"), said("custodian", "same", RUUD)]
    assert settled(latest(both, CODE)) == "same"
    assert settled(latest(both, "0N7FJX3K84")) == ""


def test_one_person_with_two_roles_is_not_two_persons():
    both = [said("handler", "same"), said("custodian", "same", MARIT)]
    assert settled(latest(both, CODE)) == ""


def test_the_last_answer_of_a_side_counts():
    answers = [said("handler", "cannot_tell"), said("custodian", "same", RUUD)]
    answers += [said("handler", "same")]
    assert settled(latest(answers, CODE)) == "same"


def test_the_custodian_compares_the_check_feature_before_saying_same():
    secret = claim(check_feature="kras bij het oog")
    with pytest.raises(FeatureResultError):
        check_answer(secret, "same", "hanger", "", RUUD)
    check_answer(secret, "same", "hanger", "agrees", RUUD)
    check_answer(secret, "same", "hanger", "", MARIT)
    check_answer(secret, "not_same", "andere hanger", "", RUUD)
    check_answer(claim(), "same", "hanger", "", RUUD)
