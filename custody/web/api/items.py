"""Items: what is on record, the trail, and the correction of a mistake."""

from typing import Any

from flask import request
from marshmallow import Schema, fields, validate

from custody.domain import codes
from custody.domain.errors import UnseenError
from custody.domain.items import CATEGORIES, CONDITIONS
from custody.services import corrections, items
from custody.services.items import ItemPage
from custody.web import blind
from custody.web.api.answers import Answer, answers
from custody.web.api.reading import ApiBlueprint, KeyAndMatchSchema, Sent, Text, optional_one_of
from custody.web.api.shapes import ItemSchema, PartySchema, TrailSchema, trail_of
from custody.web.guard import now, person

room = ApiBlueprint("api_items", __name__, url_prefix="/api/v1", description="Items and trails")


class ItemLinkSchema(Schema):
    """A complaint to which an item belongs; only for those who may know."""

    complaint = fields.String(required=True)
    hold = fields.String()


class ItemPageSchema(ItemSchema):
    """An item with the act it came with, its papers, and who stands around it."""

    place_name = fields.String()
    handed_in_at = fields.String()
    parties = fields.List(fields.Nested(PartySchema))
    receipts = fields.List(fields.String())
    photos = fields.List(fields.String())
    links = fields.List(fields.Nested(ItemLinkSchema))


class CorrectionSchema(Sent):
    """The facts as they should be, and why; what is left out stays as it is (P118)."""

    category = optional_one_of(CATEGORIES)
    description = Text(300, load_default=None)
    quantity = fields.Integer(
        load_default=None, strict=True, validate=validate.Range(min=1, max=9999)
    )
    condition = optional_one_of(CONDITIONS)
    marks = Text(load_default=None)
    reason = Text(required=True)


def _answer(page: ItemPage) -> Answer:
    _, state = blind.as_seen(page, person())
    value: dict[str, Any] = {
        **vars(state),
        "place_name": page.places.get(state.place or "", ""),
        "handed_in_at": page.act.taken_at if page.act else "",
        "parties": page.parties,
        "receipts": page.receipts,
        "links": page.links,
    }
    headers = {"ETag": f'"{page.trail.records[-1].leaf}"'}
    return Answer(value, (f"item:{state.item}",), headers=headers)


@room.route("/items/<code>")
@answers(room, 200, ItemPageSchema)
def show(code: str) -> Answer:
    """Give an item as it stands. Its ETag changes with every event."""
    return _answer(items.show_item(codes.read_item_code(code), person(), now()))


@room.route("/items/<code>/trail")
@answers(room, 200, TrailSchema)
def trail(code: str) -> Answer:
    """Give who had an item, where and since when, and where nothing is recorded."""
    page = items.show_item(codes.read_item_code(code), person(), now())
    seen, _ = blind.as_seen(page, person())
    return Answer(trail_of(seen, page.gaps, person()), (f"item:{page.state.item}",))


@room.route("/items/<code>/corrections", methods=["POST"])
@room.arguments(KeyAndMatchSchema, location="headers")
@room.arguments(CorrectionSchema)
@answers(room, 201, ItemPageSchema, matching=True)
def correct(headers: dict[str, Any], sent: dict[str, Any], code: str) -> Answer:
    """Mend what is wrong on record: a new event, the old value stays visible beside it."""
    if not headers["seen"]:
        raise UnseenError()
    code = codes.read_item_code(code)
    page = items.show_item(code, person(), now())
    seen = None if request.if_match.star_tag else frozenset(request.if_match.as_set())
    changes = {name: value for name, value in sent.items() if value not in (None, "")}
    corrections.correct(
        code,
        page.trail.records[0].leaf,
        {name: value for name, value in changes.items() if name != "reason"},
        sent["reason"],
        str(headers["form_id"]),
        person(),
        now(),
        seen,
    )
    return _answer(items.show_item(code, person(), now()))
