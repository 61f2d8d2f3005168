"""The claims that the system opens from the words of a complaint, and what a person makes of them.

Rules kept here:
- a mention with a verb of handing over, for which nothing is certain, is a claim from the first
  minute, also when there are suggestions (C59a, `matching.md` 13); it is opened once;
- it is compared with every find like any other, but it ends no mention until a person confirmed it,
  and then tells what was asked (C19); what the system wrote down first stays in its history (C61);
- a claim without a complaint is compared in its own words, by the same rules (C63, C64);
- until then a person may say that the handover is on record after all, or that the words say
  something else; that is no end of the list of C60, for no citizen stated this claim yet.
"""

import uuid
from datetime import date, datetime

from custody.domain.claims import Claim, ClaimReasonError, ClaimStateError
from custody.domain.complaints import Complaint
from custody.domain.deadlines import day_of_receipt
from custody.domain.errors import InputError
from custody.domain.items import Party
from custody.domain.mentions import sentence_around
from custody.domain.words import mark

UNSEEN_ENDS = {
    "on_record": mark("The handover is on record: an item was linked"),
    "misread": mark("The words are about something else"),
}
OPENED_FROM = mark("Opened from the words of the complaint; nobody read it over yet")


class UnseenEndError(InputError):
    """A claim that the system opened ends for one of two reasons before a person confirms it."""

    sentence = mark("Choose why this needs no claim.")


def form_of(complaint: str, start: int, end: int) -> str:
    """Return the form id of the claim that these words open: the same words open it once."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"custody:unrecorded:{complaint}:{start}:{end}"))


def claim_from(
    complaint: Complaint,
    span: tuple[int, int],
    category: str | None,
    quantity: int | None,
    days: tuple[date | None, date | None],
) -> Claim:
    """Return the claim that a mention of a complaint makes, in the complainant's own words."""
    who = complaint.complainant
    return Claim(
        number="",
        category=category or "other",
        account=sentence_around(complaint.text, *span),
        complaint=complaint.number,
        quantity=quantity,
        first_on=days[0],
        last_on=days[1],
        claimant=who.name,
        claimant_born=who.born,
        claimant_phone=who.phone,
        claimant_email=who.email,
        claimant_address=who.address,
        for_whom=complaint.represented,
        relation=complaint.relation,
        unit=complaint.unit,
    )


def as_told(claim: Claim) -> Complaint:
    """Return a claim without a complaint as words that can be compared with the register (C63).

    What stands in its fields is said in the words too, so that it is read like any other text.
    """
    days = {day for day in (claim.first_on, claim.last_on) if day is not None}
    told = [f"Ik heb dit aan de politie gegeven: {claim.account.strip()}"]
    told += [f"Op {day:%d-%m-%Y}" for day in sorted(days)]
    told += [claim.marks, claim.amount, claim.place, claim.to_whom, claim.why]
    opened_at = claim.opened_at
    assert opened_at is not None
    return Complaint(
        number=claim.number,
        text=". ".join(part.strip().rstrip(".") for part in told if part.strip()) + ".",
        channel="desk",
        received_on=day_of_receipt(opened_at),
        complainant=Party(
            "complainant",
            claim.claimant,
            claim.claimant_born,
            claim.claimant_phone,
            claim.claimant_email,
            claim.claimant_address,
        ),
        represented=claim.for_whom,
        relation=claim.relation,
        unit=claim.unit,
        registered_at=opened_at,
    )


def check_unseen_end(claim: Claim, why: str, words: str) -> None:
    """Refuse such an end for a claim that a person confirmed, or without its reason in words."""
    if not claim.unseen:
        raise ClaimStateError(found=claim.state, expected="closed")
    if why not in UNSEEN_ENDS:
        raise UnseenEndError()
    if not words.strip():
        raise ClaimReasonError()


def confirmed(opened: Claim, told: Claim, by: str) -> Claim:
    """Return the claim as a person confirmed it: what was told now, under the number it has."""
    kept = {"number": opened.number, "complaint": opened.complaint, "mention": opened.mention}
    origin: dict[str, str | datetime | None] = {
        "opened_by": opened.opened_by,
        "opened_at": opened.opened_at,
        "unit": opened.unit,
        "item": opened.item,
    }
    values = {**vars(told), **kept, **origin, "state": opened.state, "confirmed_by": by}
    return Claim(**values)
