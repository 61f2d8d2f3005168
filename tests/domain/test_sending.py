"""Which letters have to go out, to whom, and when they did."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from custody.domain import sending as s
from custody.domain.complaints import Step
from custody.domain.independence import Concerned
from custody.domain.letters import KINDS, TO_OFFICER, Letter

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
KARIM = Concerned("4822", "Karim el Idrissi", "5001", "Marit Bakker", NOON, 7)
LETTER = Letter("L1", "nl", "K-1", "Annie", "", (), "Marit", "", number="B-1", made_at=NOON)


def step(from_: str, into: str, at: datetime = NOON, **facts: str) -> Step:
    return Step(from_, into, "", "5002", "Pieter Kuiper", at, facts)


def owed(state: str, *steps: Step, letters=(), sendings=None) -> tuple[s.Owed, ...]:
    return s.owed(state, steps, "Annie", (KARIM,), letters, sendings or {})


def kinds(state: str, *steps: Step) -> list[tuple[str, str]]:
    return [(one.kind, one.receiver) for one in owed(state, *steps)]


@pytest.mark.parametrize(
    ("state", "steps", "letters"),
    [
        ("received", (), [("L1", "")]),
        ("not_handled", (step("assessing", "not_handled"),), [("L5", "")]),
        ("withdrawn", (step("assessing", "withdrawn"),), [("L13", "")]),
        ("decided", (step("advice", "decided"),), [("L10", ""), ("L10", "officer:7")]),
        ("assessing", (step("assessing", "assessing", proposed="2027-01-05"),), [("L11", "")]),
        ("ombudsman_report", (step("ombudsman", "ombudsman_report"),), [("L17", "ombudsman")]),
        ("phase_one", (step("assessing", "phase_one"),), [("L9", "officer:7")]),
    ],
)
def test_each_state_asks_for_its_letters(state, steps, letters):
    assert kinds(state, *steps) == letters


def test_both_sides_get_equal_notice_of_more_time_hearing_and_result():
    """C47, C77: complainant and officer concerned, each a letter of their own."""
    for kind in s.TO_BOTH:
        assert set(s.receivers(kind, "Annie", (KARIM,))) == {"", "officer:7"}
        assert kind in TO_OFFICER
    assert ("L2", "officer:7") in kinds("assessing", step("assessing", "assessing", weeks="2"))


def test_mayor_and_prosecutor_get_their_copy_on_entering_the_second_phase():
    """C76."""
    came = step("phase_one", "phase_two")
    assert [r for kind, r in kinds("phase_two", came) if kind == "L15"] == ["mayor", "prosecutor"]
    assert "L15" not in dict(kinds("phase_one", step("assessing", "phase_one")))


@pytest.mark.parametrize(
    ("state", "to", "kind"),
    [
        ("assessing", "forwarded", "L6"),
        ("phase_one", "suspended", "L7"),
        ("suspended", "phase_one", "L7b"),
        ("phase_two", "hearing", "L8"),
        ("more_inquiry", "hearing", ""),
        ("assessing", "phase_one", ""),
    ],
)
def test_a_step_of_which_people_hear_beforehand_is_asked_for_when_it_is_prepared(state, to, kind):
    """C22g, C22h, C22i, C22m."""
    came = step("received", state)
    assert s.before(state, to) == kind
    found = dict(kinds(state, came, step(state, state, to=to)))
    assert not kind or kind in found
    assert kind not in dict(kinds(state, came))


def test_a_letter_counts_for_the_step_it_was_made_after():
    earlier = replace(LETTER, kind="L5", made_at=NOON - timedelta(days=1))
    after = replace(LETTER, kind="L5", number="B-2")
    came = step("assessing", "not_handled")
    assert owed("not_handled", came, letters=(earlier,))[0].number == ""
    assert owed("not_handled", came, letters=(earlier, after))[0].number == "B-2"


def test_made_and_sent_are_two_facts_and_the_first_sending_counts():
    sent = s.Sending("B-1", "post", NOON.date(), "5001", "Marit Bakker", NOON)
    again = replace(sent, way="e_mail")
    (one,) = owed("received", letters=(LETTER,))
    assert (one.number, one.sent) == ("B-1", None)
    with pytest.raises(s.NotSentError) as refused:
        s.check_sent((one,), "L1")
    assert refused.value.facts == {"letter": KINDS["L1"], "names": "Annie"}
    (one,) = owed("received", letters=(LETTER,), sendings={"B-1": [sent, again]})
    assert one.sent == sent
    s.check_sent((one,), "L1")


def test_a_letter_goes_out_in_a_known_way_between_its_day_and_today():
    today = date(2026, 11, 23)
    s.check_sending("by_hand", today, today, today)
    with pytest.raises(s.WayError):
        s.check_sending("pigeon", today, today, today)
    for day in (None, today - timedelta(days=1), today + timedelta(days=1)):
        with pytest.raises(s.SentDayError):
            s.check_sending("post", day, today, today)


def test_receipt_refusal_and_reopening_have_a_day_by_which_people_hear():
    """C15, C22v, C34, C46: the day is shown; late is a fact and blocks nothing."""
    received = date(2026, 3, 8)
    assert s.send_by(s.Owed("L1", "", "Annie"), received) == date(2026, 3, 13)
    assert s.send_by(s.Owed("L5", "", "Annie"), received) == date(2026, 4, 7)
    assert s.send_by(s.Owed("L12", "", "Annie", NOON), received) == date(2026, 11, 30)
    assert s.send_by(s.Owed("L10", "", "Annie", NOON), received) is None
