"""A complaint finds its items, an item finds its complaints, and only the gates link by themselves."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custody import storage
from custody.domain.complaints import ComplaintNotFoundError
from custody.domain.items import Description, Party
from custody.domain.mentions import FIRST_MARK
from custody.services import linking, matching, mentions
from tests.acts import complain, form, size, state, taken, types
from tests.cast import MARIT, NOON, PIETER, SANNE

HANNA = Party("giver", "Hanna Terlouw", "1980-03-04", "+31699887766")
BUNCH = Description("keys", "sleutelbos met groene kurk", "sleutels", 1)
DAY = f"{NOON:%d-%m-%Y}"
WORDS = f"Op {DAY} heb ik mijn sleutelbos afgegeven aan de politie. Ik kreeg hem niet terug."
LATER = NOON + timedelta(hours=3)


def about(text: str = WORDS, who: Party = HANNA, at=NOON) -> str:
    number = complain(text, complainant=replace(who, role="complainant"))
    matching.run_for_complaint(number, at)
    return number


def recorded(thing: Description = BUNCH, who: Party = HANNA, at=NOON) -> str:
    """Record a handover, and let the worker look whom it concerns."""
    code = taken(thing, parties=(who,))
    matching.run_for_item(code, at)
    return code


def links(number: str) -> list[tuple[str, str]]:
    with storage.reading() as books:
        return [(link.item, link.how) for link in books.complaints.links(number)]


def test_what_is_certain_is_linked_at_once_by_the_system_with_its_hold(home):
    code = recorded()
    number = about()
    assert links(number) == [(code, "automatic")]
    assert types(code)[-1] == "hold_set"
    (pair,) = matching.kept(number)
    assert (pair.outcome, pair.state, pair.decided_by) == (
        "certain",
        "confirmed",
        "system:matching",
    )
    assert pair.model_version
    matching.run_for_complaint(number, LATER)
    assert types(code).count("hold_set") == 1


def test_an_automatic_link_is_undone_with_a_reason_and_stays_undone(home):
    code = recorded()
    number = about()
    with pytest.raises(linking.UndoReasonError):
        linking.undo(number, code, " ", form(), MARIT, LATER)
    linking.undo(number, code, "other keys", form(), MARIT, LATER)
    assert links(number) == []
    assert state(code).holds == ()
    assert types(code)[-1] == "hold_lifted"
    matching.run_for_complaint(number, LATER)
    assert links(number) == []
    assert matching.kept(number)[0].state == "rejected"
    with pytest.raises(ComplaintNotFoundError):
        linking.undo(number, code, "again", form(), MARIT, LATER)


@pytest.mark.parametrize("lifted", [False, True])
def test_undoing_is_in_the_log_and_sent_twice_it_is_done_once(home, lifted):
    code, twice = recorded(), form()
    number = about()
    if lifted:
        linking.lift_hold(number, code, "niet meer nodig", form(), PIETER, NOON)
    before = size()
    for _ in range(2):
        linking.undo(number, code, "ander item", twice, MARIT, LATER)
    assert size() == before + (1 if lifted else 2)
    assert types(code).count("hold_lifted") == 1
    with storage.reading() as books:
        last = [r for r in books.ledger.raw_events() if r.type == "complaint_changed"][-1]
    assert b"ander item" not in last.body
    assert links(number) == []


def test_an_item_that_is_recorded_later_finds_the_complaint(home):
    number = about()
    assert matching.kept(number) == ()
    code = recorded()
    assert links(number) == [(code, "automatic")]


def test_both_directions_come_to_the_same_score_and_outcome(home):
    bare = replace(HANNA, name="", born="", phone="")
    first = recorded(who=bare)
    forward = about()
    (pair,) = matching.kept(forward)
    late = about()
    matching.run_for_item(first, LATER)
    (other,) = matching.kept(late)
    assert (pair.item, pair.score, pair.outcome) == (other.item, other.score, other.outcome)
    assert pair.outcome == "suggest"


def test_a_rejected_pair_returns_only_with_new_evidence_and_says_what_is_new(home):
    bare = replace(HANNA, name="", born="", phone="")
    code = recorded(who=bare)
    number = about()
    linking.reject(number, 0, code, "other_item", form(), MARIT, NOON)
    matching.run_for_complaint(number, LATER)
    assert matching.kept(number)[0].state == "rejected"
    with storage.transaction() as books:
        view = replace(books.blocks.views([code])[0], description="sleutelbos, naam Terlouw",
                       words=frozenset({"sleutelbos", "terlouw"}))  # fmt: skip
        books.blocks.index_items([view], "test")
    matching.run_for_complaint(number, LATER)
    (pair,) = matching.kept(number)
    assert pair.state in ("suggested", "confirmed")
    assert "the name %(name)s stands on the item" in pair.news


def test_every_kept_pair_has_words_of_the_complaint_and_a_field_of_the_register(home):
    recorded(who=replace(HANNA, name="", born="", phone=""))
    (pair,) = matching.kept(about())
    good = [r for r in pair.reasons if r["sign"] == "for"]
    assert any(r["span"] and r["register_field"] for r in good)
    assert all(r["register_field"] for r in pair.reasons)


def test_nothing_certain_leaves_the_mention_open(home):
    number = about()
    with storage.reading() as books:
        (mention,) = books.matching.mentions(number)
    assert mention.open
    first, last = matching.searched(number)
    assert first < NOON.date() <= last


def test_words_that_a_person_marked_are_weighed_like_those_that_were_recognised(home):
    code = recorded(who=replace(HANNA, name="", born="", phone=""))
    odd = f"Op {DAY} heb ik rinkelwerk afgegeven aan de politie. Ik kreeg ze niet terug."
    number = about(odd)
    mentions.mark_words(number, "rinkelwerk", "keys", form(), MARIT, LATER)
    matching.run_for_complaint(number, LATER)
    marked = [one for one in matching.kept(number) if one.mention == FIRST_MARK]
    known = matching.kept(about(odd.replace("rinkelwerk", "sleutels")))
    assert (
        [(one.item, one.score, one.outcome) for one in marked]
        == [(one.item, one.score, one.outcome) for one in known]
        != []
    )
    assert marked[0].item == code
    matching.run_for_item(code, LATER)
    assert [one for one in matching.kept(number) if one.mention == FIRST_MARK] == marked


def test_the_sweep_does_what_was_missed_and_a_rebuild_finds_the_same(home):
    code = taken(BUNCH, parties=(HANNA,), by=SANNE)
    number = complain(WORDS, complainant=replace(HANNA, role="complainant"))
    assert matching.sweep(NOON) == 2
    assert links(number) == [(code, "automatic")]
    before = matching.kept(number)
    assert matching.sweep(LATER) == 0
    assert matching.rebuild(LATER) == 1
    after = matching.kept(number)
    assert [(p.item, p.score, p.outcome) for p in after] == [
        (p.item, p.score, p.outcome) for p in before
    ]


def test_the_worker_is_asked_for_one_sweep_a_night(home):
    matching.ask_sweep(NOON)
    matching.ask_sweep(LATER)
    with storage.reading() as books:
        assert books.outbox.waiting() == 1
