"""The committee asks, the handler answers, mayor and prosecutor advise: all added, nothing changed."""

import pytest

from custody import storage
from custody.domain import complaints as k
from custody.domain import hearing as h
from custody.domain.step_facts import StepFactsError
from custody.services import handling, hearing
from tests.acts import complain, form, step
from tests.cast import ELLEN, MARIT, NOON, PIETER
from tests.services.test_handling import to_state
from tests.services.test_stages import to_committee


def asked() -> tuple[str, int]:
    """Return a complaint of which the committee asks one thing, and the question."""
    number = to_committee()
    step(number, "more_inquiry", day="2026-12-20", questions="Wie reed?")
    (one,) = hearing.show(number, MARIT).questions
    return number, one.id


def reply(number: str, question: int, kind="answered", words="Karim", by=MARIT, id="") -> None:
    hearing.reply(number, question, kind, words, id or form(), by, NOON)


def test_questions_have_a_day_and_are_kept_as_they_were_asked(home):
    number, question = asked()
    (one,) = hearing.show(number, PIETER).questions
    assert (one.id, one.words, one.due_on.isoformat(), one.open) == (
        question,
        "Wie reed?",
        "2026-12-20",
        True,
    )


def test_without_a_question_the_committee_asks_nothing(home):
    number = to_committee()
    with pytest.raises(StepFactsError):
        step(number, "more_inquiry", day="2026-12-20", questions=" \n ")
    assert hearing.show(number, MARIT).questions == ()


def test_an_answer_is_added_and_the_first_stays(home):
    number, question = asked()
    same = form()
    for _ in range(2):
        reply(number, question, id=same)
    reply(number, question, "could_not", "nagevraagd: hij weet het niet meer")
    (one,) = hearing.show(number, MARIT).questions
    assert [said.words for said in one.replies] == ["Karim", "nagevraagd: hij weet het niet meer"]
    with storage.reading() as books:
        event = books.ledger.record(books.ledger.size() - 1).event
    assert event.reason == f"question {question}: could_not\nnagevraagd: hij weet het niet meer"


def test_a_question_is_answered_by_the_complaint_side_while_the_committee_waits(home):
    number, question = asked()
    with pytest.raises(k.ComplaintRoleError):
        reply(number, question, by=ELLEN)
    with pytest.raises(h.QuestionUnknownError):
        reply(number, question + 1)
    with pytest.raises(h.AnswerWordsError):
        reply(number, question, words=" ")
    reply(number, question)
    step(number, "hearing")
    with pytest.raises(h.NotAskedError):
        reply(number, question)


def test_the_advice_of_mayor_and_prosecutor_is_kept_in_the_second_phase(home):
    """C76."""
    number = to_state(complain(), "acknowledged", "assessing")

    def keep(adviser="mayor", words="gegrond verklaren", by=PIETER, id=""):
        hearing.keep_advice(number, adviser, words, id or form(), by, NOON)

    with pytest.raises(h.AdviceTooEarlyError):
        keep()
    step(number, "phase_two")
    with pytest.raises(k.ComplaintRoleError):
        keep(by=MARIT)
    for adviser, words in (("", "x"), ("king", "x"), ("mayor", " ")):
        with pytest.raises(h.AdviserError):
            keep(adviser, words)
    same = form()
    for _ in range(2):
        keep(id=same)
    found = handling.show(number, PIETER)
    assert [one.reason for one in found.steps if "advised_by" in one.facts] == ["gegrond verklaren"]
    assert found.complaint.state == "phase_two"
