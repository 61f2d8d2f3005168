"""No statement changes what was recorded, whoever sends it (Q13, Q45)."""

import re
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

import custody
from custody import storage
from tests.acts import taken
from tests.cast import NOON

STATEMENTS = [
    "UPDATE ledger_event SET type = 'item_moved'",
    "UPDATE ledger_event SET rec = rec WHERE seq = 0",
    "DELETE FROM ledger_event",
    "DELETE FROM ledger_event WHERE seq = 1",
    "UPDATE read_log SET by_number = '1'",
    "DELETE FROM read_log",
]


@pytest.fixture
def written(home):
    taken()
    with storage.transaction() as books:
        books.audit.looked(storage.Look(NOON, "4711", "items.show", ("X",), "handling", "r"))
    return home


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_owner_of_the_database_is_stopped_by_a_guard(written, statement):
    with pytest.raises(DBAPIError, match="append-only"), written.as_owner() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize("statement", STATEMENTS)
def test_the_application_cannot_change_what_was_recorded(written, statement):
    with pytest.raises(DBAPIError), storage.transaction() as books:
        books.session.execute(text(statement))


@pytest.mark.postgres
@pytest.mark.parametrize("home", ["postgres"], indirect=True)
@pytest.mark.parametrize("table", ["ledger_event", "read_log"])
def test_a_table_is_not_emptied_in_one_stroke(written, table):
    with pytest.raises(DBAPIError, match="append-only"), written.as_owner() as connection:
        connection.execute(text(f"TRUNCATE {table} CASCADE"))


@pytest.mark.postgres
@pytest.mark.parametrize("home", ["postgres"], indirect=True)
@pytest.mark.parametrize("table", ["ledger_event", "read_log"])
def test_the_application_has_no_right_to_empty_a_table(written, table):
    with pytest.raises(DBAPIError, match="permission"), storage.transaction() as books:
        books.session.execute(text(f"TRUNCATE {table}"))


@pytest.mark.parametrize("home", ["sqlite"], indirect=True)
def test_an_event_is_not_replaced_by_inserting_it_again(written):
    with pytest.raises(DBAPIError), storage.transaction() as books:
        books.session.execute(
            text(
                "INSERT OR REPLACE INTO ledger_event"
                " SELECT seq, id, 'item_moved', item, item_seq, rec, body, leaf FROM ledger_event"
            )
        )


def test_no_statement_of_ours_updates_or_deletes_an_event_or_a_look():
    package = Path(custody.__file__).parent
    forbidden = re.compile(
        r"(update|delete)\((EventRow|ReadLogRow)\)"
        r"|(UPDATE|DELETE FROM|TRUNCATE|REPLACE INTO)\s+(ledger_event|read_log)"
    )
    sources = [path for path in package.rglob("*.py") if "migrations" not in path.parts]
    assert len(sources) > 30
    assert [path.name for path in sources if forbidden.search(path.read_text("utf-8"))] == []
