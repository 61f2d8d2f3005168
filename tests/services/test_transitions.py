"""The table C22, row by row: what each step waits for, and who makes it.

Each row begins where the step begins; every guard is met once as a refusal, mended, and then the step
is made. No row is missing, and no role makes a step that the table gives to another.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from custody.domain import complaints as k
from custody.domain.claims import Claim
from custody.domain.copies import CopiesOpenError
from custody.domain.elements import AdviceOpenError, ElementsOpenError
from custody.domain.hearing import QuestionsMissingError, QuestionsOpenError
from custody.domain.holds import HoldProposalsOpenError
from custody.domain.people import Person
from custody.domain.sending import NotPreparedError, NotSentError
from custody.domain.stages import (
    TRANSITIONS,
    CommitteeNeededError,
    NotJudgedAnewError,
    SameHandlerError,
)
from custody.domain.step_facts import SecondReaderError, StepDayError, StepFactsError
from custody.services import (
    claims,
    complaints,
    copies,
    elements,
    handling,
    hearing,
    linking,
    mentions,
)
from tests.acts import (
    complain,
    form,
    prepare,
    proposed,
    send,
    step,
    taken,
    without_committee,
)
from tests.cast import ELLEN, KARIM, MARIT, NOON, PIETER
from tests.services.test_elements import judge
from tests.services.test_handling import to_state
from tests.services.test_independence import also_handles

SOON = "2026-12-20"
LATER = NOON + timedelta(hours=2)
Act = Callable[[str], object]


def told(text: str = "Mijn sleutels zijn weg.") -> str:
    """Return a complaint that was told at the desk."""
    words = k.Complaint("", text, "desk", NOON.date())
    return complaints.register(words, form(), MARIT, NOON, NOON.date()).number


def on(*states: str) -> Callable[[], str]:
    """Return how a complaint comes into the last of these states."""
    return lambda: to_state(complain(), *states)


ASSESSING = ("acknowledged", "assessing")


def without_handler() -> str:
    """Return a complaint that nobody handles, with words that were marked as a thing."""
    number = to_state(complain(by=PIETER), *ASSESSING)
    mentions.mark_words(number, "sleutels", "keys", form(), PIETER, NOON)
    return number


def with_item() -> str:
    """Return a complaint in its second phase with keys that Karim took in, and a hearing prepared."""
    number = complain()
    linking.link(number, None, taken(by=KARIM), "", form(), MARIT, NOON)
    return to_state(number, *ASSESSING, "phase_two")


def at_committee() -> str:
    number = to_state(complain(), *ASSESSING, "phase_two")
    elements.add(number, "conduct", "Niemand belde", (None, None), form(), MARIT, NOON)
    prepare(number, "hearing", organisation="Commissie Noord", day=SOON)
    send(number, "L8")
    step(number, "hearing")
    return number


def asked() -> str:
    number = at_committee()
    step(number, "more_inquiry", day=SOON, questions="Wie reed?")
    return number


def advised(number: str) -> None:
    for one in handling.show(number, PIETER).elements:
        elements.advise(number, one.id, "upheld", "niemand belde", PIETER)


def with_advice() -> str:
    number = at_committee()
    advised(number)
    step(number, "advice", heard="report")
    return number


def on_hold() -> str:
    number = to_state(complain(), *ASSESSING, "phase_one")
    prepare(number, "suspended", by=ELLEN, basis="consent", day=SOON)
    send(number, "L7")
    step(number, "suspended", by=ELLEN)
    return number


def decided_and_reopened() -> str:
    without_committee()
    number = to_state(complain(), *ASSESSING, "phase_two")
    judge(number, "upheld", kind="conduct")
    step(number, "decided", by=ELLEN)
    step(number, "reopened", at=NOON + timedelta(hours=1))
    return number


def judged_anew(number: str) -> None:
    (one,) = handling.show(number, ELLEN).elements
    anew = replace(one, outcome="partly_upheld", findings="een tweede bon", reasons="toch deels")
    elements.judge(number, anew, {}, form(), ELLEN, LATER)


def open_claim(number: str) -> None:
    claims.open_claim(Claim("", "keys", "Mijn sleutels", complaint=number), form(), MARIT, NOON)


def set_aside(number: str) -> None:
    (position,) = handling.show(number, PIETER).mentions
    mentions.set_aside(number, position, "van de buurman", PIETER, NOON)
    proposed(number, taken())


def answer_suggestion(number: str) -> None:
    (one,) = linking.show(number, MARIT).suggestions
    linking.reject(number, one.mention, one.item, "other_item", form(), MARIT, NOON)


def confirm_and_send(number: str) -> None:
    (one,) = copies.show(number, MARIT).proposed
    copies.answer(number, one.number, "", form(), MARIT, NOON, concerned=True)
    send(number, "L9")
    send(number, "L8")


def answer_question(number: str) -> None:
    (one,) = hearing.show(number, MARIT).questions
    hearing.reply(number, one.id, "could_not", "niemand weet het", form(), MARIT, NOON)


def other_handler(number: str) -> None:
    also_handles(KARIM)
    complaints.assign(number, KARIM.number, PIETER)


def nothing(number: str) -> None:
    """Mend nothing: what is said with the step is what was missing."""


@dataclass(frozen=True)
class Row:
    """One row of the table: `guards` are (what is refused, what was said with it, how it is mended)."""

    begin: Callable[[], str]
    to: str
    by: Person
    guards: tuple[tuple[type[Exception], dict[str, str], Act], ...] = ()
    facts: dict[str, str] | None = None
    in_writing: str = ""


REFUSAL = {"ground": "court", "second": "Pieter Kuiper"}
OWN_READER = {**REFUSAL, "second": "Ellen van Dam"}
SENT_ON = {"organisation": "Gemeente Waterland"}
HOLD = {"basis": "consent", "day": SOON}
COMMITTEE = {"organisation": "Commissie Noord", "day": SOON}
ASKS = {"day": SOON, "questions": "Wie reed?"}
NO_NO = {"enough": "", "supported": "yes", "by_rules": "yes", "adequate": "yes"}


def first(to: str, by: Person, facts: dict[str, str]) -> Act:
    """Return how a step is prepared."""
    return lambda number: prepare(number, to, by=by, **facts)


def goes_out(kind: str) -> Act:
    """Return how the letters of a kind are made and sent."""
    return lambda number: send(number, kind)


ROWS = {
    "C22a": Row(told, "received", MARIT, ((StepFactsError, {"confirmed": "maybe"}, nothing),)),
    "C22b": Row(told, "closed_satisfied", PIETER, ((StepFactsError, {"said": "?"}, nothing),)),
    "C22c": Row(complain, "acknowledged", MARIT, ((NotSentError, {}, goes_out("L1")),)),
    "C22d": Row(on("acknowledged"), "assessing", PIETER),
    "C22e": Row(
        without_handler,
        "phase_one",
        PIETER,
        (
            (k.HandlerMissingError, {}, lambda n: complaints.assign(n, MARIT.number, PIETER)),
            (k.MentionsOpenError, {}, set_aside),
            (HoldProposalsOpenError, {}, answer_suggestion),
        ),
    ),
    "C22f": Row(
        on(*ASSESSING),
        "not_handled",
        ELLEN,
        (
            (StepFactsError, {"ground": "court"}, nothing),
            (StepFactsError, {**REFUSAL, "ground": "dull"}, nothing),
            (SecondReaderError, OWN_READER, nothing),
        ),
        REFUSAL,
    ),
    "C22g": Row(
        on(*ASSESSING),
        "forwarded",
        PIETER,
        (
            (NotPreparedError, SENT_ON, first("forwarded", PIETER, SENT_ON)),
            (NotSentError, {}, goes_out("L6")),
        ),
    ),
    "C22h": Row(
        on(*ASSESSING),
        "suspended",
        ELLEN,
        (
            (NotPreparedError, HOLD, first("suspended", ELLEN, HOLD)),
            (NotSentError, {}, goes_out("L7")),
        ),
    ),
    "C22i": Row(
        on_hold,
        "phase_one",
        ELLEN,
        (
            (NotPreparedError, {}, first("phase_one", ELLEN, {})),
            (NotSentError, {}, goes_out("L7b")),
        ),
    ),
    "C22j": Row(
        on(*ASSESSING, "phase_one"),
        "closed_satisfied",
        MARIT,
        ((StepFactsError, {"said": "?"}, open_claim), (k.ClaimsOpenError, {}, nothing)),
        None,
        "brief van 4 mei",
    ),
    "C22k": Row(on(*ASSESSING), "withdrawn", PIETER, ((StepFactsError, {"said": "?"}, nothing),)),
    "C22l": Row(without_handler, "phase_two", PIETER),
    "C22m": Row(
        with_item,
        "hearing",
        PIETER,
        (
            (NotPreparedError, COMMITTEE, first("hearing", PIETER, COMMITTEE)),
            (NotSentError, {}, goes_out("L8")),
            (CopiesOpenError, {}, confirm_and_send),
        ),
    ),
    "C22n": Row(
        at_committee,
        "more_inquiry",
        PIETER,
        (
            (StepFactsError, {"day": SOON}, nothing),
            (StepDayError, {**ASKS, "day": "2026-01-01"}, nothing),
        ),
        ASKS,
    ),
    "C22o": Row(asked, "hearing", PIETER, ((QuestionsOpenError, {}, answer_question),)),
    "C22p": Row(
        at_committee,
        "advice",
        PIETER,
        (
            (StepFactsError, {"heard": "?"}, nothing),
            (AdviceOpenError, {"heard": "waived"}, advised),
        ),
        {"heard": "waived"},
    ),
    "C22q": Row(
        with_advice,
        "decided",
        ELLEN,
        (
            (StepFactsError, NO_NO, nothing),
            (ElementsOpenError, {}, lambda number: judge(number, "upheld")),
        ),
    ),
    "C22r": Row(
        on(*ASSESSING, "phase_two"),
        "decided",
        ELLEN,
        (
            (CommitteeNeededError, {}, lambda number: without_committee()),
            (ElementsOpenError, {}, lambda number: judge(number, "upheld", kind="conduct")),
        ),
    ),
    "C22s": Row(
        on(*ASSESSING, "withdrawn"),
        "ombudsman",
        PIETER,
        ((StepFactsError, {"reference": "2026.123"}, nothing),),
        {"reference": "2026.123", "day": SOON},
    ),
    "C22t": Row(
        lambda: _to_ombudsman(),
        "ombudsman_report",
        PIETER,
        ((StepFactsError, {"reference": " "}, nothing),),
        {"reference": "2027/004"},
    ),
    "C22u": Row(
        on(*ASSESSING, "withdrawn"), "closed", PIETER, ((NotSentError, {}, goes_out("L13")),)
    ),
    "C22v": Row(on(*ASSESSING, "withdrawn"), "reopened", PIETER),
    "C22w": Row(
        on(*ASSESSING, "withdrawn", "reopened"),
        "phase_one",
        PIETER,
        ((SameHandlerError, {}, other_handler),),
    ),
    "C22x": Row(decided_and_reopened, "decided", ELLEN, ((NotJudgedAnewError, {}, judged_anew),)),
}


def _to_ombudsman() -> str:
    number = to_state(complain(), *ASSESSING, "withdrawn")
    step(number, "ombudsman", reference="2026.123", day=SOON)
    return number


def test_the_table_has_no_row_that_is_not_tried_here():
    assert set(ROWS) == {rule for rule, _ in TRANSITIONS.values()}
    for rule, row in ROWS.items():
        assert rule in {known for (_, to), (known, _) in TRANSITIONS.items() if to == row.to}


@pytest.mark.parametrize("rule", ROWS)
def test_a_step_waits_for_what_its_row_asks_and_is_made_then(home, rule):
    row = ROWS[rule]
    number = row.begin()
    at = LATER if rule == "C22x" else NOON
    for error, said, mend in row.guards:
        with pytest.raises(error):
            step(number, row.to, by=row.by, at=at, **said)
        mend(number)
    told = {"by": row.by, "in_writing": row.in_writing, "at": at, **(row.facts or {})}
    assert step(number, row.to, **told).state == row.to


@pytest.mark.parametrize("rule", ["C22c", "C22f", "C22k", "C22m", "C22x"])
def test_a_step_is_refused_for_a_role_that_the_table_does_not_name(home, rule):
    row = ROWS[rule]
    number = row.begin()
    allowed = TRANSITIONS[handling.show(number, PIETER).complaint.state, row.to][1]
    for who in (MARIT, PIETER, ELLEN):
        if not who.roles & allowed:
            with pytest.raises(k.ComplaintRoleError):
                step(number, row.to, by=who, **(row.facts or {}))


def test_the_same_person_goes_on_with_a_reopened_complaint_only_with_a_reason(home):
    """C22w."""
    number = to_state(complain(), *ASSESSING, "withdrawn", "reopened")
    with pytest.raises(SameHandlerError):
        step(number, "phase_one")
    step(number, "phase_one", same_handler="zij kent de zaak en niemand anders is er")
    last = handling.show(number, PIETER).steps[-1]
    assert last.facts == {"same_handler": "zij kent de zaak en niemand anders is er"}


def test_a_revised_judgement_stands_and_the_old_one_stays_readable(home):
    """C22x."""
    number = decided_and_reopened()
    judged_anew(number)
    found = handling.show(number, ELLEN)
    (one,) = found.elements
    assert one.outcome == "partly_upheld"
    assert [was.outcome for was in found.judged[one.id]] == ["upheld"]


def test_questions_are_lines_and_there_is_at_least_one(home):
    """C22n."""
    with pytest.raises(QuestionsMissingError):
        step(at_committee(), "more_inquiry", day=SOON, questions="\n".join(["x"] * 99))


def test_what_was_told_gets_its_clock_on_the_day_its_words_were_confirmed(home):
    """C11, C22a."""
    number = told()
    step(number, "received", at=NOON + timedelta(days=3))
    complaint = handling.show(number, PIETER).complaint
    assert complaint.clock.started_on == (NOON + timedelta(days=3)).date()
    assert complaint.received_on == NOON.date()
