"""A complaint goes from state to state by whom the table allows, and only when the guards hold."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from custody import storage
from custody.domain import complaints as k
from custody.domain.claims import Claim
from custody.domain.conclusions import POINTS, PointAnswer, PointsOpenError
from custody.domain.holds import HoldProposalsOpenError
from custody.domain.independence import DoubtAnsweredError, NotIndependentError, NotYourCaseError
from custody.domain.stages import ComplaintEndedError
from custody.services import claims, complaints, handling, independence, letters
from tests.acts import complain, form, proposed, taken
from tests.cast import ELLEN, JOKE, KARIM, MARIT, NOON, PIETER, SANNE, TOM, person
from tests.services.test_letters import WORDS

FULL = {p: PointAnswer(p, "done", "gevraagd", "5001", date(2026, 11, 20)) for p in POINTS}
DAY = NOON.date()


FOUR = {"enough": "yes", "supported": "yes", "by_rules": "yes", "adequate": "yes"}


def step(number: str, to: str, by=PIETER, reason="afgesproken", in_writing="", **facts: str):
    told = facts or (FOUR if to == "decided" else {})
    return handling.step(number, to, reason, in_writing, form(), by, NOON, told)


def to_state(number: str, *states: str) -> str:
    """Bring a complaint through these states; the letter of receipt is made first."""
    letters.keep(replace(WORDS, kind="L1", complaint=number), form(), MARIT, NOON)
    for state in states:
        step(number, state)
    return number


def in_phase_two() -> str:
    return to_state(complain(), "acknowledged", "assessing", "phase_two")


def judge(number: str, outcome: str, points=None, by=ELLEN, kind="item") -> None:
    if not handling.show(number, by).elements:
        handling.add_element(number, kind, "Sleutels kwijt", (None, None), form(), MARIT, NOON)
    (element,) = handling.show(number, by).elements
    judged = replace(element, outcome=outcome, findings="twee agenten", reasons="zie boven")
    handling.judge(number, judged, points or {}, form(), by, NOON)


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


def test_receipt_is_confirmed_by_a_letter(home):
    with pytest.raises(k.NotConfirmedError):
        step(complain(), "acknowledged")


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
    complaints.link(number, None, code, "", form(), MARIT, NOON)
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
    complaints.reject(number, 0, code, "other_item", form(), MARIT, NOON)
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


def test_only_a_person_makes_an_element_and_notes_what_the_complainant_says(home):
    number = complain()
    claims.open_claim(Claim("", "keys", "Mijn sleutels", complaint=number), form(), MARIT, NOON)
    (proposed,) = handling.show(number, MARIT).elements
    assert (proposed.suggested, proposed.agreed) == (True, "")
    handling.change_element(number, proposed.id, "yes", MARIT, DAY)
    (made,) = handling.show(number, MARIT).elements
    assert (made.suggested, made.agreed, made.agreed_on) == (False, "yes", DAY)
    with pytest.raises(k.ElementTextError):
        handling.add_element(number, "item", " ", (None, None), form(), MARIT, NOON)
    with pytest.raises(handling.ElementUnknownError):
        handling.change_element(number, 999, "yes", MARIT, DAY)


@pytest.mark.parametrize("outcome", ["not_upheld", "no_judgement"])
def test_no_record_is_not_an_answer_to_an_element_about_an_item(home, outcome):
    number = in_phase_two()
    with pytest.raises(PointsOpenError):
        judge(number, outcome)
    judge(number, outcome, FULL)
    assert step(number, "decided", by=ELLEN).state == "decided"


@pytest.mark.parametrize("outcome", ["upheld", "partly_upheld"])
def test_the_guard_never_stops_a_judgement_for_the_citizen(home, outcome):
    number = in_phase_two()
    judge(number, outcome)
    assert handling.show(number, ELLEN).elements[0].outcome == outcome


def test_a_decision_says_something_of_every_element(home):
    number = in_phase_two()
    with pytest.raises(k.ElementsOpenError):
        step(number, "decided", by=ELLEN)


def test_only_the_authority_judges_and_says_why(home):
    number = in_phase_two()
    for who in (MARIT, PIETER):
        with pytest.raises(k.ComplaintRoleError):
            judge(number, "upheld", by=who)
    (element,) = handling.show(number, ELLEN).elements
    with pytest.raises(k.OutcomeError):
        handling.judge(number, replace(element, outcome="upheld"), {}, form(), ELLEN, NOON)


def test_who_may_not_see_a_complaint_cannot_handle_it(home):
    number = complain()
    stranger = person("5011", "Anouk Bos", "handler")
    for who in (SANNE, JOKE, stranger):
        with pytest.raises(k.ComplaintNotFoundError):
            handling.show(number, who)
        with pytest.raises(k.ComplaintNotFoundError):
            step(number, "acknowledged", by=who)


def test_nothing_is_judged_before_the_second_phase(home):
    number = to_state(complain(), "acknowledged", "assessing", "phase_one")
    with pytest.raises(k.NotYetJudgedError):
        judge(number, "upheld", by=ELLEN)
    assert [one.outcome for one in handling.show(number, ELLEN).elements] == [""]


def test_a_double_press_writes_one_element_and_other_words_are_refused(home):
    number, twice = complain(), form()
    for _ in range(2):
        handling.add_element(number, "item", "Sleutels kwijt", (DAY, None), twice, MARIT, NOON)
    assert [one.text for one in handling.show(number, MARIT).elements] == ["Sleutels kwijt"]
    with pytest.raises(storage.IdReusedError):
        handling.add_element(number, "item", "Tas kwijt", (DAY, None), twice, MARIT, NOON)


def test_the_form_of_one_person_is_not_the_act_of_another(home):
    number, same = complain(), form()
    handling.add_element(number, "item", "Sleutels kwijt", (None, None), same, MARIT, NOON)
    with pytest.raises(storage.IdReusedError):
        handling.add_element(number, "item", "Sleutels kwijt", (None, None), same, PIETER, NOON)


def test_a_double_press_marks_words_once(home):
    number, twice = complain("Mijn fiets en nog een fiets zijn weg."), form()
    for _ in range(2):
        handling.mark_words(number, "fiets", "other", twice, MARIT, NOON)
    with storage.reading() as books:
        assert len([end for end in books.handling.ends(number) if end.marked]) == 1
    handling.mark_words(number, "fiets", "other", form(), MARIT, NOON)
    with storage.reading() as books:
        assert len([end for end in books.handling.ends(number) if end.marked]) == 2


def test_a_doubt_is_accepted_once_and_a_later_answer_is_not_dropped_unseen(home):
    number, code = complain(), taken(by=KARIM)
    complaints.link(number, None, code, "zelfde", form(), MARIT, NOON)
    complaints.assign(number, MARIT.number, PIETER)
    hit = next(one for one in handling.show(number, ELLEN).hits if one.person == MARIT.number)
    said = (number, hit.person, hit.ground, hit.item)
    independence.accept(*said, "klein team", ELLEN, NOON)
    independence.accept(*said, "klein team", ELLEN, NOON)
    with pytest.raises(DoubtAnsweredError):
        independence.accept(*said, "andere reden", ELLEN, NOON)


def test_a_complaint_that_has_ended_takes_no_new_element_until_it_is_reopened(home):
    number = complain()
    with storage.transaction() as books:
        books.complaints.add_element(number, "item", "Geen bon gemaakt", suggested=True)
    first, sent = form(), ("conduct", "Onbeleefd", (None, None))
    handling.add_element(number, *sent, first, MARIT, NOON)
    to_state(number, "acknowledged", "assessing", "withdrawn")
    handling.add_element(number, *sent, first, MARIT, NOON)
    with pytest.raises(ComplaintEndedError):
        handling.add_element(number, *sent, form(), MARIT, NOON)
    suggested, made = handling.show(number, MARIT).elements
    with pytest.raises(ComplaintEndedError):
        handling.change_element(number, suggested.id, "yes", MARIT, DAY)
    handling.change_element(number, made.id, "yes", MARIT, DAY)
    step(number, "reopened")
    handling.add_element(number, "time", "Duurt te lang", (None, None), form(), MARIT, NOON)
    assert len(handling.show(number, MARIT).elements) == 3


@pytest.mark.parametrize(
    ("kind", "days", "error"),
    [
        ("", (None, None), k.ElementKindError),
        ("zzz", (None, None), k.ElementKindError),
        ("item", (DAY, DAY - timedelta(days=1)), k.ElementDaysError),
    ],
)
def test_an_element_without_kind_or_with_turned_days_is_refused(home, kind, days, error):
    number = complain()
    with pytest.raises(error):
        handling.add_element(number, kind, "Sleutels kwijt", days, form(), MARIT, NOON)
