"""Where a thing can be: rooms, shelves, lockers, vehicles, desks, and a pocket.

Rules kept here:
- every kind of place that life knows exists, also the ones that rules forbid (P6, P35);
- personal keeping is a legal choice with a longest stay; over it is an overrun, not a gap
  (P39, P120). The clock runs from the event time;
- a place has a code that stands on its label, and closed places stay in history (P36);
- a desk, a locker, a pocket and a home are somebody's: the place says whose (P35f to P35i).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from custody.domain.errors import ConflictError, InputError
from custody.domain.words import mark


@dataclass(frozen=True)
class PlaceKind:
    """One kind of place: its word, whether it is personal keeping, a store, and the longest stay.

    `owned` kinds are one person's own; a vehicle is the crew's.
    """

    code: str
    word: str
    personal: bool = False
    store: bool = False
    longest_stay: timedelta | None = None
    owned: bool = False


SHIFT = timedelta(hours=12)
DAY = timedelta(hours=24)

PLACE_KINDS: dict[str, PlaceKind] = {
    kind.code: kind
    for kind in (
        PlaceKind("store_room", mark("Store room"), store=True),
        PlaceKind("shelf", mark("Shelf"), store=True),
        PlaceKind("safe", mark("Safe"), store=True),
        PlaceKind("temporary_locker", mark("Deposit locker"), longest_stay=DAY),
        PlaceKind("counter_drawer", mark("Counter drawer"), longest_stay=SHIFT),
        PlaceKind("vehicle", mark("Service vehicle"), personal=True, longest_stay=SHIFT),
        PlaceKind("desk", mark("Desk or drawer"), True, longest_stay=SHIFT, owned=True),
        PlaceKind("personal_locker", mark("Own locker"), True, longest_stay=SHIFT, owned=True),
        PlaceKind("on_person", mark("Pocket or bag"), True, longest_stay=SHIFT, owned=True),
        PlaceKind("home", mark("At home"), True, longest_stay=DAY, owned=True),
        PlaceKind("cell_block_box", mark("Box of the cell block")),
        PlaceKind("workbench", mark("Examiner's bench"), longest_stay=timedelta(days=7)),
        PlaceKind("partner", mark("Outside the police")),
        PlaceKind("lost_corner", mark("Corner for unclaimed things"), longest_stay=DAY),
        PlaceKind("unknown", mark("Unknown place")),
    )
}


@dataclass(frozen=True)
class Place:
    """A place with its label code. `post` is the desk or store that runs it, `user` whose it is."""

    code: str
    kind: str
    name: str
    unit: str
    parent: str | None = None
    post: str | None = None
    user: str | None = None
    closed: bool = False

    @property
    def nature(self) -> PlaceKind:
        """The kind of this place with its rules."""
        return PLACE_KINDS[self.kind]


@dataclass(frozen=True)
class Post:
    """A desk or store that can hold things, with its custodian of the moment (P3)."""

    code: str
    name: str
    unit: str
    place: str
    custodian: str | None = None


class PlaceUnknownError(InputError):
    """A place code that is not on record."""

    sentence = mark(
        "We do not know the place “%(code)s”. Scan the label of a place, or choose one."
    )


class PlaceClosedError(ConflictError):
    """A place that is no longer in use cannot receive anything (P36)."""

    sentence = mark("%(name)s is closed. Choose another place.")


class PlaceTakenError(ConflictError):
    """Two places cannot have one code, nor one name under the same parent (P37)."""

    sentence = mark("There is already a place with this code or this name. Choose another.")


class PlaceInUseError(ConflictError):
    """A place with things in it cannot be closed (P41)."""

    sentence = mark("%(name)s is not empty yet (%(count)s). Move what is in it first.")


class PlaceHasPartsError(ConflictError):
    """A place with open places in it, or that a desk or store runs from, stays open."""

    sentence = mark("%(name)s is still in use: %(parts)s. Close or change that first.")


class PlaceUserError(InputError):
    """A desk, locker, pocket or home without the person whose it is (P35)."""

    sentence = mark("Choose whose place this is.")


def check_open(place: Place) -> None:
    """Refuse a place that is no longer in use (P36)."""
    if place.closed:
        raise PlaceClosedError(name=place.name)


def overrun(kind: str, since: datetime, now: datetime) -> timedelta | None:
    """Return how long a stay is over its norm, or None while it is within it (P39)."""
    longest = PLACE_KINDS[kind].longest_stay
    if longest is None or now - since <= longest:
        return None
    return now - since - longest
