"""Giving an item back to the entitled person."""

from typing import Any

from marshmallow import fields

from custody.domain import codes
from custody.domain.items import Party, Signature
from custody.services import returns
from custody.services.returns import ENTITLEMENTS, FEATURE_RESULTS, IDENTITY_KINDS, Release
from custody.web.api.answers import Answer, answers
from custody.web.api.reading import ApiBlueprint, KeySchema, Sent, Text, one_of
from custody.web.api.shapes import ActSchema, SignatureSchema, acts_of
from custody.web.forms.reading import SHORT
from custody.web.guard import now, person

room = ApiBlueprint("api_returns", __name__, url_prefix="/api/v1", description="Giving back")


class ReturnSchema(Sent):
    """Who receives it, on what ground, how that was seen, and how they signed."""

    receiver = Text(required=True)
    entitlement = one_of(ENTITLEMENTS, required=True)
    identity_kind = one_of(IDENTITY_KINDS, required=True)
    tail = Text(3)
    feature_result = one_of(FEATURE_RESULTS, load_default="none")
    feature_reason = Text()
    signature = fields.Nested(SignatureSchema, required=True)
    second = Text(SHORT)
    remarks = Text()
    disputed = fields.Boolean(load_default=False, truthy={True}, falsy={False})


@room.route("/items/<code>/returns", methods=["POST"])
@room.arguments(KeySchema, location="headers")
@room.arguments(ReturnSchema)
@answers(room, 201, ActSchema(many=True))
def give_back(headers: dict[str, Any], sent: dict[str, Any], code: str) -> Answer:
    """Give an item back; the trail closes."""
    item = codes.read_item_code(code)
    release = Release(
        **{
            **sent,
            "receiver": Party("entitled", sent["receiver"]),
            "signature": Signature(**sent["signature"]),
        }
    )
    records = returns.give_back(item, release, str(headers["form_id"]), person(), now())
    return Answer(acts_of(records), (f"item:{item}",), purpose="return")
