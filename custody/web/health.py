"""Is the process alive, and can it work (Q75)."""

from typing import Any

from flask import Blueprint

from custody.services import audit

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Any:
    """Say that the process lives; the database is not asked."""
    return {"alive": True}


@blueprint.get("/readyz")
def readyz() -> Any:
    """Say whether work can be done: database, schema, files; 503 when not."""
    ready = audit.ready()
    return {"ready": ready}, 200 if ready else 503
