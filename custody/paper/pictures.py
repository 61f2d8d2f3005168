"""Uploaded pictures: recognised by decoding them, shown only as a fresh copy without camera data.

Rules kept here (Q33):
- JPEG, PNG, WebP and HEIC; never SVG or HTML, whatever the name says;
- size and number of pixels are checked from the header, before anything is decoded: a JPEG is
  made small while it is read, other formats must fit in memory whole;
- what is shown is drawn anew: turned upright, at most 1,600 pixels wide, no EXIF, no GPS; a
  small copy of it shows quickly on a slow network.
"""

import io
import warnings
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from custody.domain.errors import InputError
from custody.domain.words import mark

if TYPE_CHECKING:
    from PIL import Image

LARGEST_BYTES = 16 * 1024 * 1024
MOST_PIXELS = {"JPEG": 50_000_000, "PNG": 16_000_000, "WEBP": 16_000_000, "HEIF": 25_000_000}
SHOWN_EDGE = 1600
THUMB_EDGE = 360
_FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "HEIF": "image/heic"}


class PictureError(InputError):
    """A file that is no picture we can keep."""

    sentence = mark("This is not a photo that we can read. Use JPEG, PNG, WebP or HEIC.")


class PictureTooLargeError(InputError):
    """A picture with too many bytes or pixels."""

    sentence = mark("This photo is too large. Take it again with a smaller size.")


@dataclass(frozen=True)
class Picture:
    """A picture as it came, byte for byte, and the JPEG copies that pages may show."""

    original: bytes
    media_type: str
    shown: bytes
    thumb: bytes


@cache
def _with_heif() -> None:
    """Teach Pillow HEIC once, when the first picture comes: the library is slow to load."""
    import pillow_heif

    pillow_heif.register_heif_opener()


def read_picture(content: bytes) -> Picture:
    """Return the picture in these bytes, or PictureError, PictureTooLargeError."""
    from PIL import Image  # Loaded with the first picture, not at the start.

    if len(content) > LARGEST_BYTES:
        raise PictureTooLargeError()
    _with_heif()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=list(_FORMATS)) as image:
                if image.width * image.height > MOST_PIXELS.get(image.format or "", 0):
                    raise PictureTooLargeError()
                media_type = _FORMATS[image.format or ""]
                return Picture(content, media_type, *_copies(image))
    except (Image.DecompressionBombWarning, Image.DecompressionBombError) as error:
        raise PictureTooLargeError() from error
    except PictureTooLargeError:
        raise
    except (
        Exception
    ) as error:  # a decoder of damaged bytes may fail in any way: EOFError, struct.error
        raise PictureError() from error


def _copies(image: "Image.Image") -> tuple[bytes, bytes]:
    """Return the copy that pages show, and a small one for lists."""
    from PIL import Image, ImageOps  # Loaded with the first picture, not at the start.

    image.draft("RGB", (SHOWN_EDGE, SHOWN_EDGE))
    if image.mode not in ("RGB", "L"):
        image = image.convert("RGBA")
    image.thumbnail((SHOWN_EDGE, SHOWN_EDGE))
    upright = ImageOps.exif_transpose(image).convert("RGBA")
    flat = Image.new("RGB", upright.size, "white")
    flat.paste(upright, mask=upright.getchannel("A"))
    small = flat.copy()
    small.thumbnail((THUMB_EDGE, THUMB_EDGE))
    return _jpeg(flat), _jpeg(small)


def _jpeg(image: "Image.Image") -> bytes:
    out = io.BytesIO()
    image.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()
