"""Pictures for thermal printers are black or white; a signature is drawn anew within limits."""

from io import BytesIO

import pytest
from PIL import Image, ImageDraw, PngImagePlugin

from custody.paper import ink

from .conftest import TEMPLATES
from .reading import picture

FONTS = sorted((TEMPLATES / "paper" / "fonts").glob("*.ttf"))


def png(image, **facts):
    out = BytesIO()
    image.save(out, "PNG", **facts)
    return out.getvalue()


def strokes(ground=(0, 0, 0, 0), pen=(20, 20, 120, 255)):
    image = Image.new("RGBA", (300, 100), ground)
    ImageDraw.Draw(image).line([(50, 30), (120, 80), (200, 20)], fill=pen, width=4)
    return image


def test_our_fonts_have_the_signs_of_europe_arabic_and_emoji():
    has = ink.signs(FONTS)
    assert all(has(sign) for sign in "aZ09€é–ßğŁжΩ م 😀")


def test_our_fonts_do_not_claim_what_they_lack():
    has = ink.signs(FONTS)
    assert not any(has(sign) for sign in "王ש\U0010fffe\ue000")


def test_a_drawing_becomes_one_bit_per_dot_and_states_its_resolution():
    grey = Image.linear_gradient("L")
    made = picture(ink.one_bit(png(grey), 203))
    assert made.mode == "1"
    assert [made.getpixel((0, y)) for y in (0, 127, 128, 255)] == [0, 0, 255, 255]
    assert tuple(round(n) for n in made.info["dpi"]) == (203, 203)


def test_dots_are_set_where_it_is_black_and_rows_are_whole_bytes():
    image = Image.new("1", (10, 2), 1)
    image.putpixel((0, 0), 0)
    image.putpixel((9, 1), 0)
    width, height, rows = ink.dots(png(image))
    assert (width, height) == (10, 2)
    assert rows == bytes([0b10000000, 0, 0, 0b01000000])


def test_a_signature_is_black_on_white_and_cut_to_its_edges():
    drawn = picture(ink.signature(png(strokes())))
    assert drawn.mode == "1"
    assert 140 <= drawn.width <= 165 and 55 <= drawn.height <= 75
    assert drawn.getextrema() == (0, 255)


def test_nothing_of_the_file_that_came_in_is_left():
    facts = PngImagePlugin.PngInfo()
    facts.add_text("Comment", "geheim " * 50)
    assert b"geheim" not in ink.signature(png(strokes(), pnginfo=facts))


def test_a_signature_pad_that_nobody_touched_is_no_signature():
    assert ink.signature(png(Image.new("RGBA", (300, 100), (0, 0, 0, 0)))) is None
    assert ink.signature(png(Image.new("L", (300, 100), 255))) is None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        png(strokes())[:60],
        b"\x89PNG\r\n\x1a\n" + b"\x00" * 40,
    ],
)
def test_what_is_no_png_is_refused(content):
    with pytest.raises(ValueError, match="PNG"):
        ink.signature(content)


def test_another_kind_of_picture_is_refused():
    out = BytesIO()
    strokes().convert("RGB").save(out, "JPEG")
    with pytest.raises(ValueError, match="PNG"):
        ink.signature(out.getvalue())


def test_a_picture_with_too_many_pixels_is_refused_before_it_is_decoded():
    huge = png(Image.new("1", (2001, 2000), 1))
    with pytest.raises(ValueError, match="too large"):
        ink.signature(huge)


def test_a_picture_that_claims_a_billion_pixels_is_refused():
    bomb = bytearray(png(Image.new("1", (8, 8), 1)))
    bomb[16:24] = (50_000).to_bytes(4, "big") * 2
    with pytest.raises(ValueError):
        ink.signature(bytes(bomb))
