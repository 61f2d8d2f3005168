"""A clear handover that nothing answers is a claim from the first minute, until a person looks."""

from dataclasses import replace

import pytest

from custody import storage
from custody.domain import claims as c
from custody.domain.claims import Claim, ClaimReasonError, ClaimStateError, ClaimUnseenError
from custody.domain.complaints import ComplaintNotFoundError, Step
from custody.domain.conclusions import PointAnswer
from custody.domain.items import Party
from custody.domain.unrecorded import UnseenEndError
from custody.services import (
    claims,
    complaints,
    conclusions,
    handling,
    linking,
    matching,
    mentions,
    unrecorded,
)
from tests.acts import complain, form, size, taken
from tests.cast import ELLEN, MARIT, NOON, PIETER, RUUD, person

DAY = f"{NOON:%d-%m-%Y}"
WORDS = f"Op {DAY} heb ik mijn huissleutels aan een agent gegeven. Ik kreeg ze niet terug."
ANNIE = Party("complainant", "Annie Verhoeven", address="Kadestraat 14")
ELSEWHERE = person("5011", "Anouk Bos", "handler", unit="WTL-CENTRUM")


def about(text: str = WORDS, **more) -> str:
    """Register a complaint, compare it, and let the system open what its words make."""
    number = complain(text, complainant=ANNIE, **more)
    matching.run_for_complaint(number, NOON)
    unrecorded.open_from_words(number, NOON)
    return number


def of(number: str) -> tuple[Claim, ...]:
    return complaints.report(number, MARIT, NOON).claims


def ending(number: str, mention: int = 0) -> str:
    return handling.show(number, MARIT).mentions[mention]


def test_the_system_opens_a_claim_in_the_complainants_own_words_and_in_the_log(home):
    number = about(represented="Piet Verhoeven", relation="zoon")
    (claim,) = of(number)
    assert claim.account == f"Op {DAY} heb ik mijn huissleutels aan een agent gegeven."
    assert (claim.category, claim.state, claim.mention) == ("keys", "open", 0)
    assert (claim.claimant, claim.for_whom, claim.relation) == (
        "Annie Verhoeven",
        "Piet Verhoeven",
        "zoon",
    )
    assert claim.first_on == NOON.date()
    assert claim.unseen
    with storage.reading() as books:
        event = books.ledger.record(size() - 1).event
    assert (event.type, event.actor, event.claim) == ("claim_made", "system:matching", claim.number)


def test_it_opens_once_however_often_the_words_are_compared(home):
    number = about()
    matching.run_for_complaint(number, NOON)
    assert unrecorded.open_from_words(number, NOON) == 0
    assert len(of(number)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "De agent was onbeleefd tegen mij.",
        "Mijn telefoon is gestolen op de markt.",
    ],
)
def test_words_without_a_handover_open_nothing(home, text):
    assert of(about(text)) == ()


def test_a_suggestion_does_not_stop_it_and_a_certain_link_does(home):
    code = taken()
    (claim,) = of(about())
    assert claim.unseen
    number = complain(WORDS, complainant=replace(ANNIE, phone="+31612345678"))
    matching.run_for_complaint(number, NOON)
    with storage.reading() as books:
        certain = [link.item for link in books.complaints.links(number)]
    unrecorded.open_from_words(number, NOON)
    assert (certain == [code]) == (of(number) == ())


def test_an_ended_complaint_opens_nothing(home):
    number = complain(WORDS)
    matching.run_for_complaint(number, NOON)
    with storage.transaction() as books:
        books.handling.step(number, Step("received", "withdrawn", "", "", "", NOON))
    assert unrecorded.open_from_words(number, NOON) == 0
    assert of(number) == ()


def test_until_a_person_confirms_it_the_mention_has_no_end_and_no_conclusion(home):
    number = about()
    (claim,) = of(number)
    assert ending(number) == ""
    with pytest.raises(ClaimUnseenError):
        conclusions.establish(claim.number, "camera", "beelden", form(), MARIT, NOON)
    closing = c.Closing("withdrawn", "trekt in", "per mail")
    with pytest.raises(ClaimUnseenError):
        conclusions.close(claim.number, closing, {"G1": PointAnswer("G1")}, form(), ELLEN, NOON)


def test_nothing_was_recorded_confirms_the_claim_that_is_there(home):
    number = about()
    (opened,) = of(number)
    told = Claim("", "keys", "Twee sleutels, rode hanger", complaint=number, mention=0, quantity=2)
    form_id = form()
    made = claims.open_claim(told, form_id, MARIT, NOON)
    assert made.number == opened.number
    assert claims.open_claim(told, form_id, MARIT, NOON).number == opened.number
    (claim,) = of(number)
    assert (claim.account, claim.quantity, claim.confirmed_by) == (
        "Twee sleutels, rode hanger",
        2,
        MARIT.number,
    )
    assert not claim.unseen
    assert ending(number) == "claim"
    history = claims.show_claim(claim.number, MARIT).entries
    assert [entry.kind for entry in history] == ["opened", "confirmed"]
    assert history[0].text == opened.account
    assert [one.suggested for one in handling.show(number, MARIT).elements] == [True]


def test_linking_an_item_to_the_words_ends_it_and_undoing_the_link_brings_it_back(home):
    number, code = about(), taken()
    linking.link(number, 0, code, "zelfde hanger", form(), MARIT, NOON)
    unrecorded.linked(number, 0, code, "zelfde hanger", MARIT, NOON)
    (claim,) = of(number)
    assert (claim.state, ending(number)) == ("closed", "linked")
    linking.undo(number, code, "toch niet", form(), MARIT, NOON)
    unrecorded.open_from_words(number, NOON)
    (claim,) = of(number)
    assert (claim.state, claim.unseen, ending(number)) == ("open", True, "")
    kinds = [entry.kind for entry in claims.show_claim(claim.number, MARIT).entries]
    assert kinds == ["opened", "closed", "reopened"]


def test_words_that_are_set_aside_end_it_with_the_reason(home):
    number = about()
    mentions.set_aside(number, 0, "het gaat over de buurman", MARIT, NOON)
    unrecorded.set_aside(number, 0, "het gaat over de buurman", MARIT, NOON)
    (claim,) = of(number)
    assert (claim.state, ending(number)) == ("closed", "not_police")
    assert claims.show_claim(claim.number, MARIT).entries[-1].text == "het gaat over de buurman"
    assert unrecorded.open_from_words(number, NOON) == 0


def test_a_person_says_that_it_is_no_claim_with_a_reason_and_only_before_confirming(home):
    number = about()
    (claim,) = of(number)
    with pytest.raises(UnseenEndError):
        unrecorded.end(claim.number, "gone", "x", form(), MARIT, NOON)
    with pytest.raises(ClaimReasonError):
        unrecorded.end(claim.number, "misread", " ", form(), MARIT, NOON)
    with pytest.raises(ComplaintNotFoundError):
        unrecorded.end(claim.number, "misread", "x", form(), ELSEWHERE, NOON)
    form_id = form()
    for _ in range(2):
        unrecorded.end(claim.number, "misread", "gaat over de buren", form_id, MARIT, NOON)
    (claim,) = of(number)
    assert claim.state == "closed"
    with pytest.raises(ClaimStateError):
        unrecorded.end(claim.number, "misread", "nog eens", form(), PIETER, NOON)


def test_a_custodian_sees_the_claim_and_no_sign_of_a_complaint(home):
    about()
    (claim,) = claims.overview(RUUD)
    assert (claim.category, claim.state, claim.account) == ("keys", "open", "")
    assert (claim.complaint, claim.opened_by, claim.unseen) == (None, "", False)
