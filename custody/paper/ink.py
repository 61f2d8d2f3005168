"""What labels and receipts need Pillow for: which signs our fonts have, one-bit pictures, signatures.

Rules kept here:
- what goes to a thermal printer is black or white, never grey (`screens.md` 6.2);
- a signature that came from a browser is decoded within limits and drawn anew before it is
  printed, so nothing of the file that came in reaches the paper (Q33, Q40).
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image, ImageFont

MOST_PIXELS = 4_000_000
_GREY = 128  # What is darker becomes black.
_NO_SIGN = "\U0010ffff"  # No font has this one, so its picture is that of a missing sign.


def signs(fonts: Sequence[Path]) -> Callable[[str], bool]:
    """Return a question: does one of these fonts have this sign?"""
    from PIL import ImageFont  # Loaded with the first label, not at the start.

    faces = [ImageFont.truetype(path, 16, layout_engine=ImageFont.Layout.BASIC) for path in fonts]
    missing = [_drawn(face, _NO_SIGN) for face in faces]

    @lru_cache(maxsize=10_000)
    def has(sign: str) -> bool:
        return any(_drawn(face, sign) != none for face, none in zip(faces, missing, strict=True))

    return has


def _opened(png: bytes) -> "Image.Image":
    from PIL import Image  # Loaded with the first picture, not at the start.

    return Image.open(BytesIO(png), formats=["PNG"])


def one_bit(png: bytes, dpi: int) -> bytes:
    """Return a drawing as a PNG of one bit per dot that states its dots per inch."""
    with _opened(png) as drawing:
        return _saved(_black(drawing), dpi=(dpi, dpi))


def dots(png: bytes) -> tuple[int, int, bytes]:
    """Return width, height and rows of a one-bit picture; a set bit is a black dot.

    Each row is filled up with white to whole bytes, leftmost dot in the highest bit.
    """
    with _opened(png) as picture:
        rows = picture.convert("1").tobytes("raw", "1;I")
        return picture.width, picture.height, rows


def signature(png: bytes) -> bytes | None:
    """Return a written signature in black, cut to its edges, or None when nothing was written.

    Raises ValueError when the bytes are no PNG picture, or one larger than 4 million pixels.
    """
    try:
        with _opened(png) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise ValueError("the picture of the signature is too large")
            written = _black(picture)
    except ValueError:
        raise
    except Exception as error:  # a decoder of damaged bytes may fail in any way
        raise ValueError("the signature is not a PNG picture") from error
    edges = written.convert("L").point(lambda grey: 255 - grey).getbbox()
    return _saved(written.crop(edges)) if edges else None


def _black(picture: "Image.Image") -> "Image.Image":
    """Return a picture on white paper in black and white, without half tones."""
    from PIL import Image  # Loaded with the first picture, not at the start.

    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture.convert("RGBA"))
    return paper.convert("L").point(lambda grey: 0 if grey < _GREY else 255).convert("1")


def _drawn(face: "ImageFont.FreeTypeFont", sign: str) -> tuple[tuple[int, int], bytes]:
    mask = face.getmask(sign)
    return mask.size, bytes(mask)


def _saved(picture: "Image.Image", **facts: tuple[int, int]) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG", optimize=False, **facts)
    return out.getvalue()
