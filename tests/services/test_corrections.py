"""Mending, telling later, declaring not valid: who may, and what stays visible."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custody import storage
from custody.domain.corrections import NothingToCorrectError
from custody.domain.items import FutureTimeError, LateReasonError
from custody.domain.places import PlaceUnknownError
from custody.domain.steps import (
    ItemNotFoundError,
    NotHolderError,
    NotInCustodyError,
    NotYourEntryError,
    SecondPersonError,
    VoidOnHoldError,
    VoidSecondError,
)
from custody.services import corrections, linking, search
from tests.acts import at_the_desk, complain, form, proposed, state, taken, trail, types, work
from tests.cast import ANNA, BRAM, HAVEN, JOKE, KARIM, MARIT, NOON, RUUD, SANNE
from tests.services.test_returns import give_back

MORNING = NOON - timedelta(hours=4)


def correct(code, by=SANNE, event: int = 0, reason="vergissing", form_id="", **changes):
    leaf = trail(code).records[event].leaf
    return corrections.correct(code, leaf, changes, reason, form_id or form(), by, NOON)


def tell(code, by=SANNE, place="BUREAU-4711", when=MORNING, reason="vergeten", form_id=""):
    entry = corrections.LateEntry(place, when, "about", reason)
    return corrections.tell_late(code, entry, form_id or form(), by, NOON)


def void(code, by=RUUD, second=JOKE, reason="dubbel", told="gebeld", form_id=""):
    return corrections.void(code, reason, told, second, form_id or form(), by, NOON)


def test_a_wrong_name_is_mended_for_this_item_and_the_old_one_stays_in_the_log(home):
    code = taken()
    (record,) = correct(code, giver="Anna Verhoeven-Smit")
    assert record.event.fields == {"giver": ["Annie Verhoeven", "Anna Verhoeven-Smit"]}
    (giver,) = parties(code)
    assert (giver.name, giver.phone) == ("Anna Verhoeven-Smit", "+31612345678")
    assert [one.item for one in search.find("smit", SANNE, NOON).items] == [code]


def parties(code):
    with storage.reading() as books:
        return books.handovers.parties_of(code)


def test_a_wrong_time_of_taking_is_mended_and_the_search_follows(home):
    code = taken()
    correct(code, received_at=MORNING.isoformat())
    assert (state(code).received_at, state(code).since) == (MORNING, NOON)


def test_a_wrong_place_makes_its_late_move_in_the_same_act(home):
    code = at_the_desk()
    correct(code, JOKE, event=2, place="SCHAP-B-12")
    assert types(code)[-2:] == ["correction", "item_moved"]
    assert state(code).place == "SCHAP-B-12"


def test_a_place_that_does_not_exist_mends_nothing(home):
    code = at_the_desk()
    with pytest.raises(PlaceUnknownError):
        correct(code, JOKE, event=2, place="NERGENS")
    assert types(code)[-1] == "transfer_accepted"


def test_an_officer_corrects_what_they_recorded_or_hold_and_nothing_else(home):
    code = at_the_desk()
    correct(code, SANNE, quantity=3)
    with pytest.raises(NotYourEntryError):
        correct(code, KARIM, quantity=4)
    with pytest.raises(NotYourEntryError):
        correct(code, SANNE, event=2, condition="wet")
    correct(code, RUUD, quantity=4)
    assert state(code).quantity == 4


def test_the_page_offers_what_can_be_corrected(home):
    code = at_the_desk()
    ready = corrections.prepare(code, JOKE)
    assert [wrong.record.event.type for wrong in ready.wrong] == types(code)
    assert ready.wrong[0].facts["giver"] == "Annie Verhoeven"
    with pytest.raises(ItemNotFoundError):
        corrections.prepare(code, BRAM)


def test_what_is_no_event_of_this_item_is_not_corrected(home):
    with pytest.raises(NothingToCorrectError):
        corrections.correct(taken(), "x" * 43, {"quantity": 3}, "x", form(), SANNE, NOON)


def test_an_officer_tells_later_where_it_was_and_nothing_recorded_moves(home):
    code = at_the_desk()
    (record,) = tell(code)
    assert (record.event.at, record.rec > record.event.at) == (MORNING, True)
    assert (record.event.reason, record.event.precision) == ("vergeten", "about")
    assert state(code).place == "BALIE-HAVEN"


def test_what_does_not_fit_is_taken_and_the_custodian_is_asked_to_look(home):
    code = taken()
    tell(code, KARIM, "V-4417", NOON - timedelta(minutes=20))
    letters = [key for key in work() if key.startswith("mail:late:")]
    assert letters and all(key.endswith(RUUD.number) for key in letters)


def test_what_fits_asks_nobody(home, clock):
    code = taken(at=clock())
    later = clock.passes(hours=5)
    entry = corrections.LateEntry("BUREAU-4711", NOON + timedelta(hours=1), "", "vergeten")
    corrections.tell_late(code, entry, form(), SANNE, later)
    assert state(code).place == "BUREAU-4711"
    assert not [key for key in work() if key.startswith("mail:late:")]


def test_what_would_become_the_present_place_of_a_thing_asks_what_a_move_asks(home, clock):
    """Told late, but newer than all that is known: only who answers for the thing says that."""
    code = at_the_desk()
    later = clock.passes(hours=5)
    entry = corrections.LateEntry("BUREAU-4711", NOON + timedelta(hours=1), "", "vergeten")
    with pytest.raises(NotHolderError):
        corrections.tell_late(code, entry, form(), SANNE, later)
    assert state(code).place == "BALIE-HAVEN"
    corrections.tell_late(code, entry, form(), JOKE, later)
    assert state(code).place == "BUREAU-4711"


def test_telling_later_needs_a_reason_and_a_time_that_was(home):
    code = taken()
    with pytest.raises(LateReasonError):
        tell(code, reason=" ")
    with pytest.raises(FutureTimeError):
        tell(code, when=NOON + timedelta(hours=1))


def test_what_is_told_at_once_keeps_the_rules_of_a_move(home):
    code = at_the_desk()
    with pytest.raises(NotHolderError):
        tell(code, when=NOON)


def test_a_late_entry_sent_twice_is_recorded_once(home):
    code, form_id = taken(), form()
    assert tell(code, form_id=form_id) == tell(code, form_id=form_id)


def test_two_people_declare_an_item_not_valid_and_everything_stays_readable(home):
    code = taken()
    (record,) = void(code)
    assert (record.event.second, record.event.told) == ("Joke Vermeer (4002)", "gebeld")
    found = state(code)
    assert (found.status, found.holder, found.place) == ("void", None, None)
    assert found.description == "2 sleutels, rode hanger"


ELSEWHERE = (
    replace(RUUD, number="6003", unit="WTL-CENTRUM"),
    replace(JOKE, number="6002", unit="WTL-CENTRUM"),
)


@pytest.mark.parametrize("second", [KARIM, BRAM, *ELSEWHERE])
def test_who_agrees_is_of_the_desk_or_a_custodian_and_of_a_unit_that_sees_it(home, second):
    code = taken()
    with pytest.raises(VoidSecondError):
        void(code, second=second)
    assert state(code).status == "in_custody"


@pytest.mark.parametrize("second", [RUUD, MARIT])
def test_nobody_declares_an_item_not_valid_alone_or_with_somebody_outside_the_keeping(home, second):
    code = taken()
    with pytest.raises(SecondPersonError):
        void(code, second=second)


def test_what_is_on_hold_stays_valid(home):
    code = taken()
    linking.link(complain(), None, code, "same", form(), MARIT, NOON)
    with pytest.raises(VoidOnHoldError):
        void(code)


def test_who_has_the_receipt_is_told(home):
    code = taken()
    with pytest.raises(corrections.ReceiptHolderError):
        void(code, told="")
    with pytest.raises(corrections.VoidReasonError):
        void(code, reason=" ")


def test_what_went_back_is_not_declared_not_valid(home):
    code = at_the_desk()
    give_back(code)
    with pytest.raises(NotInCustodyError):
        void(code, second=ANNA)


def test_the_same_declaration_sent_twice_is_recorded_once(home):
    code, form_id = taken(), form()
    assert void(code, form_id=form_id) == void(code, form_id=form_id)
    assert trail(code).records[-1].event.unit == HAVEN


def test_what_a_complaint_probably_is_about_stays_valid_for_two_weeks(home):
    code, number = taken(), complain()
    proposed(number, code)
    with pytest.raises(VoidOnHoldError):
        void(code)


@pytest.mark.parametrize(
    ("probability", "found_at", "state"),
    [
        (0.49, NOON, "suggested"),
        (0.9, NOON - timedelta(days=15), "suggested"),
        (0.9, NOON, "rejected"),
    ],
)
def test_a_weak_an_old_or_an_answered_suggestion_keeps_nothing_back(
    home, probability, found_at, state
):
    code, number = taken(), complain()
    proposed(number, code, probability, found_at=found_at, state=state)
    (record,) = void(code)
    assert record.event.item == code
