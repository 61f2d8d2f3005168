"""The unrecorded handover: opened in the citizen's words, and never changed by anybody."""

from dataclasses import replace

import pytest

from custody import storage
from custody.domain import claims as c
from custody.domain.claims import Claim, ClaimAccountError, ClaimNotFoundError
from custody.domain.complaints import ComplaintNotFoundError
from custody.domain.errors import InputError, RightError
from custody.services import claims, complaints
from tests.acts import complain, form, size
from tests.cast import ELLEN, JOKE, MARIT, NOON, PIETER, RUUD, TOM, person

TOLD = Claim("", "keys", "Ik gaf mijn sleutels aan een agent.", claimant="Annie", why="binnen")
ELSEWHERE = person("5011", "Anouk Bos", "handler", unit="WTL-CENTRUM")


def opened(complaint: str | None = None, form_id: str | None = None, by=MARIT, **more) -> Claim:
    told = replace(TOLD, complaint=complaint, **more)
    return claims.open_claim(told, form_id or form(), by, NOON)


def last_event():
    with storage.reading() as books:
        return books.ledger.record(books.ledger.size() - 1).event


def kinds(number: str) -> list[str]:
    return [entry.kind for entry in claims.show_claim(number, MARIT).entries]


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


def test_the_form_of_one_person_opens_no_claim_for_another(home):
    same = form()
    opened(form_id=same)
    with pytest.raises(storage.IdReusedError):
        opened(form_id=same, by=PIETER)


def test_the_same_form_with_other_words_is_refused(home):
    form_id = form()
    opened(form_id=form_id)
    with pytest.raises(storage.IdReusedError):
        opened(form_id=form_id, account="Ik gaf mijn telefoon af.")


def test_a_claim_of_a_complaint_is_opened_by_who_may_see_the_complaint(home):
    number = complain()
    with pytest.raises(ComplaintNotFoundError):
        opened(number, by=ELSEWHERE)
    with pytest.raises(ComplaintNotFoundError):
        opened(number, by=JOKE)
    assert size() == 1


def test_without_a_receipt_that_is_proposed_as_an_element_of_its_own(home):
    number = complain()
    opened(number)
    opened(number)
    (element,) = complaints.report(number, MARIT, NOON).elements
    assert (element.kind, element.text, element.suggested) == ("item", claims.NO_RECEIPT, True)
    assert len(complaints.report(number, MARIT, NOON).claims) == 2


def test_a_custodian_sees_the_claim_and_not_whose_complaint_it_is(home):
    claim = opened(complain(), marks="rode hanger", to_whom="agent 4711", place="Haven")
    page = claims.show_claim(claim.number, RUUD)
    seen = Claim(claim.number, "keys", "", "open", place="Haven")
    assert (page.claim, page.entries, page.letters, page.whole) == (seen, (), (), False)
    assert not page.shows_complaint
    assert claims.overview(RUUD) == (seen,)


@pytest.mark.parametrize("who", [MARIT, PIETER, ELLEN, TOM])
def test_complaint_staff_see_the_whole_claim(home, who):
    claim = opened(complain())
    assert claims.show_claim(claim.number, who).claim == claim


def test_a_handler_of_another_complaint_sees_no_account_and_no_claimant(home):
    claim = opened(complain())
    page = claims.show_claim(claim.number, ELSEWHERE)
    assert (page.claim.account, page.claim.claimant, page.claim.complaint) == ("", "", None)


def test_what_is_heard_later_is_added_and_changes_nothing(home):
    claim = opened()
    claims.add_entry(claim.number, "added", "Het waren drie sleutels.", form(), MARIT, NOON)
    page = claims.show_claim(claim.number, MARIT)
    assert page.claim == claim
    assert page.entries[-1].text == "Het waren drie sleutels."
    assert last_event().reason == "Het waren drie sleutels."


def test_an_empty_addition_is_refused_and_others_cannot_add(home):
    claim = opened(complain())
    with pytest.raises(c.ClaimReasonError):
        claims.add_entry(claim.number, "added", " ", form(), MARIT, NOON)
    for who in (RUUD, ELSEWHERE):
        with pytest.raises(RightError):
            claims.add_entry(claim.number, "added", "x", form(), who, NOON)
    with pytest.raises(InputError):
        claims.add_entry(claim.number, "closed", "x", form(), MARIT, NOON)


def test_a_claim_that_does_not_exist_is_not_found(home):
    with pytest.raises(ClaimNotFoundError):
        claims.show_claim("A-2026-9999", MARIT)
