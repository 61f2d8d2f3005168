"""A refused form loses nothing that was typed, and gives no password back (Q50): all forms, one by one."""

import html
import re
from typing import Any

import pytest
from wtforms import FieldList, FormField, HiddenField, IntegerField, PasswordField, StringField
from wtforms import Form as PlainForm

from custody.web.forms.reading import NoFields, _is_hidden
from custody.web.rights import FORMS
from tests.pages import Visitor
from tests.security.test_forged import _who_may
from tests.security.world import World, address, form, offer, right_of, routes

TYPED = "Getypt <7> "
SECRET = "geheim-wachtwoord-2026"
# No text of a person stands in these: they are chosen, scanned, or found again by their own address.
NOTHING_TYPED = {
    *(name for name, kind in FORMS.items() if kind is NoFields),
    *("accounts.preferences", "intake.give", "intake.print_receipt", "items.add_photo"),
    *("complaints.assign", "complaints.reject", "handling.change_element", "search.forget"),
    *("letters.write_for_claim", "letters.send", "notices.send_trial"),
    *("labels.print_labels", "places.print_labels", "places.print_badges"),
    *("accounts.name_chief", "accounts.change_password", "keeping.keep", "packing.take_out"),
    # Whatever is scanned or pasted here is answered, and never refused.
    *("desk.scan", "citizen.check"),
}
# Text to the form, and chosen from a list on the page.
CHOSEN = {"place", "unit", "post", "to", "chief", "category", "parent", "user", "handler"}
CHOSEN |= {"language", "kind", "photo_kept"}
# What else has to be wrong, where a form has no id of its own.
WRONG = {"search.save": {"name": f"{TYPED}{'name' * 20}"}}
# The guard of a conclusion is the authority's to fill in.
WHO = {"claims.close": "ellen"}
# Told apart by what stands in the hidden fields of the form, so that its place on the page is known.
NAMED = {"item": "item", "complaint": "complaint"}


def _fields(form: PlainForm) -> list[Any]:
    found: list[Any] = []
    for field in form:
        if isinstance(field, FieldList):
            for entry in field.entries or [field.append_entry()]:
                found += _fields(entry.form) if isinstance(entry, FormField) else [entry]
        elif isinstance(field, FormField):
            found += _fields(field.form)
        else:
            found.append(field)
    return found


def _filled_in(world: World, endpoint: str) -> dict[str, str]:
    """Return a form with words in every field of words, and a password in every one of those."""
    with world.app.test_request_context("/"):
        fields = _fields(FORMS[endpoint]())
        sent = {}
        for field in fields:
            if isinstance(field, PasswordField):
                sent[field.name] = SECRET
            elif field.short_name in NAMED:
                sent[field.name] = getattr(world.own, NAMED[field.short_name])
            elif field.short_name == "form_id":
                sent[field.name] = form()
            elif _is_typed(field):
                sent[field.name] = TYPED + field.name
            elif isinstance(field, IntegerField) and not field.label.text:
                sent[field.name] = "0"
    return sent


def _is_typed(field: Any) -> bool:
    """Say whether a person types words in this field: it is not hidden, and not chosen from a list."""
    if not isinstance(field, StringField) or isinstance(field, HiddenField | PasswordField):
        return False
    return bool(field.label.text) and not _is_hidden(field) and field.short_name not in CHOSEN


def _lost(sent: dict[str, str], text: str) -> list[str]:
    shown = _visible(text)
    return [name for name, said in sent.items() if TYPED in said and said not in shown]


def _visible(text: str) -> str:
    """Return a page without what stands in hidden fields."""
    return html.unescape(
        re.sub(r'<input type="hidden"[^>]*>|<input[^>]*type="hidden"[^>]*>', "", text)
    )


def _send(world: World, endpoint: str, to: Any, sent: dict[str, str]) -> Visitor:
    rule = next(rule for name, _method, rule in routes(world.app, "POST") if name == endpoint)
    username = WHO.get(endpoint) or _who_may(right_of(endpoint, "POST"))
    visitor = Visitor.entered(world.app, username).open("/account")
    return visitor.send(address(world.app, rule, to), **sent)


TYPED_IN = sorted(set(FORMS) - NOTHING_TYPED)


@pytest.mark.parametrize("endpoint", TYPED_IN)
def test_a_form_that_cannot_be_read_comes_back_with_all_its_words(
    world: World, endpoint: str
) -> None:
    offer(world)
    sent = _filled_in(world, endpoint)
    sent |= WRONG.get(endpoint, {})
    wrong = {**sent, "form_id": "no id"} if "form_id" in sent else sent
    visitor = _send(world, endpoint, world.own, wrong)
    assert 400 <= visitor.status < 500, visitor.status
    assert any(TYPED in said for said in sent.values())
    assert not _lost(sent, visitor.text), visitor.words()[:900]
    assert SECRET not in visitor.text


@pytest.mark.parametrize("endpoint", TYPED_IN)
def test_what_is_refused_because_the_thing_is_not_there_shows_what_was_typed(
    world: World, endpoint: str
) -> None:
    rule = next(rule for name, _method, rule in routes(world.app, "POST") if name == endpoint)
    if not rule.arguments or endpoint == "citizen.check":
        pytest.skip("its address names nothing")
    sent = _filled_in(world, endpoint)
    visitor = _send(world, endpoint, world.nobody, sent)
    assert visitor.status in (400, 404), visitor.status
    assert not _lost(sent, visitor.text), visitor.words()[:900]
    assert SECRET not in visitor.text


def test_every_form_with_words_is_looked_at(world: World) -> None:
    left_out = {name: _filled_in(world, name) for name in NOTHING_TYPED}
    typed = {name for name, sent in left_out.items() if TYPED in str(sent)}
    assert typed == {"desk.scan", "citizen.check"}
