"""The row of an item is what its events add up to, and can be rebuilt from them (Q15)."""

from dataclasses import fields

import pytest

from custody import storage
from custody.domain.items import Cash, Description
from custody.domain.trail import Holder
from custody.services import items as item_services
from tests.acts import KEYS, PHONE, accept, at_the_desk, form, offer, state, take_in, taken, trail
from tests.cast import HAVEN, KARIM, NOON, SANNE

MONEY = Description("cash", "geld", "geld", cash=Cash(faces=((5000, 2), (10, 3))), seal="Z-1")


def codes(states) -> list[str]:
    return [one.item for one in states]


@pytest.mark.parametrize("thing", [KEYS, PHONE, MONEY], ids=lambda thing: thing.category)
def test_the_row_equals_the_replay_in_every_field(home, thing):
    code = taken(thing)
    offer(code)
    row, replayed = state(code), trail(code).state
    assert {f.name: getattr(row, f.name) for f in fields(row)} == {
        f.name: getattr(replayed, f.name) for f in fields(replayed)
    }


def test_an_open_offer_is_a_row_only_while_it_is_open(home):
    code = taken()
    assert state(code).offer is None
    offer(code)
    assert state(code).offer.holder_to == Holder("post", "BALIE-HAVEN", "Balie Haven")
    accept(code)
    assert state(code).offer is None


def test_an_unknown_code_is_no_item(home):
    assert state("0000000000") is None


def test_things_are_listed_by_who_holds_them_oldest_first(home):
    first = taken(at=NOON)
    second = taken(at=NOON.replace(minute=5))
    at_the_desk()
    with storage.reading() as books:
        assert codes(books.items.held_by(Holder("person", "4711"))) == [first, second]
        assert len(books.items.held_by(Holder("post", "BALIE-HAVEN"))) == 1
        assert books.items.held_by(Holder("post", "4711")) == ()


def test_offers_are_listed_for_who_may_answer(home):
    to_desk, to_karim = taken(), taken()
    offer(to_desk)
    offer(to_karim, KARIM.number)
    desk, karim = Holder("post", "BALIE-HAVEN"), Holder("person", KARIM.number)
    with storage.reading() as books:
        assert codes(books.items.offered_to(desk)) == [to_desk]
        assert set(codes(books.items.offered_to(desk, karim))) == {to_desk, to_karim}


def test_things_are_listed_by_where_they_lie(home):
    at_the_desk()
    taken()
    with storage.reading() as books:
        assert len(books.items.lying_in("BALIE-HAVEN")) == 1
        assert books.items.lying_in("V-4417") == ()
        assert books.places.content("BALIE-HAVEN") == 1


def test_the_newest_items_come_first(home, clock):
    old = taken(at=clock())
    new = taken(at=clock.passes(minutes=1))
    with storage.reading() as books:
        assert codes(books.items.newest(HAVEN)) == [new, old]
        assert codes(books.items.newest(None, limit=1)) == [new]
        assert books.items.newest("WTL-CENTRUM") == ()


def test_items_come_in_the_order_of_the_codes_asked_for(home):
    taken_in = take_in(KEYS, PHONE)
    asked = (*reversed(taken_in.items), "0000000000")
    with storage.reading() as books:
        assert codes(books.items.with_codes(asked)) == list(reversed(taken_in.items))


def test_every_item_is_read_once_for_a_check(home):
    made = {taken() for _ in range(3)}
    with storage.reading() as books:
        assert {one.item for one in books.items.all()} == made


def test_a_handover_keeps_its_persons_in_the_order_they_were_written(home):
    code = taken()
    with storage.reading() as books:
        act = books.handovers.find(books.handovers.of_item(code))
        (annie,) = books.handovers.parties(act.id)
        assert codes(books.items.of_handover(act.id)) == [code]
    assert (act.by_number, act.by_name, act.unit, act.place) == (
        SANNE.number,
        SANNE.name,
        HAVEN,
        "BIJ-4711",
    )
    assert (annie.role, annie.name) == ("giver", "Annie Verhoeven")


def test_the_last_handover_of_a_person_is_found_within_a_time(home, clock):
    assert _last(NOON) is None
    taken(at=clock())
    assert _last(NOON).recorded_at == NOON
    assert _last(clock.passes(seconds=1)) is None


def _last(since):
    with storage.reading() as books:
        return books.handovers.last(SANNE.number, since)


def test_a_file_is_known_by_its_hash_and_kept_once(home):
    kept = item_services.keep_file(b"one", b"shown", "image/png", "a" * 300, by=SANNE, at=NOON)
    again = item_services.keep_file(b"one", b"other", "image/png", "b", by=KARIM, at=NOON)
    with storage.reading() as books:
        file = books.pictures.find(kept)
    assert again == kept
    assert (len(file.name), file.by, file.size, file.item) == (255, SANNE.number, 3, None)


def test_a_photo_that_was_kept_first_belongs_to_the_item_that_comes_later(home):
    photo = item_services.keep_file(b"p", b"s", "image/jpeg", "p.jpg", by=SANNE, at=NOON)
    code = taken(Description("keys", "sleutels", photo_sha256=photo))
    with storage.reading() as books:
        assert books.pictures.find(photo).item == code
    assert state(code).photos == (photo,)
    assert item_services.read_photo(code, photo, SANNE, original=True) == (b"p", "image/jpeg")
    item_services.describe(code, None, {"marks": "rood"}, form(), SANNE, NOON)
    assert state(code).marks == "rood"
