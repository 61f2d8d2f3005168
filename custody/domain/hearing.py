"""What the committee asks and what is answered; what mayor and prosecutor advise.

Rules kept here:
- the committee asks for more with questions, each with a day (C22n);
- each is answered, or says why it could not be; only then the committee goes on (C22o);
- an answer is added to and never changed;
- mayor and chief public prosecutor may advise in the second phase; what they say is kept (C76).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from custody.domain.errors import ConflictError, InputError
from custody.domain.words import mark

ANSWERS = {
    "answered": mark("Answered"),
    "could_not": mark("Could not be answered"),
}
ADVISERS = {"mayor": mark("The mayor"), "prosecutor": mark("The chief public prosecutor")}
MOST = 40


class QuestionsMissingError(InputError):
    """The committee asks for more with at least one question (C22n)."""

    sentence = mark("Write down what the committee asks: one question on each line, 40 at most.")


class QuestionsOpenError(ConflictError):
    """The committee goes on when every question has an answer, or a reason why not (C22o)."""

    sentence = mark("These questions wait for an answer: %(numbers)s.")


class AnswerWordsError(InputError):
    """An answer, or why there is none, is said in words."""

    sentence = mark("Choose whether it could be answered, and write down the answer or why not.")


class QuestionUnknownError(ConflictError):
    """No such question of this complaint."""

    sentence = mark("We could not find this question. Open the page again.")


class NotAskedError(ConflictError):
    """Questions are answered while the committee waits for them."""

    sentence = mark("The committee does not wait for answers now.")


class AdviserError(InputError):
    """Only mayor and chief public prosecutor advise here, in words (C76)."""

    sentence = mark("Choose who advises, and write down what they say.")


class AdviceTooEarlyError(ConflictError):
    """Mayor and chief public prosecutor advise in the second phase (C76)."""

    sentence = mark("This complaint is not in the second phase.")


@dataclass(frozen=True)
class Reply:
    """One answer to a question; a later one is added to it."""

    kind: str
    words: str
    by: str
    by_name: str
    at: datetime


@dataclass(frozen=True)
class Question:
    """What the committee asks, until when, and what was answered."""

    id: int
    words: str
    due_on: date
    replies: tuple[Reply, ...] = ()

    @property
    def open(self) -> bool:
        """Whether nobody answered it yet."""
        return not self.replies


def read_questions(text: str) -> tuple[str, ...]:
    """Return the questions of a text, one on each line, or refuse a text without one."""
    found = tuple(line.strip() for line in text.splitlines() if line.strip())
    if not 0 < len(found) <= MOST:
        raise QuestionsMissingError()
    return found


def check_answered(questions: Iterable[Question]) -> None:
    """Refuse to go on while a question is open (C22o)."""
    waiting = [n for n, one in enumerate(questions, start=1) if one.open]
    if waiting:
        raise QuestionsOpenError(numbers=", ".join(map(str, waiting)))


def check_reply(kind: str, words: str) -> None:
    """Refuse an answer without a kind of the list, or without words."""
    if kind not in ANSWERS or not words.strip():
        raise AnswerWordsError()
