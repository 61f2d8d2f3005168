"""Looking again: what is noted, what never blocks, and who is told."""

from dataclasses import replace

import pytest

from custody.domain.counting import (
    CashWitness,
    CountMissingError,
    GiverMissingError,
    RankMissingError,
    SameCounterError,
)
from custody.domain.items import Cash, Description, Signature
from custody.domain.seals import (
    SealDiffersError,
    SealReasonError,
    SealSeen,
    SealStateError,
    SealTakenError,
)
from custody.domain.steps import ItemNotFoundError, NotHolderError, SecondPersonError
from custody.services import accounts, inspections, items, transfers
from custody.services.inspections import Looked
from tests.acts import KEYS, PHONE, at_the_desk, form, offer, state, take_in, taken, trail, work
from tests.cast import ANNA, BRAM, JOKE, MARIT, NOON, NOOR, RUUD, SANNE
from tests.services.test_returns import give_back

SEALED = replace(KEYS, seal="Z 448 102")
MONEY = Description("cash", "geld, € 100,00", quantity=None, cash=Cash(faces=((5000, 2),)))
HUNDRED = MONEY.cash.value()
MUCH = Description("cash", "geld, € 1.500,00", quantity=None, cash=Cash(faces=((50000, 3),)))
ABSENT = Signature("absent")


def inspect(code, by=JOKE, form_id="", **looked):
    return inspections.inspect(code, Looked(**looked), form_id or form(), by, NOON)


def count(code, value=HUNDRED, by=JOKE, second=None, form_id="", giver=ABSENT):
    counted = inspections.Counted(value, second, giver)
    return inspections.count(code, counted, form_id or form(), by, NOON)


def reseal(code, new="Z 9", witness="4005", reason="geteld", by=JOKE, form_id="", again=None):
    seal = inspections.NewSeal(new, new if again is None else again, witness, reason)
    return inspections.change_seal(code, seal, form_id or form(), by, NOON)


def test_damage_that_shows_later_has_its_reporter(home):
    code = at_the_desk()
    (record,) = inspect(code, condition="damaged", remarks="kras")
    assert (record.event.actor_name, record.event.remarks) == ("Joke Vermeer", "kras")
    assert (state(code).condition, state(code).quantity) == ("damaged", 2)


def test_another_unit_looks_at_nothing(home):
    with pytest.raises(ItemNotFoundError):
        inspect(taken(), BRAM, condition="wet")


def test_a_look_sent_twice_is_recorded_once(home):
    code, form_id = taken(), form()
    assert inspect(code, form_id=form_id, condition="wet") == inspect(
        code, form_id=form_id, condition="wet"
    )


def test_a_seal_that_is_another_one_is_named(home):
    code = taken(SEALED)
    with pytest.raises(SealStateError):
        inspect(code, seal=SealSeen("differs"))
    inspect(code, seal=SealSeen("differs", "Z 7"))
    assert state(code).seal_state == "differs"


def test_a_broken_seal_never_blocks_receiving_and_both_sides_are_told(home):
    code = taken(SEALED)
    offer(code)
    transfers.accept(code, None, None, form(), JOKE, NOON, SealSeen("broken"))
    assert (state(code).holder.ref, state(code).seal_state) == ("BALIE-HAVEN", "broken")
    told = {key.rsplit(":", 1)[1] for key in work() if key.startswith("mail:seal:")}
    assert told == {SANNE.number, JOKE.number}


def test_an_intact_seal_is_noted_and_nobody_is_told(home):
    code = taken(SEALED)
    offer(code)
    transfers.accept(code, None, None, form(), JOKE, NOON, SealSeen("intact"))
    assert trail(code).records[-1].event.seal == "Z 448 102"
    assert not [key for key in work() if key.startswith("mail:seal:")]


def test_a_seal_number_closes_one_thing_at_a_time(home):
    code = taken(SEALED)
    with pytest.raises(SealTakenError):
        taken(replace(PHONE, seal="Z 448 102"))
    other = at_the_desk()
    with pytest.raises(SealTakenError):
        reseal(other, new="Z 448 102")
    assert state(code).seal == "Z 448 102"


def test_the_things_of_one_handover_share_a_bag_and_get_the_new_seal_together(home):
    keys, phone = take_in(SEALED, replace(PHONE, seal="Z 448 102")).items
    reseal(keys, by=SANNE, witness="4002")
    assert (state(keys).seal, state(phone).seal) == ("Z 9", "Z 9")
    event = trail(phone).records[-1].event
    assert (event.old, event.new, event.witness) == (
        "Z 448 102",
        "Z 9",
        "Joke Vermeer (4002)",
    )


@pytest.mark.parametrize("witness", ["", "4002", "9999"])
def test_a_new_seal_has_a_witness_who_is_somebody_else(home, witness):
    code = at_the_desk(SEALED)
    with pytest.raises(SecondPersonError):
        reseal(code, witness=witness)


@pytest.mark.parametrize("second", ["4005", " 4005 "])
def test_who_has_no_open_account_witnesses_nothing(home, second):
    money = at_the_desk(MONEY)
    code = at_the_desk(SEALED)
    accounts.set_roles(ANNA.number, ANNA.roles, ANNA.post, False, NOOR, NOON)
    with pytest.raises(SecondPersonError):
        reseal(code, witness=second)
    with pytest.raises(SecondPersonError):
        give_back(money, second=second)
    assert (state(code).seal, state(money).status) == (SEALED.seal, "in_custody")


def test_a_new_seal_has_a_number_and_a_reason_and_is_put_on_by_the_holder(home):
    code = at_the_desk(SEALED)
    for new, reason in (("", "x"), ("Z 9", " ")):
        with pytest.raises(SealReasonError):
            reseal(code, new=new, reason=reason)
    with pytest.raises(NotHolderError):
        reseal(code, by=RUUD)


def test_a_new_seal_sent_twice_is_recorded_once(home):
    code, form_id = at_the_desk(SEALED), form()
    assert reseal(code, form_id=form_id) == reseal(code, form_id=form_id)


def test_a_second_person_counts_money_and_both_counts_are_kept(home):
    code = at_the_desk(MONEY)
    with pytest.raises(SameCounterError):
        count(code, by=SANNE)
    count(code)
    found = inspections.prepare(code, RUUD).counting
    assert (found.step, [c.name for c in found.counts]) == (
        "counted",
        ["Sanne de Wit", "Joke Vermeer"],
    )


def test_two_counts_that_differ_ask_for_a_third_by_both(home):
    code = at_the_desk(MONEY)
    count(code, Cash(faces=((5000, 1),)).value())
    with pytest.raises(SecondPersonError):
        count(code, by=ANNA)
    count(code, by=ANNA, second=JOKE)
    found = inspections.prepare(code, RUUD).counting
    assert (found.step, found.differs) == ("settled", True)
    assert found.counts[2].together == "Joke Vermeer (4002)"


def test_a_count_has_a_number(home):
    with pytest.raises(CountMissingError):
        count(at_the_desk(MONEY), None)


def test_who_looks_at_a_thing_of_another_unit_does_not_make_it_theirs(home):
    """A handler sees every item; their own unit's officers do not see it after that (Q23)."""
    code = taken(by=BRAM, place="BIJ-6001")
    inspect(code, MARIT, condition="damaged")
    assert state(code).unit == BRAM.unit
    with pytest.raises(ItemNotFoundError):
        items.show_item(code, SANNE, NOON)


@pytest.mark.parametrize(
    "giver",
    [
        Signature("typed", "Annie Verhoeven"),
        Signature("refused", "wil niets tekenen"),
        Signature("drawn", sha256="0" * 64),
        ABSENT,
    ],
)
def test_a_count_keeps_what_the_giver_did(home, giver):
    (record,) = count(at_the_desk(MONEY), giver=giver)
    assert record.event.signature == giver.value()
    assert inspections.prepare(record.event.item, RUUD).counting.counts[1].giver == giver.value()


@pytest.mark.parametrize("giver", [Signature(), Signature("refused"), Signature("typed")])
def test_a_count_says_whether_the_giver_watched_and_why_nobody_signed(home, giver):
    code = at_the_desk(MONEY)
    with pytest.raises(GiverMissingError):
        count(code, giver=giver)
    assert inspections.prepare(code, RUUD).counting.step == "second"


def test_both_read_the_number_of_a_new_seal(home):
    code = at_the_desk(SEALED)
    for again in ("", "Z 8"):
        with pytest.raises(SealDiffersError):
            reseal(code, again=again)
    assert state(code).seal == SEALED.seal
    (record,) = reseal(code, new="Z 9", again="z9")
    assert (record.event.new, record.event.confirmed) == ("Z 9", "z9")


def test_much_money_is_counted_by_somebody_of_the_role_for_it(home):
    code, much = at_the_desk(MUCH), MUCH.cash.value()
    with pytest.raises(RankMissingError):
        count(code, much)
    count(code, much, by=RUUD)
    assert inspections.prepare(code, RUUD).counting.step == "counted"


def test_a_low_second_count_of_much_money_tells_nothing_of_the_first_and_asks_at_the_third(home):
    code = at_the_desk(MUCH)
    count(code)
    with pytest.raises(RankMissingError):
        count(code, by=ANNA, second=JOKE)
    count(code, by=ANNA, second=RUUD)
    assert inspections.prepare(code, RUUD).counting.step == "settled"


def test_much_money_is_sealed_with_somebody_of_the_role_or_the_chief(home):
    code = at_the_desk(replace(MUCH, seal="Z 1"))
    with pytest.raises(RankMissingError):
        reseal(code)
    assert state(code).seal == "Z 1"
    accounts.set_chief(ANNA.unit, ANNA.number, NOOR, NOON)
    reseal(code)
    reseal(code, new="Z 10", witness=RUUD.number)
    assert state(code).seal == "Z 10"


def test_the_sum_and_the_role_are_the_organisations(home):
    code, rule = at_the_desk(replace(MONEY, seal="Z 1")), CashWitness(5_000, "desk")
    seal = inspections.NewSeal("Z 9", "Z 9", SANNE.number, "geteld")
    inspections.change_seal(code, seal, form(), JOKE, NOON, rule)
    with pytest.raises(RankMissingError) as met:
        rule.check([HUNDRED], [SANNE, None])
    assert met.value.facts == {"limit": "50.00", "role": "Front desk"}
    rule.check([{**HUNDRED, "currency": "USD"}, 7, None], [SANNE])
