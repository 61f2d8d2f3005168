"""How Alembic reaches the database: the address comes from the caller, one transaction per run."""

from alembic import context

from custody.storage import tables  # noqa: F401 - the rows must be mapped
from custody.storage.database import db, writing_engine

engine = writing_engine(context.config.attributes["url"])
with engine.begin() as connection:
    context.configure(
        connection=connection,
        target_metadata=db.metadata,
        render_as_batch=True,
        compare_type=True,
        include_name=lambda name, kind, parents: (
            not str(name).startswith(("item_search", "ix_item_text"))
        ),
    )
    with context.begin_transaction():
        context.run_migrations()
engine.dispose()
