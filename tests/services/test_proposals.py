"""An item recorded after the complaint reaches the right person, and nobody else (C64, C66)."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from custody import storage
from custody.domain.claims import Claim
from custody.domain.complaints import Step
from custody.domain.errors import RightError
from custody.domain.proposals import (
    Proposal,
    ProposalAnsweredError,
    ProposalReasonError,
    ProposalUnknownError,
)
from custody.services import claims, handling, letters, proposals
from custody.storage.tables import OutboxRow
from tests.acts import complain, form, proposed, taken
from tests.cast import MARIT, NOON, PIETER
from tests.services.test_letters import WORDS


def late(number: str, code: str, state: str = "suggested", late: bool = True) -> None:
    """Let the matching have found this item after the complaint came in."""
    proposed(number, code, state=state, late=late)


def ended(number: str) -> str:
    with storage.transaction() as books:
        books.handling.step(number, Step("phase_two", "decided", "ongegrond", "", "", NOON))
    return number


def mails() -> list[dict]:
    with storage.reading() as books:
        rows = books.session.query(OutboxRow).filter(OutboxRow.kind == "mail")
        return [row.payload for row in rows]


def test_the_handler_is_told_once(home):
    number, code = complain(), taken()
    late(number, code)
    assert (proposals.tell(NOON, item=code), proposals.tell(NOON, item=code)) == (1, 0)
    assert mails() == [{"to": MARIT.number, "notice": "late_find", "items": [code]}]
    (proposal,) = handling.show(number, MARIT).proposals
    assert (proposal.state, proposal.told_to) == ("new", (MARIT.number,))
    assert handling.with_news(MARIT) == {number}


def test_when_it_has_ended_the_coordinator_is_told_as_well(home):
    number, code = ended(complain()), taken()
    late(number, code)
    proposals.tell(NOON, complaint=number)
    assert [mail["to"] for mail in mails()] == [MARIT.number, PIETER.number]


@pytest.mark.parametrize("how", [{"late": False}, {"state": "rejected"}])
def test_what_was_there_before_or_set_aside_is_not_told(home, how):
    number, code = complain(), taken()
    late(number, code, **how)
    assert proposals.tell(NOON, item=code) == 0
    assert mails() == []


def test_the_message_names_the_item_and_nothing_of_the_complaint(home):
    number, code = complain(), taken()
    late(number, code)
    proposals.tell(NOON)
    assert number not in repr(mails())


def prepared() -> tuple[str, str, str]:
    """An ended complaint with an ended claim, and a late find that was told."""
    number = complain()
    told = Claim("", "keys", "Mijn sleutels", complaint=number, mention=0)
    claim = claims.open_claim(told, form(), MARIT, NOON).number
    ended(number)
    code = taken()
    with storage.transaction() as books:
        books.claims.change(books.claims.get(claim), "closed")
    late(number, code)
    proposals.tell(NOON)
    return number, code, claim


def answer(number: str, code: str, reopen: bool, reason: str = "past bij de sleutels", by=PIETER):
    return proposals.answer(number, code, reopen, reason, form(), by, NOON)


def test_reopening_takes_the_claim_along_and_both_are_in_the_log(home):
    number, code, claim = prepared()
    assert answer(number, code, reopen=True).state == "reopened"
    found = handling.show(number, PIETER)
    assert (found.complaint.state, found.proposals[0].state) == ("reopened", "reopened")
    assert claims.show_claim(claim, MARIT).claim.state == "open"
    with storage.reading() as books:
        size = books.ledger.size()
        types = [books.ledger.record(n).event.type for n in (size - 2, size - 1)]
    assert types == ["complaint_changed", "claim_changed"]


def test_not_reopening_is_recorded_with_its_reason_and_changes_no_state(home):
    number, code, claim = prepared()
    assert answer(number, code, reopen=False, reason="andere sleutels").state == "decided"
    (proposal,) = handling.show(number, PIETER).proposals
    assert (proposal.state, proposal.reason) == ("refused", "andere sleutels")
    assert claims.show_claim(claim, MARIT).claim.state == "closed"
    assert handling.with_news(PIETER) == frozenset()


def test_a_late_find_is_answered_once_with_a_reason_by_the_coordinator(home):
    number, code, _ = prepared()
    with pytest.raises(RightError):
        answer(number, code, True, by=MARIT)
    with pytest.raises(ProposalReasonError):
        answer(number, code, True, reason=" ")
    answer(number, code, reopen=False)
    with pytest.raises(ProposalAnsweredError):
        answer(number, code, reopen=True)
    with pytest.raises(ProposalUnknownError):
        answer(number, "F5DPN209V2", reopen=True)


def test_who_has_to_answer_or_to_write_is_told_once_more_after_five_working_days(home):
    number, code, _ = prepared()
    proposals.tell(NOON, item=code)
    first = len(mails())
    assert proposals.remind(NOON + timedelta(days=7)) == 0
    late_now = NOON + timedelta(days=8)
    assert (proposals.remind(late_now), proposals.remind(late_now)) == (1, 1)
    assert [one["notice"] for one in mails()[first:]] == ["late_find"] * (len(mails()) - first)
    answer(number, code, reopen=False, reason="andere sleutels")
    before = len(mails())
    proposals.remind(late_now)
    assert [one["notice"] for one in mails()[before:]] == ["late_find_untold"] * (
        len(mails()) - before
    )
    assert len(mails()) > before
    letters.keep(replace(WORDS, kind="L12", complaint=number), form(), MARIT, NOON, code)
    assert proposals.remind(late_now) == 0
    (proposal,) = handling.show(number, PIETER).proposals
    assert proposal.letter.startswith("B-2026-")


def test_the_complainant_hears_within_five_working_days():
    friday = datetime(2026, 4, 3, 10, tzinfo=UTC)  # Good Friday; Easter Monday is free as well.
    found = Proposal("K-2026-0001", "F5DPN209V2", 0, friday, state="refused", decided_at=friday)
    assert found.tell_by == date(2026, 4, 13)
    assert replace(found, letter="B-2026-0001").tell_by is None


@pytest.mark.parametrize("reopen", [True, False])
def test_the_same_answer_sent_twice_is_one_answer(home, reopen):
    number, code, twice = ended(complain()), taken(), form()
    late(number, code)
    proposals.tell(NOON, item=code)
    for _ in range(2):
        proposals.answer(number, code, reopen, "bekeken", twice, PIETER, NOON)
    (proposal,) = handling.show(number, PIETER).proposals
    assert proposal.state == ("reopened" if reopen else "refused")
    with pytest.raises(ProposalAnsweredError):
        proposals.answer(number, code, reopen, "bekeken", form(), PIETER, NOON)
