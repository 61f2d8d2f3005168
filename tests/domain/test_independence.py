"""Who stands in the trail does not judge it (C69), and a doubt is lifted by the right person (C70)."""

from dataclasses import replace
from types import SimpleNamespace

import pytest

from custody.domain import independence as i
from tests.cast import BRAM, ELLEN, MARIT, PIETER, SANNE, person

CODE = "F5DPN209V2"
UNITS = {SANNE.number: "WTL-HAVEN", BRAM.number: "WTL-CENTRUM", MARIT.number: "WTL-HAVEN"}
FAR = person("7001", "Ver Weg", "handler", unit="WTL-NOORD")


def record(type: str, actor=SANNE):
    return SimpleNamespace(event=SimpleNamespace(type=type, actor=actor.number))


def grounds(who, *records, chiefs=None) -> set[str]:
    hits = i.compare([("handler", who)], {CODE: records}, UNITS, chiefs or {})
    return {hit.ground for hit in hits}


def test_who_took_moved_or_gave_the_item_is_blocked():
    for type in ("item_received", "item_moved", "transfer_accepted", "item_returned"):
        (hit,) = i.compare([("handler", SANNE)], {CODE: [record(type)]}, UNITS, {})
        assert (hit.ground, hit.blocks) == ("a", True)


def test_setting_a_hold_is_complaint_work_and_no_reason_to_doubt():
    assert grounds(FAR, record("hold_set", FAR), record("hold_lifted", FAR)) == set()


def test_who_only_counted_or_searched_is_warned_about():
    for type in ("item_found", "item_missing", "item_inspected"):
        assert grounds(FAR, record(type, FAR)) == {"f"}


def test_the_same_unit_is_a_warning_and_another_unit_is_none():
    assert grounds(MARIT, record("item_received")) == {"d"}
    assert grounds(FAR, record("item_received")) == set()
    assert grounds(MARIT, record("item_received", BRAM)) == set()


def test_who_leads_the_unit_of_somebody_in_the_trail_is_warned_about():
    chiefs = {"WTL-HAVEN": FAR.number}
    assert grounds(FAR, record("item_received"), chiefs=chiefs) == {"e"}


def hit(ground: str, who=MARIT) -> i.Hit:
    return i.Hit("handler", who.number, who.name, ground, CODE)


def test_a_block_stops_until_it_is_answered_and_a_warning_does_not():
    with pytest.raises(i.NotIndependentError) as error:
        i.check_independent([hit("a")], MARIT.number)
    assert error.value.facts == {"name": MARIT.name, "item": CODE}
    i.check_independent([hit("a")], PIETER.number)
    i.check_independent([hit("d")], MARIT.number)
    i.check_independent([replace(hit("a"), answer="klein team")], MARIT.number)


def test_a_block_is_lifted_by_the_authority_and_never_for_the_own_case():
    for who in (MARIT, PIETER, SANNE):
        with pytest.raises(i.NotYourCaseError):
            i.check_lift(hit("a"), who, "klein team")
    with pytest.raises(i.NotYourCaseError):
        i.check_lift(hit("a", ELLEN), ELLEN, "klein team")
    i.check_lift(hit("a"), ELLEN, "klein team")
    i.check_lift(hit("d"), PIETER, "klein team")


@pytest.mark.parametrize("ground", ["a", "d"])
def test_every_answer_has_a_reason(ground):
    with pytest.raises(i.AnswerReasonError):
        i.check_lift(hit(ground), ELLEN, " ")


def test_answers_are_found_by_person_ground_and_item():
    (found,) = i.answered([hit("d")], {(MARIT.number, "d", CODE): ("klein team", PIETER.number)})
    assert (found.answer, found.answered_by) == ("klein team", PIETER.number)
    (other,) = i.answered([hit("d")], {(MARIT.number, "e", CODE): ("x", "y")})
    assert other.answer == ""


def of_whole(who, *concerned, chiefs=None) -> set[tuple[str, str]]:
    numbers = {one.number for one in concerned}
    hits = i.compare([("decider", who)], {}, UNITS, chiefs or {}, numbers)
    return {(hit.ground, hit.item) for hit in hits}


def test_an_officer_concerned_is_blocked_also_without_a_linked_item():
    assert of_whole(SANNE, SANNE) == {("b", "")}
    (hit_,) = i.compare([("decider", SANNE)], {}, UNITS, {}, {SANNE.number})
    assert hit_.blocks
    with pytest.raises(i.ConcernedJudgesError):
        i.check_independent([hit_], SANNE.number)


def test_the_unit_and_the_chief_of_an_officer_concerned_are_warned_about():
    assert of_whole(MARIT, SANNE) == {("d", "")}
    assert of_whole(FAR, SANNE) == set()
    assert of_whole(FAR, SANNE, chiefs={"WTL-HAVEN": FAR.number}) == {("e", "")}


def test_nobody_answers_a_doubt_about_themselves():
    with pytest.raises(i.OwnDoubtError):
        i.check_lift(hit("d"), MARIT, "klein team")
    i.check_lift(hit("d"), PIETER, "klein team")
    with pytest.raises(i.NotYourCaseError):
        i.check_lift(hit("b", ELLEN), ELLEN, "klein team")
