"""The commands for a label printer draw the same dots, and hold no text of a person (Q40)."""

import re
from io import BytesIO

import pytest
from PIL import Image

from custody.paper import zpl
from custody.paper.labels import ItemLabel
from custody.paper.qr import label_url
from custody.paper.stock import STOCKS

from .reading import codes, picture

URL = label_url("https://bon.example", "I", "F5DPN209V2")
COMMANDS = re.compile(
    r"\^XA\^PW(\d+)\^LL(\d+)\^LH0,0\^FO0,0\^GFA,(\d+),(\d+),(\d+),([0-9A-Fg-zG-Y,:]*)\^FS\^PQ(\d+)\^XZ\n"
)
COUNTS = {sign: n for n, sign in enumerate("GHIJKLMNOPQRSTUVWXY", 1)}
COUNTS |= {sign: 20 * n for n, sign in enumerate("ghijklmnopqrstuvwxyz", 1)}


def printed(commands):
    """The picture that a printer draws: the graphic read as the printer's manual describes it."""
    width, height, total, _, wide, body, _ = COMMANDS.fullmatch(commands).groups()
    digits, count, lines, line = int(wide) * 2, 0, [], ""
    for sign in body:
        if sign == ":":
            lines.append(lines[-1])
        elif sign == ",":
            lines.append(line.ljust(digits, "0"))
            line = ""
        elif sign in COUNTS:
            count += COUNTS[sign]
        else:
            line, count = line + sign * max(count, 1), 0
            if len(line) == digits:
                lines.append(line)
                line = ""
    rows = bytes.fromhex("".join(lines))
    assert (len(rows), len(lines)) == (int(total), int(height))
    return Image.frombytes("1", (int(width), int(height)), rows, "raw", "1;I")


def png(image):
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("stock", STOCKS)
def test_the_printer_draws_the_very_dots_of_the_picture(press, stock, dpi):
    label = ItemLabel(URL, "F5DPN209V2", "2 sleutels", "3 mei 2026, 21:14", "Z 448 102")
    commands = press.label_zpl(label, STOCKS[stock], dpi, "nl")
    seen = picture(press.label_png(label, STOCKS[stock], dpi, "nl"))
    assert printed(commands).tobytes() == seen.tobytes()
    assert codes(printed(commands)) == [URL]


@pytest.mark.parametrize(
    "hostile", ["^XZ^XA^FDboos^FS", "~JR~DGR:X", "^FH_5E", "\\&_1F", "\x1b\x00\x10", "é€م😀"]
)
def test_a_hostile_text_is_drawn_and_never_a_command(press, hostile):
    label = ItemLabel(URL, "F5DPN209V2", hostile, hostile, hostile)
    commands = press.label_zpl(label, STOCKS["62x29"], 203, "nl")
    assert commands.count("^XA") == commands.count("^XZ") == 1
    assert "~" not in commands and commands.isascii()
    assert codes(printed(commands)) == [URL]


@pytest.mark.parametrize("width", [1, 7, 8, 9, 250, 1700, 3400])
def test_rows_of_any_width_come_back(width):
    image = Image.new("1", (width, 6), 1)
    for x in range(width):
        image.putpixel((x, 1), 0)
        image.putpixel((x, 2), x % 3 and 1)
    image.putpixel((0, 4), 0)
    image.putpixel((width - 1, 5), 0)
    assert printed(zpl.label(png(image))).tobytes() == image.tobytes()


def test_copies_are_asked_of_the_printer():
    assert "^PQ3^" in zpl.label(png(Image.new("1", (8, 8), 1)), 3)


@pytest.mark.parametrize("copies", [0, -1, 100])
def test_a_wrong_number_of_copies_is_refused(copies):
    with pytest.raises(ValueError, match="copies"):
        zpl.label(png(Image.new("1", (8, 8), 1)), copies)


def test_a_label_is_a_few_kilobytes(press):
    label = ItemLabel(URL, "F5DPN209V2", "2 sleutels", "3 mei 2026, 21:14", "Z 448 102")
    assert len(press.label_zpl(label, STOCKS["62x29"], 203, "nl")) < 14_384
