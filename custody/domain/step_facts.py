"""What each step of a complaint has to say beside its reason, from closed lists where there is one.

Rules kept here:
- what was told becomes a complaint when the complainant confirmed the words (C22a); resolved or
  withdrawn is what the complainant said, and how (C22b, C22j, C22k, C29);
- not handled: a ground of the closed list, the facts that prove it, and a second reader who is
  somebody else (C32, C33); forwarded: the body that is competent (C22g);
- suspended: a criminal inquiry or the complainant's consent, and a day to look at it again; without
  one of these it is refused (C22h, C50);
- the committee: its name and day (C22m), questions with a day (C22n), a report of the hearing or
  why nobody was heard (C22p);
- before a decision goes out four questions are answered, each "no" with a remark (C40).
"""

from collections.abc import Mapping
from datetime import date

from custody.domain.errors import InputError
from custody.domain.hearing import ADVISERS
from custody.domain.people import Person
from custody.domain.stages import STATES
from custody.domain.words import mark

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
CONFIRMED = {
    "read_back": mark("It was read back, and the person says that it is right"),
    "signed": mark("The person signed it"),
    "in_writing": mark("The person confirmed it by letter or e-mail"),
}
SAID = {
    "in_writing": mark("By letter or e-mail"),
    "signed": mark("Signed on paper"),
    "by_phone": mark("By phone; the words stand below"),
    "in_person": mark("Face to face; the words stand below"),
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
    "received": ("confirmed",),
    "not_handled": ("ground", "second"),
    "forwarded": ("organisation",),
    "suspended": ("basis", "day"),
    "closed_satisfied": ("said",),
    "withdrawn": ("said",),
    "hearing": ("organisation", "day"),
    "more_inquiry": ("day", "questions"),
    "advice": ("heard",),
    "decided": (*QUESTIONS, "remark"),
    "ombudsman": ("reference", "day"),
    "ombudsman_report": ("reference",),
}
FACTS = {
    "confirmed": mark("How did the complainant confirm the words?"),
    "ground": mark("On which ground?"),
    "second": mark("Who read this as a second person?"),
    "organisation": mark("Which body or committee?"),
    "basis": mark("What is the basis?"),
    "day": mark("On which day?"),
    "said": mark("How did the complainant say so?"),
    "questions": mark("What does the committee ask? One question on each line."),
    "heard": mark("Was there a hearing?"),
    "reference": mark("Reference"),
    "remark": mark("Where the answer is “no”: why does it go out all the same?"),
    **QUESTIONS,
}
MORE_FACTS = {
    "weeks": mark("Weeks more"),
    "agreed": mark("Agreed last day"),
    "proposed": mark("Proposed last day"),
    "to": mark("Prepared:"),
    "advised_by": mark("Advice of:"),
    "handler": mark("Handled from now on by"),
    "same_handler": mark("Why does the same person go on with it?"),
}
LISTS: dict[str, Mapping[str, str]] = {
    "confirmed": CONFIRMED,
    "ground": GROUNDS,
    "basis": BASES,
    "said": SAID,
    "heard": HEARD,
    **dict.fromkeys(QUESTIONS, YES_NO),
}
# What is written in a list of the history, and asked by no step.
TOLD: dict[str, Mapping[str, str]] = {**LISTS, "to": STATES, "advised_by": ADVISERS}


def asked(state: str, to: str) -> tuple[str, ...]:
    """Return what a step from this state to that one says beside its reason.

    When the committee goes on after questions, its name and day are known.
    """
    return () if (state, to) == ("more_inquiry", "hearing") else ASKED.get(to, ())


class StepFactsError(InputError):
    """A step without what it has to say (C22)."""

    sentence = mark("Fill this in first: “%(what)s”.")


class SecondReaderError(InputError):
    """The second reader of a refusal is somebody else (C33)."""

    sentence = mark("Somebody else than you reads this as a second person. Fill in who.")


class StepDayError(InputError):
    """A day that is still to come is asked for."""

    sentence = mark("Choose a day that is still to come.")


def check_facts(
    to: str, facts: Mapping[str, str], by: Person, today: date, state: str = ""
) -> dict[str, str]:
    """Return what a step says, or refuse it when something that it has to say is missing."""
    told = {name: facts.get(name, "").strip() for name in asked(state, to)}
    for name, said in told.items():
        if name != "remark" and (not said or said not in LISTS.get(name, {said: ""})):
            raise StepFactsError(what=FACTS[name])
    if any(told.get(name) == "no" for name in QUESTIONS) and not told["remark"]:
        raise StepFactsError(what=FACTS["remark"])
    if told.get("second", "").casefold() in (by.number.casefold(), by.name.casefold()):
        raise SecondReaderError()
    if "day" in told and to in ("suspended", "more_inquiry", "hearing"):
        _check_to_come(told["day"], today)
    return {name: said for name, said in told.items() if said}


def _check_to_come(day: str, today: date) -> None:
    try:
        if date.fromisoformat(day) <= today:
            raise StepDayError()
    except ValueError:
        raise StepDayError() from None
