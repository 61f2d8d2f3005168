"""An item is linked to a complaint with its hold; what does not fit is set aside, what is wrong undone."""

import pytest

from custody import storage
from custody.domain.complaints import ComplaintNotFoundError
from custody.domain.linking import AlreadyLinkedError
from custody.services import linking
from custody.storage.tables import MatchFeedbackRow
from tests.acts import complain, form, size, state, taken, trail, types
from tests.cast import MARIT, NOON, PIETER, person

OTHER_HANDLER = person("5011", "Anouk Bos", "handler")
ELSEWHERE = person("5012", "Wim Pol", "coordinator", unit="WTL-CENTRUM")


def link(number: str, code: str, by=MARIT, form_id: str | None = None, reason: str = "same keys"):
    return linking.link(number, None, code, reason, form_id or form(), by, NOON)


def test_linking_holds_the_item_in_the_same_act(home):
    number, code = complain(), taken()
    made = link(number, code)
    assert (made.hold, state(code).holds) == ("H-2026-0001", ("H-2026-0001",))
    assert types(code) == ["item_received", "hold_set"]
    assert linking.show(number, MARIT).links == (made,)


def test_no_act_on_a_link_is_for_a_stranger(home):
    number, code = complain(), taken()
    link(number, code)
    before = size()
    for act in (
        lambda: link(number, code, OTHER_HANDLER),
        lambda: linking.reject(number, 0, code, "other_item", form(), OTHER_HANDLER, NOON),
        lambda: linking.undo(number, code, "x", form(), OTHER_HANDLER, NOON),
        lambda: linking.lift_hold(number, code, "x", form(), ELSEWHERE, NOON),
        lambda: linking.show(number, OTHER_HANDLER),
    ):
        with pytest.raises(ComplaintNotFoundError):
            act()
    assert size() == before


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
    linking.undo(number, code, "ander item", form(), MARIT, NOON)
    again = link(number, code, form_id=form_id)
    assert (again.item, again.hold) == (made.item, made.hold)
    assert state(code).holds == ()


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
    linking.lift_hold(second, code, "opgelost", form(), PIETER, NOON)
    assert state(code).holds == ("H-2026-0001",)


def test_a_code_that_does_not_exist_is_not_linked(home):
    with pytest.raises(ComplaintNotFoundError):
        link(complain(), "0000000000")


def test_a_double_press_sets_a_suggestion_aside_once(home):
    number, code, twice = complain(), taken(), form()
    for _ in range(2):
        linking.reject(number, 0, code, "other_item", twice, MARIT, NOON)
    with storage.reading() as books:
        assert books.session.query(MatchFeedbackRow).count() == 1


def test_setting_a_suggestion_aside_needs_a_reason(home):
    with pytest.raises(linking.RejectReasonError):
        linking.reject(complain(), 0, taken(), "", form(), MARIT, NOON)


def test_a_decision_is_kept_as_a_labelled_pair(home):
    number, code, other = complain(), taken(), taken()
    link(number, code)
    linking.reject(number, 0, other, "other_item", form(), MARIT, NOON)
    with home.as_owner() as connection:
        query = "SELECT item, label, reason FROM match_feedback ORDER BY id"
        assert [tuple(row) for row in connection.exec_driver_sql(query)] == [
            (code, "confirmed", "same keys"),
            (other, "rejected", "other_item"),
        ]


def test_a_link_is_undone_once_and_with_a_reason(home):
    number, code = complain(), taken()
    link(number, code)
    with pytest.raises(linking.UndoReasonError):
        linking.undo(number, code, " ", form(), MARIT, NOON)
    linking.undo(number, code, "ander item", form(), MARIT, NOON)
    assert (linking.show(number, MARIT).links, state(code).holds) == ((), ())
    with pytest.raises(ComplaintNotFoundError):
        linking.undo(number, code, "nog eens", form(), MARIT, NOON)


def test_a_hold_is_lifted_by_name_and_with_a_reason(home):
    number, code = complain(), taken()
    link(number, code)
    with pytest.raises(linking.LiftReasonError):
        linking.lift_hold(number, code, " ", form(), PIETER, NOON)
    linking.lift_hold(number, code, "teruggegeven", form(), PIETER, NOON)
    lifted = trail(code).records[-1].event
    assert (state(code).holds, lifted.actor, lifted.reason) == ((), PIETER.number, "teruggegeven")


def test_a_hold_that_was_lifted_is_not_lifted_again(home):
    number, code = complain(), taken()
    link(number, code)
    for _ in range(2):
        linking.lift_hold(number, code, "teruggegeven", form(), PIETER, NOON)
    assert types(code).count("hold_lifted") == 1
