"""The schema: made by its migrations alone, known by its version (Q82)."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import create_engine, inspect

from custody.storage import schema
from tests.databases import TABLES


def test_a_new_database_has_no_version(tmp_path):
    assert schema.version(f"sqlite:///{tmp_path / 'x.db'}") is None


def test_a_migrated_database_has_the_newest_version(home):
    assert schema.version(home.owner_url) == schema.newest()


def test_migrating_again_changes_nothing(home):
    schema.upgrade(home.owner_url)
    assert schema.version(home.owner_url) == schema.newest()


def test_the_migrations_make_every_table_of_the_house(home):
    engine = create_engine(home.owner_url)
    made = set(inspect(engine).get_table_names())
    engine.dispose()
    assert {table.name for table in TABLES} <= made


def test_the_migrations_and_the_rows_agree_on_every_column(home):
    engine = create_engine(home.owner_url)
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={"include_name": lambda name, kind, _: "item_search" not in str(name)},
        )
        differences = compare_metadata(context, TABLES[0].metadata)
    engine.dispose()
    assert [d for d in differences if "ix_item_text_words" not in str(d)] == []


@pytest.mark.parametrize("table", ["ledger_event", "read_log"])
def test_what_may_not_change_has_its_guards(home, table):
    query = {
        "sqlite": f"SELECT count(*) FROM sqlite_master WHERE type='trigger' AND tbl_name='{table}'",
        "postgresql": "SELECT count(*) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        f" WHERE c.relname = '{table}' AND NOT t.tgisinternal",
    }[home.engine]
    with home.as_owner() as connection:
        assert connection.exec_driver_sql(query).scalar() >= 1
