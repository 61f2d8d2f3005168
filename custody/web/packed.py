"""Texts on their way: packed for whoever can unpack them (Q69).

A static text is packed once and kept. Of the pages, only the empty forms of `FORMS` are: on all others
stands what somebody else may have chosen (a description, a complaint), and how well that packs together
with what is secret would tell of the secret. A form is left as it is when it answers what was typed or an
address with arguments, or did not succeed; and the length of a packed one is blurred.
"""

import gzip
import io
import secrets
from functools import lru_cache

from flask import Response, request

KINDS = frozenset(
    {"text/css", "text/javascript", "application/javascript", "image/svg+xml", "application/wasm"}
)
FORMS = frozenset({"intake.new", "intake.find"})
MOST_BLUR = 100


def pack(response: Response) -> Response:
    """Pack a static text or an empty form; what the reader cannot unpack, or asked a part of, goes as it is."""
    if is_empty_form(response):
        return _pack_form(response)
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


def is_empty_form(response: Response) -> bool:
    """Say whether this is a form on which nothing stands that anybody else chose."""
    return (
        request.method == "GET"
        and request.endpoint in FORMS
        and response.status_code == 200
        and response.mimetype == "text/html"
        and not request.query_string
    )


def _pack_form(response: Response) -> Response:
    response.vary.add("Accept-Encoding")
    if request.accept_encodings["gzip"] <= 0:
        return response
    # The name of the packed file is read by nobody: it only makes the length differ each time.
    blur = secrets.token_hex(secrets.randbelow(MOST_BLUR) + 1)
    packed = io.BytesIO()
    with gzip.GzipFile(blur, "wb", compresslevel=6, fileobj=packed, mtime=0) as file:
        file.write(response.get_data())
    response.set_data(packed.getvalue())
    response.headers["Content-Encoding"] = "gzip"
    return response
