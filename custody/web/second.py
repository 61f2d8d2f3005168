"""A second person who signs in beside the first, on the same device, for what two decide together."""

from flask import current_app, g, request

from custody.domain.errors import InputError
from custody.domain.people import Person
from custody.domain.words import mark
from custody.services import accounts
from custody.web.forms.corrections import SecondPersonForm


class FormIncompleteError(InputError):
    """A field of the form cannot be read; the field itself says why."""

    sentence = mark("Look at the marked fields. Nothing was recorded yet.")


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
