"""Numbers and codes in a text, read by their check digits, forms and the words before them."""

import pytest

from custody.domain import codes
from custody.domain.matching.identifiers import identifiers, masked

CODE = codes.make_item_code("F5DPN209V")
SHOWN = codes.show_item_code(CODE)
RECEIPT = codes.make_receipt_no(2025, 123)


def kinds(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.value) for one in identifiers(text)]


@pytest.mark.parametrize(
    "written",
    [
        SHOWN,
        SHOWN.lower(),
        SHOWN.replace("-", " "),
        CODE,
        f"https://bon.example/I/{CODE}",
        SHOWN.replace("0", "O"),
    ],
)
def test_an_item_code_is_read_in_every_spelling(written):
    assert ("item_code", CODE) in kinds(f"Op het label staat {written} en dat klopt.")


@pytest.mark.parametrize(
    "written",
    [
        RECEIPT,
        RECEIPT.lower(),
        RECEIPT.replace("-", ""),
        RECEIPT.replace("-", " "),
        "R25-123",
        "R25-000123",
        "r25 000123",
        "R25-OOO123",
    ],
)
def test_a_receipt_number_is_read_in_every_spelling(written):
    (found,) = identifiers(f"Mijn bon is {written}, maar niemand vindt hem.")
    assert found.kind == "receipt"
    assert found.value.startswith("R25-000123")
    assert found.shown == written


def test_a_bare_number_behind_the_word_receipt_is_the_end_of_one():
    (found,) = identifiers("Volgens bonnummer 1310 is alles in orde.")
    assert (found.kind, found.value, found.strength) == ("receipt", "1310", "suffix")


@pytest.mark.parametrize(
    ("written", "strength"),
    [
        ("490154203237518", "exact"),
        ("49 015420 323751 8", "exact"),
        ("490154-20-323751-8", "exact"),
        ("490154203237519", "unchecked"),
        ("49015420323751", "unchecked"),
    ],
)
def test_an_imei_is_checked_by_luhn(written, strength):
    (found,) = identifiers(f"IMEI {written}.")
    assert (found.kind, found.strength) == ("imei", strength)
    assert written.replace(" ", "").replace("-", "") == found.value


@pytest.mark.parametrize(
    ("text", "kind", "value"),
    [
        ("Het serienummer is AB12-3456.", "serial", "AB123456"),
        ("serial no. 5CD1234XYZ", "serial", "5CD1234XYZ"),
        ("framenummer GZ 1234567", "frame", "1234567"),
        ("framenr. WBK77A1234", "frame", "WBK77A1234"),
        ("paspoortnummer NX1K23456", "document", "NX1K23456"),
        ("chipnummer 528140000123456", "chip", "528140000123456"),
        ("Er staat EAAB-1234567 op de onderkant.", "serial", "EAAB1234567"),
        ("bankpas eindigend op 4321", "card", "4321"),
        ("the card ending in 4321", "card", "4321"),
        ("NL91 ABNA 0417 1643 00", "card", "NL91ABNA0417164300"),
        ("bel 06-12345678", "phone", "612345678"),
        ("bel +31 6 1234 5678", "phone", "612345678"),
        ("bel 0031 6 12345678", "phone", "612345678"),
        ("bel 020 794 0800", "phone", "207940800"),
        ("call me on +32 470 12 34 56", "phone", "470123456"),
    ],
)
def test_other_numbers_are_known_by_their_form_or_the_word_before_them(text, kind, value):
    assert (kind, value) in kinds(text)


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("AB-12-CD", "AB12CD"),
        ("12-ABC-3", "12ABC3"),
        ("g-123-bc", "G123BC"),
        ("VBC 12 X", "VBC12X"),
        ("h417xk", "H417XK"),
        ("1-ABC-123", "1ABC123"),
    ],
)
def test_a_plate_is_read_by_its_side_code(written, value):
    assert ("plate", value) in kinds(f"Mijn auto met kenteken {written} is weg.")
    assert ("plate", value) in kinds(f"Mijn auto {written} is weg.")


def test_a_look_alike_in_a_plate_is_read_as_the_side_code_wants_it():
    assert ("plate", "AB12CD") in kinds("kenteken AB-I2-CD")


def test_a_plate_is_never_repaired_by_a_swap():
    assert kinds("kenteken AB-12-CD") != kinds("kenteken AB-21-CD")


@pytest.mark.parametrize(
    "text",
    [
        "Ik woon op 1234 AB in de stad, nummer 18.",
        "Op 12-05-2025 om 17.30 uur kostte het 1.400 euro.",
        "Zaaknummer PL1500-2025123456 en dossiernummer 2025-7788.",
        "Ik ben 86 en de jas is maat 43.",
        "Ik kreeg 2 keer 50 euro op de 18e.",
        "Geen enkel nummer.",
    ],
)
def test_these_are_no_numbers_of_a_thing(text):
    assert kinds(text) == []


def test_a_citizen_service_number_is_masked_and_is_no_key():
    text = "Mijn BSN is 111222333 en mijn telefoon is weg."
    assert masked(text) == "Mijn BSN is ********* en mijn telefoon is weg."
    assert kinds(text) == []
    assert masked("Het is 111222334 keer gezegd.") == "Het is 111222334 keer gezegd."


def test_the_span_is_that_of_the_original_words():
    text = "Café: IMEI 490154203237518 …"
    (found,) = identifiers(text)
    assert text[found.span.start : found.span.end] == "490154203237518" == found.shown
