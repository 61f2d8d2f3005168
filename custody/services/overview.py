"""What is open about the things that are kept, for who may look at it: four questions.

The custodian and the chief see their own unit; the coordinator and the auditor all units. Nothing
here says that a complaint exists (Q24).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from custody import storage
from custody.domain.errors import NotFoundError
from custody.domain.gaps import Norms
from custody.domain.overview import LONGEST_STAYS, TeamAges, by_team
from custody.domain.people import Person
from custody.domain.places import Place, overrun
from custody.domain.reminders import PERSONAL_KINDS
from custody.domain.trail import State
from custody.domain.words import mark
from custody.storage.store import Books

QUESTIONS = {
    "personal": mark("What lies in personal keeping, and for how long?"),
    "transfers": mark("Which transfers wait?"),
    "overdue": mark("What lies longer than it may?"),
    "missing": mark("What is not found?"),
}


@dataclass(frozen=True)
class Line:
    """One item in the answer: where it is, how long, and by how much that is too long."""

    state: State
    place: Place | None
    age: timedelta
    over: timedelta | None = None


@dataclass(frozen=True)
class Overview:
    """The answers to all four questions, each with the oldest first, and the bands per team."""

    personal: tuple[Line, ...]
    transfers: tuple[Line, ...]
    overdue: tuple[Line, ...]
    missing: tuple[Line, ...]
    teams: tuple[TeamAges, ...]

    def answer(self, question: str) -> tuple[Line, ...]:
        """Return the answer to one question."""
        found: tuple[Line, ...] = getattr(self, question)
        return found


def show_overview(by: Person, at: datetime) -> Overview:
    """Return the answers to all questions, for the units that this person may see."""
    with storage.reading() as books:
        places = {place.code: place for place in books.places.all(closed=True)}
        answers = {name: _answer(books, name, places, by, at) for name in QUESTIONS}
        names = {unit.code: unit.name for unit in books.places.units()}
        teams = by_team(((one.state.unit, one.age) for one in answers["personal"]), names)
        return Overview(**answers, teams=tuple(teams))


def answer(question: str, by: Person, at: datetime) -> tuple[Line, ...]:
    """Return the answer to one question; NotFoundError when nobody asks that."""
    if question not in QUESTIONS:
        raise NotFoundError()
    with storage.reading() as books:
        places = {place.code: place for place in books.places.all(closed=True)}
        return _answer(books, question, places, by, at)


def _answer(
    books: Books, question: str, places: dict[str, Place], by: Person, at: datetime
) -> tuple[Line, ...]:
    unit = None if by.roles & {"coordinator", "auditor"} else by.unit or ""
    lines = _ANSWERS[question](books, unit, places, at)
    return tuple(sorted(lines, key=lambda line: (-line.age, line.state.item)))


def _personal(
    books: Books, unit: str | None, places: dict[str, Place], at: datetime
) -> Iterable[Line]:
    for state in books.keeping.in_places(PERSONAL_KINDS, unit):
        yield _lying(state, places, at, state.since)


def _overdue(
    books: Books, unit: str | None, places: dict[str, Place], at: datetime
) -> Iterable[Line]:
    for state in books.keeping.longer_than(LONGEST_STAYS, unit, at):
        line = _lying(state, places, at, state.placed_at)
        if line.over is not None:
            yield line


def _lying(state: State, places: dict[str, Place], at: datetime, since: datetime | None) -> Line:
    place = places[state.place or ""]
    over = overrun(place.kind, state.placed_at or at, at)
    return Line(state, place, at - (since or at), over)


def _transfers(
    books: Books, unit: str | None, places: dict[str, Place], at: datetime
) -> Iterable[Line]:
    norms = Norms()
    for state in books.keeping.offered(unit):
        if state.offer is not None:
            age = at - state.offer.offered_at
            partner = state.offer.holder_to.nature == "partner"
            norm = norms.partner_answer if partner else norms.answer
            over = age - norm if age > norm else None
            yield Line(state, places.get(state.place or ""), age, over)


def _missing(
    books: Books, unit: str | None, places: dict[str, Place], at: datetime
) -> Iterable[Line]:
    for state in books.keeping.missing(unit):
        yield Line(state, None, at - (state.missing_at or at))


_ANSWERS: dict[str, Callable[[Books, str | None, dict[str, Place], datetime], Iterable[Line]]] = {
    "personal": _personal,
    "transfers": _transfers,
    "overdue": _overdue,
    "missing": _missing,
}
