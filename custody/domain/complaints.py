"""A complaint: how it comes in, the words it is made of, and what links it to items.

Rules kept here:
- the complainant's words are kept word for word and nobody edits them (C7);
- a channel says whether it is written or oral (C8); an oral complaint is `reported` and has no
  statutory clock, a written one is `received` (C10, C11, C21);
- the day of receipt is the local day at any counter or mailbox, never later than today (C10);
- missing name or address does not stop registration (C13);
- linking puts a hold on the item (C78).
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from custody.domain.claims import Claim
from custody.domain.errors import ConflictError, InputError, NotFoundError
from custody.domain.items import Party
from custody.domain.people import Person
from custody.domain.words import mark

CHANNELS: dict[str, tuple[str, bool]] = {
    "web_form": (mark("Web form"), True),
    "e_mail": (mark("E-mail"), True),
    "letter": (mark("Letter"), True),
    "desk": (mark("At the desk"), False),
    "phone": (mark("By phone"), False),
    "street": (mark("Police in the street"), False),
    "ombudsman": (mark("Through the ombudsman"), True),
    "other_body": (mark("Through another body"), True),
    "converted": (mark("From another message"), True),
}

STATES = {
    "reported": mark("Told, not on paper"),
    "received": mark("Received"),
    "assessing": mark("Being looked at"),
    "closed": mark("Ended"),
}

REJECT_REASONS = {
    "other_item": mark("Other item"),
    "other_person": mark("Other person"),
    "other_time": mark("Other time"),
    "returned_before": mark("Already given back"),
    "not_a_mention": mark("Not about an item"),
    "duplicate": mark("Same as another"),
}

PURPOSES = {
    "handling": mark("Handling this complaint"),
    "supervision": mark("Supervision"),
    "audit": mark("Audit"),
}


class ComplaintTextError(InputError):
    """A complaint needs the complainant's own words."""

    sentence = mark("Paste or type what the person wrote or said. Word for word.")


class ReceivedLaterError(InputError):
    """A complaint cannot have come in after today (C10)."""

    sentence = mark("This day is still to come. Fill in the day on which it came in.")


class ComplaintNotFoundError(NotFoundError):
    """No such complaint, or not for this person: the same answer (Q23)."""

    sentence = mark("We could not find this complaint.")


class AlreadyLinkedError(ConflictError):
    """This item and this complaint belong together already."""

    sentence = mark("%(code)s is already linked to this complaint.")


@dataclass(frozen=True)
class Complaint:
    """A complaint as it stands. `text` is as it was received; `received_on` is a local day."""

    number: str
    text: str
    channel: str
    received_on: date
    complainant: Party = field(default_factory=lambda: Party("complainant"))
    represented: str = ""
    relation: str = ""
    language: str = "nl"
    state: str = "received"
    unit: str | None = None
    handler: str | None = None
    registered_at: datetime | None = None
    registered_by: str = ""
    matched_at: datetime | None = None

    @property
    def written(self) -> bool:
        """Whether it came in on paper or screen, so that the statutory clock runs (C11)."""
        return CHANNELS[self.channel][1]


@dataclass(frozen=True)
class Link:
    """A complaint and an item that belong together: how it came about, by whom, with which hold."""

    complaint: str
    item: str
    how: str
    reason: str
    hold: str
    by: str
    at: datetime


def check_complaint(complaint: Complaint, today: date) -> None:
    """Refuse an empty text and a day of receipt that is still to come (C7, C10)."""
    if not complaint.text.strip():
        raise ComplaintTextError()
    if complaint.received_on > today:
        raise ReceivedLaterError()


def first_state(channel: str) -> str:
    """Return the state in which a complaint of this channel begins (C11, C21)."""
    return "received" if CHANNELS[channel][1] else "reported"


def may_see(complaint: Complaint, by: Person) -> bool:
    """Say whether a complaint is assigned to this person, of their unit, or open to audit (C5)."""
    if by.roles & {"auditor", "decider"}:
        return True
    if "coordinator" in by.roles and complaint.unit == by.unit:
        return True
    return "handler" in by.roles and complaint.handler == by.number


def sees_whole(claim: Claim, complaint: Complaint | None, by: Person) -> bool:
    """Say whether this person reads the account and the parties of a claim.

    A claim of a complaint is read by who may see that complaint; one without, by complaint staff
    of its unit. All others who may know of claims see number, kind, place and period (C4k).
    """
    if complaint is not None:
        return may_see(complaint, by)
    if by.roles & {"auditor", "decider"}:
        return True
    return bool(by.roles & {"handler", "coordinator"}) and claim.unit == by.unit
