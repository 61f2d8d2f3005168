"""Every request passes here once: who, may they, are the fields known, and who looked at what.

Rules kept here:
- default is no: an endpoint and method without a line in `rights.RIGHTS` answers 403 (Q22);
- undeclared form fields and query arguments are refused before the view runs (Q25);
- rights are read per request, never from the cookie (Q28);
- the API knows its caller by a token alone, never by a session, and a token does no more than its
  scopes and its person's rights of this moment allow (Q30);
- an expired session loses nothing that was typed (Q50);
- the read log is committed before the first byte of the answer; if that fails the answer is 503
  and nothing was shown (Q44). After an act it says that the act is on record (Q3).
"""

import uuid
from datetime import UTC, datetime
from typing import Any

from flask import Flask, Response, g, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from custody.domain.errors import InputError, RightError, TroubleError
from custody.domain.people import Person
from custody.domain.words import mark
from custody.services import looks, tokens
from custody.web import headers
from custody.web.accounts import signed_in_person
from custody.web.errors import error_page, expired_page, sentence_of, status_of
from custody.web.forms.declared import undeclared
from custody.web.pages import Document, Page
from custody.web.rights import ARGS, FORMS, PUBLIC, RIGHTS, SIGNED_IN, is_api, scope_of


class UndeclaredFieldError(InputError):
    """A field that this form does not have (Q25)."""

    sentence = mark("This form was sent with a field that it does not have. Nothing was recorded.")


class LookNotRecordedError(TroubleError):
    """A look that could not be put on record; the page is not shown (Q44)."""

    sentence = mark("We could not write down that you look at this. So it is not shown.")


class AnswerNotShownError(LookNotRecordedError):
    """An act that is on record, whose answer cannot be shown (Q3, Q44)."""

    sentence = mark("It is recorded. Only the answer cannot be shown for a moment.")


class TokenRightError(RightError):
    """A token whose scopes, or whose person, do not reach this far."""

    sentence = mark("This token, or the person it acts for, may not do this.")


class GuardedFlask(Flask):
    """Flask, whose views return `Page` or `Document`, answered by the guard alone."""

    def make_response(self, rv: Any) -> Response:
        """Answer what a view returned; the read log is written before anything is rendered."""
        if not isinstance(rv, Page | Document):
            return super().make_response(rv)
        try:
            write_read_log(rv.seen, rv.purpose, recorded=rv.recorded)
        except LookNotRecordedError as error:
            # Flask asks no error handler here: what a view returned is no longer a view's error.
            self.logger.exception("look not recorded")
            return super().make_response(_not_shown(error, rv))
        if isinstance(rv, Document):
            return _document(rv)
        return super().make_response((render_template(rv.template, **rv.values), rv.status))


def _not_shown(error: LookNotRecordedError, rv: Page | Document) -> Any:
    return error_page(status_of(error), sentence_of(error), recorded=rv.recorded)


def init_guard(app: Flask) -> None:
    """Put the guard in front of every view of `app`."""
    app.before_request(_name_request)
    app.before_request(_check_right)
    app.before_request(_check_signs)
    app.before_request(_check_fields)
    app.after_request(headers.add_headers)


def person() -> Person:
    """Return who is signed in; only asked by views behind a right."""
    found: Person | None = g.get("person")
    if found is None:
        raise RightError()
    return found


def now() -> datetime:
    """Return the moment of this request, the same for all that happens in it."""
    moment: datetime = g.now
    return moment


def _name_request() -> None:
    g.request_id = str(uuid.uuid4())
    g.now = datetime.now(UTC)


def _check_right() -> Any:
    """Refuse what is not in the table; ask for a sign-in where one is needed."""
    method = "GET" if request.method == "HEAD" else request.method
    right = RIGHTS.get((request.endpoint or "", method))
    if request.endpoint is None:
        g.person = None if is_api(request.path) else signed_in_person()
        return None
    if right is None:
        raise RightError()
    if is_api(request.path):
        _check_token(right)
        return None
    g.person = None if request.endpoint == "static" else signed_in_person()
    if right == PUBLIC:
        return None
    if g.person is None:
        if request.method == "POST":
            return expired_page()
        return redirect(url_for("accounts.log_in", next=request.full_path.rstrip("?")))
    if right != SIGNED_IN and not g.person.may(right):
        raise RightError()
    return None


def _check_token(right: str) -> None:
    """Refuse a call of the API without a token whose scope and person allow it (Q30)."""
    if right == PUBLIC:
        return
    scheme, _, text = request.headers.get("Authorization", "").partition(" ")
    g.person, token = tokens.recognise(text.strip() if scheme.lower() == "bearer" else "", g.now)
    if scope_of(request.endpoint or "", request.method) not in token.scopes:
        raise TokenRightError()
    if not g.person.may(right):
        raise TokenRightError()


def _check_signs() -> None:
    """Refuse the one sign that no database keeps, wherever it stands in a request."""
    texts = (request.path, *request.args.values(), *request.form.values())
    if any("\x00" in text for text in texts):
        raise UndeclaredFieldError()


def _check_fields() -> None:
    """Refuse fields and query arguments that nobody declared (Q25)."""
    endpoint = request.endpoint or ""
    if request.method == "GET":
        unknown = set(request.args) - ARGS.get(endpoint, frozenset())
    else:
        sent: MultiDict[str, Any] = MultiDict(request.form)
        sent.update(request.files)
        form = FORMS.get(endpoint)
        unknown = set(sent) if form is None else undeclared(form, sent)
        unknown |= set(request.args) - ARGS.get(endpoint, frozenset())
    if endpoint and unknown:
        raise UndeclaredFieldError()


def write_read_log(seen: tuple[str, ...] | None, purpose: str, *, recorded: bool = False) -> None:
    """Record who is about to see what; LookNotRecordedError, and so a 503, when that fails.

    `recorded` says that what is to be shown is the answer to an act that is on record.
    """
    reader = g.get("person")
    if seen is None or reader is None:
        return
    try:
        looks.record(
            seen,
            purpose=purpose,
            route=request.endpoint or "",
            request_id=g.request_id,
            by=reader,
            at=now(),
        )
    except Exception as error:
        # Whatever stands in the way, from a full disk to a database that is gone.
        raise (AnswerNotShownError if recorded else LookNotRecordedError)() from error


def _document(document: Document) -> Response:
    response = make_response(document.content, document.status)
    response.mimetype = document.media_type
    disposition = "inline" if document.inline else "attachment"
    response.headers.set("Content-Disposition", disposition, filename=document.name)
    return response
