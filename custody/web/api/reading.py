"""What comes in: strict JSON, schemas that refuse what they do not know, and texts as forms read them.

Rules kept here:
- unknown fields and unknown query arguments are refused with 422 (Q25);
- a name given twice, a number that is none (NaN), text that no database keeps, and JSON that is
  nested without end are refused with 400 before anything reads them (Q20, Q48);
- a text is as long and as clean as the same field of a form.
"""

import json
from datetime import UTC, date, datetime
from typing import Any, ClassVar

from flask import Request
from flask_smorest import Blueprint
from marshmallow import RAISE, Schema, fields, validate
from webargs import core
from webargs.flaskparser import FlaskParser

from custody.domain.errors import InputError
from custody.domain.words import mark
from custody.web.forms.reading import AMSTERDAM, LINE, clean


class JsonError(InputError):
    """JSON that cannot be read in one way only."""

    sentence = mark("This is no JSON that we can read. Each name may be there once.")


DEEPEST = 12


def read_json(content: bytes) -> Any:
    """Return what this JSON says; JsonError when it could be read in two ways, or not at all."""
    try:
        found = json.loads(content, object_pairs_hook=_once, parse_constant=_refuse)
        json.dumps(found, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise JsonError() from error
    _check_depth(found, DEEPEST)
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise JsonError()
    return found


def _refuse(constant: str) -> None:
    raise JsonError()


def _check_depth(value: Any, left: int) -> None:
    """Refuse what is nested too deep, and text with a sign that no database keeps."""
    if left == 0 or (isinstance(value, str) and "\x00" in value):
        raise JsonError()
    parts = [*value, *value.values()] if isinstance(value, dict) else value
    if isinstance(parts, list):
        for part in parts:
            _check_depth(part, left - 1)


class StrictParser(FlaskParser):
    """Reads requests; what a schema does not know is refused, also in the query."""

    DEFAULT_UNKNOWN_BY_LOCATION: ClassVar = {
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "query": RAISE,
    }

    def _raw_load_json(self, req: Request) -> Any:
        content = req.get_data() if req.mimetype == "application/json" else b""
        return read_json(content) if content else core.missing


class ApiBlueprint(Blueprint):
    """A blueprint of the API, with the strict parser."""

    ARGUMENTS_PARSER = StrictParser()


class Sent(Schema):
    """The base of what comes in: unknown fields are refused, and the description says so."""

    class Meta:
        """How marshmallow reads these."""

        unknown = RAISE


class Text(fields.String):
    """A text of one line or more, cleaned and no longer than the form's; left out, it is empty."""

    def __init__(self, longest: int = LINE, **options: Any) -> None:
        checks = [validate.Length(max=longest), *options.pop("validate", [])]
        if not options.get("required"):
            options.setdefault("load_default", "")
        super().__init__(validate=checks, **options)

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        return clean(super()._deserialize(value, *args, **kwargs))


def one_of(words: Any, **options: Any) -> fields.String:
    """Return a field for one word of a closed list."""
    return fields.String(validate=validate.OneOf(list(words)), **options)


def optional_one_of(words: Any) -> fields.String:
    """Return a field for one word of a closed list, or nothing."""
    return one_of(words, load_default=None)


def local_day(**options: Any) -> fields.Date:
    """Return a field for a day that somebody alive could mean."""
    return fields.Date(validate=validate.Range(date(1900, 1, 1), date(2100, 12, 31)), **options)


class LocalDateTime(fields.AwareDateTime):
    """A moment; without an offset it is local time, as on the page."""

    def __init__(self, **options: Any) -> None:
        within = validate.Range(
            datetime(1990, 1, 1, tzinfo=UTC), datetime(2100, 12, 31, tzinfo=UTC)
        )
        super().__init__(default_timezone=AMSTERDAM, validate=within, **options)


def item_code(**options: Any) -> fields.String:
    """Return a field for an item code; hyphens and small letters are allowed."""
    options.setdefault("metadata", {"description": "An item code, such as F5DPN209V2."})
    return fields.String(validate=validate.Length(min=1, max=20), **options)


class KeySchema(Schema):
    """The key that makes a retry give the first answer: the id of a form, a UUID of its own (Q11)."""

    form_id = fields.UUID(
        required=True,
        data_key="Idempotency-Key",
        metadata={
            "description": "A new UUID for each act. Sent again, the first answer comes back."
        },
    )


class KeyAndMatchSchema(KeySchema):
    """The key, and the ETag of the item as it was seen."""

    seen = fields.String(
        load_default=None,
        data_key="If-Match",
        metadata={"description": "The ETag that came with the item. Without it: 428."},
    )
