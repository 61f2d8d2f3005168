"""Complaints, for those with the right: list, show, report, register, suggestions, link, reject."""

from typing import Any

from marshmallow import Schema, fields, validate

from custody.domain import codes
from custody.domain.complaints import CHANNELS, Complaint
from custody.domain.items import Party
from custody.domain.linking import REJECT_REASONS
from custody.services import complaints, linking, matching, unrecorded
from custody.web.api.answers import Answer, answers
from custody.web.api.paging import LINK, PageSchema, paged
from custody.web.api.reading import (
    ApiBlueprint,
    KeySchema,
    Sent,
    Text,
    item_code,
    local_day,
    one_of,
)
from custody.web.api.shapes import ItemSchema, TrailSchema, trail_of
from custody.web.forms.reading import AMSTERDAM, LONG
from custody.web.guard import now, person
from custody.web.letter import reasons_of

room = ApiBlueprint("api_complaints", __name__, url_prefix="/api/v1", description="Complaints")
_POSITION = validate.Range(min=0, max=100_000)


class SummarySchema(Schema):
    """A complaint in a list."""

    number = fields.String(required=True)
    state = fields.String(required=True)
    channel = fields.String()
    received_on = fields.Date(required=True)
    unit = fields.String(allow_none=True)
    handler = fields.String(allow_none=True)


class LinkSchema(Schema):
    """An item that belongs to a complaint, and the hold that this set (C78)."""

    item = fields.String(required=True)
    how = fields.String()
    reason = fields.String()
    hold = fields.String(required=True)
    at = fields.DateTime(required=True)


class ComplaintSchema(SummarySchema):
    """A complaint with its words as they came in (C7), its links and its claims."""

    text = fields.String(required=True)
    complainant = fields.String()
    represented = fields.String()
    links = fields.List(fields.Nested(LinkSchema), required=True)
    claims = fields.List(fields.String(), required=True)


class LinkedTrailSchema(LinkSchema):
    """A linked item with its trail."""

    trail = fields.Nested(TrailSchema, required=True)


class ReportSchema(SummarySchema):
    """All that is known of the items of a complaint, and what is not."""

    items = fields.List(fields.Nested(LinkedTrailSchema), required=True)
    claims = fields.List(fields.String(), required=True)
    made_at = fields.DateTime(required=True)


class SuggestionSchema(Schema):
    """An item that a complaint may mention: what fits, what does not, and what was decided."""

    mention = fields.Integer(required=True)
    item = fields.Nested(ItemSchema, allow_none=True)
    state = fields.String(required=True)
    outcome = fields.String()
    late = fields.Boolean()
    supports = fields.List(fields.String())
    contradicts = fields.List(fields.String())


class NewComplaintSchema(Sent):
    """A complaint in the complainant's own words; they are not touched, not even trimmed (C7)."""

    text = fields.String(required=True, validate=validate.Length(1, LONG))
    channel = one_of(CHANNELS, required=True)
    received_on = local_day(load_default=None)
    name = Text()
    born = Text(10)
    phone = Text(32)
    email = Text(254)
    address = Text(254)
    represented = Text()
    relation = Text(60)


class NumberSchema(Schema):
    """The number of a complaint, and nothing else (C11)."""

    number = fields.String(required=True)


class NewLinkSchema(Sent):
    """This item is the one, and how that is known."""

    item = item_code(required=True)
    mention = fields.Integer(load_default=None, strict=True, validate=_POSITION)
    reason = Text()


class RejectionSchema(Sent):
    """This item is not the one, and why (C65)."""

    item = item_code(required=True)
    mention = fields.Integer(required=True, strict=True, validate=_POSITION)
    reason = one_of(REJECT_REASONS, required=True)


class RejectedSchema(Schema):
    """What was set aside."""

    item = fields.String(required=True)
    mention = fields.Integer(required=True)
    reason = fields.String(required=True)


@room.route("/complaints")
@room.arguments(PageSchema, location="query")
@answers(room, 200, SummarySchema(many=True), headers=LINK)
def overview(asked: dict[str, Any]) -> Answer:
    """Give the complaints this person may see, newest first."""
    found, headers = paged(
        complaints.overview(person()),
        lambda complaint: (complaint.received_on.isoformat(), complaint.number),
        asked,
        newest_first=True,
    )
    return Answer(found, tuple(f"complaint:{c.number}" for c in found), headers=headers)


@room.route("/complaints/<number>")
@answers(room, 200, ComplaintSchema)
def show(number: str) -> Answer:
    """Give a complaint with its words, links and claims."""
    found = linking.show(number, person())
    value = {
        **vars(found.complaint),
        "complainant": found.complaint.complainant.name,
        "links": found.links,
        "claims": [claim.number for claim in found.claims],
    }
    return Answer(value, (f"complaint:{number}",))


@room.route("/complaints/<number>/report")
@answers(room, 200, ReportSchema)
def report(number: str) -> Answer:
    """Give the trail of every linked item, and where nothing is recorded."""
    found = complaints.report(number, person(), now())
    value = {
        **vars(found.complaint),
        "items": [
            {**vars(i.link), "trail": trail_of(i.trail, i.gaps, person())} for i in found.items
        ],
        "claims": [claim.number for claim in found.claims],
        "made_at": found.made_at,
    }
    items = (f"item:{i.trail.item}" for i in found.items)
    return Answer(value, (f"complaint:{number}", *items))


@room.route("/complaints/<number>/suggestions")
@answers(room, 200, SuggestionSchema(many=True))
def suggestions(number: str) -> Answer:
    """Give the items that the words may mention, best first. A suggestion is never a link."""
    found = linking.show(number, person())
    value = [
        {
            "mention": s.mention,
            "item": found.items.get(s.item),
            "state": s.state,
            "outcome": s.outcome,
            "late": s.late,
            "supports": reasons_of(s).supports,
            "contradicts": reasons_of(s).contradicts,
        }
        for s in found.suggestions
    ]
    seen = (f"complaint:{number}", *(f"item:{s.item}" for s in found.suggestions))
    return Answer(value, seen)


@room.route("/complaints", methods=["POST"])
@room.arguments(KeySchema, location="headers")
@room.arguments(NewComplaintSchema)
@answers(room, 201, SummarySchema)
def register(headers: dict[str, Any], sent: dict[str, Any]) -> Answer:
    """Register a complaint and compare it with the register."""
    made = _register(headers, sent)
    matching.run_for_complaint(made.number, now())
    unrecorded.open_from_words(made.number, now())
    return Answer(made, (f"complaint:{made.number}",))


@room.route("/complaints/take-down", methods=["POST"])
@room.arguments(KeySchema, location="headers")
@room.arguments(NewComplaintSchema)
@answers(room, 201, NumberSchema)
def take_down(headers: dict[str, Any], sent: dict[str, Any]) -> Answer:
    """Take a complaint down for the complaint team; only its number comes back (C11)."""
    return Answer(_register(headers, sent), None)


def _register(headers: dict[str, Any], sent: dict[str, Any]) -> Complaint:
    today = now().astimezone(AMSTERDAM).date()
    who = Party(
        "complainant", sent["name"], sent["born"], sent["phone"], sent["email"], sent["address"]
    )
    complaint = Complaint(
        number="",
        text=sent["text"],
        channel=sent["channel"],
        received_on=sent["received_on"] or today,
        complainant=who,
        represented=sent["represented"],
        relation=sent["relation"],
    )
    return complaints.register(complaint, str(headers["form_id"]), person(), now(), today)


@room.route("/complaints/<number>/links", methods=["POST"])
@room.arguments(KeySchema, location="headers")
@room.arguments(NewLinkSchema)
@answers(room, 201, LinkSchema)
def link(headers: dict[str, Any], sent: dict[str, Any], number: str) -> Answer:
    """Link an item: it is put on hold in the same act (C78)."""
    item, id_ = codes.read_item_code(sent["item"]), str(headers["form_id"])
    mention, why = sent["mention"], sent["reason"]
    made = linking.link(number, mention, item, why, id_, person(), now())
    unrecorded.linked(number, mention, item, why, person(), now())
    return Answer(made, (f"complaint:{number}", f"item:{item}"))


@room.route("/complaints/<number>/rejections", methods=["POST"])
@room.arguments(KeySchema, location="headers")
@room.arguments(RejectionSchema)
@answers(room, 201, RejectedSchema)
def reject(headers: dict[str, Any], sent: dict[str, Any], number: str) -> Answer:
    """Set a suggestion aside; it does not come back without new evidence."""
    item, id_ = codes.read_item_code(sent["item"]), str(headers["form_id"])
    linking.reject(number, sent["mention"], item, sent["reason"], id_, person(), now())
    return Answer({**sent, "item": item}, (f"complaint:{number}",))
