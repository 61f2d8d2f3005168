"""One line in the log for each request that was answered (Q73), its id in a header (Q74), its count (Q76).

The route is the name of the endpoint, never the address: an address can hold a number or a token.
"""

import time

import structlog
from flask import Flask, Response, current_app, g, request

from custody.web.measures import Measures

log = structlog.get_logger("custody.web")
# Asked every few seconds by whoever watches the service; a line for each would hide the rest.
QUIET = frozenset({"health.healthz"})


def init_watch(app: Flask) -> None:
    """Watch every request of `app`. Called before all else: what is asked first is answered last."""
    app.extensions["custody_measures"] = Measures()
    app.before_request(_begin)
    app.after_request(_end)


def _begin() -> None:
    g.began = time.perf_counter()


def _end(response: Response) -> Response:
    """Count this request and write its line, when its answer is ready to leave."""
    seconds = time.perf_counter() - g.get("began", time.perf_counter())
    measures: Measures = current_app.extensions["custody_measures"]
    measures.answered(request.endpoint or "none", response.status_code, seconds)
    if request.endpoint not in QUIET or response.status_code >= 400:
        person = g.get("person")
        log.info(
            "request",
            request_id=g.get("request_id", ""),
            route=request.endpoint or "none",
            method=request.method,
            status=response.status_code,
            ms=round(seconds * 1000, 1),
            user=person.account if person else None,
        )
    return response
