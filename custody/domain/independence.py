"""Who may not handle a complaint, and why: the trail is compared with those who judge it (C69).

Rules kept here:
- who stands in a custody event or a receipt of a linked item is blocked (a); setting and lifting
  holds is complaint work and does not count;
- an officer concerned is blocked (b), whoever named them, and for every item of the complaint;
- who only reported, searched or counted it, is of the unit of somebody in the trail, or leads that
  unit, is warned about (d, e, f);
- a block is lifted by the authority, never for the own case; a warning is answered by somebody else
  of the complaint side; both with a reason that the dossier prints (C70).
Search rounds (c) join when they are recorded.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from custody.domain.errors import ConflictError, InputError, RightError
from custody.domain.events import Recorded
from custody.domain.people import Person
from custody.domain.words import mark

GROUNDS = {
    "a": mark("stands in the trail of this item"),
    "b": mark("is an officer concerned in this complaint"),
    "d": mark("is of the same unit as somebody in the trail"),
    "e": mark("leads the unit of somebody in the trail"),
    "f": mark("reported, searched or counted this item"),
}
# The same of the complaint as a whole: with the officers concerned, not with a trail.
OF_WHOLE = {
    "b": GROUNDS["b"],
    "d": mark("is of the same unit as an officer concerned"),
    "e": mark("leads the unit of an officer concerned"),
}
BLOCKS = frozenset({"a", "b"})
_LIGHT = frozenset({"item_found", "item_missing", "item_inspected", "label_printed"})
_COMPLAINT_WORK = frozenset({"hold_set", "hold_lifted"})


class NotIndependentError(ConflictError):
    """Somebody who stands in the trail would judge it (C69, Awb 9:7)."""

    sentence = mark(
        "%(name)s stands in the trail of %(item)s. Choose somebody else, or ask the authority."
    )


class ConcernedJudgesError(NotIndependentError):
    """An officer concerned would judge the complaint (C69b, Awb 9:7)."""

    sentence = mark(
        "%(name)s is an officer concerned in this complaint. Choose somebody else, or ask the authority."
    )


class OwnDoubtError(RightError):
    """Nobody answers a doubt about themselves (C70)."""

    sentence = mark("This is about you. Somebody else with this right answers it.")


class ConcernedMissingError(InputError):
    """No officer is named, or nobody has this staff number."""

    sentence = mark("Fill in a staff number that we know, or a name.")


class ConcernedAlreadyError(ConflictError):
    """This officer stands in the list already, by number and by name."""

    sentence = mark("%(name)s is already in the list.")


class NotYourCaseError(RightError):
    """A block is lifted by the authority, and never for the own case (C70)."""

    sentence = mark("Only the competent authority lifts this, and never for the own case.")


class AnswerReasonError(InputError):
    """A block or a warning is answered with a reason, which the complainant is told (C70)."""

    sentence = mark("Say why this person can still do it. The complainant is told.")


class DoubtAnsweredError(ConflictError):
    """This doubt is not there any more, or somebody answered it meanwhile."""

    sentence = mark("This was answered already, or it is no longer so. Open the page again.")


@dataclass(frozen=True)
class Concerned:
    """An officer whom the complaint concerns: the staff number where it is known, and who added this."""

    number: str
    name: str
    by: str
    by_name: str
    at: datetime
    id: int = 0


@dataclass(frozen=True)
class Hit:
    """One reason to doubt somebody's independence; `answer` says why it was accepted."""

    role: str
    person: str
    name: str
    ground: str
    item: str
    answer: str = ""
    answered_by: str = ""

    @property
    def blocks(self) -> bool:
        """Whether this stops the person until the authority lifts it."""
        return self.ground in BLOCKS and not self.answer

    @property
    def key(self) -> tuple[str, str, str]:
        """What an answer to it is kept under."""
        return self.person, self.ground, self.item


def compare(
    judges: Iterable[tuple[str, Person]],
    trails: Mapping[str, Iterable[Recorded]],
    units: Mapping[str, str | None],
    chiefs: Mapping[str, str | None],
    concerned: Collection[str] = (),
) -> tuple[Hit, ...]:
    """Return the hits of (role, person) with the records of each item.

    `units` says of which unit each actor and each officer `concerned` is, `chiefs` who leads a unit.
    A hit without an item is about the complaint as a whole.
    """
    hits = []
    for role, person in judges:
        for ground in _grounds_of_whole(person, units, chiefs, concerned):
            hits.append(Hit(role, person.number, person.name, ground, ""))
        for item, records in trails.items():
            acted = [r.event for r in records if r.event.type not in _COMPLAINT_WORK]
            for ground in _grounds(person, acted, units, chiefs):
                hits.append(Hit(role, person.number, person.name, ground, item))
    return tuple(dict.fromkeys(hits))


def _grounds_of_whole(
    person: Person,
    units: Mapping[str, str | None],
    chiefs: Mapping[str, str | None],
    concerned: Collection[str],
) -> Iterable[str]:
    if person.number in concerned:
        yield "b"
        return
    their = {units.get(number) for number in concerned} - {None}
    if person.unit in their:
        yield "d"
    if any(chiefs.get(unit or "") == person.number for unit in their):
        yield "e"


def _grounds(
    person: Person,
    acted: list,  # type: ignore[type-arg]
    units: Mapping[str, str | None],
    chiefs: Mapping[str, str | None],
) -> Iterable[str]:
    own = {event.type for event in acted if event.actor == person.number}
    if own - _LIGHT:
        yield "a"
        return
    if own:
        yield "f"
    others = {units.get(event.actor or "") for event in acted if event.actor != person.number}
    others.discard(None)
    if person.unit in others:
        yield "d"
    if any(chiefs.get(unit or "") == person.number for unit in others):
        yield "e"


def answered(
    hits: Iterable[Hit], answers: Mapping[tuple[str, str, str], tuple[str, str]]
) -> tuple[Hit, ...]:
    """Return the hits with what was answered to them: (reason, by whom)."""
    return tuple(
        replace(hit, answer=answers[hit.key][0], answered_by=answers[hit.key][1])
        if hit.key in answers
        else hit
        for hit in hits
    )


def check_independent(hits: Iterable[Hit], person: str | None) -> None:
    """Refuse a person whom an unanswered block concerns."""
    for hit in hits:
        if hit.blocks and hit.person == person:
            if hit.ground == "b":
                raise ConcernedJudgesError(name=hit.name)
            raise NotIndependentError(name=hit.name, item=hit.item)


def check_lift(hit: Hit, by: Person, reason: str) -> None:
    """Refuse an answer that this person may not give, or without a reason (C70)."""
    if not reason.strip():
        raise AnswerReasonError()
    if hit.ground in BLOCKS and ("decider" not in by.roles or hit.person == by.number):
        raise NotYourCaseError()
    if hit.person == by.number:
        raise OwnDoubtError()
