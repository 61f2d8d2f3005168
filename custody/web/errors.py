"""Errors as pages, as JSON for the API: one table from groups of `domain/errors.py` to codes (Q50, Q74).

Rules kept here:
- an error page says in plain words what is so and what to do, shows the request id, and nothing
  of the program;
- nothing typed is lost: a page that refuses a form shows what was typed, and lets it be sent again
  where that can help. A password and a file are asked again;
- a form is given back only to who sent it from a page of ours: the browser says so, and where it
  says nothing nobody is led to press *Send it again*.
"""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, g, jsonify, render_template, request
from flask_babel import gettext
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, SecurityError

from custody.domain.errors import (
    ChangedError,
    ConflictError,
    CustodyError,
    InputError,
    NotFoundError,
    RightError,
    TooOftenError,
    TroubleError,
    UnseenError,
)
from custody.domain.tokens import TokenError
from custody.domain.words import mark
from custody.web.forms.reading import Form, typed_in
from custody.web.rights import FORMS, is_api

STATUS: tuple[tuple[type[CustodyError], int], ...] = (
    (InputError, 400),
    (RightError, 403),
    (NotFoundError, 404),
    (TokenError, 401),
    (UnseenError, 428),
    (ChangedError, 412),
    (ConflictError, 409),
    (TooOftenError, 429),
    (TroubleError, 503),
)

_WITH_OWN_PAGE = frozenset({401, 403, 404, 405, 409, 413, 429, 500, 503})
# Sending the same once more can help after these, and records once by the id of its form.
_CAN_BE_SENT_AGAIN = frozenset({409, 413, 500, 503})
_NEVER = frozenset({"csrf_token", "password", "current", "second_password"})
# A request over the limit is still listened to up to here, so that its text can be given back.
LARGEST_HEARD = 96 * 1024 * 1024
# What the API says where no rule of the house has its own sentence.
_SAID = {
    400: mark("This request cannot be read. Nothing was recorded."),
    404: NotFoundError.sentence,
    405: mark("This address does not know that method."),
    413: mark("This is too large. Nothing was recorded."),
    422: mark("Some fields are not right. Nothing was recorded."),
    503: TroubleError.sentence,
}
_FAULT = mark("Something went wrong with us. Call us with this number.")


def status_of(error: CustodyError) -> int:
    """Return the status code of a broken rule."""
    return next((status for group, status in STATUS if isinstance(error, group)), 500)


def sentence_of(error: CustodyError) -> str:
    """Return the sentence of a broken rule in the reader's language, and its facts where they are words."""
    facts = {
        name: gettext(value) if value and isinstance(value, str) else value
        for name, value in error.facts.items()
    }
    return str(gettext(error.sentence, **facts))


def refuse(form: Form, field: str, error: CustodyError) -> tuple[str, int]:
    """Mark a form as refused; a wrong input is said beside `field` as well, where no other says it.

    Return the sentence for the top of the page, and the status.
    """
    sentence = sentence_of(error)
    form.refuse(field, sentence if isinstance(error, InputError) else "")
    return sentence, status_of(error)


def error_answer(status: int, sentence: str, wrong: Any = None) -> tuple[Any, int, dict[str, str]]:
    """Return an error of the API: one shape, what is wrong by field where that is known."""
    value = {
        "status": status,
        "message": sentence or str(gettext(_SAID.get(status, _FAULT))),
        "request_id": g.get("request_id", ""),
        **({"fields": wrong} if wrong else {}),
    }
    headers = {"WWW-Authenticate": "Bearer"} if status == 401 else {}
    return jsonify(value), status, headers


def error_page(status: int, sentence: str = "", *, recorded: bool = False) -> Any:
    """Return the page for a status, its sentence, and what was typed; JSON for the API.

    `recorded` says that the act stands, and only its answer cannot be shown.
    """
    if is_api(request.path):
        return error_answer(status, sentence)
    values = _given_back() if request.method == "POST" and not _from_elsewhere() else {}
    # The page of an ended session says that what was typed is still there: only where it is.
    own = status in _WITH_OWN_PAGE and (values or status != 401)
    template = f"errors/{status}.html" if own else "errors/error.html"
    if recorded and values.pop("has_files", False):
        # The file is kept with the act; sent again without it, it would be another act.
        values.pop("fields")
    again = "fields" in values and status in _CAN_BE_SENT_AGAIN
    request_id = g.get("request_id", "")
    said = {"status": status, "sentence": sentence, "recorded": recorded}
    page = render_template(template, **said, request_id=request_id, again=again, **values)
    return page, status


def expired_page(status: int = 401) -> tuple[str, int]:
    """Return the page of an expired session: nothing typed is lost, it can be sent again."""
    if _from_elsewhere():
        return error_page(status)
    request_id = g.get("request_id", "")
    page = render_template(
        "errors/401.html", status=status, request_id=request_id, again=True, **_given_back()
    )
    return page, status


def _given_back() -> dict[str, object]:
    """Return what a refused form held: hidden fields to send again, and the words to show."""
    try:
        fields = list(_fields())
        form = FORMS.get(request.endpoint or "")
        typed = (
            [(label, said) for label, said in typed_in(form(request.form)) if label] if form else []
        )
        has_files = any(file.filename for file in request.files.values())
    except RequestEntityTooLarge:
        return {}
    action = request.full_path.rstrip("?")
    return {"fields": fields, "typed": typed, "action": action, "has_files": has_files}


def _fields() -> Iterable[tuple[str, str]]:
    sent = request.form.items(multi=True)
    return ((name, value) for name, value in sent if name not in _NEVER)


def _from_elsewhere() -> bool:
    """Say whether a form was not sent from a page of this very address, as far as that is told.

    Every browser sends `Origin` with a form; those that send `Sec-Fetch-Site` as well mean that.
    """
    told = request.headers.get("Sec-Fetch-Site")
    if told is not None:
        return told != "same-origin"
    page = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(page).netloc != request.host


def init_errors(app: Flask) -> None:
    """Let every error of the house and of the web end in a page of the house."""

    @app.errorhandler(CustodyError)
    def _rule(error: CustodyError) -> Any:
        return error_page(status_of(error), sentence_of(error))

    @app.errorhandler(CSRFError)
    def _csrf(error: CSRFError) -> tuple[str, int]:
        return expired_page(400)

    @app.errorhandler(SecurityError)
    def _host(error: SecurityError) -> tuple[str, int]:
        # A host that is not ours gets no page: no address could be made for it (Q37).
        return "400", 400

    @app.errorhandler(RequestEntityTooLarge)
    def _large(error: RequestEntityTooLarge) -> tuple[str, int]:
        # Only for people of the house: a stranger does not make us read a large file to its end.
        if g.get("person"):
            request.max_content_length = LARGEST_HEARD
        return error_page(413)

    @app.errorhandler(HTTPException)
    def _http(error: HTTPException) -> Any:
        if is_api(request.path):
            wrong = getattr(error, "data", {}).get("messages")
            return error_answer(error.code or 500, "", wrong)
        return error_page(error.code or 500)

    @app.errorhandler(Exception)
    def _fault(error: Exception) -> Any:
        app.logger.exception("fault")
        return error_page(500)
