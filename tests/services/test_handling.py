"""A complaint goes from state to state by whom the table allows, and only when the guards hold."""

import pytest

from custody import storage
from custody.domain import complaints as k
from custody.domain.claims import Claim
from custody.domain.elements import ElementsOpenError
from custody.domain.holds import HoldProposalsOpenError
from custody.domain.independence import DoubtAnsweredError, NotIndependentError, NotYourCaseError
from custody.domain.sending import NotSentError
from custody.services import claims, complaints, handling, independence, linking
from tests.acts import complain, form, proposed, send, step, taken, without_committee
from tests.cast import ELLEN, JOKE, KARIM, MARIT, NOON, PIETER, SANNE, TOM, person


def to_state(number: str, *states: str) -> str:
    """Bring a complaint through these states; the letter of receipt is sent first."""
    send(number, "L1")
    for state in states:
        step(number, state)
    return number


def in_phase_two() -> str:
    """Return a complaint before the authority, where the norms ask for no committee."""
    without_committee()
    return to_state(complain(), "acknowledged", "assessing", "phase_two")


def test_a_complaint_walks_the_table_and_each_step_is_in_the_log(home):
    number = to_state(complain(), "acknowledged", "assessing", "phase_one", "phase_two")
    found = handling.show(number, PIETER)
    assert (found.complaint.state, len(found.steps)) == ("phase_two", 4)
    with storage.reading() as books:
        event = books.ledger.record(books.ledger.size() - 1).event
    assert (event.from_, event.to, event.reason) == ("phase_one", "phase_two", "afgesproken")


@pytest.mark.parametrize(("to", "who"), [("assessing", MARIT), ("acknowledged", TOM)])
def test_a_step_of_somebody_else_is_refused(home, to, who):
    number = complain()
    if to == "assessing":
        to_state(number, "acknowledged")
    with pytest.raises(k.ComplaintRoleError):
        step(number, to, by=who)


def test_a_step_that_the_table_does_not_know_is_refused_for_everybody(home):
    number = complain()
    for who in (MARIT, PIETER, ELLEN):
        with pytest.raises(k.ComplaintStateError):
            step(number, "decided", by=who)


def test_receipt_is_confirmed_by_a_letter_that_was_sent(home):
    number = complain()
    with pytest.raises(NotSentError):
        step(number, "acknowledged")
    send(number, "L1")
    assert step(number, "acknowledged").state == "acknowledged"


def test_a_step_needs_words(home):
    number = to_state(complain(), "acknowledged")
    with pytest.raises(k.StepReasonError):
        step(number, "assessing", reason=" ")


def test_the_same_step_sent_twice_is_one_step(home):
    number, form_id = to_state(complain(), "acknowledged"), form()
    for _ in range(2):
        handling.step(number, "assessing", "nu", "", form_id, PIETER, NOON)
    assert len(handling.show(number, PIETER).steps) == 2


def test_the_first_phase_waits_for_a_handler_outside_the_trail(home):
    number, code = to_state(complain(), "acknowledged", "assessing"), taken(by=KARIM)
    linking.link(number, None, code, "", form(), MARIT, NOON)
    with storage.transaction() as books:
        books.complaints.assign(number, KARIM.number)
    with pytest.raises(NotIndependentError):
        step(number, "phase_one")
    with pytest.raises(NotYourCaseError):
        independence.accept(number, KARIM.number, "a", code, "klein team", PIETER, NOON)
    independence.accept(number, KARIM.number, "a", code, "klein team", ELLEN, NOON)
    assert step(number, "phase_one").state == "phase_one"


def test_the_first_phase_waits_for_an_answer_to_what_is_kept_back(home):
    number, code = to_state(complain(), "acknowledged", "assessing"), taken()
    proposed(number, code)
    with pytest.raises(HoldProposalsOpenError) as refused:
        step(number, "phase_one")
    assert refused.value.facts == {"items": code}
    linking.reject(number, 0, code, "other_item", form(), MARIT, NOON)
    assert step(number, "phase_one").state == "phase_one"


def test_satisfied_with_an_open_claim_only_when_that_is_in_writing(home):
    number = to_state(complain(), "acknowledged", "assessing", "phase_one")
    claims.open_claim(Claim("", "keys", "Mijn sleutels", complaint=number), form(), MARIT, NOON)
    with pytest.raises(k.ClaimsOpenError):
        step(number, "closed_satisfied", by=MARIT, reason="belde, is tevreden")
    done = step(number, "closed_satisfied", MARIT, "belde, is tevreden", "brief van 4 mei")
    assert done.state == "closed_satisfied"
    (claim,) = complaints.report(number, MARIT, NOON).claims
    assert claim.state == "open"


def test_a_decision_says_something_of_every_element(home):
    number = in_phase_two()
    with pytest.raises(ElementsOpenError):
        step(number, "decided", by=ELLEN)


def test_who_may_not_see_a_complaint_cannot_handle_it(home):
    number = complain()
    stranger = person("5011", "Anouk Bos", "handler")
    for who in (SANNE, JOKE, stranger):
        with pytest.raises(k.ComplaintNotFoundError):
            handling.show(number, who)
        with pytest.raises(k.ComplaintNotFoundError):
            step(number, "acknowledged", by=who)


def test_a_doubt_is_accepted_once_and_a_later_answer_is_not_dropped_unseen(home):
    number, code = complain(), taken(by=KARIM)
    linking.link(number, None, code, "zelfde", form(), MARIT, NOON)
    complaints.assign(number, MARIT.number, PIETER)
    hit = next(one for one in handling.show(number, ELLEN).hits if one.person == MARIT.number)
    said = (number, hit.person, hit.ground, hit.item)
    independence.accept(*said, "klein team", ELLEN, NOON)
    independence.accept(*said, "klein team", ELLEN, NOON)
    with pytest.raises(DoubtAnsweredError):
        independence.accept(*said, "andere reden", ELLEN, NOON)
