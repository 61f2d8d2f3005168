"""A second person who signs in beside the first, on the same device, for what two decide together."""

from flask import current_app, g, request

from custody.domain.people import Person
from custody.services import accounts
from custody.web.forms.corrections import SecondPersonForm


def second_person(form: SecondPersonForm) -> Person:
    """Return who signed in beside the person of this session; failures count as at the sign-in."""
    account = accounts.sign_in(
        form.second_name.data,
        form.second_password.data or "",
        request.remote_addr or "",
        g.now,
        current_app.config["HELP_PHONE"],
    )
    return account.person
