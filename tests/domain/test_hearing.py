"""What the committee asks, and when it may go on (C22n, C22o)."""

from datetime import UTC, date, datetime

import pytest

from custody.domain import hearing as h

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
REPLY = h.Reply("could_not", "niemand weet het", "5001", "Marit Bakker", NOON)


def test_each_line_is_a_question():
    assert h.read_questions(" Wie reed?\n\nWaar lag de tas? ") == ("Wie reed?", "Waar lag de tas?")
    for text in ("", " \n ", "\n".join(["vraag"] * (h.MOST + 1))):
        with pytest.raises(h.QuestionsMissingError):
            h.read_questions(text)


def test_the_committee_goes_on_when_each_question_has_an_answer_or_a_reason():
    asked = [h.Question(1, "Wie reed?", date(2026, 12, 1), (REPLY,))]
    h.check_answered(asked)
    with pytest.raises(h.QuestionsOpenError) as refused:
        h.check_answered([*asked, h.Question(2, "Waar?", date(2026, 12, 1))])
    assert refused.value.facts == {"numbers": "2"}


@pytest.mark.parametrize(("kind", "words"), [("", "ja"), ("maybe", "ja"), ("answered", " ")])
def test_an_answer_says_whether_and_what(kind, words):
    with pytest.raises(h.AnswerWordsError):
        h.check_reply(kind, words)
