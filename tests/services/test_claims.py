"""The unrecorded handover: opened in the citizen's words, and closed by a person alone."""

from dataclasses import replace

import pytest

from custody import storage
from custody.domain.claims import Claim, ClaimAccountError, ClaimNotFoundError, ClaimStateError
from custody.services import claims, complaints
from tests.acts import complain, form, size, taken
from tests.cast import ELLEN, MARIT, NOON, PIETER, RUUD

TOLD = Claim("", "keys", "Ik gaf mijn sleutels aan een agent.", claimant="Annie", why="binnen")


def opened(complaint: str | None = None, form_id: str | None = None, by=MARIT, **more) -> Claim:
    told = replace(TOLD, complaint=complaint, **more)
    return claims.open_claim(told, form_id or form(), by, NOON)


def answer(number: str, code: str, word: str, reason: str = "zelfde hanger", by=RUUD) -> Claim:
    return claims.answer_candidate(number, code, word, reason, form(), by, NOON)


def test_a_claim_is_opened_in_the_citizens_words(home):
    claim = opened()
    assert (claim.number, claim.state, claim.account) == ("A-2026-0001", "open", TOLD.account)
    assert claims.show_claim(claim.number, MARIT).claim == claim


def test_a_claim_is_in_the_log_and_names_nobody_there(home):
    opened()
    with storage.reading() as books:
        (row,) = books.ledger.raw_events()
        event = books.ledger.record(0).event
    assert (event.type, event.account) == ("claim_made", TOLD.account)
    assert b"sleutels" not in row.body


def test_a_claim_without_words_is_not_opened(home):
    with pytest.raises(ClaimAccountError):
        opened(account="  ")
    assert size() == 0


def test_the_same_form_sent_twice_opens_one_claim(home):
    form_id = form()
    assert opened(form_id=form_id).number == opened(form_id=form_id).number
    assert len(claims.overview(MARIT)) == 1


def test_the_same_form_with_other_words_is_refused(home):
    form_id = form()
    opened(form_id=form_id)
    with pytest.raises(storage.IdReusedError):
        opened(form_id=form_id, account="Ik gaf mijn telefoon af.")


def test_without_a_receipt_that_is_proposed_as_an_element_of_its_own(home):
    number = complain()
    opened(number)
    opened(number)
    assert complaints.report(number, MARIT, NOON).elements == (("item", claims.NO_RECEIPT, True),)
    assert len(complaints.report(number, MARIT, NOON).claims) == 2


def test_a_custodian_sees_the_claim_and_not_whose_complaint_it_is(home):
    claim = opened(complain())
    page = claims.show_claim(claim.number, RUUD)
    assert (page.claim.number, page.claim.category) == (claim.number, "keys")
    assert (page.claim.complaint, page.claim.claimant, page.claim.account, page.claim.why) == (
        None,
        "",
        "",
        "",
    )
    assert not page.shows_complaint
    assert claims.overview(RUUD) == (page.claim,)


@pytest.mark.parametrize("who", [MARIT, PIETER, ELLEN])
def test_complaint_staff_see_the_whole_claim(home, who):
    claim = opened(complain())
    assert claims.show_claim(claim.number, who).claim == claim


def test_the_same_item_makes_a_claim_matched(home):
    claim, code = opened(complain()), taken()
    matched = answer(claim.number, code, "same")
    assert (matched.state, matched.item) == ("matched", code)
    with storage.reading() as books:
        event = books.ledger.record(books.ledger.size() - 1).event
    assert (event.from_, event.to, event.reason) == ("open", "matched", "zelfde hanger")


def test_another_item_leaves_a_claim_open(home):
    claim, code = opened(complain()), taken()
    before = size()
    for word in ("not_same", "cannot_tell"):
        assert answer(claim.number, code, word).state == "open"
    assert size() == before


def test_a_claim_without_a_complaint_is_answered_too(home):
    claim, code = opened(), taken()
    assert answer(claim.number, code, "same").state == "matched"


def test_a_matched_claim_is_matched_once(home):
    claim, code = opened(), taken()
    answer(claim.number, code, "same")
    before = size()
    assert answer(claim.number, code, "same").state == "matched"
    assert size() == before


def test_a_closed_claim_is_not_matched(home):
    claim, code = opened(), taken()
    with storage.transaction() as books:
        books.complaints.change_claim(claim, "closed")
    with pytest.raises(ClaimStateError):
        answer(claim.number, code, "same")


@pytest.mark.parametrize(("word", "reason"), [("perhaps", "x"), ("same", ""), ("same", " ")])
def test_an_answer_is_one_of_three_words_with_a_reason(home, word, reason):
    claim, code = opened(), taken()
    with pytest.raises(claims.CandidateAnswerError):
        answer(claim.number, code, word, reason)


def test_a_claim_that_does_not_exist_is_not_found(home):
    with pytest.raises(ClaimNotFoundError):
        claims.show_claim("A-2026-9999", MARIT)
    with pytest.raises(ClaimNotFoundError):
        answer("A-2026-9999", "F5DPN209V2", "same")
