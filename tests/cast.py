"""The demo cast as frozen values, and the house they work in (`model.md` 7)."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from custody import storage
from custody.domain.people import Person
from custody.domain.places import Place, Post
from custody.storage.tables import AccountRoleRow, AccountRow, PlaceRow, PostRow, UnitRow

ORIGIN = "bon.example/log"
HOST = "bon.example"
HAVEN, CENTRUM = "WTL-HAVEN", "WTL-CENTRUM"
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def person(number: str, name: str, role: str, post: str | None = None, unit: str = HAVEN) -> Person:
    """Return somebody with one role."""
    return Person(number, name, unit, frozenset({role}), post)


SANNE = person("4711", "Sanne de Wit", "officer")
KARIM = person("4822", "Karim el Idrissi", "officer")
JOKE = person("4002", "Joke Vermeer", "desk", "BALIE-HAVEN")
ANNA = person("4005", "Anna Smit", "desk", "BALIE-HAVEN")
RUUD = person("4003", "Ruud Hendriks", "custodian", "KAMER-HAVEN")
MARIT = person("5001", "Marit Bakker", "handler")
PIETER = person("5002", "Pieter Kuiper", "coordinator")
ELLEN = person("5003", "Ellen van Dam", "decider")
TOM = person("5004", "Tom Visser", "auditor")
NOOR = person("5005", "Noor Jansen", "admin")
BRAM = person("6001", "Bram Mulder", "officer", unit=CENTRUM)
CAST = (SANNE, KARIM, JOKE, ANNA, RUUD, MARIT, PIETER, ELLEN, TOM, NOOR, BRAM)

PLACES = (
    Place("BALIE-HAVEN", "counter_drawer", "Lade balie Haven", HAVEN, post="BALIE-HAVEN"),
    Place("KAMER-HAVEN", "store_room", "Voorwerpenkamer Haven", HAVEN, post="KAMER-HAVEN"),
    Place("SCHAP-B-12", "shelf", "Schap B-12", HAVEN, parent="KAMER-HAVEN", post="KAMER-HAVEN"),
    Place("V-4417", "vehicle", "Voertuig 4417", HAVEN),
    Place("BUREAU-4711", "desk", "Bureau Sanne de Wit", HAVEN, user="4711"),
    Place("BUITEN", "partner", "Buiten de politie", HAVEN),
    *(
        Place(f"BIJ-{who.number}", "on_person", who.name, who.unit or HAVEN, user=who.number)
        for who in CAST
    ),
)
POSTS = (
    Post("BALIE-HAVEN", "Balie Haven", HAVEN, "BALIE-HAVEN"),
    Post("KAMER-HAVEN", "Voorwerpenkamer Haven", HAVEN, "KAMER-HAVEN", custodian="4003"),
)


class Clock:
    """The one clock below the web, standing still until a test lets time pass."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def passes(self, **how_long: float) -> datetime:
        """Let time pass, and return what time it is then."""
        self.now += timedelta(**how_long)
        return self.now


def house() -> None:
    """Make keys, units, posts, places and accounts in the present store; nobody can sign in."""
    storage.store().signer.make_keys(int(NOON.timestamp()) - 366 * 86400)
    with storage.transaction() as books:
        for table, rows in _ROWS.items():
            books.session.execute(insert(table), rows)


# Written in one statement per table: every test of the memory begins with this.
_ROWS: dict[Any, list[dict[str, Any]]] = {
    UnitRow: [
        {"code": HAVEN, "name": "Haven", "chief": "4900", "desk": "BALIE-HAVEN"},
        {"code": CENTRUM, "name": "Centrum", "chief": None, "desk": None},
    ],
    PlaceRow: [
        {name: value for name, value in vars(place).items() if name != "closed"} for place in PLACES
    ],
    PostRow: [vars(post) for post in POSTS],
    AccountRow: [
        {
            "id": n,
            "username": who.name.split()[0].casefold(),
            "number": who.number,
            "name": who.name,
            "unit": who.unit,
            "post": who.post,
            "password": "-",
            "uniquifier": f"u-{who.number}",
            "made_at": NOON,
        }
        for n, who in enumerate(CAST, start=1001)
    ],
    AccountRoleRow: [
        {"account": n, "role": role} for n, who in enumerate(CAST, start=1001) for role in who.roles
    ],
}
