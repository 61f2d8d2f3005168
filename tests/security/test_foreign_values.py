"""A value that no page of ours offers is refused in words, and nothing of it is recorded: all forms."""

from collections.abc import Iterator
from typing import Any

import pytest
from wtforms import Form as PlainForm
from wtforms import FormField, IntegerField, SelectField, SelectMultipleField
from wtforms.validators import Length, Regexp

from custody.web.forms.reading import LocalDay, LocalMoment, NoFields
from custody.web.rights import FORMS
from tests.pages import Visitor
from tests.security.test_forged import _who_may, contents
from tests.security.test_typed_words import WHO, _fields
from tests.security.world import World, address, offer, right_of, routes
from tests.web.test_field_words import library_says

# Asks for one more line of the form, whatever stands in it; nothing is recorded.
ASKS_ONLY = {"more"}
READ = sorted(name for name, kind in FORMS.items() if kind is not NoFields)


def _foreign(form: PlainForm) -> Iterator[tuple[str, str]]:
    """Yield (name, value) that each field cannot hold."""
    for field in _fields(form):
        if isinstance(field, SelectMultipleField):
            yield field.name, "x" * 500
        elif isinstance(field, SelectField):
            yield field.name, "zzz"
        elif isinstance(field, IntegerField):
            yield field.name, "9" * 25
        elif isinstance(field, LocalDay | LocalMoment):
            yield field.name, "volgende week"
        elif limit := _limit(field):
            yield field.name, "x" * (limit + 1)
        elif any(isinstance(rule, Regexp) for rule in field.validators):
            yield field.name, "x"


def _limit(field: Any) -> int:
    return max((r.max for r in field.validators if isinstance(r, Length)), default=0)


@pytest.mark.parametrize("endpoint", READ)
def test_a_value_that_is_too_long_or_foreign_is_refused_in_words(
    world: World, endpoint: str
) -> None:
    offer(world)
    with world.app.test_request_context("/"):
        sent = list(_foreign(FORMS[endpoint]()))
    assert sent
    rule = next(rule for name, _method, rule in routes(world.app, "POST") if name == endpoint)
    username = WHO.get(endpoint) or _who_may(right_of(endpoint, "POST"))
    visitor = Visitor.entered(world.app, username, "nl").open("/account")
    token = visitor.token()
    before = contents(but=frozenset({"read_log"}))
    for name, value in sent:
        if name in ASKS_ONLY:
            continue
        fields = {"csrf_token": token, name: value}
        to = address(world.app, rule, world.own)
        answer = visitor.client.post(to, data=fields, headers={"Origin": "http://localhost"})
        assert answer.status_code == 400, (name, answer.status_code)
        assert "Er klopt iets niet." not in answer.text, name
        assert not library_says(answer.text), name
    assert contents(but=frozenset({"read_log"})) == before


def test_every_field_has_a_limit(world: World) -> None:
    """What is kept for ever is not as long as somebody likes."""
    free = {"FileField", "MultipleFileField", "BooleanField"}
    with world.app.test_request_context("/"):
        for endpoint in READ:
            fields = [f for f in _fields(FORMS[endpoint]()) if not isinstance(f, FormField)]
            limited = {name for name, _ in _foreign(FORMS[endpoint]())}
            for field in fields:
                assert field.name in limited or type(field).__name__ in free, (endpoint, field.name)
