"""The claims that the system opens from the words of a complaint, and what a person makes of them.

Rules kept here:
- a mention with a verb of handing over, for which nothing is certain, is a claim from the first
  minute, also when there are suggestions (C59a, `matching.md` 13); it is opened once;
- it is compared with every find like any other, but it ends no mention until a person confirmed it,
  and then tells what was asked (C19); what the system wrote down first stays in its history (C61);
- until then a person may say that the handover is on record after all, or that the words say
  something else; that is no end of the list of C60, for no citizen stated this claim yet.
"""

import uuid
from datetime import date, datetime

from custody.domain.claims import Claim, ClaimReasonError, ClaimStateError
from custody.domain.complaints import Complaint
from custody.domain.errors import InputError
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
