"""The conclusion guard: "no record" is not an answer.

Before it may be said that something cannot be established, every point below is answered (C56):
`done`, with day, who and what came of it; `not_applicable`; or `could_not`; the last two with a
reason. Rules kept here:
- points marked as hard know only done and could not, and "could not" is the authority's to sign;
  only the authority closes through this guard, so its name under the closing is that signature;
- candidates without an answer, or with "cannot tell yet", keep the last hard point open (C65);
- a reason that rests on the absence of a record alone is refused: what positive facts support it
  is asked for, and may not be left empty (C57);
- the guard never stops a decision in the citizen's favour (C58).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from custody.domain.errors import InputError
from custody.domain.words import mark

POINTS = {
    "G1": mark("The giver was heard: when, where, to whom and what for. A go-between too."),
    "G2": mark("The people who were there were asked: crew, desk, arrest team, driver."),
    "G3": mark("The vehicle was searched, and later drivers were asked."),
    "G4": mark("Desks, drawers, lockers, postboxes and the found corner were searched."),
    "G5": mark("Items without an owner were compared: kind, place and days."),
    "G6": mark("Items that went out in these days were compared."),
    "G7": mark("Personal keeping and temporary places in these days were compared."),
    "G8": mark("Other papers were read: reports, notebook, messages, camera."),
    "G9": mark("Partners were asked: municipality, prison, tow firm, locksmith, hospital."),
    "G10": mark("Every candidate has an answer."),
    "G11": mark("Holds and logs were kept from the day of linking."),
    "G12": mark("Whether a receipt should have been made was looked at by itself."),
}
HARD = frozenset({"G1", "G2", "G5", "G10"})
POINT_ANSWERS = {
    "done": mark("Done"),
    "not_applicable": mark("Does not apply"),
    "could_not": mark("Could not be done"),
}


class PointsOpenError(InputError):
    """Points of the guard without a full answer."""

    sentence = mark("These points still need an answer: %(points)s. Nothing was decided.")


class CandidatesOpenError(InputError):
    """Candidates that nobody answered yet, or where nobody can tell yet (C65)."""

    sentence = mark("Answer every candidate first: %(items)s. “Cannot tell yet” keeps it open.")


class PositiveFactsError(InputError):
    """A conclusion on nothing but the absence of a record (C57)."""

    sentence = mark("Say which positive facts support this. A missing record is not one.")


@dataclass(frozen=True)
class PointAnswer:
    """The answer to one point of the guard."""

    point: str
    answer: str = ""
    text: str = ""
    who: str = ""
    done_on: date | None = None

    @property
    def full(self) -> bool:
        """Whether this answer says all that its kind asks for."""
        if not self.text.strip() or self.answer not in POINT_ANSWERS:
            return False
        if self.answer == "done":
            return bool(self.who.strip()) and self.done_on is not None
        return self.answer == "could_not" or self.point not in HARD


def check_conclusion(
    answers: Mapping[str, PointAnswer], facts: str, unanswered: Iterable[str]
) -> None:
    """Refuse a conclusion against the citizen until every point has its answer (C56, C57)."""
    if items := ", ".join(unanswered):
        raise CandidatesOpenError(items=items)
    missing = [point for point in POINTS if not answers.get(point, PointAnswer(point)).full]
    if missing:
        raise PointsOpenError(points=", ".join(missing))
    if not facts.strip():
        raise PositiveFactsError()
