"""Errors as pages: one table from the groups of `domain/errors.py` to status codes (Q50, Q74).

An error page says in plain words what is so and what to do, shows the request id, and nothing
of the program. What was typed is given back.
"""

from flask import Flask, g, render_template, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, SecurityError

from custody.domain.errors import (
    ConflictError,
    CustodyError,
    InputError,
    NotFoundError,
    RightError,
    TroubleError,
)

STATUS: tuple[tuple[type[CustodyError], int], ...] = (
    (InputError, 400),
    (RightError, 403),
    (NotFoundError, 404),
    (ConflictError, 409),
    (TroubleError, 503),
)

_WITH_OWN_PAGE = frozenset({401, 403, 404, 409, 429, 500, 503})


def status_of(error: CustodyError) -> int:
    """Return the status code of a broken rule."""
    return next((status for group, status in STATUS if isinstance(error, group)), 500)


def sentence_of(error: CustodyError) -> str:
    """Return the sentence of a broken rule in the reader's language, its facts filled in."""
    return str(gettext(error.sentence, **error.facts))


def error_page(status: int, sentence: str = "") -> tuple[str, int]:
    """Return the page for a status, with the sentence when there is one."""
    template = f"errors/{status}.html" if status in _WITH_OWN_PAGE else "errors/error.html"
    page = render_template(
        template, status=status, sentence=sentence, request_id=g.get("request_id", "")
    )
    return page, status


_NEVER = frozenset({"csrf_token", "password", "current"})


def typed_fields() -> list[tuple[str, str]]:
    """Return what was typed in the refused request, to be given back as it was (Q50)."""
    return [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]


def expired_page(status: int = 401) -> tuple[str, int]:
    """Return the page of an expired session: nothing typed is lost, it can be sent again."""
    page = render_template(
        "errors/401.html",
        status=status,
        fields=typed_fields(),
        action=request.full_path.rstrip("?"),
        has_files=any(file.filename for file in request.files.values()),
        request_id=g.get("request_id", ""),
    )
    return page, status


def init_errors(app: Flask) -> None:
    """Let every error of the house and of the web end in a page of the house."""

    @app.errorhandler(CustodyError)
    def _rule(error: CustodyError) -> tuple[str, int]:
        return error_page(status_of(error), sentence_of(error))

    @app.errorhandler(CSRFError)
    def _csrf(error: CSRFError) -> tuple[str, int]:
        return expired_page(400)

    @app.errorhandler(SecurityError)
    def _host(error: SecurityError) -> tuple[str, int]:
        # A host that is not ours gets no page: no address could be made for it (Q37).
        return "400", 400

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> tuple[str, int]:
        return error_page(error.code or 500)

    @app.errorhandler(Exception)
    def _fault(error: Exception) -> tuple[str, int]:
        app.logger.exception("fault")
        return error_page(500)
