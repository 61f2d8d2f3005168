"""Forms of sign-in, preferences and accounts."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField
from wtforms.validators import InputRequired, Regexp

from custody.services import accounts, places
from custody.services.accounts import NewAccount
from custody.web.forms.reading import SHORT, Form, choice, hidden, password, several, text


class SignInForm(Form):
    """Name and password; `next` is where to go afterwards."""

    username = text(_l("Sign-in name"), SHORT)
    password = password(_l("Password"))
    next = hidden(4000)


class PreferencesForm(Form):
    """Language, theme and keyboard shortcuts of this device."""

    lang = choice("", [("nl", "Nederlands"), ("en", "English")])
    theme = choice(
        "",
        [
            ("auto", _l("As the device")),
            ("light", _l("Light")),
            ("dark", _l("Dark")),
            ("night", _l("Night")),
        ],
    )
    keys = choice("", [("on", _l("On")), ("off", _l("Off"))])
    next = hidden(4000)


class PasswordForm(Form):
    """One's own old and new password."""

    current = password(_l("Password now"))
    password = password(_l("New password"))


class EmailForm(Form):
    """Where one's messages go."""

    email = text(_l("E-mail address"), 254)


class ChiefForm(Form):
    """Who is the chief of a team."""

    chief = text(_l("Chief"), 20)


class UserForm(Form):
    """Roles, post and activity of an account."""

    roles = several(_l("Roles"))
    post = text(_l("Desk or store"), 24)
    email = text(_l("E-mail address"), 254)
    active = BooleanField(_l("Can sign in"))


class NewUserForm(UserForm):
    """Who gets an account: name, number, roles, unit and the first password."""

    username = text(
        _l("Sign-in name"),
        SHORT,
        validators=[InputRequired(_l("Fill in a sign-in name."))],
    )
    number = text(
        _l("Staff number"),
        20,
        validators=[Regexp(r"[A-Za-z0-9-]{1,20}$", message=_l("Fill in a staff number."))],
    )
    name = text(_l("Name"), 120, validators=[InputRequired(_l("Fill in a name."))])
    unit = text(_l("Team"), 24, validators=[InputRequired(_l("Choose a team."))])
    password = password(_l("First password"))


def read_new_account(form: NewUserForm) -> NewAccount:
    """Return the account that was filled in."""
    return NewAccount(
        username=form.username.data,
        number=form.number.data,
        name=form.name.data,
        unit=form.unit.data,
        roles=frozenset(form.roles.data or ()),
        post=form.post.data or None,
        password=form.password.data or "",
        email=form.email.data or "",
    )


def user_choices() -> dict[str, Any]:
    """Return the teams and posts one can choose from."""
    _, units = accounts.all_accounts()
    return {"units": units, "posts": places.all_posts()}
