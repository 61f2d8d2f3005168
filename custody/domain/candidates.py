"""A candidate: an item that may be the one of a claim, and what each side says of it.

Rules kept here:
- an answer is same, not the same, or cannot tell yet, with a reason; the last one of a side counts
  (C65);
- two times "same", by two persons of two sides, makes it the one (C59b); "cannot tell yet" keeps
  it open (C65);
- the custodian says "same" only with the check feature compared (C59b, P33).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from custody.domain.claims import Claim
from custody.domain.errors import InputError, NotFoundError
from custody.domain.people import Person
from custody.domain.words import mark

ANSWERS = {
    "same": mark("Same item"),
    "not_same": mark("Not the same"),
    "cannot_tell": mark("Cannot tell yet"),
}

FEATURES = {
    "agrees": mark("The check feature agrees"),
    "differs": mark("The check feature differs"),
    "not_compared": mark("The check feature could not be compared"),
}

SIDES = {"handler": mark("Complaint side"), "custodian": mark("Custodian")}


class CandidateUnknownError(NotFoundError):
    """No item has this code."""

    sentence = mark("We could not find an item with this code. Type it again.")


class CandidateAnswerError(InputError):
    """An answer to a candidate needs one of three words and a reason (C65)."""

    sentence = mark("Choose an answer, and say briefly why.")


class FeatureResultError(InputError):
    """The custodian compares the check feature before saying "same" (C59b)."""

    sentence = mark("Compare the check feature, and choose what you found.")


@dataclass(frozen=True)
class Answer:
    """What one side says of one candidate."""

    item: str
    side: str
    answer: str
    reason: str
    feature: str
    by: str
    by_name: str
    at: datetime


def side_of(by: Person) -> str:
    """Return for which side a person answers candidates (C59b)."""
    return "handler" if by.roles & {"handler", "coordinator"} else "custodian"


def latest(answers: Iterable[Answer], item: str) -> dict[str, Answer]:
    """Return the last answer of each side on one candidate."""
    return {one.side: one for one in answers if one.item == item}


def settled(answers: Mapping[str, Answer]) -> str:
    """Return `same`, `not_same`, or nothing while an answer is missing or cannot be told (C65).

    `same` are both sides, two persons; one side alone can say `not_same`.
    """
    said = {one.answer for one in answers.values()}
    people = {one.by for one in answers.values()}
    if said == {"same"}:
        return "same" if len(answers) == len(people) == len(SIDES) else ""
    return "not_same" if said == {"not_same"} else ""


def check_answer(claim: Claim, answer: str, reason: str, feature: str, by: Person) -> None:
    """Refuse an answer without word or reason, and "same" with a check feature not looked at."""
    if answer not in ANSWERS or not reason.strip():
        raise CandidateAnswerError()
    asked = claim.check_feature and answer == "same" and side_of(by) == "custodian"
    if asked and feature not in FEATURES:
        raise FeatureResultError()
