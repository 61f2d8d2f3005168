"""Boxes in a real register: what is in them goes where they go, and the record stays whole."""

from dataclasses import replace

import pytest

from custody import storage
from custody.domain.items import Description
from custody.domain.packing import NotEmptyError, OtherHandoverError, PackedAlreadyError, SplitError
from custody.domain.steps import ItemNotFoundError, OfferOpenError
from custody.services import corrections, desk, items, keeping, packing, search, transfers
from custody.services.exchange import leaving
from tests.acts import (
    KEYS,
    PHONE,
    accept,
    at_the_desk,
    form,
    offer,
    state,
    take_in,
    trail,
    types,
    work,
)
from tests.cast import BRAM, HOST, JOKE, NOON, RUUD, SANNE, TOM
from tests.services.test_returns import give_back

DISCS = Description("data_carrier", "12 blanco schijven", "schijven", 12)


def box(nature="container", by=JOKE, place="BALIE-HAVEN", form_id=""):
    return packing.make(nature, "Doos 12", "", place, form_id or form(), by, NOON)


def put_in(outer, *codes, by=JOKE, form_id=""):
    return packing.put_in(outer, codes, form_id or form(), by, NOON)


def scan(raw, place, by=RUUD):
    return desk.scan(raw, place, form(), HOST, by, NOON)


def test_a_box_has_a_code_a_place_and_the_holder_of_its_maker(home):
    code = box()
    found = state(code)
    assert (found.nature, found.holder.ref, found.place) == (
        "container",
        "BALIE-HAVEN",
        "BALIE-HAVEN",
    )
    assert types(code) == ["package_made"]
    assert [one.item for one in search.find("doos 12", JOKE, NOON).items] == [code]


def test_a_box_made_twice_by_one_form_is_one_box(home):
    form_id = form()
    assert box(form_id=form_id) == box(form_id=form_id)


def test_a_box_needs_a_name_and_is_a_package_or_a_box(home):
    with pytest.raises(packing.WrappingNameError):
        packing.make("container", " ", "", "BALIE-HAVEN", form(), JOKE, NOON)
    with pytest.raises(packing.NotAWrappingError):
        packing.make("item", "x", "", "BALIE-HAVEN", form(), JOKE, NOON)


def test_all_that_is_in_a_box_moves_with_it_in_one_act(home):
    keys, phone, outer, inner = at_the_desk(), at_the_desk(PHONE), box(), box()
    put_in(inner, keys)
    put_in(outer, inner, phone)
    offer(outer, "KAMER-HAVEN", JOKE)
    answer = scan(outer, "SCHAP-B-12")
    assert (answer.scan.result, answer.along) == ("accepted", 3)
    for code in (outer, inner, keys, phone):
        assert (state(code).place, state(code).holder.ref) == ("SCHAP-B-12", "KAMER-HAVEN")
    answer = scan(outer, "KAMER-HAVEN")
    assert (answer.scan.result, answer.along) == ("moved", 3)
    moved = trail(keys).records[-1].event
    assert (moved.type, moved.with_, moved.place) == ("item_moved", outer, "KAMER-HAVEN")
    assert state(keys).inside == inner


def test_an_undone_scan_takes_the_things_in_the_box_back_too(home):
    keys, outer = at_the_desk(), box()
    put_in(outer, keys)
    offer(outer, "KAMER-HAVEN", JOKE)
    scan(outer, "SCHAP-B-12")
    scan(outer, "KAMER-HAVEN")
    scan("HERSTEL", "KAMER-HAVEN")
    assert (state(outer).place, state(keys).place) == ("SCHAP-B-12", "SCHAP-B-12")


def test_a_box_is_offered_with_all_in_it_and_answered_as_one(home):
    keys, outer = at_the_desk(), box()
    put_in(outer, keys)
    offer(outer, "KAMER-HAVEN", JOKE)
    assert [one.item for one in transfers.incoming(RUUD)] == [outer]
    transfers.refuse(outer, "badly_packed", "", form(), RUUD, NOON)
    assert (state(keys).offer, state(outer).offer) == (None, None)
    offer(outer, "KAMER-HAVEN", JOKE)
    transfers.withdraw(outer, "", form(), JOKE, NOON)
    assert state(keys).offer is None


def test_a_box_is_not_offered_while_something_in_it_waits(home):
    keys, outer = at_the_desk(), box()
    put_in(outer, keys)
    offer(keys, "KAMER-HAVEN", JOKE)
    with pytest.raises(OfferOpenError):
        offer(outer, "KAMER-HAVEN", JOKE)


def test_what_is_accepted_apart_is_out_of_its_box(home):
    keys, outer = at_the_desk(), box()
    put_in(outer, keys)
    offer(keys, "KAMER-HAVEN", JOKE)
    accept(keys, RUUD)
    assert (state(keys).inside, state(outer).holder.ref) == (None, "BALIE-HAVEN")


def test_an_officer_puts_a_bag_with_things_elsewhere(home):
    keys = take_in(KEYS).items[0]
    bag = box("package", SANNE, "BIJ-4711")
    put_in(bag, keys, by=SANNE)
    keeping.keep(bag, "BUREAU-4711", form(), SANNE, NOON)
    assert (state(bag).place, state(keys).place) == ("BUREAU-4711", "BUREAU-4711")


def test_a_package_holds_the_things_of_one_handover(home):
    mine = take_in(KEYS, PHONE).items
    other = take_in(KEYS).items[0]
    bag = box("package", SANNE, "BIJ-4711")
    put_in(bag, *mine, by=SANNE)
    with pytest.raises(OtherHandoverError):
        put_in(bag, other, by=SANNE)


def test_of_several_things_all_go_in_or_none(home):
    one, other, first, second = at_the_desk(), at_the_desk(), box(), box()
    put_in(first, other)
    with pytest.raises(PackedAlreadyError):
        put_in(second, one, other)
    assert state(one).inside is None
    with pytest.raises(packing.NothingToPackError):
        put_in(second)


def test_putting_in_twice_by_one_form_is_once(home):
    keys, outer, form_id = at_the_desk(), box(), form()
    assert put_in(outer, keys, form_id=form_id) == put_in(outer, keys, form_id=form_id)


def test_what_is_taken_out_lies_where_it_was_taken_out(home):
    keys, outer = at_the_desk(), box()
    put_in(outer, keys)
    packing.take_out(keys, "BALIE-HAVEN", form(), JOKE, NOON)
    assert (state(keys).inside, types(keys)[-1]) == (None, "item_unpacked")
    with pytest.raises(packing.NothingToPackError):
        packing.take_out(keys, "BALIE-HAVEN", form(), JOKE, NOON)


def test_what_was_in_a_box_at_a_moment_of_the_past_can_be_shown(home, clock):
    keys, outer = at_the_desk(), box()
    put_in(outer, keys)
    later = clock.passes(hours=2)
    packing.take_out(keys, "BALIE-HAVEN", form(), JOKE, later)
    then = [one.item for one in packing.contents_at(outer, NOON, JOKE)]
    assert (then, packing.contents_at(outer, later, JOKE)) == ([keys], ())


def test_another_unit_sees_nothing_of_a_box(home):
    with pytest.raises(ItemNotFoundError):
        packing.show(box(), BRAM)


def test_a_box_with_things_in_it_is_not_given_back_or_declared_not_valid(home):
    keys, outer = at_the_desk(), box()
    put_in(outer, keys)
    with pytest.raises(NotEmptyError):
        give_back(outer)
    with pytest.raises(NotEmptyError):
        corrections.void(outer, "dubbel", "", JOKE, form(), RUUD, NOON)
    assert [one.item for one in items.show_item(outer, JOKE, NOON).inside] == [keys]


def test_a_thing_in_a_box_is_given_back_out_of_it(home):
    keys, outer = at_the_desk(), box()
    put_in(outer, keys)
    give_back(keys)
    assert (state(keys).inside, packing.show(outer, JOKE).inside) == (None, ())


def test_a_split_gives_parts_with_the_number_of_the_whole(home):
    whole = at_the_desk(DISCS)
    parts = packing.split(whole, (5, 7), "", form(), JOKE, NOON)
    assert state(whole).status == "split"
    assert [state(part).quantity for part in parts] == [5, 7]
    assert {state(part).parent for part in parts} == {whole}
    assert {state(part).holder.ref for part in parts} == {"BALIE-HAVEN"}
    with storage.reading() as books:
        assert len({books.handovers.of_item(code) for code in (whole, *parts)}) == 1
    assert f"match_item:{parts[0]}" in work()


def test_parts_that_do_not_add_up_are_a_recorded_difference(home):
    whole = at_the_desk(DISCS)
    with pytest.raises(SplitError):
        packing.split(whole, (5, 6), "", form(), JOKE, NOON)
    packing.split(whole, (5, 6), "een schijf was kapot", form(), JOKE, NOON)
    event = trail(whole).records[-1].event
    assert (event.difference, event.reason) == (-1, "een schijf was kapot")


def test_a_split_sent_twice_is_recorded_once(home):
    whole, form_id = at_the_desk(replace(DISCS, quantity=2)), form()
    first = packing.split(whole, (1, 1), "", form_id, JOKE, NOON)
    assert packing.split(whole, (1, 1), "", form_id, JOKE, NOON) == first


def test_a_part_keeps_the_check_feature_of_the_whole(home):
    secret = replace(DISCS, check_feature=("rode stip",))
    part = packing.split(at_the_desk(secret), (5, 7), "", form(), JOKE, NOON)[0]
    assert items.read_feature(part, JOKE) == ("rode stip",)


def test_what_leaves_the_register_names_parts_and_no_boxes(home):
    whole, keys, outer = at_the_desk(DISCS), at_the_desk(), box()
    parts = packing.split(whole, (5, 7), "", form(), JOKE, NOON)
    put_in(outer, keys)
    lines = {line["code"]: line for line in leaving.items(TOM, NOON)}
    assert set(lines) == {keys, *parts}
    assert lines[parts[0]]["quantity"] == 5


def test_who_may_see_a_box_sees_of_what_is_in_it_what_they_may_see(home, clock):
    """A box that went to another unit, which put its own things in since (Q23)."""
    outer, keys = box(by=BRAM, place="BIJ-6001"), at_the_desk()
    offer(outer, "BALIE-HAVEN", by=BRAM)
    accept(outer)
    put_in(outer, keys)
    later = clock.passes(hours=1)
    for by, seen in ((JOKE, [keys]), (BRAM, [])):
        assert [one.item for one in packing.show(outer, by).inside] == seen
        assert [one.item for one in packing.contents_at(outer, later, by)] == seen
        assert [one.item for one in items.show_item(outer, by, later).inside] == seen


def test_what_is_around_a_thing_is_named_to_who_may_see_it(home):
    inner, outer = box(by=BRAM, place="BIJ-6001"), box()
    offer(inner, "BALIE-HAVEN", by=BRAM)
    accept(inner)
    put_in(outer, inner)
    assert packing.show(inner, JOKE).around.item == outer
    assert packing.show(inner, BRAM).around is None
