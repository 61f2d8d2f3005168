"""Whom a complaint concerns is on record, and does not handle or judge it (C69, C70)."""

import pytest

from custody import storage
from custody.domain.candidates import Answer
from custody.domain.claims import Claim
from custody.domain.errors import RightError
from custody.domain.independence import (
    ConcernedAlreadyError,
    ConcernedJudgesError,
    ConcernedMissingError,
    NotIndependentError,
    OwnDoubtError,
)
from custody.services import (
    accounts,
    candidates,
    claims,
    complaints,
    handling,
    independence,
    linking,
)
from custody.storage.tables import DoubtToldRow, OutboxRow
from tests.acts import complain, form, size, taken, work
from tests.cast import ELLEN, KARIM, MARIT, NOON, NOOR, PIETER, RUUD, SANNE, TOM
from tests.services.test_elements import judge
from tests.services.test_handling import in_phase_two, step, to_state


def name_concerned(number: str, officer: str = "", name: str = "", by=MARIT, form_id="") -> None:
    independence.name_concerned(number, officer, name, form_id or form(), by, NOON)


def named(number: str) -> list[tuple[str, str, str]]:
    return [(o.number, o.name, o.by_name) for o in handling.show(number, PIETER).concerned]


def also_handles(who) -> None:
    """Give somebody the role of a handler beside their own."""
    accounts.set_roles(who.number, who.roles | {"handler"}, None, True, NOOR, NOON)


def test_an_officer_concerned_is_on_record_with_who_added_it_and_in_the_log(home):
    number = complain()
    name_concerned(number, SANNE.number)
    name_concerned(number, name="de agent met de baard", by=PIETER)
    assert named(number) == [
        ("4711", "Sanne de Wit", "Marit Bakker"),
        ("", "de agent met de baard", "Pieter Kuiper"),
    ]
    with storage.reading() as books:
        last = books.ledger.record(books.ledger.size() - 1).event
    assert (last.complaint, last.reason) == (number, "officer concerned: de agent met de baard")


def test_the_same_form_names_somebody_once(home):
    number, form_id = complain(), form()
    for _ in range(2):
        name_concerned(number, SANNE.number, form_id=form_id)
    assert len(named(number)) == 1
    with pytest.raises(ConcernedAlreadyError):
        name_concerned(number, SANNE.number)


@pytest.mark.parametrize("officer", ["", "9999"])
def test_an_officer_has_a_name_or_a_number_that_is_known(home, officer):
    number = complain()
    before = size()
    with pytest.raises(ConcernedMissingError):
        name_concerned(number, officer)
    assert (named(number), size()) == ([], before)


def test_who_only_reads_names_nobody(home):
    number = complain()
    for who in (TOM, ELLEN):
        with pytest.raises(RightError):
            name_concerned(number, SANNE.number, by=who)


def test_whom_it_concerns_does_not_become_its_handler(home):
    number = complain()
    also_handles(SANNE)
    name_concerned(number, SANNE.number)
    with pytest.raises(ConcernedJudgesError):
        complaints.assign(number, SANNE.number, PIETER)
    assert handling.show(number, PIETER).complaint.handler == MARIT.number


def test_who_stands_in_a_trail_does_not_become_its_handler_until_the_authority_lifts_it(home):
    number, code = complain(), taken(by=KARIM)
    linking.link(number, None, code, "same", form(), MARIT, NOON)
    also_handles(KARIM)
    with pytest.raises(NotIndependentError):
        complaints.assign(number, KARIM.number, PIETER)


def test_a_closed_account_handles_nothing(home):
    number = complain()
    accounts.set_roles(MARIT.number, MARIT.roles, None, False, NOOR, NOON)
    with pytest.raises(complaints.HandlerUnknownError):
        complaints.assign(number, MARIT.number, PIETER)


def test_a_handler_who_turns_out_to_be_concerned_does_not_go_on(home):
    number = to_state(complain(), "acknowledged", "assessing")
    name_concerned(number, MARIT.number, by=PIETER)
    with pytest.raises(ConcernedJudgesError):
        step(number, "phase_one")


def test_a_coordinator_whom_it_concerns_leaves_the_step_to_somebody_else(home):
    number = to_state(complain(), "acknowledged", "assessing")
    name_concerned(number, PIETER.number)
    with pytest.raises(ConcernedJudgesError):
        step(number, "phase_one")


def test_the_authority_whom_it_concerns_judges_nothing_and_does_not_lift_it(home):
    number = in_phase_two()
    name_concerned(number, ELLEN.number)
    with pytest.raises(ConcernedJudgesError):
        judge(number, "upheld")
    with pytest.raises(RightError):
        independence.accept(number, ELLEN.number, "b", "", "klein team", ELLEN, NOON)


def test_a_warning_is_answered_by_somebody_else(home):
    number, code = complain(), taken(by=KARIM)
    linking.link(number, None, code, "same", form(), MARIT, NOON)

    def answers():
        return {h.answer for h in handling.show(number, MARIT).hits if h.person == MARIT.number}

    with pytest.raises(OwnDoubtError):
        independence.accept(number, MARIT.number, "d", code, "klein team", MARIT, NOON)
    assert answers() == {""}
    independence.accept(number, MARIT.number, "d", code, "klein team", PIETER, NOON)
    assert answers() == {"klein team"}


def mails() -> list[tuple[str, str, list[str]]]:
    with storage.reading() as books:
        rows = books.session.query(OutboxRow).filter(OutboxRow.kind == "mail")
        return sorted((r.payload["to"], r.payload["notice"], r.payload["items"]) for r in rows)


def asked(number: str) -> bool:
    """Whether somebody asked since the last run of the worker to look anew."""
    return f"independence:{number}" in work()


def test_each_link_claim_answer_and_assignment_asks_to_look_again(home):
    """C71."""
    number = complain()
    assert asked(number)
    code = taken(by=KARIM)
    linking.link(number, None, code, "same", form(), MARIT, NOON)
    assert asked(number)
    claim = claims.open_claim(Claim("", "keys", "Sleutels", complaint=number), form(), MARIT, NOON)
    assert asked(number)
    same = Answer(code, "", "same", "rode hanger", "", "", "", NOON)
    candidates.answer(claim.number, same, form(), MARIT, NOON)
    assert asked(number)
    name_concerned(number, SANNE.number)
    assert asked(number)
    also_handles(KARIM)
    with pytest.raises(NotIndependentError):
        complaints.assign(number, KARIM.number, PIETER)
    assert not asked(number)
    also_handles(RUUD)
    complaints.assign(number, RUUD.number, PIETER)
    assert asked(number)
    complaints.assign(number, RUUD.number, PIETER)
    assert not asked(number)


def test_a_new_doubt_is_told_once_to_those_who_answer_it_and_says_nothing_of_the_complaint(home):
    """C71: a block to the authority and the coordinator, never to whom it is about."""
    number, code = complain(), taken(by=KARIM)
    work()
    assert independence.look_again(number, NOON) == 0
    linking.link(number, None, code, "same", form(), MARIT, NOON)
    assert independence.look_again(number, NOON) > 0
    told = {to for to, notice, items in mails() if (notice, items) == ("who_may_judge", [])}
    assert PIETER.number in told
    assert independence.look_again(number, NOON) == 0
    name_concerned(number, PIETER.number)
    before = len(mails())
    assert independence.look_again(number, NOON) > 0
    new = {to for to, _, _ in mails()[before:]} | {to for to, _, _ in mails()}
    assert ELLEN.number in new


def test_nobody_is_told_of_a_doubt_about_themselves(home):
    number = complain()
    name_concerned(number, PIETER.number)
    independence.look_again(number, NOON)
    with storage.reading() as books:
        rows = books.session.query(DoubtToldRow).filter(DoubtToldRow.person == PIETER.number)
        assert [row.told_to for row in rows if PIETER.number in row.told_to] == []


def test_an_answered_doubt_is_not_told(home):
    number, code = complain(), taken(by=KARIM)
    linking.link(number, None, code, "same", form(), MARIT, NOON)
    for hit in handling.show(number, ELLEN).hits:
        by = PIETER if hit.person != PIETER.number else MARIT
        independence.accept(number, hit.person, hit.ground, hit.item, "klein team", by, NOON)
    assert independence.look_again(number, NOON) == 0
    assert mails() == []
