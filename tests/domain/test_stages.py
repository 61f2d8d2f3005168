"""Each state has words, a way on, and says what it has to say; nothing leaves the table."""

from datetime import date

import pytest

from custody.domain import stages as s
from custody.domain import step_facts as f
from custody.domain.letters import KINDS
from custody.domain.people import Person

ELLEN = Person("6001", "Ellen van Dam", "WTL", frozenset({"decider"}))
TODAY = date(2026, 3, 20)
FOUR = dict.fromkeys(f.QUESTIONS, "yes")


def check(to: str, **facts: str) -> dict[str, str]:
    return f.check_facts(to, facts, ELLEN, TODAY)


def test_every_state_can_be_reached_and_says_what_comes_next():
    reached = {to for _, to in s.TRANSITIONS} | {"reported", "received"}
    assert reached == set(s.STATES)
    assert set(s.NEXT) == set(s.STATES)
    assert {state for state, _ in s.TRANSITIONS} == set(s.STATES)


def test_a_handler_ends_a_complaint_only_to_satisfaction():
    may = {
        to for (_, to), (_, roles) in s.TRANSITIONS.items() if "handler" in roles and to in s.ENDED
    }
    assert may == {"closed_satisfied"}


def test_every_fact_has_its_words_and_every_letter_is_of_the_list():
    for asked in f.ASKED.values():
        assert set(asked) <= f.FACTS.keys()
    assert set(s.LETTER_OF.values()) <= KINDS.keys()
    assert set(f.ASKED) <= s.STATES.keys()


def test_a_refusal_needs_a_ground_of_the_list_and_another_reader():
    assert check("not_handled", ground="court", second="Pieter Kuiper") == {
        "ground": "court",
        "second": "Pieter Kuiper",
    }
    for facts in ({"second": "Pieter"}, {"ground": "dull", "second": "P"}, {"ground": "court"}):
        with pytest.raises(f.StepFactsError):
            check("not_handled", **facts)
    for second in ("6001", " ellen VAN dam "):
        with pytest.raises(f.SecondReaderError):
            check("not_handled", ground="court", second=second)


def test_a_complaint_is_put_on_hold_on_one_of_two_grounds_until_a_day_to_come():
    assert check("suspended", basis="consent", day="2026-04-20")["day"] == "2026-04-20"
    with pytest.raises(f.StepFactsError):
        check("suspended", basis="busy", day="2026-04-20")
    for day in ("2026-03-20", "soon"):
        with pytest.raises(f.StepDayError):
            check("suspended", basis="criminal", day=day)


def test_four_questions_are_answered_before_a_decision_and_a_no_needs_a_remark():
    assert check("decided", **FOUR) == FOUR
    with pytest.raises(f.StepFactsError):
        check("decided", **{**FOUR, "enough": ""})
    no = {**FOUR, "by_rules": "no"}
    with pytest.raises(f.StepFactsError):
        check("decided", **no)
    assert check("decided", **no, remark="de termijn was voorbij")["remark"]


def test_what_a_step_does_not_ask_is_not_kept():
    assert check("forwarded", organisation="Gemeente", ground="court") == {
        "organisation": "Gemeente"
    }
