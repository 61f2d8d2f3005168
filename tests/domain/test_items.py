"""What is handed over: quantities, money and moments are checked before anything is recorded."""

from datetime import timedelta

import pytest

from custody.domain.items import (
    CATEGORIES,
    EURO_FACES,
    FOUND_TAKINGS,
    PARTY_ROLES,
    QUICK_TAKINGS,
    TAKINGS,
    TILES,
    Cash,
    CashSumError,
    FutureTimeError,
    Handover,
    LateReasonError,
    Party,
    SealMissingError,
    Signature,
    check_cash,
    check_moment,
    is_late,
    money,
)
from tests.cast import NOON

MINUTE = timedelta(minutes=1)


def test_cash_adds_up_from_its_notes_and_coins():
    assert Cash(faces=((5000, 2), (2000, 1), (5, 3))).total == 12015


def test_counted_cash_is_opened_with_its_sum_and_without_faces_that_are_not_there():
    assert Cash(faces=((5000, 2), (1000, 0))).value() == {
        "currency": "EUR",
        "counted": True,
        "faces": [[5000, 2]],
        "sum": 10000,
    }


def test_uncounted_cash_states_no_sum_at_all():
    assert Cash(counted=False).value() == {"currency": "EUR", "counted": False}


def test_uncounted_cash_needs_a_seal():
    with pytest.raises(SealMissingError):
        check_cash(Cash(counted=False), None, None)
    check_cash(Cash(counted=False), None, "Z-100")


def test_a_sum_typed_apart_must_be_the_sum_of_the_faces():
    with pytest.raises(CashSumError) as error:
        check_cash(Cash(faces=((5000, 2),)), 15050, None)
    assert error.value.facts == {"expected": "150.50", "found": "100.00"}


def test_the_right_sum_typed_apart_is_accepted():
    check_cash(Cash(faces=((5000, 2),)), 10000, None)


@pytest.mark.parametrize(("minor", "shown"), [(0, "0.00"), (5, "0.05"), (1250, "12.50")])
def test_money_is_shown_with_two_digits_of_cents(minor, shown):
    assert money(minor) == shown


def test_euro_faces_are_whole_cents_from_large_to_small():
    assert all(isinstance(face, int) for face in EURO_FACES)
    assert list(EURO_FACES) == sorted(EURO_FACES, reverse=True)


def test_a_time_to_come_is_refused_beyond_the_drift_of_a_clock():
    check_moment(NOON + MINUTE, NOON, "")
    with pytest.raises(FutureTimeError):
        check_moment(NOON + MINUTE + timedelta(seconds=1), NOON, "")


def test_an_entry_is_late_after_fifteen_minutes():
    assert not is_late(NOON - 15 * MINUTE, NOON)
    assert is_late(NOON - 15 * MINUTE - timedelta(seconds=1), NOON)


@pytest.mark.parametrize("reason", ["", "   "])
def test_a_late_entry_needs_a_reason(reason):
    with pytest.raises(LateReasonError):
        check_moment(NOON - 16 * MINUTE, NOON, reason)


def test_a_late_entry_with_a_reason_is_as_good_as_any():
    check_moment(NOON - timedelta(days=400), NOON, "found in my drawer")


def test_a_party_opens_only_what_is_known():
    assert Party("giver", "Annie Verhoeven", phone="+31612345678").value() == {
        "name": "Annie Verhoeven",
        "phone": "+31612345678",
    }


def test_a_giver_who_would_not_say_is_something_else_than_an_unknown_one():
    assert Party("giver", stated=False).value() == {"not_stated": True}
    assert Party("giver").value() == {}


def test_nobody_asked_for_a_signature_is_no_signature():
    assert Signature().value() is None


def test_a_signature_says_in_which_way_it_was_given():
    assert Signature("typed", "Annie").value() == {"way": "typed", "text": "Annie"}
    assert Signature("drawn", sha256="ab").value() == {"way": "drawn", "sha256": "ab"}


def test_a_handover_gives_the_first_person_in_a_role():
    parties = (Party("owner", "Oma"), Party("giver", "Annie"), Party("giver", "Kees"))
    handover = Handover("form", "safekeeping", (), NOON, parties=parties)
    assert handover.party("giver") == Party("giver", "Annie")
    assert handover.party("witness") is None


def test_the_nine_tiles_show_known_categories():
    assert len(TILES) == 9
    assert {category for tile in TILES for category in tile} <= CATEGORIES.keys()


def test_the_quick_takings_and_the_finds_are_known_takings():
    assert set(QUICK_TAKINGS) | FOUND_TAKINGS <= TAKINGS.keys()


def test_every_role_around_an_item_has_a_word():
    assert all(PARTY_ROLES.values())
    assert {"giver", "owner", "for_whom", "seized_from"} <= PARTY_ROLES.keys()
