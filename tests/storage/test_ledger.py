"""The log in the database: append, read back, and the same id twice."""

from dataclasses import replace
from datetime import timedelta

import pytest

from custody import storage
from custody.domain import events as e
from custody.domain.ledger import BadBytesError, read_body, unb64u
from custody.domain.merkle import leaf_hash, root_of
from tests.acts import form, state, taken, trail
from tests.cast import HAVEN, NOON, SANNE

CODE = "F5DPN209V2"


def received(item: str = CODE, **more) -> e.ItemReceived:
    values = {"id": form(), "at": NOON, "unit": HAVEN, "place": "BIJ-4711", "category": "keys"}
    return e.ItemReceived(actor="4711", actor_name="Sanne", item=item, **{**values, **more})


def moved(item: str = CODE, place: str = "V-4417", **more) -> e.ItemMoved:
    values = {"id": form(), "at": NOON, "unit": HAVEN}
    return e.ItemMoved(actor="4711", item=item, place=place, **{**values, **more})


def append(*events: e.Event) -> tuple[e.Recorded, ...]:
    """Append as a service does: after looking at the trail of each item."""
    with storage.transaction() as books:
        for event in events:
            if event.item:
                books.ledger.trail(event.item)
        return books.ledger.append(events)


def rows():
    with storage.reading() as books:
        return list(books.ledger.raw_events())


def test_an_event_reads_back_as_it_was_written(home):
    event = received(cash={"sum": 100, "faces": [[50, 2]]}, quantity=2, ref=())
    (record,) = append(event)
    with storage.reading() as books:
        assert books.ledger.record(record.seq) == record
    assert record.event == event
    assert (record.seq, record.item_seq, record.rec) == (0, 0, NOON)


def test_the_log_counts_from_zero_without_gaps(home):
    for _ in range(3):
        append(moved()) if rows() else append(received(), moved())
    assert [row.seq for row in rows()] == [0, 1, 2, 3]
    assert [row.item_seq for row in rows()] == [0, 1, 2, 3]


def test_the_bytes_are_stored_as_they_were_hashed(home):
    (record,) = append(received())
    (row,) = rows()
    assert leaf_hash(row.body) == row.leaf == unb64u(record.leaf)
    assert read_body(row.body)["id"] == record.event.id


def test_no_personal_fact_stands_in_the_bytes(home):
    append(received(giver={"name": "Annie Verhoeven"}, description="rode hanger"))
    (row,) = rows()
    for word in (b"Annie", b"hanger", b"4711", b"Sanne", b"keys"):
        assert word not in row.body.replace(b"BIJ-4711", b"")


def test_the_same_value_twice_has_two_digests(home):
    append(received(), moved())
    salts = [opening[2] for row in rows() for opening in row.openings]
    assert len(set(salts)) == len(salts) > 3


def test_the_moment_of_recording_is_the_clock_of_the_ledger(home, clock):
    clock.passes(hours=3)
    (record,) = append(received(at=NOON))
    assert (record.event.at, record.rec) == (NOON, NOON + timedelta(hours=3))


def test_a_clock_that_goes_back_changes_no_order(home, clock):
    append(received())
    clock.passes(days=-3650)
    (second,) = append(moved(at=NOON))
    assert (second.seq, second.item_seq) == (1, 1)
    assert second.rec < NOON


def test_a_later_event_of_one_act_can_name_an_earlier_one(home):
    first = received()
    issued = e.ReceiptIssued(id=form(), actor="4711", at=NOON, ref=(first.id,))
    records = append(first, issued)
    assert records[1].event.ref == (records[0].leaf,)
    assert read_body(rows()[1].body)["ref"] == [records[0].leaf]


def test_two_events_of_one_item_in_one_act_are_chained(home):
    first, second = append(received(), moved())
    assert read_body(rows()[1].body)["item_prev"] == first.leaf
    assert (second.item_seq, state(CODE).place) == (1, "V-4417")


def test_the_head_is_what_the_rows_add_up_to(home):
    append(received(), moved(), moved(place="BALIE-HAVEN"))
    with storage.reading() as books:
        leaves = list(books.ledger.leaves(0))
        assert books.ledger.frontier().root() == root_of(leaves)
        assert books.ledger.size() == len(leaves) == 3
        assert list(books.ledger.leaves(1, 2)) == leaves[1:2]


def test_the_same_act_sent_again_gives_its_first_answer(home, clock):
    first = append(received())
    clock.passes(minutes=5)
    assert append(replace(first[0].event, ref=())) == first
    assert len(rows()) == 1


@pytest.mark.parametrize(
    "change",
    [{"category": "phone"}, {"actor": "4822"}, {"place": "V-4417"}, {"at": NOON + timedelta(1)}],
    ids=lambda change: next(iter(change)),
)
def test_the_same_id_with_other_content_is_refused(home, change):
    ((first,),) = (append(received()),)
    with pytest.raises(storage.IdReusedError):
        append(replace(first.event, **change))
    assert len(rows()) == 1


def test_an_id_that_was_another_kind_of_event_is_refused(home):
    ((first,),) = (append(received()),)
    with pytest.raises(storage.IdReusedError):
        append(moved(id=first.event.id))


def test_an_act_of_which_only_a_part_is_known_is_refused(home):
    (first,) = append(received())
    with pytest.raises(storage.IdReusedError):
        append(first.event, moved())
    assert len(rows()) == 1


def test_a_live_act_is_the_same_act_a_second_later(home):
    with storage.transaction() as books:
        draft = received(at=None)
        books.ledger.append([replace(draft, at=NOON)])
    with storage.reading() as books:
        assert books.ledger.repeated(draft)[0].event.at == NOON


def test_text_that_was_typed_in_another_unicode_form_is_the_same_text(home):
    event = received(description="cafe\u0301")
    assert append(event) == append(replace(event, description="caf\u00e9"))


def test_an_unknown_act_was_never_sent_before(home):
    with storage.reading() as books:
        assert books.ledger.repeated(received()) == ()


def test_a_decision_on_an_old_trail_loses(home):
    append(received())
    with pytest.raises(storage.MovedMeanwhileError), storage.transaction() as books:
        books.ledger._trails[CODE] = trail("0000000000")
        books.ledger.append([moved()])
    assert len(rows()) == 1


def test_what_cannot_be_recorded_leaves_nothing_behind(home):
    with pytest.raises(BadBytesError):
        append(received(quantity=1.5))
    assert rows() == []
    assert state(CODE) is None


def test_a_place_code_of_another_form_is_never_hashed(home):
    with pytest.raises(BadBytesError):
        append(received(place="lower case"))


def test_an_event_type_that_nobody_knows_is_refused(home):
    class ItemVanished(e.Event):
        """A type that was never added to the list."""

    with pytest.raises(ValueError, match="unknown event type item_vanished"):
        append(ItemVanished(id=form(), actor="4711", at=NOON))


def test_what_is_returned_is_what_will_be_read(home):
    at = NOON.replace(microsecond=987654)
    records = append(received(at=at, description="cafe\u0301", cash={"faces": ((50, 2),)}))
    assert records == trail(CODE).records
    assert records[0].event.cash == {"faces": [[50, 2]]}


def test_the_trail_of_an_unknown_code_is_empty(home):
    assert trail("0000000000").records == ()


def test_a_trail_has_the_events_of_one_item_alone(home):
    one, other = taken(), taken()
    assert {record.event.item for record in trail(one).records} == {one}
    assert {record.event.item for record in trail(other).records} == {other}


@pytest.mark.tampered
def test_an_erased_fact_is_named_as_erased_and_nothing_else_is_lost(home):
    append(received(description="rode hanger", remarks="x"))
    with home.as_owner() as connection:
        connection.exec_driver_sql(
            "UPDATE ledger_opening SET salt = NULL, value = NULL,"
            " erased_at = '2026-12-01 00:00:00' WHERE name = 'description'"
        )
    (record,) = trail(CODE).records
    assert record.erased == {"description"}
    assert (record.event.description, record.event.remarks) == (None, "x")


def test_a_receipt_carries_the_salt_of_its_owner(home):
    with storage.transaction() as books:
        issued = e.ReceiptIssued(id=form(), actor=SANNE.number, at=NOON, owner="Annie")
        (record,) = books.ledger.append([issued])
        assert len(books.signed.owner_salt(record.seq)) == 16


def test_a_receipt_without_an_owner_carries_no_salt(home):
    with storage.transaction() as books:
        issued = e.ReceiptIssued(id=form(), actor=SANNE.number, at=NOON)
        (record,) = books.ledger.append([issued])
        assert books.signed.owner_salt(record.seq) is None
