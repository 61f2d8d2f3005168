"""The states of a complaint, who may bring it from one to the next, and the letters of each.

Rules kept here:
- one state at a time; a step that the table does not know is refused for every role (C21, C22);
- the handler ends no complaint but to satisfaction (C23); the coordinator acts for the secretary of
  the committee (C21);
- reopened, it goes to somebody else than before, or it is said why not (C22w);
- a complaint that has ended takes no new element; a late find can still be linked to it (C64).
"""

from custody.domain.errors import ConflictError
from custody.domain.words import mark

STATES = {
    "reported": mark("Told, not on paper"),
    "received": mark("Received"),
    "acknowledged": mark("Receipt confirmed"),
    "assessing": mark("Being looked at"),
    "not_handled": mark("Not handled"),
    "forwarded": mark("Sent on to another body"),
    "suspended": mark("On hold for a while"),
    "phase_one": mark("First phase: talk and facts"),
    "closed_satisfied": mark("Resolved to satisfaction"),
    "withdrawn": mark("Withdrawn"),
    "phase_two": mark("Second phase: judgement"),
    "hearing": mark("Committee: hearing"),
    "more_inquiry": mark("Committee: more to find out"),
    "advice": mark("Committee: advice given"),
    "decided": mark("Decided"),
    "ombudsman": mark("With the ombudsman"),
    "ombudsman_report": mark("Report of the ombudsman"),
    "reopened": mark("Reopened"),
    "closed": mark("Ended"),
}
# What somebody does next, in words, in each state.
NEXT = {
    "reported": mark("Read it back to the person. If that is right, write it down as received."),
    "received": mark("Make the letter of receipt and send it."),
    "acknowledged": mark("The coordinator chooses who handles it."),
    "assessing": mark("Give every item in the words an end, and see who may handle it."),
    "not_handled": mark("Make the letter with the ground. The items are still looked for."),
    "forwarded": mark("End it when everything is done. The other body answers."),
    "suspended": mark("Look at it again on the day that was set."),
    "phase_one": mark("Talk with the person, and ask everybody who may have had the items."),
    "closed_satisfied": mark("Claims stay open. End the complaint when everything is done."),
    "withdrawn": mark("Claims stay open. End the complaint when everything is done."),
    "phase_two": mark("Ask the committee for advice, or let the authority judge."),
    "hearing": mark("Hear both sides, and write down what was said."),
    "more_inquiry": mark("Find out what the committee asked."),
    "advice": mark("The authority judges every element, and says why where it differs."),
    "decided": mark("Send the decision. Claims stay open."),
    "ombudsman": mark("Send the dossier to the ombudsman, and answer its questions."),
    "ombudsman_report": mark("Say to the ombudsman what you do with the report."),
    "reopened": mark("Look at it anew, with somebody else than before."),
    "closed": mark("Nothing, until something is found."),
}
# In these states nobody works on it; a later find goes to the coordinator (C64).
ENDED = frozenset(
    {"not_handled", "forwarded", "closed_satisfied", "withdrawn", "decided", "closed"}
    | {"ombudsman", "ombudsman_report"}
)
JUDGED_IN = frozenset({"phase_two", "advice", "reopened"})

_COORDINATOR = frozenset({"coordinator"})
_STAFF = frozenset({"handler", "coordinator"})
_DECIDER = frozenset({"decider"})
_BEFORE_DECIDED = (
    *("reported", "received", "acknowledged", "assessing", "suspended", "phase_one", "phase_two"),
    *("hearing", "more_inquiry", "advice"),
)
_TO_OMBUDSMAN = ("not_handled", "decided", "closed_satisfied", "closed", "withdrawn")
_TO_CLOSED = (
    *("not_handled", "forwarded", "closed_satisfied", "withdrawn", "decided", "ombudsman_report"),
)
_TO_REOPENED = (
    *("closed_satisfied", "withdrawn", "not_handled", "decided", "ombudsman_report", "closed"),
)

# From, to: the rule that allows it, and whose act it is (C22). All else is refused for every role.
TRANSITIONS: dict[tuple[str, str], tuple[str, frozenset[str]]] = {
    ("reported", "received"): ("C22a", _STAFF),
    ("reported", "closed_satisfied"): ("C22b", _COORDINATOR),
    ("received", "acknowledged"): ("C22c", _STAFF),
    ("acknowledged", "assessing"): ("C22d", _COORDINATOR),
    ("assessing", "phase_one"): ("C22e", _COORDINATOR),
    ("assessing", "not_handled"): ("C22f", _DECIDER),
    ("phase_one", "not_handled"): ("C22f", _DECIDER),
    ("assessing", "forwarded"): ("C22g", _COORDINATOR),
    ("assessing", "suspended"): ("C22h", _DECIDER),
    ("phase_one", "suspended"): ("C22h", _DECIDER),
    ("suspended", "assessing"): ("C22i", _DECIDER),
    ("suspended", "phase_one"): ("C22i", _DECIDER),
    ("phase_one", "closed_satisfied"): ("C22j", frozenset({"handler"})),
    **{(state, "withdrawn"): ("C22k", _COORDINATOR) for state in _BEFORE_DECIDED},
    ("assessing", "phase_two"): ("C22l", _COORDINATOR),
    ("phase_one", "phase_two"): ("C22l", _COORDINATOR),
    ("phase_two", "hearing"): ("C22m", _COORDINATOR),
    ("hearing", "more_inquiry"): ("C22n", _COORDINATOR),
    ("advice", "more_inquiry"): ("C22n", _COORDINATOR),
    ("more_inquiry", "hearing"): ("C22o", _COORDINATOR),
    ("more_inquiry", "advice"): ("C22o", _COORDINATOR),
    ("hearing", "advice"): ("C22p", _COORDINATOR),
    ("advice", "decided"): ("C22q", _DECIDER),
    ("phase_two", "decided"): ("C22r", _DECIDER),
    **{(state, "ombudsman"): ("C22s", _COORDINATOR) for state in _TO_OMBUDSMAN},
    ("ombudsman", "ombudsman_report"): ("C22t", _COORDINATOR),
    **{(state, "closed"): ("C22u", _COORDINATOR) for state in _TO_CLOSED},
    **{(state, "reopened"): ("C22v", _COORDINATOR) for state in _TO_REOPENED},
    ("reopened", "phase_one"): ("C22w", _COORDINATOR),
    ("reopened", "phase_two"): ("C22w", _COORDINATOR),
    ("reopened", "decided"): ("C22x", _DECIDER),
}

# The letter that goes out because of a step that was made, to those whom it concerns (C91).
LETTER_OF = {
    "not_handled": "L5",
    "decided": "L10",
    "withdrawn": "L13",
    "closed_satisfied": "L4",
    "ombudsman_report": "L17",
    "reopened": "L12",
}


# The norm that says whether the authority may decide without the committee, and its value then.
COMMITTEE, NOT_NEEDED = "committee", "not_needed"


class ComplaintEndedError(ConflictError):
    """Nothing new is complained of in a complaint that has ended; a late find reopens it (C64)."""

    sentence = mark(
        "This complaint has ended. Reopen it first, or register what is new as a complaint."
    )


class SameHandlerError(ConflictError):
    """A reopened complaint goes to another handler than before, by default (C22w)."""

    sentence = mark("The same person handled this before. Choose somebody else, or say why not.")


class CommitteeNeededError(ConflictError):
    """Without its committee the authority decides only where the norms say so (C22r)."""

    sentence = mark("The committee advises first. Prepare the hearing.")


class NotJudgedAnewError(ConflictError):
    """A reopened complaint is decided by judging every element anew (C22x)."""

    sentence = mark("Judge every element anew first. What was judged before stays.")


def check_other_handler(*, reassigned: bool, why: str) -> None:
    """Refuse to go on with the person who handled it before, unless it is said why (C22w)."""
    if not reassigned and not why.strip():
        raise SameHandlerError()


def check_not_ended(state: str) -> None:
    """Refuse something new to complain of in a complaint that has ended."""
    if state in ENDED:
        raise ComplaintEndedError()
