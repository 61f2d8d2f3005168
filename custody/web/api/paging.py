"""An overview in pages: so many at a time, and where the next page begins.

Rules kept here:
- what is shown keeps its order while the list changes: `after` names the place of the last one in
  that order, not a count, so nothing is shown twice or skipped when something is added or leaves;
- `after` is taken from the `Link` header as it is; what it holds may change, and it opens nothing
  that its reader may not see, for it is only compared with what they may;
- only what stands on the page counts as seen (Q44).
"""

import json
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any

from flask import request, url_for
from marshmallow import ValidationError, fields, validate

from custody.domain.errors import CustodyError
from custody.domain.ledger import b64u, unb64u
from custody.web.api.reading import Sent

USUAL, MOST = 50, 200
LONGEST_PLACE = 300
LINK = {
    "Link": {
        "description": 'The next page, as rel="next"; not there on the last page.',
        "schema": {"type": "string"},
    }
}
Place = tuple[str, ...]


class Cursor(fields.String):
    """The place after which a page begins, as the `Link` of the page before gave it."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        parts = _read(super()._deserialize(value, *args, **kwargs))
        if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
            raise ValidationError("Take it from the Link header, as it is.")
        return tuple(parts)


def _read(text: str) -> Any:
    try:
        return json.loads(unb64u(text)) if len(text) <= LONGEST_PLACE else None
    except (CustodyError, ValueError, RecursionError):
        return None


class PageSchema(Sent):
    """How many at a time, and after which."""

    limit = fields.Integer(load_default=USUAL, validate=validate.Range(min=1, max=MOST))
    after = Cursor(
        load_default=None, metadata={"description": "From the Link header of the page before."}
    )


def paged(
    values: Iterable[Any],
    place: Callable[[Any], Place],
    asked: dict[str, Any],
    *,
    newest_first: bool = False,
) -> tuple[list[Any], dict[str, str]]:
    """Return one page of the values in the order of their places, and the header of the next."""
    listed = sorted(
        ((place(value), n, value) for n, value in enumerate(values)), reverse=newest_first
    )
    after = asked["after"]
    if after is not None:
        listed = [one for one in listed if (one[0] < after if newest_first else one[0] > after)]
    page = listed[: asked["limit"]]
    headers = {}
    if len(listed) > len(page):
        more = {"limit": asked["limit"], "after": b64u(json.dumps(page[-1][0]).encode())}
        headers["Link"] = f'<{url_for(request.endpoint or "", **more)}>; rel="next"'
    return [value for _, _, value in page], headers


def moment(at: datetime | None) -> str:
    """Return a moment as a part of a place; what has none comes first."""
    return at.astimezone(UTC).isoformat(timespec="microseconds") if at else ""
