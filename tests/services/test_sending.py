"""What has to go out for a complaint; a letter that was made is sent, and both are on record."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custody import storage
from custody.domain import complaints as k
from custody.domain.letters import LetterNotFoundError
from custody.domain.sending import NothingToPrepareError, SentDayError, WayError
from custody.services import independence, letters, sending
from tests.acts import complain, form, letter, prepare, send, size
from tests.cast import ELLEN, JOKE, MARIT, NOON, PIETER, SANNE
from tests.services.test_claims import kinds, opened
from tests.services.test_handling import to_state
from tests.services.test_letters import WORDS

DAY = NOON.date()


def test_a_letter_that_is_made_waits_until_it_is_sent_and_the_log_tells(home):
    number = complain()
    (waiting,) = sending.show(number, MARIT).owed
    assert (waiting.kind, waiting.number, waiting.sent) == ("L1", "", None)
    made = letters.keep(letter(number, "L1"), form(), MARIT, NOON)
    assert sending.show(number, MARIT).owed[0].number == made.number
    letters.send(made.number, "post", DAY, form(), MARIT, NOON)
    (done,) = sending.show(number, MARIT).owed
    assert (done.sent.way, done.sent.sent_on, done.sent.by) == ("post", DAY, MARIT.number)
    with storage.reading() as books:
        event = books.ledger.record(books.ledger.size() - 1).event
    assert event.reason == f"letter {made.number} sent: post, {DAY}, {made.sha256}"


def test_a_double_press_is_one_sending_and_sending_again_is_another(home):
    made = letters.keep(letter(complain(), "L1"), form(), MARIT, NOON)
    same = form()
    for _ in range(2):
        letters.send(made.number, "post", DAY, same, MARIT, NOON)
    with pytest.raises(storage.IdReusedError):
        letters.send(made.number, "e_mail", DAY, same, MARIT, NOON)
    letters.send(made.number, "e_mail", DAY, form(), MARIT, NOON)
    assert [one.way for one in letters.sendings(made.number, MARIT)] == ["post", "e_mail"]


def test_a_wrong_way_or_day_records_nothing(home):
    made = letters.keep(letter(complain(), "L1"), form(), MARIT, NOON)
    before = size()
    with pytest.raises(WayError):
        letters.send(made.number, "pigeon", DAY, form(), MARIT, NOON)
    with pytest.raises(SentDayError):
        letters.send(made.number, "post", DAY + timedelta(days=1), form(), MARIT, NOON)
    assert (size(), letters.sendings(made.number, MARIT)) == (before, ())


def test_a_letter_of_a_claim_is_sent_by_who_gives_it_and_stands_in_its_history(home):
    claim = opened(by=JOKE)
    made = letters.keep(replace(WORDS, claim=claim.number), form(), JOKE, NOON)
    letters.send(made.number, "by_hand", DAY, form(), JOKE, NOON)
    assert kinds(claim.number)[-1] == "sent"


def test_who_may_not_read_a_letter_does_not_send_it(home):
    made = letters.keep(letter(complain(), "L1"), form(), MARIT, NOON)
    for who in (SANNE, JOKE):
        with pytest.raises(LetterNotFoundError):
            letters.send(made.number, "post", DAY, form(), who, NOON)
        with pytest.raises(LetterNotFoundError):
            letters.sendings(made.number, who)
        with pytest.raises(k.ComplaintNotFoundError):
            sending.show(made.complaint, who)


def test_an_officer_concerned_who_is_named_later_has_to_hear_as_well(home):
    """C74, C77."""
    number = to_state(complain(), "acknowledged", "assessing", "phase_one")
    assert [one.kind for one in sending.show(number, MARIT).owed] == []
    independence.name_concerned(number, SANNE.number, "", form(), MARIT, NOON)
    (copy,) = sending.show(number, MARIT).owed
    assert (copy.kind, copy.name) == ("L9", SANNE.name)
    assert len(send(number, "L9")) == 1
    assert all(one.sent for one in sending.show(number, MARIT).owed)


def test_a_preparation_changes_no_state_is_in_the_log_and_only_where_people_hear_first(home):
    number = to_state(complain(), "acknowledged", "assessing")
    same, facts = form(), {"organisation": "Gemeente Waterland"}
    for _ in range(2):
        sending.prepare(number, "forwarded", "niet van ons", same, PIETER, NOON, facts)
    with storage.reading() as books:
        complaint, steps = books.complaints.find(number), books.handling.steps(number)
        event = books.ledger.record(books.ledger.size() - 1).event
    assert (complaint.state, steps[-1].facts) == ("assessing", {**facts, "to": "forwarded"})
    assert [one.facts.get("to") for one in steps].count("forwarded") == 1
    assert event.reason.startswith("prepared: forwarded\nniet van ons")
    with pytest.raises(NothingToPrepareError):
        prepare(number, "phase_two")
    with pytest.raises(k.ComplaintRoleError):
        prepare(number, "suspended", by=MARIT, basis="consent", day="2026-12-20")


def test_a_new_preparation_asks_for_a_new_letter(home):
    number = to_state(complain(), "acknowledged", "assessing", "phase_two")
    prepare(number, "hearing", organisation="Commissie Noord", day="2026-12-10")
    send(number, "L8")
    later = NOON + timedelta(hours=1)
    prepare(number, "hearing", at=later, organisation="Commissie Noord", day="2026-12-17")
    (again,) = [one for one in sending.show(number, ELLEN).owed if one.kind == "L8"]
    assert (again.number, again.sent) == ("", None)
