"""Scans at the desk, and where one keeps a thing oneself."""

from typing import Any

from marshmallow import Schema, fields

from custody.domain import codes
from custody.services import desk, keeping
from custody.web import blind
from custody.web.api.answers import Answer, answers
from custody.web.api.paging import LINK, PageSchema, moment, paged
from custody.web.api.reading import ApiBlueprint, KeySchema, Sent, Text, item_code
from custody.web.api.shapes import ActSchema, ItemSchema, acts_of
from custody.web.guard import now, person
from custody.web.words import host, word

room = ApiBlueprint("api_desk", __name__, url_prefix="/api/v1", description="Where things lie")


class ScanSchema(Sent):
    """What the scanner read, and the code of the place that was scanned before."""

    raw = Text(400, required=True)
    target = Text(24)


class ScannedSchema(Schema):
    """What came of a scan; every scan is kept, also an unknown one (P73)."""

    result = fields.String(required=True)
    tone = fields.String(required=True)
    message = fields.String(required=True)
    item = fields.String(allow_none=True)
    place = fields.String(allow_none=True)
    held_by = fields.String()
    repairs = fields.List(fields.String())


class MoveSchema(Sent):
    """Which item, and the code of the place where it is now."""

    item = item_code(required=True)
    place = Text(24, required=True)


@room.route("/my-items")
@room.arguments(PageSchema, location="query")
@answers(room, 200, ItemSchema(many=True), headers=LINK)
def held(asked: dict[str, Any]) -> Answer:
    """Give what this person holds, and then what their desk or store holds, longest kept first."""
    own = [("own", k.state) for k in keeping.items_of(person(), now())]
    kept = [*own, *(("post", k.state) for k in keeping.items_of_post(person(), now()))]
    page, headers = paged(kept, lambda k: (k[0], moment(k[1].since), k[1].item), asked)
    states = blind.listed((state for _, state in page), person())
    return Answer(states, tuple(f"item:{state.item}" for state in states), headers=headers)


@room.route("/scans", methods=["POST"])
@room.arguments(KeySchema, location="headers")
@room.arguments(ScanSchema)
@answers(room, 201, ScannedSchema)
def scan(headers: dict[str, Any], sent: dict[str, Any]) -> Answer:
    """Store one scan and do what it says: a place first, then items."""
    id_ = str(headers["form_id"])
    done = desk.scan(sent["raw"], sent["target"] or None, id_, host(), person(), now())
    value = {
        "result": done.scan.result,
        "tone": done.tone,
        "message": word(done.word),
        "item": done.scan.item,
        "place": done.place.code if done.place else None,
        "held_by": done.held_by,
        "repairs": done.repairs,
    }
    return Answer(value, (f"item:{done.scan.item}",) if done.scan.item else None)


@room.route("/moves", methods=["POST"])
@room.arguments(KeySchema, location="headers")
@room.arguments(MoveSchema)
@answers(room, 201, ActSchema(many=True))
def move(headers: dict[str, Any], sent: dict[str, Any]) -> Answer:
    """Say where a thing is that one answers for: pocket, vehicle, desk, locker or shelf."""
    item, id_ = codes.read_item_code(sent["item"]), str(headers["form_id"])
    records = keeping.keep(item, sent["place"], id_, person(), now())
    return Answer(acts_of(records), (f"item:{item}",))
