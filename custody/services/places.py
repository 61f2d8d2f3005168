"""The tree of places: showing it, adding to it, closing what is no longer used (P35, P36).

A custodian runs the places of the own unit, an administrator all; of another unit's place one
gets the answer of a place that does not exist.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from custody import storage
from custody.domain import codes
from custody.domain.errors import InputError
from custody.domain.people import Person
from custody.domain.places import (
    PLACE_KINDS,
    Place,
    PlaceHasPartsError,
    PlaceInUseError,
    PlaceTakenError,
    PlaceUnknownError,
    PlaceUserError,
    Post,
)
from custody.domain.words import mark
from custody.storage.store import Books


class PlaceCodeError(InputError):
    """A code that cannot stand on a label."""

    sentence = mark("A code has 1 to 24 capitals, digits and hyphens, such as SCHAP-B-12.")


class PlaceKindError(InputError):
    """A kind of place that is not in the list."""

    sentence = mark("Choose what kind of place it is.")


@dataclass(frozen=True)
class PlaceLine:
    """A place in its tree: how deep, how much lies in it, and whose it is by name."""

    place: Place
    depth: int
    content: int
    user: str = ""


@dataclass(frozen=True)
class PlaceTree:
    """All places of the units a person may see, parents before their children.

    `lines` are the rooms and what is in them, `personal` the vehicles, desks, lockers and pockets,
    `closed` what is no longer used.
    """

    lines: tuple[PlaceLine, ...]
    personal: tuple[PlaceLine, ...]
    closed: tuple[Place, ...]
    units: tuple[storage.Unit, ...]
    posts: tuple[Post, ...]
    people: tuple[Person, ...]

    @property
    def all(self) -> tuple[PlaceLine, ...]:
        """Every open place, rooms first and then the personal ones."""
        return self.lines + self.personal


def show_places(by: Person) -> PlaceTree:
    """Return the places of the own unit, or all for an administrator, as a tree."""
    unit = _unit_of(by)
    with storage.reading() as books:
        places = books.places.all(unit, closed=True)
        people = books.people.colleagues(unit)
        names = {person.number: person.name for person in people}
        contents = books.places.contents()
        open_ones = [place for place in places if not place.closed]
        rooms = [place for place in open_ones if not place.nature.personal]
        personal = [place for place in open_ones if place.nature.personal]
        return PlaceTree(
            lines=_tree(rooms, contents, names),
            personal=_tree(personal, contents, names),
            closed=tuple(place for place in places if place.closed),
            units=tuple(u for u in books.places.units() if unit is None or u.code == unit),
            posts=tuple(p for p in books.places.posts() if unit is None or p.unit == unit),
            people=people,
        )


def _unit_of(by: Person) -> str | None:
    """Return the unit whose places somebody runs; None is all of them."""
    return None if "admin" in by.roles else by.unit or ""


def _tree(
    places: Sequence[Place], contents: Mapping[str, int], names: Mapping[str, str]
) -> tuple[PlaceLine, ...]:
    """Return places as lines, each below the one it is part of; what has none stands on top."""
    known = {place.code for place in places}
    inside: dict[str | None, list[Place]] = defaultdict(list)
    for place in places:
        inside[place.parent if place.parent in known else None].append(place)
    lines: list[PlaceLine] = []
    waiting = [(place, 0) for place in reversed(inside[None])]
    while waiting:
        place, depth = waiting.pop()
        user = names.get(place.user or "", place.user or "")
        lines.append(PlaceLine(place, depth, contents.get(place.code, 0), user))
        waiting += [(part, depth + 1) for part in reversed(inside[place.code])]
    return tuple(lines)


def all_posts() -> tuple[Post, ...]:
    """Return every desk and store."""
    with storage.reading() as books:
        return books.places.posts()


@storage.retried
def add_unit(code: str, name: str, desk: str | None = None, chief: str | None = None) -> None:
    """Add a team, or change its name, the post that takes in its things, and its chief (P39)."""
    with storage.transaction() as books:
        books.places.add_unit(storage.Unit(code, name, chief, desk))


@storage.retried
def add_post(post: Post) -> None:
    """Add a desk or store, or change its custodian of the moment (P3)."""
    with storage.transaction() as books:
        books.places.add_post(post)


@storage.retried
def add_place(place: Place, by: Person, at: datetime) -> Place:
    """Add a place; the same code, or the same name under one parent, is refused (P37)."""
    if not codes.PLACE_CODE.fullmatch(place.code):
        raise PlaceCodeError()
    if place.kind not in PLACE_KINDS:
        raise PlaceKindError()
    with storage.transaction() as books:
        if place.nature.owned and books.people.by_number(place.user or "") is None:
            raise PlaceUserError()
        if place.parent is not None:
            _own_place(books, place.parent, by)
        if books.places.taken(place):
            raise PlaceTakenError()
        books.places.add(place)
    return place


def close_place(code: str, by: Person, at: datetime) -> None:
    """Close an empty place that nothing needs any more; it stays in history (P36, P41)."""
    with storage.transaction() as books:
        place = _own_place(books, code, by)
        count = books.places.content(code)
        if count:
            raise PlaceInUseError(count=count, name=place.name)
        if parts := books.places.parts(code):
            raise PlaceHasPartsError(name=place.name, parts=", ".join(parts))
        books.places.close(code, at)


def reopen_place(code: str, by: Person, at: datetime) -> None:
    """Take a closed place into use again, unless its name was given to another one since (P37)."""
    with storage.transaction() as books:
        place = _own_place(books, code, by)
        if place.closed and books.places.named(place):
            raise PlaceTakenError()
        books.places.reopen(code)


def _own_place(books: Books, code: str, by: Person) -> Place:
    """Return a place that this person runs, or say that it is not known."""
    place = books.places.get(code)
    unit = _unit_of(by)
    if unit is not None and place.unit != unit:
        raise PlaceUnknownError(code=code)
    return place
