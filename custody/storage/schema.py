"""The schema: making it, knowing its version, and the guards that stand in the database itself.

Triggers refuse UPDATE and DELETE (and TRUNCATE on PostgreSQL) on the ledger and the read log, on
both databases (Q13, Q45). They guard against mistakes; the signatures guard against the rest.
"""

from pathlib import Path

from sqlalchemy import Connection, create_engine, text

APPEND_ONLY = ("ledger_event", "read_log")
MIGRATIONS = Path(__file__).parent / "migrations"


def guards(dialect: str) -> list[str]:
    """Return the statements that make tables append-only and the search index, per database."""
    if dialect == "sqlite":
        statements = [
            f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table}"
            f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            for table in APPEND_ONLY
            for verb in ("update", "delete")
        ]
        fts = "CREATE VIRTUAL TABLE item_search USING fts5(words, content='item_text', content_rowid='id')"
        return [*statements, fts]
    function = (
        "CREATE OR REPLACE FUNCTION custody_append_only() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END $$"
    )
    statements = [
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}"
        " FOR EACH STATEMENT EXECUTE FUNCTION custody_append_only()"
        for table in APPEND_ONLY
    ]
    gin = "CREATE INDEX ix_item_text_words ON item_text USING gin (to_tsvector('simple', words))"
    return [function, *statements, gin]


def upgrade(url: str) -> None:
    """Bring the database to the newest schema; nothing happens when it is there already."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    command.upgrade(config, "head")


def version(url: str) -> str | None:
    """Return the schema version of a database, or None when it has none."""
    engine = create_engine(url)
    try:
        with engine.connect() as connection:
            return _version(connection)
    finally:
        engine.dispose()


def _version(connection: Connection) -> str | None:
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    return connection.scalar(text("SELECT version_num FROM alembic_version"))


def newest() -> str:
    """Return the schema version that this program knows."""
    return max(path.stem.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
