"""One question that finds items, newest first."""

from datetime import date
from typing import Any

from marshmallow import Schema, fields, validate

from custody.domain.days import Period
from custody.domain.items import CATEGORIES
from custody.domain.search import Narrow
from custody.services import items, search
from custody.web import blind
from custody.web.api.answers import Answer, answers
from custody.web.api.reading import ApiBlueprint, Sent, Text, local_day, optional_one_of
from custody.web.api.shapes import ItemSchema
from custody.web.forms.search import LONGEST
from custody.web.guard import now, person

room = ApiBlueprint("api_search", __name__, url_prefix="/api/v1", description="Search")


class QuestionSchema(Sent):
    """Words, and what they are narrowed to; `before` is the `older` of the page before."""

    q = Text(LONGEST)
    category = optional_one_of(CATEGORIES)
    place = Text(24)
    first = local_day(load_default=None)
    last = local_day(load_default=None)
    before = fields.Integer(load_default=None, validate=validate.Range(min=0, max=2_000_000_000))


class FoundSchema(Schema):
    """Items, newest first. `older` asks for the next page; `meant` differ in one sign (a question)."""

    items = fields.List(fields.Nested(ItemSchema), required=True)
    receipt = fields.String(allow_none=True)
    older = fields.Integer(allow_none=True)
    meant = fields.List(fields.Nested(ItemSchema))


@room.route("/search")
@room.arguments(QuestionSchema, location="query")
@answers(room, 200, FoundSchema)
def find(asked: dict[str, Any]) -> Answer:
    """Find items by code, receipt, name, words or day, among what this person may see."""
    first, last = asked["first"], asked["last"]
    period = Period(first or date(1990, 1, 1), last or now().date()) if first or last else None
    narrow = Narrow(asked["category"] or "", asked["place"], period)
    found = search.find(asked["q"], person(), now(), narrow, asked["before"])
    states = found.items
    if found.code:
        _, state = blind.as_seen(items.show_item(found.code, person(), now()), person())
        states = (state,)
    else:
        states = blind.listed(states, person())
    value = {
        "items": states,
        "receipt": found.receipt,
        "older": found.older,
        "meant": blind.listed(found.meant, person()),
    }
    seen = tuple(f"item:{state.item}" for state in (*states, *found.meant))
    return Answer(value, seen, "search")
