"""What goes out: a value with what was seen, described in the OpenAPI text, logged before it leaves."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from flask import request
from marshmallow import Schema, fields

from custody.web.api.reading import ApiBlueprint
from custody.web.guard import write_read_log


@dataclass(frozen=True)
class Answer:
    """A value to be shown by its schema. `seen` names what the reader learns, None nothing at all (Q44)."""

    value: Any
    seen: tuple[str, ...] | None
    purpose: str = "task"
    headers: dict[str, str] = field(default_factory=dict)


class ErrorSchema(Schema):
    """The one shape of every error: what is so and what to do, and the number to name on the phone."""

    status = fields.Integer(required=True)
    message = fields.String(required=True)
    request_id = fields.String(required=True)
    fields_ = fields.Dict(
        data_key="fields", attribute="fields", metadata={"description": "What is wrong, by field."}
    )


_ALWAYS = {
    400: "The request cannot be used as it is.",
    401: "No valid token.",
    403: "This token, or its person, may not do this.",
    404: "There is no such thing, or not for this person.",
    422: "A field is missing, unknown or wrong.",
    503: "It does not work right now. Send it again with the same key: what is on record stays once.",
}
_WRITING = {
    409: "The state does not allow it, or somebody else was first.",
    413: "The request is too large.",
}
_MATCHING = {412: "The item changed since it was seen.", 428: "If-Match is missing."}

View = Callable[..., Answer]


def answers(
    room: ApiBlueprint,
    status: int,
    schema: type[Schema] | Schema,
    *,
    matching: bool = False,
    headers: dict[str, Any] | None = None,
) -> Callable[[View], Any]:
    """Answer what a view returns, by this schema; the read log is written first."""

    def decorate(view: View) -> Any:
        @wraps(view)
        def run(*args: Any, **kwargs: Any) -> Any:
            answer = view(*args, **kwargs)
            # What answers a POST is an act that stands: a refused one never comes here.
            write_read_log(answer.seen, answer.purpose, recorded=request.method == "POST")
            return answer.value, status, answer.headers

        described = room.response(status, schema, headers=headers)(run)
        errors = {
            **_ALWAYS,
            **(_WRITING if status == 201 else {}),
            **(_MATCHING if matching else {}),
        }
        for code, words in errors.items():
            described = room.alt_response(code, schema=ErrorSchema, description=words)(described)
        return described

    return decorate
