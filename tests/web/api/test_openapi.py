"""The description of the API is true: what it says is what comes back, whatever is sent (Q49).

Cases are made from the OpenAPI text, seeded, with a token per role, on a register with one of
everything. The small run is for every day; the full run (`-m full`) is the figure of the rule.
"""

import json
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, seed, settings
from werkzeug.test import TestResponse

from custody.web.rights import RIGHTS, SUBJECTS
from tests.callers import Caller
from tests.pages import Visitor
from tests.security.world import USER_OF, World, build, offer

SEED = 20261124


@pytest.fixture
def world(app: Flask) -> World:
    made = build(app)
    offer(made)
    return made


def _spec(app: Flask) -> dict[str, Any]:
    spec: dict[str, Any] = app.test_client().get("/api/v1/openapi.json").json
    return spec


def test_the_text_is_openapi_31_and_names_every_call(app: Flask) -> None:
    spec = _spec(app)
    assert spec["openapi"] == "3.1.0"
    named = {
        (path, method.upper())
        for path, operations in spec["paths"].items()
        for method in operations
        if method != "parameters"
    }
    assert len(named) == sum(endpoint.partition(".")[0] in SUBJECTS for endpoint, _ in RIGHTS)
    assert spec["security"] == [{"token": []}]


def test_every_call_says_what_it_does_and_every_body_refuses_what_it_does_not_know(
    app: Flask,
) -> None:
    spec = _spec(app)
    for path, operations in spec["paths"].items():
        for method, operation in operations.items():
            if method == "parameters":
                continue
            assert operation["summary"], path
            assert {"401", "403", "422"} <= set(operation["responses"]), path
            if "requestBody" in operation:
                ref = operation["requestBody"]["content"]["application/json"]["schema"]["$ref"]
                body = spec["components"]["schemas"][ref.rsplit("/", 1)[1]]
                assert body["additionalProperties"] is False, ref


def test_the_text_names_no_outside_host(app: Flask) -> None:
    assert "://" not in json.dumps(_spec(app))


@pytest.mark.parametrize("username", ["", "sanne"])
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_shows_every_call_without_script_or_outside_host(
    app: Flask, username: str, language: str
) -> None:
    visitor = Visitor(app, username, language).open("/api")
    assert visitor.status == 200
    for path in _spec(app)["paths"]:
        assert path.replace("{", "&#123;") in visitor.text or path in visitor.text, path
    main = visitor.text.partition("<main")[2]
    assert "<script" not in main
    assert "http://" not in main and "https://" not in main


def _cases(world: World, username: str, count: int) -> int:
    """Send generated cases of every call; return how many, and fail on the first that is not so."""
    import schemathesis
    from schemathesis.checks import not_a_server_error
    from schemathesis.specs.openapi.checks import (
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    )

    checks = [
        not_a_server_error,
        content_type_conformance,
        response_schema_conformance,
        status_code_conformance,
    ]
    caller = Caller(world.app, username)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", world.app)
    schema.config.generation.update(modes=list(schemathesis.GenerationMode))
    sent = 0
    for result in schema.get_all_operations():
        operation = result.ok()

        @seed(SEED)
        @settings(
            max_examples=count,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        def run(case: Any) -> None:
            nonlocal sent
            _name_things(case, world)
            case.call_and_validate(
                headers={"Authorization": f"Bearer {caller.token}"}, checks=checks
            )
            sent += 1

        given(case=operation.as_strategy())(run)()
    return sent


def _name_things(case: Any, world: World) -> None:
    """Let half of the cases speak of things that are there."""
    if sum(map(ord, repr(case.path_parameters))) % 2:
        named = {"code": world.own.item, "number": world.own.complaint}
        case.path_parameters = {
            name: named.get(name, value) for name, value in (case.path_parameters or {}).items()
        }


@pytest.mark.parametrize("role", ["custodian", "handler"])
def test_whatever_is_sent_the_answer_is_as_described(world: World, role: str) -> None:
    assert _cases(world, USER_OF[role], 6) >= 100


@pytest.mark.full
@pytest.mark.parametrize("role", sorted(USER_OF))
def test_whatever_is_sent_the_answer_is_as_described_in_the_full_run(
    world: World, role: str
) -> None:
    assert _cases(world, USER_OF[role], 100) >= 2_500


def test_the_answer_to_a_case_is_json(app: Flask) -> None:
    response: TestResponse = Caller(app, "sanne").get("/my-items")
    assert response.mimetype == "application/json"
