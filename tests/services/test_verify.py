"""Whatever is changed behind the house's back is found, and named by the check that sees it (Q14)."""

import random

import pytest
from sqlalchemy import text

from custody import storage
from custody.domain.ledger import b64u, body_bytes, read_body
from custody.domain.merkle import Frontier, leaf_hash
from custody.services import audit
from tests.acts import KEYS, PHONE, accept, offer, take_in
from tests.cast import NOON

pytestmark = pytest.mark.tampered


@pytest.fixture
def written(home):
    """A register with 9 events: two handovers, a transfer, signed receipts and a checkpoint."""
    first, _ = take_in(KEYS, PHONE).items
    offer(first)
    accept(first)
    take_in(KEYS)
    storage.checkpoint(NOON)
    take_in(PHONE)
    assert audit.verify().clean
    return home


def found() -> set[tuple[str, int | None]]:
    """Return (check, seq) of every finding."""
    return {(finding.check, finding.seq) for finding in audit.verify().findings}


def checks() -> set[str]:
    """Return the names of the checks that found something."""
    return {check for check, _ in found()}


def run(home, statement: str, **values) -> None:
    """Send one statement as the owner of the database, guards off."""
    with home.as_owner(guarded=False) as connection:
        assert connection.execute(text(statement), values).rowcount != 0


def body_of(seq: int) -> dict:
    with storage.reading() as books:
        return read_body([row.body for row in books.ledger.raw_events()][seq])


def write_body(home, seq: int, leaf: bool = False, **changes) -> None:
    """Write another body over an event; `leaf` says whether its leaf is redone too."""
    content = body_bytes({**body_of(seq), **changes})
    run(home, "UPDATE ledger_event SET body = :body WHERE seq = :seq", body=content, seq=seq)
    if leaf:
        hashed = leaf_hash(content)
        run(home, "UPDATE ledger_event SET leaf = :leaf WHERE seq = :seq", leaf=hashed, seq=seq)


def redo_tree(home) -> None:
    """Redo leaves, item chains, references and head, as somebody would who knows the format."""
    with storage.reading() as books:
        rows = list(books.ledger.raw_events())
    frontier, last, named = Frontier(), {}, {}
    with home.as_owner(guarded=False) as connection:
        for row in rows:
            body = read_body(row.body)
            if body["item"]:
                body["item_prev"] = last.get(body["item"])
            body["ref"] = [named.get(ref, ref) for ref in body["ref"]]
            content = body_bytes(body)
            leaf = leaf_hash(content)
            named[b64u(row.leaf)] = b64u(leaf)
            last[body["item"]] = b64u(leaf)
            frontier = frontier.append(leaf)
            values = {"body": content, "leaf": leaf, "seq": row.seq}
            statement = "UPDATE ledger_event SET body = :body, leaf = :leaf WHERE seq = :seq"
            connection.execute(text(statement), values)
        values = {"size": frontier.size, "frontier": frontier.to_bytes()}
        connection.execute(text("UPDATE ledger_head SET size=:size, frontier=:frontier"), values)


def cut_tail(home, size: int) -> None:
    """Remove every event from `size` on with all that hangs on it, and redo the head."""
    with storage.reading() as books:
        leaves = list(books.ledger.leaves(0, size))
    frontier = Frontier()
    for leaf in leaves:
        frontier = frontier.append(leaf)
    with home.as_owner(guarded=False) as connection:
        values = {"size": size, "frontier": frontier.to_bytes()}
        for statement in (
            "DELETE FROM ledger_opening WHERE event_seq >= :size",
            "DELETE FROM receipt WHERE event_seq >= :size",
            "DELETE FROM item WHERE code NOT IN"
            " (SELECT item FROM ledger_event WHERE item IS NOT NULL AND seq < :size)",
            "DELETE FROM ledger_event WHERE seq >= :size",
        ):
            connection.execute(text(statement), {"size": size})
        connection.execute(text("UPDATE ledger_head SET size=:size, frontier=:frontier"), values)


def test_an_honest_register_raises_no_alarm(written):
    report = audit.verify()
    assert (report.events, report.findings, report.warnings) == (9, (), ())


def test_an_event_whose_body_was_changed_is_named(written):
    write_body(written, 3, place="V-4417")
    assert ("V2", 3) in found()


def test_an_event_whose_leaf_was_redone_breaks_its_chain_and_the_head(written):
    write_body(written, 3, leaf=True, place="V-4417")
    assert {("V5", 4), ("V4", None)} <= found()


@pytest.mark.parametrize("column", ["type", "item"])
def test_a_column_that_was_changed_alone_is_named(written, column):
    new = {"type": "item_moved", "item": "F5DPN209V2"}[column]
    run(written, f"UPDATE ledger_event SET {column} = :new WHERE seq = 3", new=new)
    assert ("V1", 3) in found()


def test_a_tree_that_was_redone_no_longer_fits_what_was_signed(written):
    write_body(written, 3, place="V-4417")
    redo_tree(written)
    names = checks()
    assert {"V9", "V10", "V11"} <= names
    assert not {"V1", "V2", "V3", "V4", "V5", "V6"} & names


def test_what_was_signed_before_a_redone_event_still_fits_and_bounds_the_change(written):
    write_body(written, 7, place="V-4417")
    redo_tree(written)
    places = {seq for check, seq in found() if check == "V11"}
    assert places == {8}
    assert "V9" not in checks()


def test_a_deleted_event_is_named(written):
    run(written, "DELETE FROM ledger_opening WHERE event_seq = 4")
    run(written, "DELETE FROM ledger_event WHERE seq = 4")
    assert {("V3", 5), ("V4", None)} <= found()


def test_an_event_put_in_is_named(written):
    with storage.reading() as books:
        rows = list(books.ledger.raw_events())
    body = {**read_body(rows[4].body), "id": "0192f0c4-5b1e-4c3a-9d57-000000000009", "d": []}
    body |= {"item_seq": 3, "item_prev": b64u(rows[4].leaf), "ref": []}
    content = body_bytes(body)
    run(
        written,
        "INSERT INTO ledger_event (seq, id, type, item, item_seq, rec, body, leaf)"
        " SELECT 9, :id, type, item, 3, rec, :body, :leaf FROM ledger_event WHERE seq = 4",
        id=body["id"],
        body=content,
        leaf=leaf_hash(content),
    )
    assert {"V4", "V8"} <= checks()


def test_two_swapped_events_are_named(written):
    for old, new in ((3, 100), (4, 3), (100, 4)):
        run(written, f"UPDATE ledger_opening SET event_seq = {new} WHERE event_seq = {old}")
        run(written, f"UPDATE ledger_event SET seq = {new} WHERE seq = {old}")
    assert {("V5", 3), ("V4", None)} <= found()


def test_a_cut_tail_is_found_by_the_guard(written):
    cut_tail(written, 7)
    assert found() == {("V10", None)}


def test_a_tail_cut_before_the_checkpoint_is_found_by_the_checkpoint_too(written):
    cut_tail(written, 5)
    assert checks() == {"V9", "V10"}


def test_a_head_that_was_set_back_is_named(written):
    run(written, "UPDATE ledger_head SET size = 8")
    assert ("V4", None) in found()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("place", "ELSEWHERE"),
        ("holder_ref", "4822"),
        ("holder_name", "Karim"),
        ("status", "returned"),
        ("description", "1 sleutel"),
        ("quantity", 12),
        ("labels", 7),
        ("holds", '["H-1"]'),
    ],
)
def test_an_edited_item_is_named_with_its_field(written, column, value):
    with storage.reading() as books:
        code = next(books.items.all()).item
    run(written, f"UPDATE item SET {column} = :value WHERE code = :code", value=value, code=code)
    findings = audit.verify().findings
    assert {(one.check, one.item) for one in findings} == {("V8", code)}
    assert column.split("_")[0] in findings[0].detail


def test_an_item_that_was_removed_or_made_up_is_named(written):
    with storage.reading() as books:
        code = next(books.items.all()).item
    run(written, "UPDATE item SET code = 'F5DPN209V2' WHERE code = :code", code=code)
    assert {(one.check, one.item) for one in audit.verify().findings} == {
        ("V8", code),
        ("V8", "F5DPN209V2"),
    }


def test_an_offer_that_was_made_up_is_named(written):
    with storage.reading() as books:
        code = next(books.items.all()).item
    run(
        written,
        "INSERT INTO offer (item, leaf, from_nature, from_ref, from_name, to_nature, to_ref,"
        " to_name, purpose, offered_at) SELECT :code, 'x', 'person', '4711', '', 'person', '4822',"
        " '', '', rec FROM ledger_event WHERE seq = 0",
        code=code,
    )
    assert checks() == {"V8"}


def test_an_edited_opening_is_named_with_its_event(written):
    run(
        written,
        "UPDATE ledger_opening SET value = '\"1 sleutel\"' WHERE name = 'description'"
        " AND event_seq = 0",
    )
    assert ("V7", 0) in found()


def test_a_removed_opening_is_named(written):
    run(written, "DELETE FROM ledger_opening WHERE event_seq = 3 AND name = 'actor'")
    assert ("V7", 3) in found()


@pytest.mark.parametrize("n", [30, 200])
def test_an_edited_receipt_is_named(written, n):
    with storage.reading() as books:
        receipt = books.signed.receipts()[0]
    token = bytearray(receipt.token)
    token[n] ^= 1
    run(written, "UPDATE receipt SET token = :t WHERE no = :no", t=bytes(token), no=receipt.no)
    assert found() == {("V11", receipt.event_seq)}


def test_a_receipt_that_was_put_with_another_event_is_named(written):
    with storage.reading() as books:
        first, second, _ = books.signed.receipts()
    run(written, "UPDATE receipt SET token = :t WHERE no = :no", t=second.token, no=first.no)
    assert found() == {("V11", first.event_seq)}


@pytest.mark.parametrize(
    "change",
    [
        "note = replace(note, 'bon.example', 'boz.example')",
        "size = size - 1",
        "root = (SELECT leaf FROM ledger_event WHERE seq = 0)",
    ],
)
def test_an_edited_checkpoint_is_named(written, change):
    run(written, f"UPDATE ledger_checkpoint SET {change}")
    assert checks() == {"V9"}


def test_a_guard_that_signed_another_tree_is_named(written):
    state = written.folder / "keys" / "guard.json"
    kept = storage.store().signer.state()
    other = Frontier(kept.size, tuple(bytes(32) for _ in kept.roots))
    storage.store().signer._keep(other)
    assert found() == {("V10", None)}
    assert state.exists()


def test_a_restored_backup_is_found_by_the_guard_that_was_not_restored(written):
    with storage.reading() as books:
        before = books.ledger.size()
    take_in(KEYS)
    cut_tail(written, before)
    assert found() == {("V10", None)}


def _mutate(home, chance: random.Random) -> str:
    """Make one change at random, and return what it was."""
    seq = chance.randrange(9)
    changes = {
        "body": f"UPDATE ledger_event SET body = :noise WHERE seq = {seq}",
        "leaf": f"UPDATE ledger_event SET leaf = :noise WHERE seq = {seq}",
        "rec": f"UPDATE ledger_event SET rec = '2020-01-01 00:00:00' WHERE seq = {seq}",
        "id": f"UPDATE ledger_event SET id = 'other' WHERE seq = {seq}",
        "delete": f"DELETE FROM ledger_event WHERE seq = {seq}",
        "opening": f"UPDATE ledger_opening SET value = '\"x\"' WHERE event_seq = {seq}",
        "salt": f"UPDATE ledger_opening SET salt = NULL WHERE event_seq = {seq}",
        "head": "UPDATE ledger_head SET frontier = :noise",
        "token": "UPDATE receipt SET token = :noise",
        "checkpoint": "UPDATE ledger_checkpoint SET root = :noise",
        "item": "UPDATE item SET place = 'ELSEWHERE'",
    }
    what = chance.choice(list(changes))
    noise = {"noise": chance.randbytes(32)} if ":noise" in changes[what] else {}
    if what == "head":
        noise = {"noise": chance.randbytes(64)}
    run(home, changes[what], **noise)
    return what


@pytest.mark.parametrize("seed", range(6))
def test_any_single_change_is_found(written, seed):
    what = _mutate(written, random.Random(seed))
    assert not audit.verify().clean, what
