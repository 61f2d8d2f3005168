"""What is shown of items, persons and acts, the same in every room of the API.

Never a check feature (P33), a signature, or who stands around an item beyond what its page shows;
of a hold its number alone, but for those who may know of complaints (C82).
"""

from typing import Any

from marshmallow import Schema, fields

from custody.domain import events as e
from custody.domain.events import Recorded
from custody.domain.items import PARTY_ROLES
from custody.domain.people import Person
from custody.web.api.reading import Sent, Text, one_of


class HolderSchema(Schema):
    """Who answers for an item: a person, a post, a partner body, or the citizen after return."""

    nature = fields.String(required=True)
    ref = fields.String(required=True)
    name = fields.String(required=True)


class OfferSchema(Schema):
    """An offer that waits for an answer."""

    holder_from = fields.Nested(HolderSchema, required=True)
    holder_to = fields.Nested(HolderSchema, required=True)
    purpose = fields.String(required=True)
    offered_at = fields.DateTime(required=True)


class ItemSchema(Schema):
    """An item as its events add up."""

    code = fields.String(attribute="item", required=True)
    status = fields.String(required=True)
    category = fields.String(required=True)
    description = fields.String(required=True)
    quantity = fields.Integer(allow_none=True)
    condition = fields.String()
    marks = fields.String()
    seal = fields.String(allow_none=True)
    cash = fields.Dict(allow_none=True)
    taking = fields.String()
    holder = fields.Nested(HolderSchema, allow_none=True, required=True)
    place = fields.String(allow_none=True, required=True)
    since = fields.DateTime(allow_none=True)
    received_at = fields.DateTime(allow_none=True)
    recorded_at = fields.DateTime(allow_none=True)
    unit = fields.String()
    missing = fields.Boolean()
    holds = fields.List(fields.String())
    offer = fields.Nested(OfferSchema, allow_none=True)


class RecordSchema(Schema):
    """One event of a trail, and the leaf by which the log knows it."""

    type = fields.String(required=True)
    leaf = fields.String(required=True)
    seq = fields.Integer(required=True)
    at = fields.DateTime(allow_none=True)
    recorded_at = fields.DateTime(required=True)
    actor = fields.String()
    actor_name = fields.String(allow_none=True)
    place = fields.String(allow_none=True)
    unit = fields.String(allow_none=True)
    ref = fields.List(fields.String())
    facts = fields.Dict()


class GapSchema(Schema):
    """A time that the record does not account for; `until` is empty while it lasts (P120)."""

    reason = fields.String(required=True)
    start = fields.DateTime(required=True)
    until = fields.DateTime(allow_none=True)


class TrailSchema(Schema):
    """An item's events in the order of the log, and where they say nothing."""

    item = fields.String(required=True)
    records = fields.List(fields.Nested(RecordSchema), required=True)
    gaps = fields.List(fields.Nested(GapSchema), required=True)


class ActSchema(Schema):
    """What an act recorded."""

    item = fields.String(allow_none=True)
    type = fields.String(required=True)
    leaf = fields.String(required=True)
    recorded_at = fields.DateTime(required=True)


class PartySchema(Sent):
    """A person in a role around a handover. Every part may be left out (P15)."""

    role = one_of(PARTY_ROLES, required=True)
    name = Text()
    born = Text(10)
    phone = Text(32)
    email = Text(254)
    address = Text(254)


class SignatureSchema(Sent):
    """How somebody signed: a typed name, or not, with the reason."""

    way = one_of(("typed", "refused"), required=True)
    text = Text(required=True)


# The facts of an event that a trail shows. What is not in this list stays in the house.
FACTS = frozenset(
    [
        "taking",
        "category",
        "description",
        "quantity",
        "condition",
        "marks",
        "seal",
        "cash",
        "precision",
        "taken_at",
        "expected_back",
        "reason",
        "remarks",
        "photo_sha256",
        "holder_from",
        "holder_to",
        "purpose",
        "due",
        "fields",
        "old",
        "new",
        "witness",
        "organisation",
        "identity_seen",
        "identity_kind",
        "entitlement",
        "feature_result",
        "hold",
        "copy",
        "second",
        "kind",
    ]
)
_OF_HOLDS = frozenset({"reason", "complaint"})


def record_of(record: Recorded, by: Person) -> dict[str, Any]:
    """Return one event as this reader may see it."""
    event = record.event
    shown = FACTS | _OF_HOLDS if by.sees_complaints else FACTS
    if isinstance(event, e.HoldSet | e.HoldLifted) and not by.sees_complaints:
        shown = FACTS - _OF_HOLDS
    return {
        "type": event.type,
        "leaf": record.leaf,
        "seq": record.seq,
        "at": event.at,
        "recorded_at": record.rec,
        "actor": event.actor,
        "actor_name": event.actor_name,
        "place": event.place,
        "unit": event.unit,
        "ref": event.ref,
        "facts": {name: value for name, value in event.disclosed().items() if name in shown},
    }


def trail_of(trail: Any, gaps: Any, by: Person) -> dict[str, Any]:
    """Return a trail as this reader may see it."""
    return {
        "item": trail.item,
        "records": [record_of(record, by) for record in trail.records],
        "gaps": gaps,
    }


def acts_of(records: tuple[Recorded, ...]) -> list[dict[str, Any]]:
    """Return what an act recorded."""
    return [
        {"item": r.event.item, "type": r.event.type, "leaf": r.leaf, "recorded_at": r.rec}
        for r in records
    ]
