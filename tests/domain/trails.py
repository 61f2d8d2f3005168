"""Trails made of events, for tests that need no database."""

from datetime import datetime, timedelta
from typing import Any

from custody.domain import events as e
from custody.domain.people import Person
from custody.domain.trail import Holder, Trail
from tests.cast import HAVEN, JOKE, NOON, SANNE

ITEM = "F5DPN209V2"
DESK = Holder("post", "BALIE-HAVEN", "Balie Haven")


def at(hours: float) -> datetime:
    """Return the moment this many hours after the story begins."""
    return NOON + timedelta(hours=hours)


def held_by(who: Person) -> Holder:
    """Return a person as a holder."""
    return Holder("person", who.number, who.name)


def happened(kind: type[e.Event], hours: float = 0, by: Person = SANNE, **facts: Any) -> e.Event:
    """Return an event of the item, by Sanne unless somebody else is named."""
    values = {"item": ITEM, "unit": HAVEN, "at": at(hours), **facts}
    return kind(id=f"id-{kind.type}-{hours}", actor=by.number, actor_name=by.name, **values)


def received(hours: float = 0, **facts: Any) -> e.Event:
    """Return the first event of the item: keys, put in Sanne's pocket."""
    values = {"category": "keys", "taking": "safekeeping", "place": "BIJ-4711", "quantity": 2}
    return happened(e.ItemReceived, hours, **{**values, "description": "2 sleutels", **facts})


def offered(hours: float, to: Holder = DESK, by: Person = SANNE) -> e.Event:
    """Return an offer by its holder."""
    giver = held_by(by)
    return happened(e.TransferOffered, hours, by, holder_from=giver.value(), holder_to=to.value())


def accepted(hours: float, to: Holder = DESK, by: Person = JOKE, **facts: Any) -> e.Event:
    """Return the acceptance by the receiver."""
    values = {"place": "BALIE-HAVEN", "holder_to": to.value(), **facts}
    return happened(e.TransferAccepted, hours, by, **values)


def trail(*events: e.Event) -> Trail:
    """Return the trail of these events, recorded when they happened."""
    return Trail(
        ITEM,
        tuple(
            e.Recorded(n, n, f"leaf-{n}", event.at or NOON, event) for n, event in enumerate(events)
        ),
    )
