"""Claims: the handover that nobody recorded, and the answers to its candidates."""

from typing import Any

from marshmallow import Schema, fields, validate

from custody.domain import codes
from custody.domain.candidates import ANSWERS, FEATURES
from custody.domain.candidates import Answer as Said
from custody.domain.claims import Claim
from custody.domain.items import CATEGORIES
from custody.services import candidates, claims
from custody.services.claims import Candidate
from custody.web.api.answers import Answer, answers
from custody.web.api.paging import LINK, PageSchema, moment, paged
from custody.web.api.reading import (
    ApiBlueprint,
    KeySchema,
    Sent,
    Text,
    item_code,
    local_day,
    one_of,
)
from custody.web.guard import now, person
from custody.web.letter import reasons_of

room = ApiBlueprint("api_claims", __name__, url_prefix="/api/v1", description="Claims")
_POSITION = validate.Range(min=0, max=100_000)


class ClaimSchema(Schema):
    """A claim as this reader may see it; what a custodian may not know is empty (C4k)."""

    number = fields.String(required=True)
    state = fields.String(required=True)
    category = fields.String(required=True)
    account = fields.String()
    complaint = fields.String(allow_none=True)
    mention = fields.Integer(allow_none=True)
    quantity = fields.Integer(allow_none=True)
    marks = fields.String()
    first_on = fields.Date(allow_none=True)
    last_on = fields.Date(allow_none=True)
    place = fields.String()
    to_whom = fields.String()
    why = fields.String()
    claimant = fields.String()
    item = fields.String(allow_none=True)
    opened_at = fields.DateTime(allow_none=True)
    unseen = fields.Boolean(
        metadata={"description": "Opened from the words of a complaint; nobody read it over yet."}
    )


class ClaimNumberSchema(Schema):
    """The number of a claim; who may see more asks for it."""

    number = fields.String(required=True)


class CandidateSchema(Schema):
    """An item that may be the one, with what fits, what does not, and what each side answered."""

    item = fields.String(required=True)
    settled = fields.String(required=True)
    answers = fields.Dict(keys=fields.String(), values=fields.String())
    supports = fields.List(fields.String())
    contradicts = fields.List(fields.String())


class ClaimPageSchema(ClaimSchema):
    """A claim with its candidates."""

    candidates = fields.List(fields.Nested(CandidateSchema), required=True)


class NewClaimSchema(Sent):
    """What the citizen says was handed over, and what is known around it."""

    account = fields.String(required=True, validate=validate.Length(1, 4000))
    category = one_of(CATEGORIES, required=True)
    complaint = Text(24)
    mention = fields.Integer(load_default=None, strict=True, validate=_POSITION)
    quantity = fields.Integer(
        load_default=None, strict=True, validate=validate.Range(min=1, max=9999)
    )
    amount = Text(20)
    marks = Text()
    first_on = local_day(load_default=None)
    last_on = local_day(load_default=None)
    hour = Text(40)
    place = Text()
    to_whom = Text()
    why = Text()
    check_feature = Text(metadata={"description": "Kept secret (P33)."})
    claimant = Text()
    claimant_born = Text(10)
    claimant_phone = Text(32)
    claimant_email = Text(254)
    claimant_address = Text(254)


class AnsweredSchema(Sent):
    """Same, not the same, or cannot tell yet, for one's own side; with the reason (C65)."""

    item = item_code(required=True)
    answer = one_of(ANSWERS, required=True)
    reason = Text(required=True)
    feature = one_of(FEATURES, load_default="")


@room.route("/claims")
@room.arguments(PageSchema, location="query")
@answers(room, 200, ClaimSchema(many=True), headers=LINK)
def overview(asked: dict[str, Any]) -> Answer:
    """Give the claims, as this reader may see them, oldest first."""
    found, headers = paged(
        claims.overview(person()), lambda claim: (moment(claim.opened_at), claim.number), asked
    )
    return Answer(found, tuple(f"claim:{claim.number}" for claim in found), headers=headers)


@room.route("/claims/<number>")
@answers(room, 200, ClaimPageSchema)
def show(number: str) -> Answer:
    """Give a claim with its candidates."""
    page = claims.show_claim(number, person())
    shown = [_candidate(one) for one in page.candidates]
    seen = (f"claim:{number}", *(f"item:{one.state.item}" for one in page.candidates))
    return Answer({**vars(page.claim), "unseen": page.claim.unseen, "candidates": shown}, seen)


def _candidate(one: Candidate) -> dict[str, Any]:
    reasons = reasons_of(one.suggestion) if one.suggestion else None
    return {
        "item": one.state.item,
        "settled": one.settled,
        "answers": {side: said.answer for side, said in one.answers.items()},
        "supports": reasons.supports if reasons else (),
        "contradicts": reasons.contradicts if reasons else (),
    }


@room.route("/claims", methods=["POST"])
@room.arguments(KeySchema, location="headers")
@room.arguments(NewClaimSchema)
@answers(room, 201, ClaimNumberSchema)
def open_claim(headers: dict[str, Any], sent: dict[str, Any]) -> Answer:
    """Open a claim in the citizen's own words; its number comes back."""
    claim = Claim(number="", **{**sent, "complaint": sent["complaint"] or None})
    return Answer(claims.open_claim(claim, str(headers["form_id"]), person(), now()), None)


@room.route("/claims/<number>/answers", methods=["POST"])
@room.arguments(KeySchema, location="headers")
@room.arguments(AnsweredSchema)
@answers(room, 201, ClaimSchema)
def answer(headers: dict[str, Any], sent: dict[str, Any], number: str) -> Answer:
    """Answer one candidate for one's own side; the second "same" makes the claim matched."""
    said = Said(
        item=codes.read_item_code(sent["item"]),
        side="",
        answer=sent["answer"],
        reason=sent["reason"],
        feature=sent["feature"],
        by="",
        by_name="",
        at=now(),
    )
    candidates.answer(number, said, str(headers["form_id"]), person(), now())
    return Answer(claims.show_claim(number, person()).claim, (f"claim:{number}",))
