"""Asking somebody to take over, and answering, line by line (P49)."""

from typing import Any

from marshmallow import fields, validate

from custody.domain import codes
from custody.domain.events import Recorded
from custody.domain.items import CONDITIONS
from custody.domain.state import State
from custody.domain.steps import REFUSAL_REASONS
from custody.services import transfers
from custody.web import blind
from custody.web.api.answers import Answer, answers
from custody.web.api.paging import LINK, PageSchema, Place, moment, paged
from custody.web.api.reading import (
    ApiBlueprint,
    KeySchema,
    Sent,
    Text,
    item_code,
    one_of,
    optional_one_of,
)
from custody.web.api.shapes import ActSchema, ItemSchema, acts_of
from custody.web.forms.reading import SHORT
from custody.web.guard import now, person

room = ApiBlueprint("api_transfers", __name__, url_prefix="/api/v1", description="Hand to hand")


class OfferedSchema(Sent):
    """Which items, to whom: a staff number or the code of a desk or store."""

    items = fields.List(item_code(), required=True, validate=validate.Length(1, 100))
    to = Text(SHORT, required=True)
    purpose = Text()


class AcceptedSchema(Sent):
    """Where it is now and how it is; left out: the receiver's own place, and as before."""

    place = Text(24)
    condition = optional_one_of(CONDITIONS)


class RefusedSchema(Sent):
    """What is not right."""

    reason = one_of(REFUSAL_REASONS, required=True)
    remarks = Text()


class WithdrawnSchema(Sent):
    """Why; may be left out."""

    reason = Text()


def _acts(records: tuple[Recorded, ...]) -> Answer:
    seen = tuple(f"item:{record.event.item}" for record in records)
    return Answer(acts_of(records), seen)


@room.route("/transfers/incoming")
@room.arguments(PageSchema, location="query")
@answers(room, 200, ItemSchema(many=True), headers=LINK)
def incoming(asked: dict[str, Any]) -> Answer:
    """Give the items that wait for this person's answer, oldest offer first, those of one offer by code."""
    waiting, headers = paged(transfers.incoming(person()), _offered, asked)
    states = blind.listed(waiting, person())
    return Answer(states, tuple(f"item:{state.item}" for state in states), headers=headers)


def _offered(state: State) -> Place:
    return (moment(state.offer.offered_at if state.offer else None), state.item)


@room.route("/transfers", methods=["POST"])
@room.arguments(KeySchema, location="headers")
@room.arguments(OfferedSchema)
@answers(room, 201, ActSchema(many=True))
def offer(headers: dict[str, Any], sent: dict[str, Any]) -> Answer:
    """Ask somebody to take items over; all or none. The giver stays responsible until then."""
    listed = [codes.read_item_code(code) for code in dict.fromkeys(sent["items"])]
    id_ = str(headers["form_id"])
    return _acts(transfers.offer(listed, sent["to"], sent["purpose"], id_, person(), now()))


@room.route("/transfers/<code>/accept", methods=["POST"])
@room.arguments(KeySchema, location="headers")
@room.arguments(AcceptedSchema)
@answers(room, 201, ActSchema(many=True))
def accept(headers: dict[str, Any], sent: dict[str, Any], code: str) -> Answer:
    """Say "I have it": the receiver answers for the item from now on."""
    item, id_ = codes.read_item_code(code), str(headers["form_id"])
    return _acts(
        transfers.accept(item, sent["place"] or None, sent["condition"], id_, person(), now())
    )


@room.route("/transfers/<code>/refuse", methods=["POST"])
@room.arguments(KeySchema, location="headers")
@room.arguments(RefusedSchema)
@answers(room, 201, ActSchema(many=True))
def refuse(headers: dict[str, Any], sent: dict[str, Any], code: str) -> Answer:
    """Say "not right", and why: the giver stays responsible."""
    item, id_ = codes.read_item_code(code), str(headers["form_id"])
    return _acts(transfers.refuse(item, sent["reason"], sent["remarks"], id_, person(), now()))


@room.route("/transfers/<code>/withdraw", methods=["POST"])
@room.arguments(KeySchema, location="headers")
@room.arguments(WithdrawnSchema)
@answers(room, 201, ActSchema(many=True))
def withdraw(headers: dict[str, Any], sent: dict[str, Any], code: str) -> Answer:
    """Take an offer back."""
    item, id_ = codes.read_item_code(code), str(headers["form_id"])
    return _acts(transfers.withdraw(item, sent["reason"], id_, person(), now()))
