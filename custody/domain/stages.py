"""The states of a complaint, who may bring it from one to the next, and what each step has to say.

Rules kept here:
- one state at a time; a step that the table does not know is refused for every role (C21, C22);
- not handled: a ground of the closed list, the facts that prove it, and a second reader who is
  somebody else (C32, C33); forwarded: the body that is competent (C22g);
- suspended: a criminal inquiry or the complainant's consent, and a day to look at it again; without
  one of these it is refused (C22h, C50);
- the committee: its name and day (C22m), questions with a day (C22n), a report of the hearing or
  why nobody was heard (C22p); the coordinator acts for its secretary (C21);
- a complaint that has ended takes no new element; a late find can still be linked to it (C64);
- before a decision goes out four questions are answered, each "no" with a remark (C40).
"""

from collections.abc import Mapping
from datetime import date

from custody.domain.errors import ConflictError, InputError
from custody.domain.people import Person
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
    "forwarded": mark("Make the letter that says which body answers."),
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
    *("received", "acknowledged", "assessing", "suspended", "phase_one", "phase_two"),
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

GROUNDS = {
    "handled_before": mark("It was handled before"),
    "too_old": mark("It is about more than one year before the complaint"),
    "objection": mark("An objection was possible"),
    "appeal": mark("An appeal is or was possible"),
    "court": mark("It is before a court"),
    "criminal": mark("A criminal inquiry or prosecution is running"),
    "small": mark("The interest or the weight is evidently too small"),
}
BASES = {
    "criminal": mark("A criminal inquiry is running"),
    "consent": mark("The complainant agrees, in writing"),
}
HEARD = {
    "report": mark("Both sides were heard, and there is a report"),
    "waived": mark("Nobody was heard, for the reason that stands below"),
}
YES_NO = {"yes": mark("Yes"), "no": mark("No")}
QUESTIONS = {
    "enough": mark("Were enough enquiries made?"),
    "supported": mark("Does all material support this answer?"),
    "by_rules": mark("Were the rules followed?"),
    "adequate": mark("Are the reasons adequate?"),
}
# What a step to this state says beside its reason, and under which name it is kept.
ASKED: dict[str, tuple[str, ...]] = {
    "not_handled": ("ground", "second"),
    "forwarded": ("organisation",),
    "suspended": ("basis", "day"),
    "hearing": ("organisation", "day"),
    "more_inquiry": ("day",),
    "advice": ("heard",),
    "decided": (*QUESTIONS, "remark"),
    "ombudsman": ("reference", "day"),
    "ombudsman_report": ("reference",),
}
FACTS = {
    "ground": mark("On which ground?"),
    "second": mark("Who read this as a second person?"),
    "organisation": mark("Which body or committee?"),
    "basis": mark("What is the basis?"),
    "day": mark("On which day?"),
    "heard": mark("Was there a hearing?"),
    "reference": mark("Reference"),
    "remark": mark("Where the answer is “no”: why does it go out all the same?"),
    **QUESTIONS,
}
MORE_FACTS = {
    "weeks": mark("Weeks more"),
    "agreed": mark("Agreed last day"),
}
LISTS: dict[str, Mapping[str, str]] = {
    "ground": GROUNDS,
    "basis": BASES,
    "heard": HEARD,
    **dict.fromkeys(QUESTIONS, YES_NO),
}
# The letter that goes out because of a step, to those whom it concerns (C91).
LETTER_OF = {
    "not_handled": "L5",
    "forwarded": "L6",
    "suspended": "L7",
    "hearing": "L8",
    "decided": "L10",
    "withdrawn": "L13",
    "closed_satisfied": "L4",
}


def letters_after(state: str, facts: Mapping[str, str]) -> tuple[str, ...]:
    """Return the letters that a complaint in this state asks for after its last step."""
    if state in ("reported", "received", "acknowledged"):
        return ("L1",)
    more = ("L2",) if "weeks" in facts else ()
    return (*((LETTER_OF[state],) if state in LETTER_OF and not more else ()), *more)


class ComplaintEndedError(ConflictError):
    """Nothing new is complained of in a complaint that has ended; a late find reopens it (C64)."""

    sentence = mark(
        "This complaint has ended. Reopen it first, or register what is new as a complaint."
    )


class StepFactsError(InputError):
    """A step without what it has to say (C22)."""

    sentence = mark("Fill this in first: “%(what)s”.")


class SecondReaderError(InputError):
    """The second reader of a refusal is somebody else (C33)."""

    sentence = mark("Somebody else than you reads this as a second person. Fill in who.")


class StepDayError(InputError):
    """A day that is still to come is asked for."""

    sentence = mark("Choose a day that is still to come.")


def check_not_ended(state: str) -> None:
    """Refuse something new to complain of in a complaint that has ended."""
    if state in ENDED:
        raise ComplaintEndedError()


def check_facts(to: str, facts: Mapping[str, str], by: Person, today: date) -> dict[str, str]:
    """Return what a step says, or refuse it when something that it has to say is missing."""
    told = {name: facts.get(name, "").strip() for name in ASKED.get(to, ())}
    for name, said in told.items():
        if name != "remark" and (not said or said not in LISTS.get(name, {said: ""})):
            raise StepFactsError(what=FACTS[name])
    if any(told.get(name) == "no" for name in QUESTIONS) and not told["remark"]:
        raise StepFactsError(what=FACTS["remark"])
    if told.get("second", "").casefold() in (by.number.casefold(), by.name.casefold()):
        raise SecondReaderError()
    if "day" in told and to in ("suspended", "more_inquiry"):
        _check_to_come(told["day"], today)
    return {name: said for name, said in told.items() if said}


def _check_to_come(day: str, today: date) -> None:
    try:
        if date.fromisoformat(day) <= today:
            raise StepDayError()
    except ValueError:
        raise StepDayError() from None
