"""A complaint: how it comes in, the words it is made of, and what links it to items.

Rules kept here:
- the complainant's words are kept word for word and nobody edits them (C7);
- a channel says whether it is written or oral (C8); an oral complaint is `reported` and has no
  statutory clock, a written one is `received` (C10, C11, C21);
- the day of receipt is the local day at any counter or mailbox, never later than today (C10);
- missing name or address does not stop registration (C13);
- every change of state is an event, by whom the table allows (C21, C22); none deletes anything;
- an element is made by a person; what the system proposes is marked so (C16, C20);
- linking puts a hold on the item (C78).
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

OUTCOMES = {
    "upheld": mark("Upheld"),
    "partly_upheld": mark("Partly upheld"),
    "not_upheld": mark("Not upheld"),
    "no_judgement": mark("No judgement"),
}
# Against the citizen: only through the conclusion guard, for an element about an item (C56).
GUARDED = frozenset({"not_upheld", "no_judgement"})

ELEMENT_KINDS = {
    "item": mark("About an item"),
    "conduct": mark("How somebody was treated"),
    "force": mark("Force"),
    "information": mark("Information"),
    "time": mark("How long it took"),
    "discrimination": mark("Discrimination"),
    "other": mark("Something else"),
}
AGREEMENTS = {
    "yes": mark("The complainant agrees"),
    "no": mark("The complainant does not agree"),
    "": mark("No answer yet"),
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


class ComplaintStateError(ConflictError):
    """A change of state that the table does not know (C21)."""

    sentence = mark("This complaint cannot go from “%(found)s” to “%(expected)s”.")

    def __init__(self, found: str, expected: str) -> None:
        super().__init__(found=STATES.get(found, found), expected=STATES.get(expected, expected))


class StepMissingError(InputError):
    """A step says which state of the list the complaint comes to."""

    sentence = mark("Choose what the complaint becomes.")


class NotYetJudgedError(ConflictError):
    """An element is judged in phase two, or when the complaint was reopened (C36)."""

    sentence = mark("This complaint is not before the authority yet. Take it to phase two first.")


class ComplaintRoleError(RightError):
    """A change of state that is somebody else's to make (C22)."""

    sentence = mark("This step is for the coordinator, the handler or the authority.")


class StepReasonError(InputError):
    """A step of a complaint is made with a reason, in words."""

    sentence = mark("Say briefly why, or what was said. It stays with the complaint.")


class NotConfirmedError(ConflictError):
    """The receipt is confirmed by a letter (C22c)."""

    sentence = mark("Make the letter of receipt first.")


class HandlerMissingError(ConflictError):
    """The first phase needs a handler (C22e)."""

    sentence = mark("Choose who handles it first.")


class MentionsOpenError(ConflictError):
    """Every mention ends in an item, a claim, or a reason why it is neither (C19)."""

    sentence = mark("Mention %(numbers)s has no end yet: an item, a claim, or why it is neither.")


class ClaimsOpenError(ConflictError):
    """Satisfied with an open claim only when the complainant says so in writing (C22j)."""

    sentence = mark("Claims are open: %(claims)s. Fill in how the complainant agreed in writing.")


class ElementsOpenError(ConflictError):
    """A decision says something of every element (C22q)."""

    sentence = mark("Every element needs findings, an outcome and reasons first.")


class ElementTextError(InputError):
    """An element is one short neutral sentence (C17a)."""

    sentence = mark("Write in one sentence what is complained of.")


class ElementKindError(InputError):
    """An element is of one kind of the list (C17a)."""

    sentence = mark("Choose what it is about.")


class ElementDaysError(InputError):
    """The last day of what is complained of stands before its first."""

    sentence = mark("The last day is before the first day. Change one of them.")


class OutcomeError(InputError):
    """An outcome of the list, with findings and reasons (C36, C37)."""

    sentence = mark("Choose an outcome, and fill in what was found and why.")


class LetterMissingError(ConflictError):
    """A complaint ends when its letter is made (C22u)."""

    sentence = mark("Make this letter first: “%(letter)s”.")


class AdviceLaterError(ConflictError):
    """Advice is written down while the committee has the complaint, and is locked after (C21)."""

    sentence = mark("The committee does not have this complaint now.")


class AdviceOpenError(ConflictError):
    """The committee advises on every element (C22p)."""

    sentence = mark("Write down the advice of the committee on every element first.")


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
    clock: Clock = field(default_factory=Clock)

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
    mention: int | None = None


@dataclass(frozen=True)
class Element:
    """One thing complained of (C17). `suggested`: the system's, until a person takes it over."""

    id: int
    kind: str
    text: str
    suggested: bool = False
    made_by: str = ""
    first_on: date | None = None
    last_on: date | None = None
    agreed: str = ""
    agreed_on: date | None = None
    advice: str = ""
    advised: str = ""
    outcome: str = ""
    findings: str = ""
    reasons: str = ""
    judged_by: str = ""
    judged_at: datetime | None = None


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


def check_element(kind: str, text: str, days: tuple[date | None, date | None]) -> None:
    """Refuse an element without a kind or a sentence, and a period that ends before it begins."""
    if kind not in ELEMENT_KINDS:
        raise ElementKindError()
    if not text.strip():
        raise ElementTextError()
    first, last = days
    if first and last and last < first:
        raise ElementDaysError()


def check_judgement(judged: Element) -> None:
    """Refuse a judgement without outcome, findings or reasons (C37); the advice stands beside it."""
    if judged.outcome not in OUTCOMES or not judged.findings.strip() or not judged.reasons.strip():
        raise OutcomeError()


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
