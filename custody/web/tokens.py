"""One's own tokens of the API: making one, which is shown once, and taking one back (Q30)."""

from typing import Any

from flask import Blueprint, current_app, redirect, request, url_for

from custody.domain.errors import CustodyError
from custody.domain.tokens import USUAL_DAYS, ScopesError
from custody.services import accounts, tokens
from custody.web.errors import sentence_of, status_of
from custody.web.forms.tokens import TokenForm
from custody.web.guard import now, person
from custody.web.pages import Page
from custody.web.rights import scopes_for

blueprint = Blueprint("tokens", __name__)


@blueprint.get("/account/tokens")
def show() -> Page:
    """Show one's own tokens, and the form of a new one."""
    return _tokens_page(TokenForm())


def _tokens_page(form: TokenForm, problem: str = "", made: str = "", status: int = 200) -> Page:
    offered = scopes_for(person())
    form.scopes.choices = [one for one in form.scopes.choices if one.value in offered]
    values = {
        "form": form,
        "tokens": tokens.tokens_of(person().number),
        "problem": problem,
        "made": made,
        "now": now(),
    }
    return Page("tokens/show.html", values, status=status)


@blueprint.post("/account/tokens")
def create() -> Any:
    """Make a token after the password was given again; it is shown on this page and never after."""
    form = TokenForm(request.form)
    own = accounts.find_account(person().number)
    scopes = frozenset(form.scopes.data or ()) & scopes_for(person())
    try:
        form.check()
        if not scopes:
            raise ScopesError()
        accounts.sign_in(own.username, form.current.data or "", request.remote_addr or "", now())
        days = form.days.data or USUAL_DAYS
        _, text = tokens.make_token_once(
            form.name.data,
            scopes,
            days,
            form.form_id.data,
            current_app.config["SECRET_KEY"],
            person(),
            now(),
        )
    except CustodyError as error:
        return _tokens_page(form, sentence_of(error), status=status_of(error))
    return _tokens_page(TokenForm(), made=text)


@blueprint.post("/account/tokens/<id>/revoke")
def revoke(id: str) -> Any:
    """Take one's own token back."""
    tokens.revoke(id, person().number, now())
    return redirect(url_for("tokens.show"))
