"""Complaints: kept word for word, seen by few, and reported with all that is known of their items."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from custody import storage
from custody.domain.complaints import (
    Complaint,
    ComplaintNotFoundError,
    ComplaintTextError,
    ReceivedLaterError,
)
from custody.services import complaints, linking
from tests.acts import complain, form, size, taken, work
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
    assert work() == ["match_complaint:K-2026-0001", "independence:K-2026-0001"]


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


def test_nobody_assigns_a_complaint_that_is_not_theirs_to_see(home):
    number = complain(by=PIETER)
    with pytest.raises(ComplaintNotFoundError):
        complaints.assign(number, MARIT.number, ELSEWHERE)
    assert complaints.report(number, PIETER, NOON).complaint.handler is None


def test_the_form_of_one_person_registers_nothing_for_another(home):
    same = form()
    register(form_id=same)
    with pytest.raises(storage.IdReusedError):
        register(by=PIETER, form_id=same)


def test_a_complaint_is_assigned_to_a_handler_alone(home):
    number = complain(by=PIETER)
    for nobody in (SANNE.number, "9999"):
        with pytest.raises(complaints.HandlerUnknownError):
            complaints.assign(number, nobody, PIETER)
    complaints.assign(number, MARIT.number, PIETER)
    assert complaints.report(number, MARIT, NOON).handler_name == "Marit Bakker"
    assert [who.number for who in complaints.handlers(PIETER)] == [MARIT.number]


def test_the_report_has_trail_stays_and_gaps_of_every_linked_item(home):
    number, code = complain(), taken()
    linking.link(number, None, code, "same keys", form(), MARIT, NOON)
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
