"""Static texts on their way: packed once, and sent so to whoever can read it (Q69).

Pages themselves are left as they are: what is typed and what is secret may stand on one page, and
how well both pack together would tell of the secret.
"""

import gzip
from functools import lru_cache

from flask import Response, request

KINDS = frozenset(
    {"text/css", "text/javascript", "application/javascript", "image/svg+xml", "application/wasm"}
)


def pack(response: Response) -> Response:
    """Pack a static text; what the reader cannot unpack, or asked a part of, goes as it is."""
    if request.endpoint != "static" or response.mimetype not in KINDS:
        return response
    response.vary.add("Accept-Encoding")
    if response.status_code != 200 or request.accept_encodings["gzip"] <= 0:
        return response
    response.direct_passthrough = False
    response.set_data(_packed(response.get_data()))
    response.headers["Content-Encoding"] = "gzip"
    # The same file in another form: a weak name still lets the reader keep what it has.
    etag, _ = response.get_etag()
    if etag:
        response.set_etag(etag, weak=True)
    return response


@lru_cache(maxsize=200)
def _packed(content: bytes) -> bytes:
    return gzip.compress(content, 9, mtime=0)
