"""Signing in and out, one's own account, preferences, and the administrator's users.

The only file in the web that knows the log-in library. Everything else sees a frozen `Person`.
Idle and absolute life of a session are kept in the signed cookie (Q28).
"""

import time
from typing import Any

from flask import Blueprint, Flask, current_app, g, redirect, request, session, url_for
from flask_login import current_user
from flask_security import Security
from flask_security.utils import login_user, logout_user

from custody.domain.errors import CustodyError
from custody.domain.people import ROLES, Person
from custody.services import accounts
from custody.web.errors import refuse, sentence_of, status_of
from custody.web.forms import accounts as forms
from custody.web.navigation import start_of
from custody.web.pages import Page

IDLE_SECONDS = 30 * 60
ABSOLUTE_SECONDS = 12 * 3600

blueprint = Blueprint("accounts", __name__)


def init_accounts(app: Flask, datastore: Any) -> None:
    """Give the app its log-in library, without any page or route of the library's own."""
    Security(app, datastore, register_blueprint=False)


def signed_in_person() -> Person | None:
    """Return who is signed in, with the rights of this moment; None when nobody is, or too long."""
    user = current_user
    if not user or not user.is_authenticated:
        return None
    now = time.time()
    idle = now - session.get("seen", 0) > IDLE_SECONDS
    if idle or now - session.get("fs_paa", 0) > ABSOLUTE_SECONDS:
        session["was"] = user.person.number
        logout_user()
        return None
    if now - session["seen"] > 60:
        session["seen"] = now
    person: Person = user.person
    return person


def own_path(target: str | None) -> str | None:
    """Return a path of this app, or None for anything that could lead elsewhere (Q38)."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    if any(ord(c) < 32 for c in target) or "\\" in target:
        return None
    return target


@blueprint.get("/")
def start() -> Any:
    """Lead everybody to where they begin."""
    return redirect(start_of(g.person) if g.person else url_for("accounts.log_in"))


@blueprint.get("/log-in")
def log_in() -> Any:
    """Show the sign-in page."""
    form = forms.SignInForm(next=own_path(request.args.get("next")) or "")
    return Page("accounts/log_in.html", {"form": form})


@blueprint.post("/log-in")
def sign_in() -> Any:
    """Sign in, or say that name and password do not belong together."""
    form = forms.SignInForm(request.form)
    try:
        form.check()
        account = accounts.sign_in(
            form.username.data or "",
            form.password.data or "",
            request.remote_addr or "",
            g.now,
            current_app.config["HELP_PHONE"],
        )
    except CustodyError as error:
        values = {"form": form, "problem": sentence_of(error)}
        return Page("accounts/log_in.html", values, status=status_of(error))
    _begin_session(account.person.number)
    datastore = current_app.extensions["security"].datastore
    user = datastore.find_user(fs_uniquifier=account.uniquifier)
    login_user(user, remember=False, authn_via=["password"])
    session["seen"] = time.time()
    return redirect(own_path(form.next.data) or start_of(account.person))


def _begin_session(number: str) -> None:
    """Begin anew; only whoever was signed out here for the time keeps the token of the forms that
    still stand open (Q50). What somebody else left open is never sent in another name."""
    kept = session.get("csrf_token") if session.get("was") == number else None
    session.clear()
    if kept:
        session["csrf_token"] = kept


@blueprint.post("/log-out")
def log_out() -> Any:
    """End this session and every other one of this account: a copied cookie is worth nothing (Q28)."""
    accounts.end_sessions(g.person.number)
    logout_user()
    session.clear()
    return redirect(url_for("accounts.log_in"))


@blueprint.post("/preferences")
def preferences() -> Any:
    """Keep language, theme and keys on this device, and go back to where one was."""
    form = forms.PreferencesForm(request.form)
    form.check()
    response = redirect(own_path(form.next.data) or "/")
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    for name in ("lang", "theme", "keys"):
        value = form[name].data
        if value:
            response.set_cookie(
                name, value, max_age=365 * 86400, secure=secure, httponly=True, samesite="Lax"
            )
            if name == "lang" and g.person:
                accounts.set_language(g.person.number, value)
    return response


@blueprint.get("/account")
def show() -> Any:
    """Show one's own account."""
    return _own_page(forms.PasswordForm(), forms.EmailForm(email=g.person.email))


def _own_page(
    form: forms.PasswordForm, email: forms.EmailForm, problem: str = "", status: int = 200
) -> Page:
    team, post = accounts.team_and_post(g.person)
    values = {
        "form": form,
        "email": email,
        "roles": ROLES,
        "problem": problem,
        "team": team,
        "post": post,
    }
    return Page("accounts/show.html", values, status=status)


@blueprint.post("/account/e-mail")
def change_email() -> Any:
    """Change where one's own messages go."""
    form = forms.EmailForm(request.form)
    try:
        form.check()
        accounts.set_email(g.person.number, form.email.data or "")
    except CustodyError as error:
        return _own_page(forms.PasswordForm(), form, sentence_of(error), status_of(error))
    return redirect(url_for("accounts.show"))


@blueprint.post("/account")
def change_password() -> Any:
    """Change one's own password after giving the old one; all sessions and tokens end."""
    form = forms.PasswordForm(request.form)
    own = accounts.find_account(g.person.number)
    try:
        form.check()
        accounts.sign_in(own.username, form.current.data or "", request.remote_addr or "", g.now)
        accounts.change_password(own.person.number, form.password.data or "", g.now)
    except CustodyError as error:
        email = forms.EmailForm(email=g.person.email)
        return _own_page(form, email, sentence_of(error), status_of(error))
    return log_out()


@blueprint.get("/admin/users")
def users() -> Any:
    """Show all accounts, and the teams with their chiefs."""
    return _users_page()


def _users_page(problem: str = "", status: int = 200, chosen: dict[str, str] | None = None) -> Page:
    found, units = accounts.all_accounts()
    names = {unit.code: unit.name for unit in units}
    values = {"accounts": found, "units": names, "teams": units, "roles": ROLES}
    values |= {"problem": problem, "chosen": chosen or {}}
    return Page("accounts/users.html", values, status=status)


@blueprint.post("/admin/teams/<code>/chief")
def name_chief(code: str) -> Any:
    """Name the chief of a team."""
    form = forms.ChiefForm(request.form)
    try:
        form.check()
        accounts.set_chief(code, form.chief.data or "", g.person, g.now)
    except CustodyError as error:
        chosen = {code: form.chief.data or ""}
        return _users_page(sentence_of(error), status_of(error), chosen)
    return redirect(url_for("accounts.users"))


@blueprint.get("/admin/users/new")
def new_user() -> Any:
    """Show the form of a new account."""
    return _user_page(forms.NewUserForm())


@blueprint.post("/admin/users/new")
def create_user() -> Any:
    """Make an account, or show the form again with what was typed and what is wrong."""
    form = forms.NewUserForm(request.form)
    if not form.validate():
        return _user_page(form, status=400)
    try:
        accounts.make_account(forms.read_new_account(form), g.person, g.now)
    except CustodyError as error:
        return _user_page(form, sentence_of(error), status_of(error))
    return redirect(url_for("accounts.users"))


def _user_page(form: forms.NewUserForm, problem: str = "", status: int = 200) -> Page:
    values = {"form": form, "roles": ROLES, "problem": problem, **forms.user_choices()}
    return Page("accounts/new_user.html", values, status=status)


@blueprint.get("/admin/users/<number>")
def user(number: str) -> Any:
    """Show one account with its roles."""
    return _account_page(number)


def _account_page(
    number: str, problem: str = "", status: int = 200, form: forms.UserForm | None = None
) -> Page:
    account = accounts.find_account(number)
    known = account.person
    form = form or forms.UserForm(
        roles=sorted(known.roles), post=known.post or "", email=known.email, active=account.active
    )
    values = {"account": account, "roles": ROLES, "form": form, "problem": problem}
    return Page("accounts/user.html", {**values, **forms.user_choices()}, status=status)


@blueprint.post("/admin/users/<number>")
def change_user(number: str) -> Any:
    """Change roles and post of an account, or disable it."""
    form = forms.UserForm(request.form)
    try:
        form.check()
        accounts.read_email(form.email.data or "")
        accounts.set_roles(
            number,
            frozenset(form.roles.data or ()),
            form.post.data or None,
            bool(form.active.data),
            g.person,
            g.now,
        )
        accounts.set_email(number, form.email.data or "")
    except CustodyError as error:
        field = "email" if isinstance(error, accounts.EmailError) else "roles"
        return _account_page(number, *refuse(form, field, error), form=form)
    return redirect(url_for("accounts.users"))
