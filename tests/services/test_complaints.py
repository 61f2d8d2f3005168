"""Complaints: kept word for word, seen by few, and a hold on every linked item."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from custody import storage
from custody.domain.complaints import (
    AlreadyLinkedError,
    Complaint,
    ComplaintNotFoundError,
    ComplaintTextError,
    ReceivedLaterError,
)
from custody.services import complaints, matching
from custody.storage.tables import MatchFeedbackRow
from tests.acts import complain, form, size, state, taken, trail, types, work
from tests.cast import (
    BRAM,
    ELLEN,
    JOKE,
    MARIT,
    NOON,
    NOOR,
    PIETER,
    RUUD,
    SANNE,
    TOM,
    person,
)

TODAY = NOON.date()
WORDS = Complaint("", "Mijn sleutels zijn weg.\n\n  Écht.", "e_mail", TODAY)
OTHER_HANDLER = person("5011", "Anouk Bos", "handler")
ELSEWHERE = person("5012", "Wim Pol", "coordinator", unit="WTL-CENTRUM")


def register(complaint: Complaint = WORDS, by=MARIT, form_id: str | None = None) -> Complaint:
    return complaints.register(complaint, form_id or form(), by, NOON, TODAY)


def link(number: str, code: str, by=MARIT, form_id: str | None = None, reason: str = "same keys"):
    return complaints.link(number, None, code, reason, form_id or form(), by, NOON)


def last_event() -> storage.ReceiptRecord:
    with storage.reading() as books:
        return books.ledger.record(books.ledger.size() - 1).event


def test_a_complaint_is_kept_word_for_word_and_gets_a_number(home):
    made = register()
    assert (made.number, made.text, made.state) == ("K-2026-0001", WORDS.text, "received")
    assert complaints.overview(MARIT) == (made,)


def test_numbers_follow_one_another(home):
    assert [register().number for _ in range(3)] == ["K-2026-0001", "K-2026-0002", "K-2026-0003"]


def test_a_spoken_complaint_is_reported_only(home):
    assert register(replace(WORDS, channel="desk")).state == "reported"


def test_who_registers_it_handles_it_when_that_is_their_work(home):
    assert register().handler == MARIT.number
    assert register(by=PIETER).handler is None
    assert register(replace(WORDS, channel="street"), by=SANNE).handler is None


def test_the_log_holds_a_digest_of_the_words_and_not_the_words(home):
    register()
    event = last_event()
    assert (event.type, event.to, len(event.text_sha256)) == ("complaint_changed", "received", 64)
    with storage.reading() as books:
        (row,) = books.ledger.raw_events()
        assert b"K-2026" not in row.body
        assert not any("sleutels" in str(opening) for opening in row.openings)


def test_a_new_complaint_is_compared_with_the_register_after_the_commit(home):
    assert work() == []
    register()
    assert work() == ["match_complaint:K-2026-0001"]


def test_the_same_form_sent_twice_registers_once(home):
    form_id = form()
    first = register(form_id=form_id)
    again = register(form_id=form_id)
    assert again.number == first.number
    assert size() == 1
    with pytest.raises(storage.IdReusedError):
        register(replace(WORDS, text="Iets anders."), form_id=form_id)


@pytest.mark.parametrize(
    ("complaint", "error"),
    [
        (replace(WORDS, text=" "), ComplaintTextError),
        (replace(WORDS, received_on=TODAY + timedelta(1)), ReceivedLaterError),
    ],
    ids=["no words", "tomorrow"],
)
def test_a_complaint_that_cannot_be_registered_leaves_no_number(home, complaint, error):
    with pytest.raises(error):
        register(complaint)
    assert register().number == "K-2026-0001"


@pytest.mark.parametrize("who", [MARIT, PIETER, ELLEN, TOM])
def test_a_complaint_is_seen_by_those_whose_work_it_is(home, who):
    number = complain()
    assert complaints.report(number, who, NOON).complaint.number == number


@pytest.mark.parametrize("who", [OTHER_HANDLER, ELSEWHERE, SANNE, JOKE, RUUD, NOOR, BRAM])
def test_for_everybody_else_it_does_not_exist(home, who):
    number = complain()
    answers = []
    for asked in (number, "K-2026-9999"):
        with pytest.raises(ComplaintNotFoundError) as error:
            complaints.report(asked, who, NOON)
        answers.append((str(error.value), error.value.facts))
    assert answers[0] == answers[1]
    assert complaints.overview(who) == ()


def test_no_act_on_a_complaint_is_for_a_stranger(home):
    number, code = complain(), taken()
    before = size()
    for act in (
        lambda: link(number, code, OTHER_HANDLER),
        lambda: complaints.reject(number, 0, code, "other_item", form(), OTHER_HANDLER, NOON),
        lambda: complaints.lift_hold(number, code, "x", form(), ELSEWHERE, NOON),
        lambda: complaints.assign(number, MARIT.number, ELSEWHERE),
        lambda: complaints.show_linking(number, OTHER_HANDLER),
    ):
        with pytest.raises(ComplaintNotFoundError):
            act()
    assert size() == before


def test_linking_holds_the_item_in_the_same_act(home):
    number, code = complain(), taken()
    made = link(number, code)
    assert (made.hold, state(code).holds) == ("H-2026-0001", ("H-2026-0001",))
    assert types(code) == ["item_received", "hold_set"]
    assert complaints.show_linking(number, MARIT).links == (made,)


def test_the_log_tells_nobody_which_item_a_complaint_is_about(home):
    number, code = complain(), taken()
    link(number, code)
    with storage.reading() as books:
        linked = next(r for r in books.ledger.raw_events() if r.type == "complaint_linked")
    assert linked.item is None
    assert code.encode() not in linked.body


def test_the_same_link_sent_twice_is_made_once(home):
    number, code = complain(), taken()
    form_id = form()
    assert link(number, code, form_id=form_id) == link(number, code, form_id=form_id)
    assert len(state(code).holds) == 1


def test_a_link_that_was_undone_since_answers_a_resend_as_it_did_at_first(home):
    number, code = complain(), taken()
    form_id = form()
    made = link(number, code, form_id=form_id)
    matching.undo(number, code, "ander item", form(), MARIT, NOON)
    again = link(number, code, form_id=form_id)
    assert (again.item, again.hold) == (made.item, made.hold)
    assert state(code).holds == ()


def test_a_double_press_sets_a_suggestion_aside_once(home):
    number, code, twice = complain(), taken(), form()
    for _ in range(2):
        complaints.reject(number, 0, code, "other_item", twice, MARIT, NOON)
    with storage.reading() as books:
        assert books.session.query(MatchFeedbackRow).count() == 1


def test_the_form_of_one_person_registers_nothing_for_another(home):
    same = form()
    words = complaints.Complaint("", "Mijn tas is weg.", "e_mail", NOON.date())
    complaints.register(words, same, MARIT, NOON, NOON.date())
    with pytest.raises(storage.IdReusedError):
        complaints.register(words, same, PIETER, NOON, NOON.date())


def test_an_item_is_linked_to_a_complaint_once(home):
    number, code = complain(), taken()
    link(number, code)
    with pytest.raises(AlreadyLinkedError, match=code):
        link(number, code)
    assert len(state(code).holds) == 1


def test_two_complaints_about_one_item_hold_it_twice(home):
    code = taken()
    link(complain(), code)
    second = complain("Nog een klacht.")
    link(second, code)
    assert len(state(code).holds) == 2
    complaints.lift_hold(second, code, "opgelost", form(), PIETER, NOON)
    assert state(code).holds == ("H-2026-0001",)


def test_a_code_that_does_not_exist_is_not_linked(home):
    with pytest.raises(ComplaintNotFoundError):
        link(complain(), "0000000000")


def test_a_hold_is_lifted_by_name_and_with_a_reason(home):
    number, code = complain(), taken()
    link(number, code)
    with pytest.raises(complaints.LiftReasonError):
        complaints.lift_hold(number, code, " ", form(), PIETER, NOON)
    complaints.lift_hold(number, code, "teruggegeven", form(), PIETER, NOON)
    lifted = trail(code).records[-1].event
    assert (state(code).holds, lifted.actor, lifted.reason) == ((), PIETER.number, "teruggegeven")


def test_a_hold_that_was_lifted_is_not_lifted_again(home):
    number, code = complain(), taken()
    link(number, code)
    for _ in range(2):
        complaints.lift_hold(number, code, "teruggegeven", form(), PIETER, NOON)
    assert types(code).count("hold_lifted") == 1


def test_a_complaint_is_assigned_to_a_handler_alone(home):
    number = complain(by=PIETER)
    for nobody in (SANNE.number, "9999"):
        with pytest.raises(complaints.HandlerUnknownError):
            complaints.assign(number, nobody, PIETER)
    complaints.assign(number, MARIT.number, PIETER)
    assert complaints.report(number, MARIT, NOON).handler_name == "Marit Bakker"
    assert [who.number for who in complaints.handlers(PIETER)] == [MARIT.number]


def test_setting_a_suggestion_aside_needs_a_reason(home):
    with pytest.raises(complaints.RejectReasonError):
        complaints.reject(complain(), 0, taken(), "", form(), MARIT, NOON)


def test_a_decision_is_kept_as_a_labelled_pair(home):
    number, code, other = complain(), taken(), taken()
    link(number, code)
    complaints.reject(number, 0, other, "other_item", form(), MARIT, NOON)
    with home.as_owner() as connection:
        query = "SELECT item, label, reason FROM match_feedback ORDER BY id"
        assert [tuple(row) for row in connection.exec_driver_sql(query)] == [
            (code, "confirmed", "same keys"),
            (other, "rejected", "other_item"),
        ]


def test_the_report_has_trail_stays_and_gaps_of_every_linked_item(home):
    number, code = complain(), taken()
    link(number, code)
    report = complaints.report(number, MARIT, NOON + timedelta(days=9))
    (item,) = report.items
    assert [record.event.type for record in item.trail.records] == ["item_received", "hold_set"]
    assert [gap.reason for gap in item.gaps] == ["silence"]
    assert item.stays[0].over
    assert (report.handler_name, report.made_at) == ("Marit Bakker", NOON + timedelta(days=9))


def test_a_report_without_items_says_so_by_having_none(home):
    report = complaints.report(complain(), MARIT, NOON)
    assert (report.items, report.claims, report.suggestions) == ((), (), ())


def test_a_complaint_of_long_ago_keeps_its_day(home):
    assert register(replace(WORDS, received_on=date(2019, 2, 3))).received_on == date(2019, 2, 3)
