"""A form takes the fields it has and no other: not one column of the database, not one invention (Q25)."""

import random
import string

import pytest
from wtforms import FieldList, FormField

from custody.storage.tables import EventRow
from custody.web.forms.declared import undeclared
from custody.web.rights import ARGS, FORMS
from tests.pages import Visitor
from tests.security.test_forged import _who_may, contents
from tests.security.world import World, address, form, right_of, routes

TABLES = EventRow.metadata.sorted_tables
COLUMNS = sorted({column.name for table in TABLES for column in table.columns})
# Never a field of any form: what only the house itself says.
OURS = {"id", "seq", "leaf", "rec", "holder", "status", "by_number", "by_name", "recorded_at"}
OURS |= {"made_at", "item_seq", "uniquifier", "signed_at", "token", "hold", "holds", "root", "body"}


def _invented(count: int = 200) -> list[str]:
    seeded = random.Random(25)
    odd = ["__class__", "_method", "items-0", "items-0-", "items--1-category", "items-999-category"]
    odd += ["csrf_token2", "form_id[]", "roles.admin", "active%00", "csrf-token", "*", "", " "]
    letters = string.ascii_lowercase + "_-[].0123456789"
    while len(odd) < count:
        odd.append("".join(seeded.choice(letters) for _ in range(seeded.randint(3, 24))))
    return odd


def _declared(name: str) -> set[str]:
    found = set()
    for field in FORMS[name]():
        found.add(field.name)
        if isinstance(field, FieldList | FormField):
            found |= {part.name for part in field}
    return found


@pytest.mark.parametrize("endpoint", FORMS)
def test_no_form_takes_a_column_or_an_invention(endpoint: str) -> None:
    declared = _declared(endpoint)
    for name in (*COLUMNS, *_invented()):
        if name not in declared:
            assert undeclared(FORMS[endpoint], [name]) == {name}, name
        assert undeclared(FORMS[endpoint], [f"items-0-holder-{name}"])
    assert not declared & OURS, "a form asks for what only the house may say"


def test_every_form_that_is_sent_with_one_more_field_is_refused_and_does_nothing(
    world: World,
) -> None:
    seeded, tried = random.Random(7), 0
    before = contents(but=frozenset({"read_log"}))
    names = [*COLUMNS, *(name for name in _invented() if name)]
    for endpoint, method, rule in routes(world.app, "POST"):
        if endpoint not in FORMS:
            continue
        visitor = Visitor.entered(world.app, _who_may(right_of(endpoint, method)))
        token = visitor.open("/account").token()
        declared = _declared(endpoint)
        for name in seeded.sample([n for n in names if n not in declared], 5):
            sent = {"csrf_token": token, name: "x"}
            if "form_id" in declared:
                sent["form_id"] = form()
            answer = visitor.client.post(address(world.app, rule, world.own), data=sent)
            assert answer.status_code == 400, (endpoint, name, answer.status_code)
            assert "sent with a field that it does not have" in answer.text
            tried += 1
    assert tried > 200
    assert contents(but=frozenset({"read_log"})) == before


def test_a_form_may_not_carry_its_fields_in_the_address(world: World) -> None:
    sanne = Visitor.entered(world.app, "sanne").open("/account")
    sent = {"csrf_token": sanne.token(), "form_id": form(), "category": "keys"}
    answer = sanne.client.post("/finds/new?place=BIJ-4711&taking=seized", data=sent)
    assert answer.status_code == 400
    assert "field that it does not have" in answer.text


def test_every_page_refuses_an_argument_that_nobody_declared(world: World) -> None:
    sanne = Visitor.entered(world.app, "sanne")
    for endpoint, method, rule in routes(world.app, "GET"):
        visitor = Visitor.entered(world.app, _who_may(right_of(endpoint, method)))
        name = "unit" if "unit" not in ARGS.get(endpoint, frozenset()) else "by_number"
        answer = visitor.client.get(f"{address(world.app, rule, world.own)}?{name}=x")
        assert answer.status_code == 400, endpoint
    assert sanne.client.get("/search?q=x").status_code == 200
