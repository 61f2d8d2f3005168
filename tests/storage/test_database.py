"""The settings without which an acknowledged act could be lost, and moments with their zone (Q4)."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.dialects import postgresql, sqlite

from custody import storage
from custody.storage import database
from custody.storage.database import DurabilityError, Moment, reading_engine, writing_engine
from tests.cast import NOON

AMSTERDAM = timezone(timedelta(hours=1))


@pytest.mark.parametrize(("name", "expected"), database.SQLITE_SETTINGS.items())
def test_every_sqlite_connection_is_durable(tmp_path, name, expected):
    for engine in (writing_engine, reading_engine):
        made = engine(f"sqlite:///{tmp_path / 'x.db'}")
        with made.connect() as connection:
            assert connection.execute(text(f"PRAGMA {name}")).scalar() == expected
        made.dispose()


@pytest.mark.parametrize(
    ("name", "wanted"), [("journal_mode", "stone"), ("synchronous", 7), ("foreign_keys", 7)]
)
def test_a_sqlite_setting_that_does_not_hold_is_named(tmp_path, monkeypatch, name, wanted):
    # SQLite passes over a value that it does not know, so another one is read back.
    monkeypatch.setitem(database.SQLITE_SETTINGS, name, wanted)
    engine = writing_engine(f"sqlite:///{tmp_path / 'x.db'}")
    with pytest.raises(DurabilityError) as error, engine.connect():
        pass
    assert (error.value.facts["name"], error.value.facts["expected"]) == (name, wanted)
    assert name in str(error.value)


@pytest.mark.postgres
@pytest.mark.parametrize("name", database.POSTGRES_SETTINGS)
def test_a_postgres_setting_that_is_off_is_named(name):
    class Cursor:
        def __enter__(self):
            return self

        def __exit__(self, *_):
            return None

        def execute(self, statement):
            self.asked = statement

        def fetchone(self):
            return ("off" if self.asked == f"SHOW {name}" else "on",)

    class Connection:
        def cursor(self):
            return Cursor()

    with pytest.raises(DurabilityError) as error:
        database._check_postgres(Connection())
    assert error.value.facts == {"name": name, "found": "off", "expected": "on"}


@pytest.mark.postgres
def test_a_postgres_that_gives_up_durability_is_refused(postgres_owner):
    options = {"options": "-c synchronous_commit=off"}
    engine = create_engine(postgres_owner.url, connect_args=options)
    with pytest.raises(DurabilityError) as error, engine.connect():
        pass
    assert error.value.facts["name"] == "synchronous_commit"


def test_writing_begins_by_taking_the_write_lock(tmp_path):
    engine = writing_engine(f"sqlite:///{tmp_path / 'x.db'}")
    other = create_engine(f"sqlite:///{tmp_path / 'x.db'}")
    with engine.begin(), other.connect() as connection:
        connection.execute(text("PRAGMA busy_timeout=0"))
        with pytest.raises(Exception, match="locked"):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
    engine.dispose()
    other.dispose()


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()], ids=lambda d: d.name)
def test_a_naive_moment_is_never_stored(dialect):
    with pytest.raises(ValueError, match="aware"):
        Moment().process_bind_param(datetime(2026, 11, 23), dialect)


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()], ids=lambda d: d.name)
def test_a_moment_comes_back_in_utc_whatever_its_zone_was(dialect):
    local = NOON.astimezone(AMSTERDAM)
    stored = Moment().process_bind_param(local, dialect)
    back = Moment().process_result_value(stored, dialect)
    assert back == NOON
    assert back.tzinfo is UTC


def test_no_moment_stays_no_moment():
    assert Moment().process_bind_param(None, sqlite.dialect()) is None
    assert Moment().process_result_value(None, sqlite.dialect()) is None


def test_a_moment_keeps_its_microseconds_in_the_database(home):
    precise = NOON + timedelta(microseconds=123456)
    with storage.transaction() as books:
        books.audit.set_norm("answer", "24", precise)
    with storage.reading() as books:
        assert books.audit.setting("answer", precise - timedelta(microseconds=1)) is None
        assert books.audit.setting("answer", precise) == "24"
