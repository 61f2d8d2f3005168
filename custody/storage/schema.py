"""The schema: making it, and knowing its version. The app refuses to run on another one (Q82)."""

from pathlib import Path

from sqlalchemy import Connection, create_engine, text

from custody.domain.errors import TroubleError
from custody.domain.words import mark


class SchemaError(TroubleError):
    """The database has another schema than this program knows (Q82)."""

    sentence = mark(
        "The database has version %(found)s, this program needs %(expected)s."
        " Run custody upgrade, or custody init when it is new."
    )


class NewerSchemaError(SchemaError):
    """The database was made by a newer program than this one (Q82)."""

    sentence = mark(
        "The database has version %(found)s, newer than this program, which knows %(expected)s."
        " Install the newer program again."
    )


MIGRATIONS = Path(__file__).parent / "migrations"


def upgrade(url: str, to: str = "head") -> None:
    """Bring the database to the newest schema, or to another; nothing happens when it is there."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["url"] = url
    command.upgrade(config, to)


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


def check(url: str) -> None:
    """Refuse to run on a schema that is older or newer than this program knows (Q82)."""
    found = version(url)
    if found != newest():
        kind = NewerSchemaError if found and found > newest() else SchemaError
        raise kind(found=found or "-", expected=newest())
