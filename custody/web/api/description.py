"""The API as a whole: its rooms, its OpenAPI 3.1 text, and a plain page made from that text.

The page asks no other host for anything and runs no script: a list of what can be asked, with the
scope that a token needs, drawn from the same text that a program reads.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import Blueprint, Flask, current_app
from flask_smorest import Api

from custody.domain.tokens import SCOPES
from custody.web.api import claims, complaints, desk, intake, items, returns, search, transfers
from custody.web.api.answers import ErrorSchema
from custody.web.pages import Page
from custody.web.rights import scope_of

ROOMS = (items, intake, transfers, desk, returns, search, complaints, claims)
blueprint = Blueprint("api", __name__)

_WORDS = """\
Every call names a token: `Authorization: Bearer custody_...`. A token is made under *My account* or
with `custody token add`; it acts for one person, and never does more than that person may on the
pages. Acts need an `Idempotency-Key`, a new UUID each; the same key again gives the first answer.
Overviews come in pages: `limit` says how many, the header `Link` with rel="next" where the next begins.
Every error has one shape, with the number of the request."""


class DescribedApi(Api):
    """Gathers the description; errors are the house's own business, for pages and API alike."""

    DEFAULT_ERROR_RESPONSE_NAME = None
    ERROR_SCHEMA = ErrorSchema

    @cached_property
    def text(self) -> str:
        """The OpenAPI text, written once per process."""
        return str(current_app.json.dumps(self.spec.to_dict(), indent=1))

    def _register_error_handlers(self) -> None:
        """Leave errors to `web/errors.py`."""

    def _openapi_json(self) -> Any:
        return current_app.response_class(self.text, mimetype="application/json")


def init_api(app: Flask) -> tuple[Blueprint, ...]:
    """Put the rooms of the API and its page into `app`; return the rooms."""
    app.config.update(
        API_TITLE="custody",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
    )
    app.json.sort_keys = False  # type: ignore[attr-defined]
    options = {"info": {"description": _WORDS}, "security": [{"token": []}]}
    api = DescribedApi(app, spec_kwargs=options)
    api.spec.components.security_scheme("token", {"type": "http", "scheme": "bearer"})
    for word in ROOMS:
        api.register_blueprint(word.room)
    app.extensions["custody_api"] = api
    app.register_blueprint(blueprint)
    return tuple(word.room for word in ROOMS)


@dataclass(frozen=True)
class Call:
    """One thing that can be asked of the API, as the page shows it."""

    method: str
    path: str
    summary: str
    scope: str
    inputs: tuple[tuple[str, str, str], ...]
    outputs: tuple[tuple[str, str], ...]


@blueprint.get("/api")
def show() -> Page:
    """Show what the API can do, from its OpenAPI text."""
    spec = current_app.extensions["custody_api"].spec.to_dict()
    rooms = {tag["name"]: (tag["description"], _calls(spec, tag["name"])) for tag in spec["tags"]}
    return Page("api/show.html", {"rooms": rooms, "scopes": SCOPES})


def _calls(spec: dict[str, Any], tag: str) -> list[Call]:
    """Return the calls of one room, in the order of the text."""
    return [
        _call(spec, method, path, operation)
        for path, operations in spec["paths"].items()
        for method, operation in operations.items()
        if method != "parameters" and tag in operation.get("tags", ())
    ]


def _call(spec: dict[str, Any], method: str, path: str, operation: dict[str, Any]) -> Call:
    room = operation["tags"][0]
    given = [
        (p["name"], p["in"], "required" if p.get("required") else "")
        for p in operation.get("parameters", ())
        if p["in"] != "path"
    ]
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    if body:
        schema = _resolved(spec, body["schema"])
        needed = set(schema.get("required", ()))
        names = schema.get("properties", {})
        given += [(name, "JSON", "required" if name in needed else "") for name in names]
    outputs = [(code, answer["description"]) for code, answer in operation["responses"].items()]
    return Call(
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        scope=scope_of(room, method.upper()),
        inputs=tuple(given),
        outputs=tuple(sorted(outputs)),
    )


def _resolved(spec: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema itself for a reference to it."""
    if "$ref" not in schema:
        return schema
    found: dict[str, Any] = spec["components"]["schemas"][schema["$ref"].rsplit("/", 1)[1]]
    return found
