"""Who gets a copy of a complaint, and what stays out of it (C72, C73, C74)."""

from datetime import UTC, datetime

import pytest

from custody.domain import copies as c
from custody.domain.independence import Concerned
from custody.domain.sending import Owed

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
NAMES = {"4711": "Sanne de Wit", "4822": "Karim el Idrissi"}
FOUND = {"4711": ("receipt", "F5DPN209V2"), "4822": ("trail", "F5DPN209V2")}
RECEIPT, PHOTOS = (
    c.Enclosure("F5DPN209V2", "receipt"),
    c.Enclosure("F5DPN209V2", "photos", "check_feature"),
)


def test_who_is_answered_for_is_not_proposed_again():
    karim = Concerned("4822", "Karim el Idrissi", "5001", "Marit Bakker", NOON, 1)
    sanne = c.NotConcerned("4711", "Sanne de Wit", "had vrij", "5001", "Marit Bakker", NOON)
    assert [one.number for one in c.proposals(FOUND, NAMES, (), ())] == ["4711", "4822"]
    assert [one.number for one in c.proposals(FOUND, NAMES, (karim,), ())] == ["4711"]
    assert c.proposals(FOUND, NAMES, (karim,), (sanne,)) == ()


def test_somebody_is_left_off_with_a_reason_and_confirmed_without():
    open_ones = c.proposals(FOUND, NAMES, (), ())
    with pytest.raises(c.NotConcernedReasonError):
        c.check_answer(open_ones, "4711", concerned=False, reason=" ")
    assert c.check_answer(open_ones, "4711", concerned=False, reason="had vrij").number == "4711"
    assert c.check_answer(open_ones, "4711", concerned=True, reason="").name == "Sanne de Wit"
    with pytest.raises(c.NotProposedError):
        c.check_answer(open_ones, "9999", concerned=True, reason="")


@pytest.mark.parametrize(
    ("texts", "features", "others", "why"),
    [
        (("sleutels met blauw touw",), ("Blauw touw",), (), "check_feature"),
        (("sleutels",), ("blauw touw",), ("Bert Zuidema",), "third_party"),
        (("sleutels",), ("", "blauw touw"), ("",), ""),
    ],
)
def test_what_shows_a_check_feature_or_somebody_else_stays_out(texts, features, others, why):
    assert c.shown_by(texts, features, others) == why


def test_what_may_not_go_along_does_not_whoever_ticks_it_and_the_copy_says_so():
    along, out = c.chosen((RECEIPT, PHOTOS), [RECEIPT.key, PHOTOS.key])
    assert (along, out) == ((RECEIPT,), ((PHOTOS, "check_feature"),))
    along, out = c.chosen((RECEIPT, PHOTOS), [])
    assert along == ()
    assert dict(out)[RECEIPT] == "not_needed"


def test_the_hearing_waits_for_every_answer_and_every_copy():
    """C22m, C74."""
    waiting = c.proposals(FOUND, NAMES, (), ())[:1]
    copy = Owed("L9", "officer:1", "Karim el Idrissi")
    with pytest.raises(c.CopiesOpenError) as refused:
        c.check_complete(waiting, (copy,))
    assert refused.value.facts == {"names": "Sanne de Wit, Karim el Idrissi"}
    c.check_complete((), ())
