"""No record is not an answer: every point of the guard is answered before it may be concluded."""

from dataclasses import replace
from datetime import date

import pytest

from custody.domain.conclusions import (
    HARD,
    POINTS,
    CandidatesOpenError,
    PointAnswer,
    PointsOpenError,
    PositiveFactsError,
    check_conclusion,
)

DAY = date(2026, 11, 20)
FULL = {p: PointAnswer(p, "done", "gevraagd, niets gehoord", "5001", DAY) for p in POINTS}
FACTS = "twee agenten zeggen dat zij erbij waren"


def test_there_are_twelve_points_and_four_are_hard():
    assert list(POINTS) == [f"G{n}" for n in range(1, 13)]
    assert {"G1", "G2", "G5", "G10"} == HARD


def test_a_full_list_with_positive_facts_passes():
    check_conclusion(FULL, FACTS, ())


@pytest.mark.parametrize("point", POINTS)
def test_one_point_without_an_answer_refuses_all_and_is_named(point):
    some = {name: answer for name, answer in FULL.items() if name != point}
    with pytest.raises(PointsOpenError) as error:
        check_conclusion(some, FACTS, ())
    assert error.value.facts["points"] == point


@pytest.mark.parametrize("point", POINTS)
def test_does_not_apply_is_no_answer_to_a_hard_point(point):
    answer = PointAnswer(point, "not_applicable", "er was geen voertuig")
    assert answer.full is (point not in HARD)


@pytest.mark.parametrize("point", POINTS)
def test_could_not_be_done_is_an_answer_with_its_reason(point):
    assert PointAnswer(point, "could_not", "camera was al gewist").full
    assert not PointAnswer(point, "could_not", " ").full


@pytest.mark.parametrize("missing", [{"who": ""}, {"done_on": None}, {"text": " "}])
def test_done_says_what_by_whom_and_when(missing):
    assert not replace(FULL["G1"], **missing).full


def test_a_candidate_without_an_answer_keeps_it_open():
    with pytest.raises(CandidatesOpenError) as error:
        check_conclusion(FULL, FACTS, ["F5DPN209V2"])
    assert error.value.facts["items"] == "F5DPN209V2"


@pytest.mark.parametrize("facts", ["", "  "])
def test_a_reason_without_positive_facts_is_refused(facts):
    with pytest.raises(PositiveFactsError):
        check_conclusion(FULL, facts, ())
