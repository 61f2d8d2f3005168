"""Every printed label reads back exactly, is whole dots, and says what it should and no more."""

import random
import re
import shutil
import subprocess
from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import pikepdf
import pypdfium2
import pytest
from PIL import Image, ImageOps

from custody.domain.codes import ALPHABET, make_item_code
from custody.paper import labels, qr
from custody.paper.labels import BadgeLabel, CommandLabel, ItemLabel, PlaceLabel, TrialLabel
from custody.paper.stock import SHEETS, STOCKS

from .reading import codes, pages, picture, pixels, text

BASE = "https://bon.example"


def url(route, code):
    return qr.label_url(BASE, route, code)


ITEM = ItemLabel(
    url("I", "F5DPN209V2"), "F5DPN209V2", "2 sleutels", "3 mei 2026, 21:14", "Z 448 102"
)
FACES = {
    "item": ITEM,
    "place": PlaceLabel(url("P", "B-12"), "B-12", "Bewaarruimte Zuid"),
    "badge": BadgeLabel(url("M", "4711"), "4711", "Balie Haven"),
    "command": CommandLabel(url("C", "NIEUWE-PLAATS"), "NIEUWE PLAATS"),
    "trial": TrialLabel(url("I", "0000000000")),
}
# `screens.md` 6.2: stock, dots per inch, dots per module.
DESIGNED = [
    ("25x25", 203, 5),
    ("25x32", 203, 5),
    ("25x25", 300, 7),
    ("62x29", 203, 6),
    ("62x29", 300, 9),
]


def random_items(count, seed=7):
    rng = random.Random(seed)
    for _ in range(count):
        code = make_item_code("".join(rng.choices(ALPHABET, k=9)))
        yield ItemLabel(url("I", code), code, "1 telefoon", "3 mei 2026, 21:14")


def square(image, stock, modules, dots):
    """Where the QR stands and its dots, found by the corner of its first finder."""
    tall = STOCKS[stock].width < 40
    part = (1, 0.7) if tall else (0.44, 1)
    area = image.convert("L").crop((0, 0, int(image.width * part[0]), int(image.height * part[1])))
    left, top, _, _ = ImageOps.invert(area).getbbox()
    side = len(modules) * dots
    return left, top, image.convert("1").crop((left, top, left + side, top + side))


@pytest.mark.parametrize(("stock", "dpi", "dots"), DESIGNED)
def test_an_item_code_is_version_3_with_the_designed_dots_per_module(press, stock, dpi, dots):
    modules = qr.matrix(ITEM.url, "Q")
    image = picture(press.label_png(ITEM, STOCKS[stock], dpi, "nl"))
    left, top, found = square(image, stock, modules, dots)
    wanted = Image.new("1", (29, 29), 1)
    wanted.putdata([255 * (cell == "0") for row in modules for cell in row])
    assert found.tobytes() == wanted.resize(found.size, Image.Resampling.NEAREST).tobytes()
    around = (left - 4 * dots, top - 4 * dots, left + 33 * dots, top + 33 * dots)
    assert around[0] >= 0 and around[1] >= 0
    frame = image.convert("L").crop(around)
    frame.paste(255, (4 * dots, 4 * dots, 33 * dots, 33 * dots))
    assert frame.getextrema() == (255, 255)


@pytest.mark.parametrize(("stock", "dpi", "dots"), DESIGNED)
def test_a_png_has_exactly_the_dots_of_its_label_and_one_bit_each(press, stock, dpi, dots):
    image = picture(press.label_png(ITEM, STOCKS[stock], dpi, "nl"))
    assert (image.mode, image.size) == ("1", STOCKS[stock].dots(dpi))
    assert round(image.info["dpi"][0]) == dpi


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("face", FACES)
def test_every_kind_of_label_reads_back_as_pixels_and_as_pdf(press, face, dpi):
    label, stock = FACES[face], STOCKS["62x29"]
    assert codes(picture(press.label_png(label, stock, dpi, "nl"))) == [label.url]
    assert codes(pixels(press.label_pdf(label, stock, dpi, "nl"), dpi)) == [label.url]


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("stock", STOCKS)
def test_every_stock_reads_back_as_pixels_and_as_pdf(press, stock, dpi):
    assert codes(picture(press.label_png(ITEM, STOCKS[stock], dpi, "en"))) == [ITEM.url]
    assert codes(pixels(press.label_pdf(ITEM, STOCKS[stock], dpi, "en"), dpi)) == [ITEM.url]


@pytest.mark.parametrize("stock", STOCKS)
@pytest.mark.parametrize("turn", [0, 7, 23, 45, 90, 141, 200])
def test_a_camera_with_four_pixels_per_millimetre_reads_it_in_any_turn(press, stock, turn):
    image = picture(press.label_png(ITEM, STOCKS[stock], 203, "nl")).convert("L")
    table = ImageOps.expand(image, 40, 200).rotate(
        turn, Image.Resampling.BICUBIC, True, fillcolor=200
    )
    seen = table.resize((table.width // 2, table.height // 2), Image.Resampling.BOX)
    assert codes(seen) == [ITEM.url]


def test_a_hundred_labels_on_sheets_all_read_at_both_resolutions(press):
    wanted = list(random_items(100))
    pdf = press.sheet_pdf(wanted, SHEETS["a4-70x37"], 1, "nl")
    assert pages(pdf) == 5
    for dpi in (203, 300):
        read = [code for page in range(5) for code in codes(pixels(pdf, dpi, page))]
        assert sorted(read) == sorted(label.url for label in wanted)


@pytest.mark.full
@pytest.mark.parametrize("stock", STOCKS)
@pytest.mark.parametrize("dpi", [203, 300])
def test_a_thousand_labels_all_read(press, stock, dpi):
    for label in random_items(1000, seed=dpi):
        assert codes(picture(press.label_png(label, STOCKS[stock], dpi, "nl"))) == [label.url]


@pytest.mark.parametrize("face", FACES)
def test_another_reader_reads_the_same(press, face, tmp_path):
    if not shutil.which("zbarimg"):
        pytest.skip("zbarimg is not installed; zxing-cpp reads every label in the other tests")
    png = tmp_path / "label.png"
    png.write_bytes(press.label_png(FACES[face], STOCKS["62x29"], 203, "nl"))
    read = subprocess.run(
        ["zbarimg", "-q", "--raw", png], capture_output=True, text=True, check=True
    )
    assert read.stdout.strip() == FACES[face].url


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_starts_at_the_cell_that_was_asked_for(press, name):
    sheet = SHEETS[name]
    start = sheet.cells - 1
    wanted = list(random_items(4))
    pdf = press.sheet_pdf(wanted, sheet, start, "nl")
    assert pages(pdf) == 2
    read = []
    for page in range(2):
        image = pixels(pdf, 203, page)
        for cell in range(sheet.cells):
            _, left, top = sheet.places(1, cell + 1)[0]
            box = [round(mm / 25.4 * 203) for mm in (left, top)]
            size = sheet.stock.dots(203)
            area = image.crop((*box, box[0] + size[0], box[1] + size[1]))
            read += [(page, cell + 1, code) for code in codes(area)]
    first, second, third, fourth = (label.url for label in wanted)
    last = sheet.cells
    assert read == [(0, start, first), (0, last, second), (1, 1, third), (1, 2, fourth)]


def test_a_host_that_needs_a_larger_code_is_refused_before_anything_is_printed(press):
    far = qr.label_url("https://voorwerpen.politie.example", "I", "F5DPN209V2")
    with pytest.raises(qr.HostTooLongError) as refused:
        press.label_png(replace(ITEM, url=far), STOCKS["62x29"], 203, "nl")
    assert "voorwerpen.politie.example" in str(refused.value)


def test_a_place_code_may_be_long_because_its_label_has_room(press):
    long = PlaceLabel(url("P", "WTL-HAVEN-VOORWERPENKAM1"), "Plank 12", "Voorwerpenkamer Haven")
    assert codes(picture(press.label_png(long, STOCKS["62x29"], 203, "nl"))) == [long.url]


def test_an_item_label_says_code_thing_moment_and_seal(press):
    said = text(press.label_pdf(ITEM, STOCKS["62x29"], 203, "nl"))
    assert said == "F5D-PN2 -09V2 2 sleutels 3 mei 2026, 21:14 Zegel Z 448 102"


@pytest.mark.parametrize(("stock", "said"), [("25x32", "F5D-PN2 -09V2"), ("25x25", "F5D-PN2-09V2")])
def test_a_small_sticker_says_the_code_and_nothing_else(press, stock, said):
    assert text(press.label_pdf(ITEM, STOCKS[stock], 203, "nl")) == said


@pytest.mark.parametrize(("lang", "words"), [("nl", "afdruk 2"), ("en", "print 2")])
def test_only_a_print_that_is_not_the_first_says_its_number(press, lang, words):
    first = text(press.label_pdf(ITEM, STOCKS["62x29"], 203, lang))
    second = text(press.label_pdf(replace(ITEM, print_no=2), STOCKS["62x29"], 203, lang))
    assert words not in first and words in second


def test_what_asks_for_care_is_a_picture_with_words_for_who_cannot_see_it(press):
    cared = replace(ITEM, handling=("money", "weapon", "cool"))
    with pikepdf.open(BytesIO(press.label_pdf(cared, STOCKS["62x29"], 203, "nl"))) as pdf:
        spoken = {
            str(thing.Alt)
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and "/Alt" in thing
        }
    assert {"geld", "wapen", "koel bewaren", "QR-code van F5D-PN2-09V2"} <= spoken


def test_a_place_has_a_thick_border_and_an_item_has_none(press):
    def edge(label):
        image = picture(press.label_png(label, STOCKS["62x29"], 203, "nl")).convert("L")
        return image.crop((image.width // 2, 5, image.width // 2 + 1, 12)).getextrema()

    assert edge(FACES["place"]) == (0, 0)
    assert edge(ITEM) == (255, 255)


def test_a_command_stands_in_capitals_of_eight_millimetres(press):
    card = press.sheet_pdf([FACES["command"]], SHEETS["a4-105x74"], 1, "nl")
    page = pypdfium2.PdfDocument(card)[0].get_textpage()
    heights = [page.get_charbox(n)[3] - page.get_charbox(n)[1] for n in range(page.count_chars())]
    assert max(heights) / 72 * 25.4 == pytest.approx(8, abs=0.4)


def test_the_trial_has_a_line_of_twenty_millimetres(press):
    image = picture(press.label_png(FACES["trial"], STOCKS["62x29"], 203, "nl"))
    width, _ = image.size
    right = image.convert("L").crop((int(width * 0.44), 0, width, image.height))
    rows = (bytes(right.crop((0, y, right.width, y + 1)).tobytes()) for y in range(right.height))
    longest = max(len(run) for row in rows for run in re.findall(rb"\x00+", row))
    assert longest == pytest.approx(20 / 25.4 * 203, abs=3)


@pytest.mark.parametrize("face", FACES)
def test_a_text_that_is_too_long_is_cut_with_dots_and_stays_on_the_label(press, face):
    long = "Een heel lange omschrijving die nergens op past " * 20
    fields = {"item": ("name", "moment", "seal"), "place": ("name", "parent")}
    named = fields.get(face, {"badge": ("number", "post"), "command": ("word",)}.get(face, ()))
    label = replace(FACES[face], **dict.fromkeys(named, long))
    pdf = press.label_pdf(label, STOCKS["62x29"], 203, "nl")
    page = pypdfium2.PdfDocument(pdf)[0]
    width, height = page.get_size()
    words = page.get_textpage()
    for n in range(words.count_chars()):
        left, bottom, right, top = words.get_charbox(n)
        assert left >= 0 and right <= width and bottom >= 0 and top <= height
    assert codes(pixels(pdf, 203)) == [label.url]
    assert face == "trial" or "…" in text(pdf)


HOSTILE = ['#import "@preview/x:1.0.0"', "^XA^XZ", "<script>x</script>", '$x$ #read("a")', "{code}"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_texts_come_out_literally(press, hostile):
    said = text(
        press.label_pdf(PlaceLabel(url("P", "B-12"), "B", hostile), STOCKS["62x29"], 203, "nl")
    )
    assert said == f"B {hostile}"


@pytest.mark.parametrize("name", ["مفتاح", "😀", "\u202eabc", "王", "\x00", "e\u0301"])
def test_a_text_of_any_script_prints_and_leaves_the_code_readable(press, name):
    label = replace(ITEM, name=name)
    assert codes(picture(press.label_png(label, STOCKS["62x29"], 203, "nl"))) == [ITEM.url]


def test_an_svg_asks_for_nothing_outside_itself(press):
    svg = press.label_svg(replace(ITEM, handling=("money",)), STOCKS["62x29"], 203, "nl")
    for element in ElementTree.fromstring(svg).iter():
        assert element.tag.rpartition("}")[2] not in ("script", "foreignObject", "style", "a")
        for name, value in element.attrib.items():
            assert not name.startswith("on")
            assert not name.endswith("href") or value.startswith(("#", "data:image/"))


def test_equal_labels_are_equal_bytes_and_other_labels_are_not(press):
    for draw in (press.label_png, press.label_svg, press.label_pdf, press.label_zpl):
        once = draw(ITEM, STOCKS["62x29"], 203, "nl")
        assert once == draw(replace(ITEM), STOCKS["62x29"], 203, "nl")
        assert once != draw(replace(ITEM, print_no=2), STOCKS["62x29"], 203, "nl")


def test_an_item_label_has_no_place_for_a_person_or_a_value():
    assert set(ItemLabel.__dataclass_fields__) == {
        "url", "code", "name", "moment", "seal", "handling", "print_no", "face"
    }  # fmt: skip
    assert labels.SHEET_DPI == 600
