"""Only a person makes an element, only the authority judges it, and never on a missing record."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from custody import storage
from custody.domain.claims import Claim
from custody.domain.complaints import ComplaintRoleError
from custody.domain.conclusions import POINTS, PointAnswer, PointsOpenError
from custody.domain.elements import (
    ElementDaysError,
    ElementKindError,
    ElementTextError,
    ElementUnknownError,
    NotYetJudgedError,
    OutcomeError,
)
from custody.domain.stages import ComplaintEndedError
from custody.services import claims, elements, handling
from tests.acts import complain, form
from tests.cast import ELLEN, MARIT, NOON, PIETER
from tests.services.test_handling import in_phase_two, step, to_state

FULL = {p: PointAnswer(p, "done", "gevraagd", "5001", date(2026, 11, 20)) for p in POINTS}
DAY = NOON.date()


def judge(number: str, outcome: str, points=None, by=ELLEN, kind="item") -> None:
    if not handling.show(number, by).elements:
        elements.add(number, kind, "Sleutels kwijt", (None, None), form(), MARIT, NOON)
    (element,) = handling.show(number, by).elements
    judged = replace(element, outcome=outcome, findings="twee agenten", reasons="zie boven")
    elements.judge(number, judged, points or {}, form(), by, NOON)


def test_only_a_person_makes_an_element_and_notes_what_the_complainant_says(home):
    number = complain()
    claims.open_claim(Claim("", "keys", "Mijn sleutels", complaint=number), form(), MARIT, NOON)
    (proposed,) = handling.show(number, MARIT).elements
    assert (proposed.suggested, proposed.agreed) == (True, "")
    elements.change(number, proposed.id, "yes", MARIT, DAY)
    (made,) = handling.show(number, MARIT).elements
    assert (made.suggested, made.agreed, made.agreed_on) == (False, "yes", DAY)
    with pytest.raises(ElementTextError):
        elements.add(number, "item", " ", (None, None), form(), MARIT, NOON)
    with pytest.raises(ElementUnknownError):
        elements.change(number, 999, "yes", MARIT, DAY)


@pytest.mark.parametrize(
    ("kind", "days", "error"),
    [
        ("", (None, None), ElementKindError),
        ("zzz", (None, None), ElementKindError),
        ("item", (DAY, DAY - timedelta(days=1)), ElementDaysError),
    ],
)
def test_an_element_without_kind_or_with_turned_days_is_refused(home, kind, days, error):
    number = complain()
    with pytest.raises(error):
        elements.add(number, kind, "Sleutels kwijt", days, form(), MARIT, NOON)


def test_a_double_press_writes_one_element_and_other_words_are_refused(home):
    number, twice = complain(), form()
    for _ in range(2):
        elements.add(number, "item", "Sleutels kwijt", (DAY, None), twice, MARIT, NOON)
    assert [one.text for one in handling.show(number, MARIT).elements] == ["Sleutels kwijt"]
    with pytest.raises(storage.IdReusedError):
        elements.add(number, "item", "Tas kwijt", (DAY, None), twice, MARIT, NOON)


def test_the_form_of_one_person_is_not_the_act_of_another(home):
    number, same = complain(), form()
    elements.add(number, "item", "Sleutels kwijt", (None, None), same, MARIT, NOON)
    with pytest.raises(storage.IdReusedError):
        elements.add(number, "item", "Sleutels kwijt", (None, None), same, PIETER, NOON)


def test_a_complaint_that_has_ended_takes_no_new_element_until_it_is_reopened(home):
    number = complain()
    with storage.transaction() as books:
        books.complaints.add_element(number, "item", "Geen bon gemaakt", suggested=True)
    first, sent = form(), ("conduct", "Onbeleefd", (None, None))
    elements.add(number, *sent, first, MARIT, NOON)
    to_state(number, "acknowledged", "assessing", "withdrawn")
    elements.add(number, *sent, first, MARIT, NOON)
    with pytest.raises(ComplaintEndedError):
        elements.add(number, *sent, form(), MARIT, NOON)
    suggested, made = handling.show(number, MARIT).elements
    with pytest.raises(ComplaintEndedError):
        elements.change(number, suggested.id, "yes", MARIT, DAY)
    elements.change(number, made.id, "yes", MARIT, DAY)
    step(number, "reopened")
    elements.add(number, "time", "Duurt te lang", (None, None), form(), MARIT, NOON)
    assert len(handling.show(number, MARIT).elements) == 3


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


def test_only_the_authority_judges_and_says_why(home):
    number = in_phase_two()
    for who in (MARIT, PIETER):
        with pytest.raises(ComplaintRoleError):
            judge(number, "upheld", by=who)
    (element,) = handling.show(number, ELLEN).elements
    with pytest.raises(OutcomeError):
        elements.judge(number, replace(element, outcome="upheld"), {}, form(), ELLEN, NOON)


def test_nothing_is_judged_before_the_second_phase(home):
    number = to_state(complain(), "acknowledged", "assessing", "phase_one")
    with pytest.raises(NotYetJudgedError):
        judge(number, "upheld", by=ELLEN)
    assert [one.outcome for one in handling.show(number, ELLEN).elements] == [""]
