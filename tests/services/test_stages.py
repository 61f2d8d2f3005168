"""Refused, sent on, on hold, with the committee, more time: each with its guard and its letter."""

from datetime import timedelta

import pytest

from custody import storage
from custody.domain import complaints as k
from custody.domain.clocks import AgreedDayError
from custody.domain.deadlines import AdjournmentError
from custody.domain.elements import (
    AdviceLaterError,
    AdviceOpenError,
    NotYetJudgedError,
    OutcomeError,
)
from custody.domain.hearing import QuestionsOpenError
from custody.domain.sending import NotPreparedError, NotSentError
from custody.domain.step_facts import StepFactsError
from custody.services import complaints, elements, handling, hearing, terms
from custody.storage.tables import OutboxRow
from tests.acts import complain, form, prepare, send, step
from tests.cast import ELLEN, MARIT, NOON, PIETER
from tests.services.test_elements import judge
from tests.services.test_handling import in_phase_two, to_state

SOON = (NOON + timedelta(days=20)).date()


def state(number: str) -> k.Complaint:
    return handling.show(number, PIETER).complaint


def test_a_refusal_keeps_ground_and_second_reader_and_ends_only_after_its_letter(home):
    number = to_state(complain(), "acknowledged", "assessing")
    with pytest.raises(StepFactsError):
        step(number, "not_handled", by=ELLEN, ground="court")
    step(number, "not_handled", by=ELLEN, ground="court", second="Pieter Kuiper")
    last = handling.show(number, PIETER).steps[-1]
    assert last.facts == {"ground": "court", "second": "Pieter Kuiper"}
    with storage.reading() as books:
        event = books.ledger.record(books.ledger.size() - 1).event
    assert event.reason == "afgesproken\nground: court\nsecond: Pieter Kuiper"
    with pytest.raises(NotSentError):
        step(number, "closed")
    assert len(send(number, "L5")) == 1
    assert step(number, "closed").state == "closed"


def test_a_handler_refuses_and_forwards_nothing(home):
    number = to_state(complain(), "acknowledged", "assessing")
    for to in ("not_handled", "forwarded", "suspended"):
        with pytest.raises(k.ComplaintRoleError):
            step(
                number, to, by=MARIT, ground="court", second="x", organisation="x", basis="consent"
            )


def test_a_complaint_that_is_sent_on_names_the_body_and_its_letter_goes_first(home):
    number = to_state(complain(), "acknowledged", "assessing")
    with pytest.raises(NotPreparedError):
        step(number, "forwarded", organisation="Gemeente Waterland")
    with pytest.raises(StepFactsError):
        prepare(number, "forwarded")
    prepare(number, "forwarded", organisation="Gemeente Waterland")
    with pytest.raises(NotSentError):
        step(number, "forwarded")
    send(number, "L6")
    assert step(number, "forwarded").state == "forwarded"
    assert handling.show(number, PIETER).steps[-1].facts == {"organisation": "Gemeente Waterland"}


def on_hold(number: str) -> None:
    """Put a complaint on hold until SOON, its letter sent."""
    prepare(number, "suspended", by=ELLEN, basis="criminal", day=SOON.isoformat())
    send(number, "L7")
    step(number, "suspended", by=ELLEN)


def test_on_hold_stops_and_goes_on_and_the_days_count(home):
    number = to_state(complain(), "acknowledged", "assessing", "phase_one")
    on_hold(number)
    assert state(number).clock.suspended_on == NOON.date()
    later = NOON + timedelta(days=9)
    with pytest.raises(NotPreparedError):
        step(number, "phase_one", by=ELLEN, at=later)
    prepare(number, "phase_one", by=ELLEN, at=later)
    send(number, "L7b", at=later)
    step(number, "phase_one", by=ELLEN, at=later)
    found = state(number)
    assert (found.state, found.clock.suspended_days, found.clock.suspended_on) == (
        "phase_one",
        9,
        None,
    )


def conduct(number: str) -> None:
    """Have one element of a person, about conduct."""
    with storage.transaction() as books:
        books.complaints.add_element(number, "conduct", "Niemand belde terug", suggested=False)


def to_committee() -> str:
    number = in_phase_two()
    conduct(number)
    prepare(number, "hearing", organisation="Klachtencommissie Noord", day=SOON.isoformat())
    send(number, "L8")
    step(number, "hearing")
    return number


def test_the_committee_advises_on_every_element_before_the_authority_decides(home):
    number = to_committee()
    (element,) = handling.show(number, PIETER).elements
    with pytest.raises(AdviceOpenError):
        step(number, "advice", heard="report")
    with pytest.raises(k.ComplaintRoleError):
        elements.advise(number, element.id, "upheld", "zo is het", MARIT)
    with pytest.raises(OutcomeError):
        elements.advise(number, element.id, "upheld", " ", PIETER)
    elements.advise(number, element.id, "upheld", "niemand belde terug", PIETER)
    with pytest.raises(NotYetJudgedError):
        judge(number, "partly_upheld", kind="conduct")
    step(number, "advice", heard="report")
    with pytest.raises(AdviceLaterError):
        elements.advise(number, element.id, "not_upheld", "toch niet", PIETER)
    judge(number, "partly_upheld", kind="conduct")
    assert step(number, "decided", by=ELLEN).state == "decided"
    (element,) = handling.show(number, PIETER).elements
    assert (element.advice, element.advised, element.outcome) == (
        "upheld",
        "niemand belde terug",
        "partly_upheld",
    )


def test_the_committee_asks_for_more_and_gets_it(home):
    number = to_committee()
    asked = {"day": SOON.isoformat(), "questions": "Wie reed?\nWaar lag de tas?"}
    step(number, "more_inquiry", reason="vraag de tweede agent", **asked)
    with pytest.raises(QuestionsOpenError):
        step(number, "hearing")
    for n, one in enumerate(handling.show(number, MARIT).questions):
        said = ("answered", "Karim") if n == 0 else ("could_not", "niemand weet het meer")
        hearing.reply(number, one.id, *said, form(), MARIT, NOON)
    assert step(number, "hearing").state == "hearing"


def test_the_ombudsman_may_ask_after_the_end_and_a_report_can_reopen_it(home):
    number = to_state(complain(), "acknowledged", "assessing")
    step(number, "withdrawn")
    step(number, "ombudsman", reference="2026.123", day=SOON.isoformat())
    step(number, "ombudsman_report", reference="2027/004")
    assert step(number, "reopened").state == "reopened"


def test_more_time_is_a_step_in_the_history_with_its_letter(home):
    number = to_state(complain(), "acknowledged", "assessing")
    form_id = form()
    for _ in range(2):
        terms.adjourn_by(number, 2, "een getuige is op reis", form_id, PIETER, NOON)
    found = handling.show(number, PIETER)
    assert found.complaint.clock.adjourned == 2
    assert [one.facts for one in found.steps if one.facts] == [{"weeks": "2"}]
    assert found.complaint.state == "assessing"
    with pytest.raises(AdjournmentError):
        terms.adjourn_by(number, 1, "nog eens", form(), PIETER, NOON)


def test_more_time_is_the_coordinators_with_a_reason_and_only_while_a_term_runs(home):
    number = to_state(complain(), "acknowledged", "assessing")
    with pytest.raises(k.ComplaintRoleError):
        terms.adjourn_by(number, 2, "druk", form(), MARIT, NOON)
    with pytest.raises(k.StepReasonError):
        terms.adjourn_by(number, 2, " ", form(), PIETER, NOON)
    step(number, "withdrawn")
    with pytest.raises(terms.NoTermError):
        terms.adjourn_by(number, 2, "druk", form(), PIETER, NOON)


def test_another_day_is_agreed_in_writing_and_again(home):
    number = to_state(complain(), "acknowledged", "assessing")
    first = NOON.date() + timedelta(days=70)
    with pytest.raises(AgreedDayError):
        terms.agree_on(number, first, "", form(), PIETER, NOON)
    form_id = form()
    for _ in range(2):
        terms.agree_on(number, first, "mail van vandaag", form_id, PIETER, NOON)
    terms.agree_on(number, first + timedelta(days=7), "mail", form(), PIETER, NOON)
    assert complaints.report(number, MARIT, NOON).complaint.clock.agreed == first + timedelta(
        days=7
    )


def reminded() -> list[str]:
    """Return who was told that something on hold waits."""
    with storage.reading() as books:
        rows = books.session.query(OutboxRow).filter(OutboxRow.kind == "mail")
        return sorted(r.payload["to"] for r in rows if r.payload["notice"] == "on_hold_over")


def test_when_the_day_has_come_those_who_go_on_with_it_are_told_once_and_each_week(home):
    """C22i."""
    number = to_state(complain(), "acknowledged", "assessing", "phase_one")
    on_hold(number)
    assert (terms.remind(NOON + timedelta(days=19)), reminded()) == (0, [])
    day = NOON + timedelta(days=20)
    assert terms.remind(day) == 1
    everybody = sorted((MARIT.number, PIETER.number, ELLEN.number))
    assert reminded() == everybody
    assert (terms.remind(day + timedelta(days=6)), reminded()) == (0, everybody)
    assert terms.remind(day + timedelta(days=7)) == 1
    assert len(reminded()) == 2 * len(everybody)


def test_what_went_on_is_not_reminded_of(home):
    number = to_state(complain(), "acknowledged", "assessing", "phase_one")
    on_hold(number)
    prepare(number, "phase_one", by=ELLEN)
    send(number, "L7b")
    step(number, "phase_one", by=ELLEN)
    assert terms.remind(NOON + timedelta(days=90)) == 0


def test_the_complainant_is_asked_for_more_time_by_a_letter_and_the_day_stays(home):
    """L11, C49."""
    number = to_state(complain(), "acknowledged", "assessing")
    with pytest.raises(AgreedDayError):
        terms.propose(number, SOON, "druk", form(), PIETER, NOON)
    day, form_id = NOON.date() + timedelta(days=70), form()
    for _ in range(2):
        terms.propose(number, day, "een getuige is op reis", form_id, PIETER, NOON)
    found = handling.show(number, PIETER)
    assert [one.kind for one in found.owed] == ["L11"]
    assert found.complaint.clock.agreed is None
    assert [one.facts for one in found.steps if one.facts] == [{"proposed": day.isoformat()}]
