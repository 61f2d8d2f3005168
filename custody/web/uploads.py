"""Files that come with a form: photos, and signatures drawn on the screen."""

import base64
import binascii
from collections.abc import Iterable

from flask import g
from werkzeug.datastructures import FileStorage

from custody.paper import pictures
from custody.services import items

_PNG = "data:image/png;base64,"


def kept_photo(file: FileStorage | None) -> str | None:
    """Keep an uploaded photo and return its hash; None when none was sent, InputError when unreadable."""
    # A client may send text in the place of a file: there is no picture in that.
    if not isinstance(file, FileStorage) or not file.filename:
        return None
    content = file.stream.read(pictures.LARGEST_BYTES + 1)
    if not content:
        return None
    return _keep(pictures.read_picture(content), file.filename)


def kept_photos(files: Iterable[FileStorage]) -> tuple[str, ...]:
    """Keep several uploaded photos and return their hashes, each once, in their order."""
    kept = (kept_photo(file) for file in files)
    return tuple(dict.fromkeys(sha256 for sha256 in kept if sha256))


def drawn_signature(drawing: str | None) -> str | None:
    """Keep a signature drawn on the screen and return its hash; None when nothing was drawn."""
    if not drawing or not drawing.startswith(_PNG):
        return None
    try:
        content = base64.b64decode(drawing.removeprefix(_PNG), validate=True)
    except binascii.Error as error:
        raise pictures.PictureError() from error
    return _keep(pictures.read_picture(content), "signature.png")


def _keep(picture: pictures.Picture, name: str) -> str:
    return items.keep_file(
        picture.original,
        picture.shown,
        picture.media_type,
        name,
        by=g.person,
        at=g.now,
        thumb=picture.thumb,
    )
