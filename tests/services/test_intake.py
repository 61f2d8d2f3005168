"""Taking things in: one act, one receipt, recorded once, whatever happens to the request."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from custody import storage
from custody.domain.items import (
    Cash,
    Description,
    FutureTimeError,
    LateReasonError,
    Party,
    SealMissingError,
    Signature,
)
from custody.domain.places import PlaceClosedError, PlaceUnknownError
from custody.domain.trail import Holder
from custody.services import intake, receipts
from tests.acts import (
    KEYS,
    PHONE,
    handover,
    size,
    state,
    take_in,
    taken,
    trail,
    types,
    work,
)
from tests.cast import KARIM, NOON, SANNE

BASE = "https://bon.example"


def test_who_takes_it_in_holds_it_from_the_moment_it_happened(home):
    code = taken()
    assert state(code).holder == Holder("person", "4711", "Sanne de Wit")
    assert (state(code).place, state(code).since) == ("BIJ-4711", NOON)
    assert types(code) == ["item_received"]


def test_each_thing_gets_a_code_of_its_own_in_the_order_of_the_form(home):
    taken_in = take_in(KEYS, PHONE, KEYS)
    assert len(set(taken_in.items)) == 3
    assert [state(code).category for code in taken_in.items] == ["keys", "phone", "keys"]


def test_all_that_was_typed_is_on_record(home):
    code = taken(
        Description("cash", "geld", cash=Cash(faces=((5000, 2),)), seal="Z-1", marks="gescheurd"),
        parties=(Party("giver", "Annie"), Party("owner", "Oma"), Party("witness", "Buur")),
        signature=Signature("typed", "Annie"),
        remarks="bij de voordeur",
        taken_at="Kadestraat 14",
        precision="about",
    )
    event = trail(code).records[0].event
    assert event.cash["sum"] == 10000
    assert (event.giver, event.owner) == ({"name": "Annie"}, {"name": "Oma"})
    assert event.signature == {"way": "typed", "text": "Annie"}
    assert (event.seal, event.marks, event.remarks) == ("Z-1", "gescheurd", "bij de voordeur")
    assert (event.taken_at, event.precision) == ("Kadestraat 14", "about")


def test_the_same_form_sent_twice_records_once(home):
    typed = handover(KEYS, PHONE)
    first = intake.hand_over(typed, SANNE, NOON)
    again = intake.hand_over(typed, SANNE, NOON + timedelta(hours=20))
    assert again == first
    assert size() == 3


def test_a_form_that_says_now_records_once_however_late_it_is_sent_again(home):
    later = NOON + timedelta(minutes=3)
    typed = replace(handover(KEYS), happened_at=NOON)
    first = intake.hand_over(typed, SANNE, NOON)
    assert intake.hand_over(replace(typed, happened_at=later), SANNE, later) == first


def test_the_same_form_with_other_content_is_refused(home):
    typed = handover()
    intake.hand_over(typed, SANNE, NOON)
    with pytest.raises(storage.IdReusedError):
        intake.hand_over(replace(typed, items=(PHONE,)), SANNE, NOON)
    with pytest.raises(storage.IdReusedError):
        intake.hand_over(typed, KARIM, NOON)
    assert size() == 2


def test_the_same_form_with_one_thing_more_is_refused(home):
    typed = handover()
    intake.hand_over(typed, SANNE, NOON)
    with pytest.raises(storage.IdReusedError):
        intake.hand_over(replace(typed, items=(KEYS, PHONE)), SANNE, NOON)
    assert size() == 2


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"happened_at": NOON + timedelta(minutes=2)}, FutureTimeError),
        ({"happened_at": NOON - timedelta(minutes=16)}, LateReasonError),
        ({"items": (Description("cash", cash=Cash(counted=False)),)}, SealMissingError),
        ({"place": "NOWHERE"}, PlaceUnknownError),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_cannot_be_recorded_leaves_nothing_behind(home, change, error):
    with pytest.raises(error):
        intake.hand_over(replace(handover(), **change), SANNE, NOON)
    assert size() == 0
    assert work() == []


def test_a_closed_place_receives_nothing(home):
    with storage.transaction() as books:
        books.places.close("V-4417", NOON)
    with pytest.raises(PlaceClosedError, match="Voertuig 4417"):
        take_in(place="V-4417")


def test_a_handover_without_a_place_is_still_a_handover(home):
    assert state(taken(place=None)).place is None


def test_a_giver_who_is_not_known_stops_nothing(home):
    code = taken(parties=(Party("giver", stated=False),))
    assert trail(code).records[0].event.giver == {"not_stated": True}


def test_more_things_than_fit_start_a_new_receipt_and_each_is_on_one(home):
    long = [Description("other", f"een lang omschreven ding nummer {n}", "ding") for n in range(40)]
    taken_in = take_in(*long)
    assert len(taken_in.receipts) > 1
    listed = [
        line.item
        for no in taken_in.receipts
        for line in receipts.show_receipt(no, BASE, SANNE).items
    ]
    assert listed == list(taken_in.items)


def test_a_new_item_is_compared_with_complaints_after_the_commit(home):
    code = taken()
    assert work() == [f"match_item:{code}"]


def test_a_find_has_no_receipt_and_is_offered_to_the_store_at_once(home):
    find = handover(KEYS, taking="found_internal", place="V-4417", parties=())
    found = intake.record_find(find, "KAMER-HAVEN", KARIM, NOON)
    assert found.receipts == ()
    assert types(found.items[0]) == ["item_received", "transfer_offered"]
    assert state(found.items[0]).offer.holder_to.ref == "KAMER-HAVEN"
    assert state(found.items[0]).holder.ref == KARIM.number


def test_the_same_find_sent_twice_records_once(home):
    find = handover(KEYS, taking="found_internal", place="V-4417", parties=())
    first = intake.record_find(find, "KAMER-HAVEN", KARIM, NOON)
    assert intake.record_find(find, "KAMER-HAVEN", KARIM, NOON) == first
    assert size() == 2


def test_a_find_of_long_ago_needs_no_other_reason_than_that_it_was_found(home):
    find = handover(happened_at=NOON - timedelta(days=3), taking="found_internal", parties=())
    assert intake.record_find(find, None, KARIM, NOON).items


def test_a_find_without_a_store_stays_with_the_finder(home):
    find = handover(taking="found_internal", parties=())
    (code,) = intake.record_find(find, None, KARIM, NOON).items
    assert state(code).offer is None


def test_the_form_remembers_place_and_reason_of_this_shift(home):
    assert intake.remembered(SANNE, NOON) == intake.Remembered()
    take_in(place="V-4417", taking="seized")
    after = intake.remembered(SANNE, NOON + timedelta(minutes=20))
    assert (after.taking, after.place, after.giver) == ("seized", "V-4417", None)
    assert intake.remembered(SANNE, NOON + timedelta(hours=13)) == intake.Remembered()
    assert intake.remembered(KARIM, NOON) == intake.Remembered()


def test_the_form_remembers_the_person_of_just_now(home):
    take_in()
    after = intake.remembered(SANNE, NOON + timedelta(minutes=14))
    assert (after.giver.name, after.giver_minutes) == ("Annie Verhoeven", 14)
    assert intake.remembered(SANNE, NOON + timedelta(minutes=15)).giver is None


def test_a_form_sent_again_a_minute_later_is_the_same_act(home):
    """Its moment was "now", which is another one the second time (Q11)."""
    words = handover()
    first = intake.hand_over(words, SANNE, NOON)
    later = NOON + timedelta(minutes=1)
    assert intake.hand_over(replace(words, happened_at=later), SANNE, later) == first
    found = replace(handover(), taking="found_internal", parties=())
    once = intake.record_find(found, "BALIE-HAVEN", SANNE, NOON)
    again = replace(found, happened_at=later)
    assert intake.record_find(again, "BALIE-HAVEN", SANNE, later) == once


def test_a_form_sent_again_with_another_moment_filled_in_is_refused(home):
    words = handover(happened_at=NOON - timedelta(minutes=5))
    intake.hand_over(words, SANNE, NOON)
    with pytest.raises(storage.IdReusedError):
        intake.hand_over(replace(words, happened_at=NOON - timedelta(minutes=4)), SANNE, NOON)


def test_twins_of_one_form_at_the_same_moment_get_one_answer(home):
    for _ in range(5):
        words = handover()
        with ThreadPoolExecutor(4) as twins:
            sent = [twins.submit(intake.hand_over, words, SANNE, NOON) for _ in range(4)]
            answers = {(one.result().items, one.result().receipts) for one in sent}
        assert len(answers) == 1
