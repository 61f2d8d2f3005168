"""What a person typed is printed literally; what cannot be seen is shown by its number (Q40, Q42)."""

import pytest

from custody.paper.lettering import LONGEST_WORD, printable

BREAK = "\u200b"


def has(sign):
    return sign not in "王小明😀"


def shown(text):
    return printable(text, has).replace(BREAK, "")


@pytest.mark.parametrize(
    "text",
    [
        '#import "@preview/x:1.0.0": * #read("/etc/passwd")',
        "$x^2$ *bold* _it_ `raw` <label> @ref \\ // /* */",
        "^XA^FO0,0~JR^FDx^FS",
        "<script>alert(1)</script>",
        "{n} {total} %(no)s",
        "مفتاح البيت",
        "Zażółć gęślą jaźń, ğüşıöç, Ключи",
        "€ 85,00 – 4 biljetten",
    ],
)
def test_markup_and_other_scripts_stay_what_they_are(text):
    assert shown(text) == text


def test_a_text_is_one_line_without_double_spaces():
    assert shown("  sleutel\r\n van\t huis \u2028 nu ") == "sleutel van huis nu"


def test_accents_are_composed_to_one_sign():
    assert shown("cafe\u0301") == "café"


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("a\u202eb", "a[U+202E]b"),
        ("a\u2066b\u2069", "a[U+2066]b[U+2069]"),
        ("a\x07\x00", "a[U+0007][U+0000]"),
        ("\x1b[31mrood", "[U+001B][31mrood"),
        ("\ud800", "[U+D800]"),
        ("\ue000", "[U+E000]"),
    ],
)
def test_what_would_be_invisible_or_turn_the_reading_order_is_shown_by_its_number(text, seen):
    assert shown(text) == seen


def test_a_sign_that_no_font_has_is_shown_by_its_number():
    assert shown("王 en 😀") == "[U+738B] en [U+1F600]"


def test_joiners_and_direction_marks_have_no_ink_and_are_dropped():
    assert shown("a\u200d\u200e\ufe0f\ufeffb") == "ab"


def test_a_word_without_end_gets_places_to_break_and_loses_nothing():
    word = "A" * (3 * LONGEST_WORD + 1)
    pieces = printable(word, has).split(BREAK)
    assert [len(piece) for piece in pieces] == [LONGEST_WORD] * 3 + [1]


def test_a_break_never_parts_a_sign_from_its_accent():
    word = ("x" * (LONGEST_WORD - 1) + "q\u0301") * 2
    assert all(not piece.startswith("\u0301") for piece in printable(word, has).split(BREAK))


def test_a_word_that_fits_has_no_break_in_it():
    assert printable("B" * LONGEST_WORD, has) == "B" * LONGEST_WORD


def test_nothing_stays_nothing():
    assert printable(" \n ", has) == ""
