"""The tree of places: showing it, adding to it, closing what is no longer used (P35, P36)."""

from dataclasses import dataclass
from datetime import datetime

from custody import storage
from custody.domain import codes
from custody.domain.errors import InputError
from custody.domain.people import Person
from custody.domain.places import PLACE_KINDS, Place, PlaceInUseError, PlaceTakenError, Post
from custody.domain.words import mark


class PlaceCodeError(InputError):
    """A code that cannot stand on a label."""

    sentence = mark("A code has 1 to 24 capitals, digits and hyphens, such as SCHAP-B-12.")


class PlaceKindError(InputError):
    """A kind of place that is not in the list."""

    sentence = mark("Choose what kind of place it is.")


@dataclass(frozen=True)
class PlaceLine:
    """A place in its tree: how deep, how much lies in it, and which post runs it."""

    place: Place
    depth: int
    content: int


@dataclass(frozen=True)
class PlaceTree:
    """All places of the units a person may see, parents before their children."""

    lines: tuple[PlaceLine, ...]
    units: tuple[storage.Unit, ...]
    posts: tuple[Post, ...]


def show_places(by: Person) -> PlaceTree:
    """Return the places of the own unit, or all for an administrator, as a tree."""
    with storage.reading() as books:
        unit = None if "admin" in by.roles else by.unit
        places = books.places.all(unit)
        lines: list[PlaceLine] = []
        known = {place.code for place in places}

        def walk(parent: str | None, depth: int) -> None:
            for place in places:
                above = place.parent if place.parent in known else None
                if above == parent and depth < 6:
                    lines.append(PlaceLine(place, depth, books.places.content(place.code)))
                    walk(place.code, depth + 1)

        walk(None, 0)
        units = tuple(u for u in books.places.units() if unit is None or u.code == unit)
        return PlaceTree(tuple(lines), units, books.places.posts())


def all_posts() -> tuple[Post, ...]:
    """Return every desk and store."""
    with storage.reading() as books:
        return books.places.posts()


def add_unit(code: str, name: str, desk: str | None = None) -> None:
    """Add a team, or change its name and the post that takes in its things."""
    with storage.transaction() as books:
        books.places.add_unit(storage.Unit(code, name, None, desk))


def add_post(post: Post) -> None:
    """Add a desk or store, or change its custodian of the moment (P3)."""
    with storage.transaction() as books:
        books.places.add_post(post)


def add_place(place: Place, by: Person, at: datetime) -> Place:
    """Add a place; the same code, or the same name under one parent, is refused (P37)."""
    if not codes.PLACE_CODE.fullmatch(place.code):
        raise PlaceCodeError()
    if place.kind not in PLACE_KINDS:
        raise PlaceKindError()
    with storage.transaction() as books:
        if place.parent is not None:
            books.places.get(place.parent)
        if books.places.taken(place):
            raise PlaceTakenError()
        books.places.add(place)
    return place


def close_place(code: str, by: Person, at: datetime) -> None:
    """Close an empty place; it stays in history (P36, P41)."""
    with storage.transaction() as books:
        place = books.places.get(code)
        count = books.places.content(code)
        if count:
            raise PlaceInUseError(count=count, name=place.name)
        books.places.close(code, at)
