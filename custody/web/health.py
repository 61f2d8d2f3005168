"""Does the process live, can it work (Q75), and how much does it do (Q76).

What is wrong is told only to whoever shows the token of the setting; the public reads yes or no,
and of the measures nothing.
"""

import hmac
from typing import Any

from flask import Blueprint, Response, current_app, request

from custody.domain.errors import RightError
from custody.services import health
from custody.web.guard import now
from custody.web.measures import MEDIA_TYPE, register_lines

blueprint = Blueprint("health", __name__)


@blueprint.get("/healthz")
def healthz() -> Any:
    """Say that the process lives; the database is not asked."""
    return {"alive": True}


@blueprint.get("/readyz")
def readyz() -> Any:
    """Say whether work can be done; 503 when not. Line by line to whoever has the token."""
    lines = health.lines(now(), current_app.config["LEAST_FREE"])
    ready = all(line.ok for line in lines)
    answer: dict[str, Any] = {"ready": ready}
    if _has_token():
        answer["lines"] = {line.name: {"ok": line.ok, "found": line.found} for line in lines}
    return answer, 200 if ready else 503


@blueprint.get("/metrics")
def metrics() -> Response:
    """Say how much this process answered and how the register stands; only to who has the token."""
    if not _has_token():
        raise RightError()
    in_order = {
        line.name: line.ok for line in health.lines(now(), current_app.config["LEAST_FREE"])
    }
    of_register = register_lines(health.figures(now()), in_order)
    lines = (*current_app.extensions["custody_measures"].lines(), *of_register)
    return Response("\n".join(lines) + "\n", content_type=MEDIA_TYPE)


def _has_token() -> bool:
    token = current_app.config["WATCH_TOKEN"]
    shown = request.headers.get("Authorization", "").removeprefix("Bearer ")
    return bool(token) and hmac.compare_digest(token.encode(), shown.encode())
