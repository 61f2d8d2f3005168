"""From hand to hand: the giver stays responsible until the receiver says so."""

import pytest

from custody import storage
from custody.domain.places import PlaceClosedError, PlaceUnknownError
from custody.domain.steps import (
    GiverAnswersError,
    ItemNotFoundError,
    NoOfferError,
    NotHolderError,
    NotReceiverError,
    OfferOpenError,
    SameHolderError,
)
from custody.domain.trail import Holder
from custody.services import linking, transfers
from tests.acts import (
    accept,
    at_the_desk,
    complain,
    form,
    offer,
    size,
    state,
    taken,
    trail,
    types,
)
from tests.cast import (
    ANNA,
    BRAM,
    HAVEN,
    JOKE,
    KARIM,
    MARIT,
    NOON,
    NOOR,
    RUUD,
    SANNE,
)


def refuse(code: str, by=JOKE, reason: str = "not_here"):
    return transfers.refuse(code, reason, "", form(), by, NOON)


def withdraw(code: str, by=SANNE):
    return transfers.withdraw(code, "", form(), by, NOON)


def test_an_offer_leaves_the_giver_responsible(home):
    code = taken()
    offer(code)
    assert state(code).holder.ref == SANNE.number
    assert transfers.incoming(JOKE) == transfers.incoming(ANNA) == (state(code),)
    assert transfers.incoming(KARIM) == ()


def test_an_accepted_item_is_the_posts_and_lies_at_its_place(home):
    code = at_the_desk()
    assert state(code).holder == Holder("post", "BALIE-HAVEN", "Balie Haven")
    assert (state(code).place, state(code).offer) == ("BALIE-HAVEN", None)
    assert types(code) == ["item_received", "transfer_offered", "transfer_accepted"]


def test_an_answer_names_the_offer_it_answers(home):
    code = taken()
    (offered,) = offer(code)
    (accepted,) = accept(code)
    assert accepted.event.ref == (offered.leaf,)
    assert accepted.event.holder_from["ref"] == SANNE.number


def test_a_colleague_who_accepts_has_it_in_the_pocket(home):
    code = taken()
    offer(code, KARIM.number)
    accept(code, KARIM)
    assert (state(code).holder.ref, state(code).place) == (KARIM.number, "BIJ-4822")


def test_the_receiver_says_where_it_is_and_in_which_state(home):
    code = taken()
    offer(code, "KAMER-HAVEN")
    transfers.accept(code, "SCHAP-B-12", "damaged", form(), RUUD, NOON)
    assert (state(code).place, state(code).condition) == ("SCHAP-B-12", "damaged")


def test_a_refusal_leaves_it_with_the_giver_and_says_why(home):
    code = taken()
    offer(code)
    refuse(code, reason="other_count")
    assert (state(code).holder.ref, state(code).offer) == (SANNE.number, None)
    assert trail(code).records[-1].event.reason == "other_count"


def test_a_refusal_needs_a_reason_of_the_list(home):
    code = taken()
    offer(code)
    with pytest.raises(transfers.RefusalReasonError):
        refuse(code, reason="no time")
    assert state(code).offer is not None


def test_an_offer_can_be_taken_back_and_made_again(home):
    code = taken()
    offer(code)
    withdraw(code)
    assert state(code).offer is None
    offer(code, KARIM.number)
    assert state(code).offer.holder_to.ref == KARIM.number


@pytest.mark.parametrize("who", [KARIM, RUUD, NOOR])
def test_nobody_but_the_receiver_answers(home, who):
    code = taken()
    offer(code)
    with pytest.raises(NotReceiverError):
        accept(code, who)
    with pytest.raises(NotReceiverError):
        refuse(code, who)
    assert state(code).offer is not None


def test_nobody_takes_over_from_themselves(home):
    code = at_the_desk()
    with pytest.raises(SameHolderError):
        offer(code, by=JOKE)
    offer(code, JOKE.number, by=JOKE)
    with pytest.raises((GiverAnswersError, NotHolderError)):
        withdraw(code, SANNE)


def test_the_loser_of_a_race_is_told_who_has_it(home):
    code = taken()
    offer(code)
    accept(code)
    with pytest.raises(NoOfferError, match="Balie Haven"):
        accept(code, ANNA)
    with pytest.raises(NoOfferError, match="Balie Haven"):
        withdraw(code)


def test_a_second_offer_waits_for_the_first(home):
    code = taken()
    offer(code)
    with pytest.raises(OfferOpenError, match="Balie Haven"):
        offer(code, KARIM.number)


def test_only_the_holder_offers(home):
    code = taken()
    with pytest.raises(NotHolderError, match="Sanne de Wit"):
        offer(code, KARIM.number, by=JOKE)


def test_an_offer_of_several_things_is_all_or_none(home):
    free, waiting = taken(), taken()
    offer(waiting)
    before = size()
    with pytest.raises(OfferOpenError):
        transfers.offer((free, waiting), "BALIE-HAVEN", "", form(), SANNE, NOON)
    assert size() == before
    assert state(free).offer is None


@pytest.mark.parametrize("to", ["", "9999", "NOWHERE", NOOR.number, MARIT.number])
def test_nobody_is_offered_anything_who_cannot_answer(home, to):
    code = taken()
    with pytest.raises(transfers.ReceiverUnknownError):
        offer(code, to)


def test_each_act_sent_twice_is_recorded_once(home):
    code = taken()
    ids = [form() for _ in range(3)]
    for _ in range(2):
        transfers.offer((code,), "BALIE-HAVEN", "", ids[0], SANNE, NOON)
    for _ in range(2):
        transfers.withdraw(code, "", ids[1], SANNE, NOON)
    offer(code)
    answers = [transfers.accept(code, None, None, ids[2], JOKE, NOON) for _ in range(2)]
    assert answers[0] == answers[1]
    assert types(code).count("transfer_accepted") == 1
    assert size() == 6


def test_a_code_that_nobody_knows_is_not_offered(home):
    with pytest.raises(ItemNotFoundError):
        offer("0000000000")
    assert size() == 0


def test_who_is_of_another_unit_does_not_learn_that_there_is_such_an_item(home):
    code = taken()
    with pytest.raises(ItemNotFoundError):
        offer(code, by=BRAM)


def test_under_hold_an_item_still_goes_to_the_desk(home):
    code = taken()
    linking.link(complain(), None, code, "same", form(), MARIT, NOON)
    offer(code)
    accept(code)
    assert state(code).holder.ref == "BALIE-HAVEN"


def test_one_offers_to_the_posts_of_the_own_unit_first_and_never_to_oneself(home):
    found = transfers.receivers(SANNE)
    assert [post.code for post in found.posts] == ["BALIE-HAVEN", "KAMER-HAVEN"]
    assert found.default == "BALIE-HAVEN"
    assert SANNE.number not in {person.number for person in found.people}
    assert KARIM.number in {person.number for person in found.people}


def test_a_post_does_not_offer_to_itself(home):
    assert [post.code for post in transfers.receivers(JOKE).posts] == ["KAMER-HAVEN"]


def test_only_colleagues_who_may_answer_are_offered_to(home):
    people = transfers.receivers(SANNE).people
    assert all(person.unit == HAVEN for person in people)
    assert all(person.may("answer_transfer") for person in people)


def test_somebody_of_another_unit_accepts_into_an_own_place(home):
    code = taken()
    offer(code, BRAM.number)
    accept(code, BRAM)
    assert (state(code).holder.ref, state(code).place) == (BRAM.number, "BIJ-6001")


def test_a_place_that_is_not_there_receives_nothing(home):
    code = taken()
    offer(code)
    with pytest.raises(PlaceUnknownError):
        transfers.accept(code, "NOWHERE", None, form(), JOKE, NOON)
    with storage.transaction() as books:
        books.places.close("SCHAP-B-12", NOON)
    with pytest.raises(PlaceClosedError, match="Schap B-12"):
        transfers.accept(code, "SCHAP-B-12", None, form(), JOKE, NOON)
    assert state(code).offer is not None


def test_an_offer_of_nothing_is_refused_in_words(home):
    with pytest.raises(transfers.NothingChosenError):
        transfers.offer((), "BALIE-HAVEN", "Naar de balie", form(), SANNE, NOON)
    assert size() == 0
