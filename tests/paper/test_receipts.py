"""The receipt names every object, says what is true, reads back, and is open to everyone (P125)."""

import random
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageDraw

from custody.paper import qr, receipts
from custody.paper.receipts import ReceiptLine, ReceiptPaper, Signature

from .reading import codes, pages, pixels, squeezed, text

LINES = (
    ReceiptLine("F5DPN209V2", "2", "sleutels", "met hanger", "gebruikt"),
    ReceiptLine("K7T3RX45HR", "1", "telefoon", "zwart, hoesje met barst", "kapot", "Z 448 102"),
    ReceiptLine("R4HNC2X8J0", "€ 85,00", "contant geld", "4 biljetten", "", "Z 448 103"),
)


def receipt_url(no="R26-000417-X", signs=672, seed=1):
    token = "".join(random.Random(seed).choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=signs))
    return f"https://BON.EXAMPLE/B/{no}#{token}"


RECEIPT = ReceiptPaper(
    no="R26-000417-X",
    url=receipt_url(),
    issued_at=datetime(2026, 5, 3, 19, 16, tzinfo=UTC),
    lines=LINES[:1],
    happened="zondag 3 mei 2026, 21:14",
    taken_by="agent 4711",
    unit="Team Haven",
    place="Kadestraat 14, Waterland",
    why="om binnen te kunnen",
    destination="Voorwerpenkamer Haven",
    comes_back="ja, u krijgt bericht wanneer",
    signature=Signature(typed="A. Verhoeven"),
    officer_signed="4711, 3 mei 2026, 21:16",
    giver="Annie Verhoeven",
    phone="0900 0000",
    service_name="Afgifte en bewaring",
)


def pen(colour=(0, 0, 140, 255)):
    image = Image.new("RGBA", (300, 100), (0, 0, 0, 0))
    ImageDraw.Draw(image).line([(20, 70), (90, 20), (160, 80), (280, 30)], fill=colour, width=5)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def spoken(pdf):
    """The alternative texts of the pictures."""
    with pikepdf.open(BytesIO(pdf)) as document:
        things = [thing for thing in document.objects if isinstance(thing, pikepdf.Dictionary)]
        return {str(thing.Alt) for thing in things if "/Alt" in thing}


def outside(pdf):
    """Letters that do not lie wholly on their page."""
    for page in pypdfium2.PdfDocument(pdf):
        width, height = page.get_size()
        words = page.get_textpage()
        for n in range(words.count_chars()):
            left, bottom, right, top = words.get_charbox(n)
            if left < 0 or bottom < 0 or right > width or top > height:
                yield words.get_text_range(n, 1)


@pytest.mark.parametrize("dpi", [203, 300])
@pytest.mark.parametrize("size", ["A6", "A4"])
def test_the_signed_code_reads_back_from_paper(press, size, dpi):
    pdf = press.receipt_pdf(RECEIPT, size, "nl")
    assert codes(pixels(pdf, dpi)) == [RECEIPT.url]


def test_twenty_receipts_of_every_length_read_at_both_resolutions(press):
    for n in range(20):
        url = receipt_url(signs=200 + 24 * n, seed=n)
        pdf = press.receipt_pdf(replace(RECEIPT, url=url), "A6", "nl")
        assert [codes(pixels(pdf, dpi)) for dpi in (203, 300)] == [[url], [url]]


@pytest.mark.full
@pytest.mark.parametrize("dpi", [203, 300])
def test_two_hundred_receipts_read(press, dpi):
    for n in range(200):
        url = receipt_url(signs=672 - n, seed=dpi + n)
        assert codes(pixels(press.receipt_pdf(replace(RECEIPT, url=url), "A6", "en"), dpi)) == [url]


def test_a_camera_with_eight_pixels_per_millimetre_reads_it_askew(press):
    page = pixels(press.receipt_pdf(RECEIPT, "A6", "nl"), 406)
    turned = page.rotate(11, Image.Resampling.BICUBIC, True, fillcolor=200)
    seen = turned.resize((turned.width // 2, turned.height // 2), Image.Resampling.BOX)
    assert codes(seen) == [RECEIPT.url]


@pytest.mark.parametrize("signs", [100, 300, 500, 672])
def test_the_code_has_at_most_sixty_millimetres_and_five_whole_dots_per_module(signs):
    url = receipt_url(signs=signs)
    modules = len(qr.matrix(url, "M"))
    side = qr.picture(url, receipts.QR_SIDE, receipts.QR_DPI)["side"]
    dots = side / modules / 25.4 * 203
    assert round(dots) >= 5 and dots == pytest.approx(round(dots))
    assert side / modules * (modules + 2 * qr.QUIET) <= 60


@pytest.mark.parametrize("size", ["A6", "A4"])
def test_four_modules_around_the_code_are_white(press, size):
    page = pixels(press.receipt_pdf(RECEIPT, size, "nl"), 600)
    found = zxingcpp.read_barcode(page).position
    module = (found.top_right.x - found.top_left.x) / len(qr.matrix(RECEIPT.url, "M"))
    left, top = found.top_left.x - module, found.top_left.y - module
    right, bottom = found.bottom_right.x + module, found.bottom_right.y + module
    quiet = 3 * module
    around = page.crop((left - quiet, top - quiet, right + quiet, bottom + quiet))
    around.paste(
        255, (round(quiet), round(quiet), round(around.width - quiet), round(around.height - quiet))
    )
    assert around.getextrema() == (255, 255)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("steps", ["returns", "decided", "stays"])
@pytest.mark.parametrize("count", [1, 2, 3])
def test_one_to_three_objects_of_two_lines_each_fit_one_page_of_a6(press, count, steps, lang):
    wordy = "Samsung, zwart, hoesje met barst en een sticker van een hond"
    lines = tuple(replace(line, marks=wordy, condition="scherm kapot") for line in LINES[:count])
    moment = "maandag 4 mei 2026, 8:05"
    full = replace(RECEIPT, lines=lines, recorded=moment, copy_no=2, next_steps=steps)
    pdf = press.receipt_pdf(full, "A6", lang)
    assert pages(pdf) == 1
    width, height = pypdfium2.PdfDocument(pdf)[0].get_size()
    assert (width / 72 * 25.4, height / 72 * 25.4) == pytest.approx((105, 148), abs=0.1)
    assert ("blad 1 van 1" if lang == "nl" else "page 1 of 1") in text(pdf)
    assert list(outside(pdf)) == []


def test_more_objects_flow_on_and_each_page_says_which_of_how_many(press):
    many = replace(RECEIPT, lines=LINES * 20)
    pdf = press.receipt_pdf(many, "A6", "nl")
    document = pypdfium2.PdfDocument(pdf)
    total = len(document)
    assert total > 1
    for n, page in enumerate(document, start=1):
        said = page.get_textpage().get_text_bounded()
        assert f"blad {n} van {total}" in said and "R26-000417-X" in said
    said = text(pdf)
    assert said.count("F5D-PN2-09V2") == said.count("2 sleutels") == 20
    read = [code for n in range(total) for code in codes(pixels(pdf, 203, n))]
    assert read == [RECEIPT.url]


def test_each_object_is_named_with_count_marks_condition_seal_ground_and_code(press):
    own = replace(LINES[1], why="in beslag genomen")
    said = text(press.receipt_pdf(replace(RECEIPT, lines=(LINES[0], own)), "A6", "nl"))
    for words in (
        "2 sleutels, met hanger, gebruikt",
        "F5D-PN2-09V2",
        "1 telefoon, zwart, hoesje met barst, kapot, zegel Z 448 102, in beslag genomen",
        "K7T-3RX-45HR",
    ):
        assert words in said


@pytest.mark.parametrize(
    ("lang", "facts"),
    [
        ("nl", "Wanneer {happened} Vastgelegd {recorded} Van {giver} Aan {taken_by}, {unit} Waar {place} "
               "Waarom {why} Ligt nu bij {destination} Terug {comes_back}"),
        ("en", "When {happened} Written down {recorded} From {giver} To {taken_by}, {unit} Where {place} "
               "Why {why} Now with {destination} Return {comes_back}"),
    ],
)  # fmt: skip
def test_the_facts_stand_beside_their_words(press, lang, facts):
    full = replace(RECEIPT, recorded="maandag 4 mei 2026, 8:05")
    assert facts.format_map(full.__dict__) in text(press.receipt_pdf(full, "A6", lang))


def test_the_second_time_is_printed_only_when_there_is_one(press):
    assert "Vastgelegd" not in text(press.receipt_pdf(RECEIPT, "A6", "nl"))


@pytest.mark.parametrize(("lang", "words"), [("nl", "Van niet genoemd"), ("en", "From not stated")])
def test_a_giver_who_is_not_known_is_said_to_be_not_stated(press, lang, words):
    assert words in text(press.receipt_pdf(replace(RECEIPT, giver=""), "A6", lang))


def test_what_happens_next_what_to_bring_and_how_to_complain_stand_on_it(press):
    said = text(press.receipt_pdf(RECEIPT, "A6", "nl"))
    for words in (
        "1. Wij bewaren het voor u. 2. U krijgt bericht. 3. U haalt het op bij de balie.",
        "Deze bon en uw identiteitsbewijs.",
        "Bel 0900 0000. Noem het nummer van deze bon.",
        "Klaag eerst bij de politie. Daarna kunt u naar de Nationale ombudsman.",
    ):
        assert words in said


def test_without_a_phone_the_desk_is_named(press):
    said = text(press.receipt_pdf(replace(RECEIPT, phone=""), "A6", "nl"))
    assert "Ga naar de balie. Noem het nummer van deze bon." in said and "Bel" not in said


def test_what_does_not_come_back_is_not_promised(press):
    said = text(press.receipt_pdf(replace(RECEIPT, next_steps="decided"), "A6", "nl"))
    assert "Er komt een besluit" in said and "U haalt het op" not in said


@pytest.mark.parametrize(
    ("opening", "lead", "by"),
    [
        ("given", "U gaf dit aan de politie.", "Aan agent 4711"),
        ("brought", "U bracht dit naar de politie.", "Aan agent 4711"),
        ("taken", "De politie nam dit mee.", "Door agent 4711"),
    ],
)
def test_it_opens_with_what_is_true(press, opening, lead, by):
    said = text(press.receipt_pdf(replace(RECEIPT, opening=opening), "A6", "nl"))
    assert lead in said and by in said


@pytest.mark.parametrize(("lang", "words"), [("nl", "kopie 2"), ("en", "copy 2")])
def test_a_reprint_says_so_outside_the_code_and_has_the_same_code(press, lang, words):
    first = press.receipt_pdf(RECEIPT, "A6", lang)
    second = press.receipt_pdf(replace(RECEIPT, copy_no=2), "A6", lang)
    assert words not in text(first) and words in text(second)
    assert codes(pixels(first, 300)) == codes(pixels(second, 300)) == [RECEIPT.url]


@pytest.mark.parametrize(
    ("lang", "words"), [("nl", "Nog niet ondertekend"), ("en", "Not yet signed")]
)
def test_without_a_token_it_says_that_it_is_not_signed_and_has_no_code(press, lang, words):
    pdf = press.receipt_pdf(replace(RECEIPT, url=None), "A6", lang)
    assert words in text(pdf)
    assert codes(pixels(pdf, 300)) == []
    assert words not in text(press.receipt_pdf(RECEIPT, "A6", lang))


def test_a_written_signature_is_drawn_black_and_named_for_who_cannot_see_it(press):
    pdf = press.receipt_pdf(replace(RECEIPT, signature=Signature(written=pen())), "A6", "nl")
    assert "De handtekening van de gever" in spoken(pdf)
    page = pypdfium2.PdfDocument(pdf)[0].render(scale=2).to_pil().convert("RGB")
    assert all(red == green == blue for _, (red, green, blue) in page.getcolors(1 << 20))


@pytest.mark.parametrize(
    ("signature", "words"),
    [
        (Signature(typed="A. Verhoeven"), "Getekend met naam: A. Verhoeven"),
        (Signature(refused="wilde niet"), "Niet getekend: wilde niet"),
    ],
)
def test_a_typed_name_and_a_refusal_are_words(press, signature, words):
    assert words in text(press.receipt_pdf(replace(RECEIPT, signature=signature), "A6", "nl"))


def test_who_signs_by_pen_gets_an_empty_line(press):
    said = text(press.receipt_pdf(replace(RECEIPT, signature=Signature()), "A6", "nl"))
    assert "Handtekening gever" in said and "etekend" not in said.replace("getekende", "")


@pytest.mark.parametrize("size", ["A6", "A4"])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_it_is_tagged_has_a_title_a_language_and_words_for_its_pictures(press, size, lang):
    pdf = press.receipt_pdf(replace(RECEIPT, signature=Signature(written=pen())), size, lang)
    with pikepdf.open(BytesIO(pdf)) as document:
        assert document.Root.MarkInfo.Marked
        assert str(document.Root.Lang) == lang
        assert "R26-000417-X" in str(document.docinfo.Title)
        assert document.Root.ViewerPreferences.DisplayDocTitle
        tags = {
            str(thing.S)
            for thing in document.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/StructElem"
        }
    assert {"/H1", "/H2", "/L", "/LI", "/Figure", "/P"} <= tags
    assert len(spoken(pdf)) == 2


HOSTILE = [
    '#import "@preview/x:1.0.0": * #read("/etc/passwd")',
    "^XA^FO0,0^FDx^FS^XZ ~JR",
    "<script>alert(1)</script>",
    "$x$ *b* _i_ `r` <l> @r \\ // /* */",
    "{n} {no} {total} {phone}",
    "'; DROP TABLE item; --",
]
EVERYWHERE = [
    "happened",
    "recorded",
    "taken_by",
    "unit",
    "place",
    "why",
    "destination",
    "comes_back",
    "giver",
    "officer_signed",
    "phone",
    "service_name",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_texts_come_out_literally_in_every_field(press, hostile):
    line = ReceiptLine("F5DPN209V2", hostile, hostile, hostile, hostile, hostile, hostile)
    full = replace(
        RECEIPT,
        **dict.fromkeys(EVERYWHERE, hostile),
        lines=(line,),
        signature=Signature(refused=hostile),
    )
    pdf = press.receipt_pdf(full, "A4", "nl")
    assert squeezed(text(pdf)).count(squeezed(hostile)) == len(EVERYWHERE) + 6 + 1 + 1
    assert codes(pixels(pdf, 203)) == [RECEIPT.url]


@pytest.mark.parametrize(
    "other", ["مفتاح البيت", "😀 👨‍👩‍👧", "\u202eneb", "王小明", "\x00\x1b[31m", "\ud800"]
)
def test_texts_of_any_script_print_and_leave_the_code_readable(press, other):
    pdf = press.receipt_pdf(replace(RECEIPT, giver=other, place=other), "A6", "nl")
    assert codes(pixels(pdf, 203)) == [RECEIPT.url]


@pytest.mark.parametrize("long", ["W" * 3000, "woord " * 700, "a-" * 1500, "è" * 2000])
@pytest.mark.parametrize("field", ["giver", "place", "officer_signed", "lines", "signature"])
def test_a_very_long_text_is_whole_and_nothing_runs_off_the_paper(press, field, long):
    values = {"lines": (replace(LINES[0], marks=long),), "signature": Signature(refused=long)}
    pdf = press.receipt_pdf(replace(RECEIPT, **{field: values.get(field, long)}), "A6", "nl")
    said = squeezed(text(pdf))
    letter = squeezed(long)[0]
    plain = squeezed(text(press.receipt_pdf(RECEIPT, "A6", "nl")))
    assert said.count(letter) >= squeezed(long).count(letter)
    assert len(said) >= len(plain) + len(squeezed(long)) - 60
    assert list(outside(pdf)) == []


def test_equal_receipts_are_equal_bytes_and_another_moment_is_another_file(press):
    once = press.receipt_pdf(RECEIPT, "A6", "nl")
    assert once == press.receipt_pdf(replace(RECEIPT), "A6", "nl")
    assert once != press.receipt_pdf(replace(RECEIPT, giver="Ans"), "A6", "nl")
    later = replace(RECEIPT, issued_at=RECEIPT.issued_at.replace(minute=17))
    assert once != press.receipt_pdf(later, "A6", "nl")
