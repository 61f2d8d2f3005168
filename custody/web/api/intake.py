"""Recording a handover or a find."""

from typing import Any

from marshmallow import Schema, fields, validate

from custody.domain.items import (
    CATEGORIES,
    CONDITIONS,
    EURO_FACES,
    MOST_ITEMS,
    PRECISIONS,
    TAKINGS,
    Cash,
    Description,
    Handover,
    Party,
    Signature,
)
from custody.services import intake, transfers
from custody.web.api.answers import Answer, answers
from custody.web.api.reading import (
    ApiBlueprint,
    KeySchema,
    LocalDateTime,
    Sent,
    Text,
    one_of,
)
from custody.web.api.shapes import PartySchema, SignatureSchema
from custody.web.forms.reading import SHORT
from custody.web.guard import now, person
from custody.web.words import thing_text

room = ApiBlueprint("api_intake", __name__, url_prefix="/api/v1", description="Taking things in")
_NUMBER = validate.Range(min=1, max=9999)


class FaceSchema(Sent):
    """How many of one note or coin; `face` is its value in cents."""

    face = fields.Integer(required=True, strict=True, validate=validate.OneOf(EURO_FACES))
    number = fields.Integer(required=True, strict=True, validate=validate.Range(min=1, max=100_000))


class CashSchema(Sent):
    """Money in euros by note and coin, or not yet counted and sealed (P25, P27)."""

    counted = fields.Boolean(required=True, truthy={True}, falsy={False})
    faces = fields.List(
        fields.Nested(FaceSchema), load_default=list, validate=validate.Length(max=len(EURO_FACES))
    )


class ThingSchema(Sent):
    """One thing as it is seen and counted."""

    category = one_of(CATEGORIES, required=True)
    description = Text(300)
    quantity = fields.Integer(load_default=1, strict=True, validate=_NUMBER)
    condition = one_of(CONDITIONS, load_default="unknown")
    marks = Text()
    seal = Text(SHORT)
    check_feature = Text(metadata={"description": "Kept secret; asked at the return (P33)."})
    cash = fields.Nested(CashSchema, load_default=None)


class HandoverSchema(Sent):
    """One act in which things came into the hands of the police."""

    taking = one_of(TAKINGS, load_default="safekeeping")
    items = fields.List(
        fields.Nested(ThingSchema), required=True, validate=validate.Length(1, MOST_ITEMS)
    )
    parties = fields.List(
        fields.Nested(PartySchema), load_default=list, validate=validate.Length(max=20)
    )
    place = Text(24, metadata={"description": "The code of the place where it is now."})
    taken_at = Text()
    happened_at = LocalDateTime(load_default=None)
    precision = one_of(PRECISIONS, load_default="exact")
    late_reason = Text()
    expected_back = Text()
    remarks = Text()
    signature = fields.Nested(SignatureSchema, load_default=None)


class FindSchema(Sent):
    """Something found in a vehicle, a desk, a cell or a locker."""

    category = one_of(CATEGORIES, required=True)
    description = Text(300)
    quantity = fields.Integer(load_default=1, strict=True, validate=_NUMBER)
    place = Text(24)
    taken_at = Text()
    remarks = Text()


class TakenSchema(Schema):
    """The codes of the items and the numbers of the receipts."""

    items = fields.List(fields.String(), required=True)
    receipts = fields.List(fields.String(), required=True)


@room.route("/handovers", methods=["POST"])
@room.arguments(KeySchema, location="headers")
@room.arguments(HandoverSchema)
@answers(room, 201, TakenSchema)
def hand_over(headers: dict[str, Any], sent: dict[str, Any]) -> Answer:
    """Record a handover; the receipt is signed when the answer is there. Photos follow on the page."""
    signature = sent["signature"]
    handover = Handover(
        form_id=str(headers["form_id"]),
        taking=sent["taking"],
        items=tuple(_thing(thing, sent["expected_back"]) for thing in sent["items"]),
        happened_at=sent["happened_at"] or now(),
        precision=sent["precision"],
        place=sent["place"] or None,
        taken_at=sent["taken_at"],
        parties=_parties(sent["parties"]),
        signature=Signature(**signature) if signature else Signature(),
        late_reason=sent["late_reason"],
        remarks=sent["remarks"],
    )
    return _taken(intake.hand_over(handover, person(), now()))


def _parties(sent: list[dict[str, str]]) -> tuple[Party, ...]:
    """Return who was named; without a giver it is recorded that none was stated (P15)."""
    parties = tuple(Party(**party, stated=bool(party["name"])) for party in sent)
    named = any(party.role == "giver" for party in parties)
    return parties if named else (Party("giver", stated=False), *parties)


def _thing(sent: dict[str, Any], expected_back: str) -> Description:
    cash = _cash(sent["cash"]) if sent["category"] == "cash" else None
    quantity = sent["quantity"] if cash is None else None
    details = [sent["description"]] if sent["description"] else []
    return Description(
        category=sent["category"],
        description=thing_text(sent["category"], quantity, details, cash),
        word=thing_text(sent["category"], quantity, []),
        quantity=quantity,
        condition=sent["condition"],
        marks=sent["marks"],
        seal=sent["seal"] or None,
        cash=cash,
        check_feature=(sent["check_feature"],) if sent["check_feature"] else (),
        expected_back=expected_back or None,
    )


def _cash(sent: dict[str, Any] | None) -> Cash:
    if sent is None or not sent["counted"]:
        return Cash(counted=False)
    return Cash(faces=tuple((face["face"], face["number"]) for face in sent["faces"]))


@room.route("/finds", methods=["POST"])
@room.arguments(KeySchema, location="headers")
@room.arguments(FindSchema)
@answers(room, 201, TakenSchema)
def record_find(headers: dict[str, Any], sent: dict[str, Any]) -> Answer:
    """Record something found, and offer it to the desk at once (P85)."""
    thing = _thing({**sent, **_PLAIN}, "")
    find = Handover(
        form_id=str(headers["form_id"]),
        taking="found_internal",
        items=(thing,),
        happened_at=now(),
        place=sent["place"] or None,
        taken_at=sent["taken_at"],
        remarks=sent["remarks"],
    )
    default = transfers.receivers(person()).default
    return _taken(intake.record_find(find, default, person(), now()))


_PLAIN = {"condition": "unknown", "marks": "", "seal": "", "check_feature": "", "cash": None}


def _taken(taken: intake.Taken) -> Answer:
    return Answer(taken, tuple(f"item:{code}" for code in taken.items))
