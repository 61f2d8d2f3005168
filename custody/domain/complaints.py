"""A complaint: how it comes in, who may see it, and the steps it takes.

Rules kept here:
- the complainant's words are kept word for word and nobody edits them (C7);
- a channel says whether it is written or oral (C8); an oral complaint is `reported` and has no
  statutory clock, a written one is `received` (C10, C11, C21);
- the day of receipt is the local day at any counter or mailbox, never later than today (C10);
- missing name or address does not stop registration (C13);
- every change of state is an event, by whom the table allows (C21, C22); none deletes anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from custody.domain.claims import Claim
from custody.domain.clocks import Clock
from custody.domain.errors import ConflictError, InputError, NotFoundError, RightError
from custody.domain.events import ComplaintChanged
from custody.domain.items import Party
from custody.domain.people import Person
from custody.domain.stages import STATES, TRANSITIONS
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


class ComplaintTextError(InputError):
    """A complaint needs the complainant's own words."""

    sentence = mark("Paste or type what the person wrote or said. Word for word.")


class ReceivedLaterError(InputError):
    """A complaint cannot have come in after today (C10)."""

    sentence = mark("This day is still to come. Fill in the day on which it came in.")


class ComplaintStateError(ConflictError):
    """A change of state that the table does not know (C21)."""

    sentence = mark("This complaint cannot go from “%(found)s” to “%(expected)s”.")

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(found=STATES.get(found, found), expected=STATES.get(expected, expected))


class StepMissingError(InputError):
    """A step says which state of the list the complaint comes to."""

    sentence = mark("Choose what the complaint becomes.")


class ComplaintRoleError(RightError):
    """A change of state that is somebody else's to make (C22)."""

    sentence = mark("This step is for the coordinator, the handler or the authority.")


class StepReasonError(InputError):
    """A step of a complaint is made with a reason, in words."""

    sentence = mark("Say briefly why, or what was said. It stays with the complaint.")


class HandlerMissingError(ConflictError):
    """The first phase needs a handler (C22e)."""

    sentence = mark("Choose who handles it first.")


class MentionsOpenError(ConflictError):
    """Every mention ends in an item, a claim, or a reason why it is neither (C19)."""

    sentence = mark("Mention %(numbers)s has no end yet: an item, a claim, or why it is neither.")


class ClaimsOpenError(ConflictError):
    """Satisfied with an open claim only when the complainant says so in writing (C22j)."""

    sentence = mark("Claims are open: %(claims)s. Fill in how the complainant agreed in writing.")


class ComplaintNotFoundError(NotFoundError):
    """No such complaint, or not for this person: the same answer (Q23)."""

    sentence = mark("We could not find this complaint.")


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
    clock: Clock = field(default_factory=Clock)

    @property
    def written(self) -> bool:
        """Whether it came in on paper or screen, so that the statutory clock runs (C11)."""
        return CHANNELS[self.channel][1]


@dataclass(frozen=True)
class Step:
    """One change of state of a complaint: from where to where, why, by whom and when (C21)."""

    from_: str
    to: str
    reason: str
    by: str
    by_name: str
    at: datetime
    facts: Mapping[str, str] = field(default_factory=dict)


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


def check_step(complaint: Complaint, to: str, by: Person, reason: str) -> None:
    """Refuse a step that the table does not know, that is not this person's, or without words."""
    if to not in STATES:
        raise StepMissingError()
    rule = TRANSITIONS.get((complaint.state, to))
    if rule is None:
        raise ComplaintStateError(found=STATES[complaint.state], expected=STATES.get(to, to))
    if not by.roles & rule[1]:
        raise ComplaintRoleError()
    if not reason.strip():
        raise StepReasonError()


def steps_of(complaint: Complaint, by: Person) -> tuple[str, ...]:
    """Return the states to which this person may bring a complaint now."""
    return tuple(
        to
        for (state, to), (_rule, roles) in TRANSITIONS.items()
        if state == complaint.state and by.roles & roles
    )


def changed(
    complaint: Complaint, to: str, reason: str, id: str, by: Person, at: datetime
) -> ComplaintChanged:
    """Return the event of a change of state; complaint and reason are digests in the log."""
    return ComplaintChanged(
        id=id,
        actor=by.number,
        actor_name=by.name,
        at=at,
        complaint=complaint.number,
        from_=complaint.state,
        to=to,
        reason=reason,
    )
