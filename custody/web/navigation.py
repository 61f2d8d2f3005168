"""Where each role begins, and the few ways it has from there (`screens.md` 3)."""

from dataclasses import dataclass
from typing import Any

from flask import g, request, url_for
from flask_babel import lazy_gettext as _l

from custody.domain.people import Person


@dataclass(frozen=True)
class Way:
    """One entry of the navigation: `key` is its shortcut, `count` the number beside its word.

    `letter` is the key that means the same page for every role; the number follows the menu.
    """

    endpoint: str
    icon: str
    label: Any
    href: str = ""
    current: bool = False
    count: int | None = None
    key: str = ""
    letter: str = ""


_NEW = Way("intake.new", "plus", _l("New"), letter="Alt+N")
_MINE = Way("keeping.show", "inbox", _l("With me"))
_TAKE_OVER = Way("transfers.incoming", "arrow-left-right", _l("Take over"), letter="Alt+O")
_SEARCH = Way("search.show", "search", _l("Search"), letter="/")
_MOVE = Way("desk.show", "arrow-right", _l("Move"), letter="Alt+V")
_LABELS = Way("labels.show", "tag", _l("Labels"), letter="Alt+L")
_PLACES = Way("places.show", "map-pin", _l("Places"))
_COMPLAINTS = Way("complaints.overview", "file-text", _l("Complaints"))
_CLAIMS = Way("claims.overview", "circle-dashed", _l("Claims"))
_CHECK = Way("audit.show", "shield-check", _l("Check"))
_ACCESS = Way("audit.access", "eye", _l("Who looked"))
_USERS = Way("accounts.users", "users", _l("Users"))
_NOTICES = Way("notices.show", "bell", _l("Messages"))
_STORAGE = Way("overview.show", "warehouse", _l("Storage"))
_FOUND = Way("intake.find", "package-search", _l("I found something"))

_OF_ROLE: dict[str, tuple[Way, ...]] = {
    "officer": (_NEW, _MINE, _TAKE_OVER, _SEARCH),
    "desk": (_MOVE, _TAKE_OVER, _NEW, _SEARCH, _LABELS, _MINE),
    "custodian": (_STORAGE, _PLACES, _TAKE_OVER, _MOVE, _LABELS, _SEARCH),
    "handler": (_COMPLAINTS, _SEARCH, _CLAIMS, _CHECK),
    "coordinator": (_COMPLAINTS, _SEARCH, _CLAIMS, _STORAGE, _CHECK, _ACCESS),
    "decider": (_COMPLAINTS, _CLAIMS, _SEARCH),
    "auditor": (_COMPLAINTS, _STORAGE, _CHECK, _ACCESS, _SEARCH),
    "admin": (_USERS, _PLACES, _NOTICES, _CHECK, _FOUND),
}
ORDER = tuple(_OF_ROLE)

# Pages that stand under another way: what is done with a complaint is under the complaints.
_OF_COMPLAINTS = ("handling", "dossier", "stages", "copies", "hearing", "sending")
_UNDER = dict.fromkeys(_OF_COMPLAINTS, "complaints")


def start_of(person: Person) -> str:
    """Return the address of the page on which this person begins."""
    first = next(role for role in ORDER if role in person.roles)
    return url_for(_OF_ROLE[first][0].endpoint)


def ways(person: Person | None, counts: tuple[int, int] = (0, 0)) -> tuple[Way, ...]:
    """Return the navigation of a person: the pages of all their roles, each once."""
    if person is None:
        return ()
    listed = dict.fromkeys(way for role in ORDER if role in person.roles for way in _OF_ROLE[role])
    if person.chief:
        listed[_STORAGE] = None
    numbers = {"keeping.show": counts[0], "transfers.incoming": counts[1]}
    return tuple(
        Way(
            way.endpoint,
            way.icon,
            way.label,
            href=url_for(way.endpoint),
            current=_room(request.endpoint or "") == _room(way.endpoint) and _is_here(way, listed),
            count=numbers.get(way.endpoint) or None,
            key=f"Alt+{number} {way.letter}".strip(),
        )
        for number, way in enumerate(listed, start=1)
    )


def _room(endpoint: str) -> str:
    """Return the blueprint of an endpoint, or the one under whose way its pages stand."""
    if endpoint == "accounts.show":
        return ""
    room = endpoint.partition(".")[0]
    return _UNDER.get(room, room)


def _is_here(way: Way, listed: dict[Way, None]) -> bool:
    """Tell entries of one blueprint apart by their endpoint, where there are several."""
    same = [other for other in listed if _room(other.endpoint) == _room(way.endpoint)]
    return len(same) == 1 or request.endpoint == way.endpoint or way.endpoint == g.get("at_way")
