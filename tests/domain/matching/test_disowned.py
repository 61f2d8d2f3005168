"""Numbers that a complaint gives and does not claim never make a link certain."""

import pytest

from custody.domain.matching.disowned import DOUBTED
from tests.domain.matching.pairs import asked, item, verdict

PLATE = (("plate", "HV-482-K"),)
OTHER = (("plate", "HV-428-K"),)


def read(text: str) -> list[tuple[str, str]]:
    return [(one.value, one.strength) for one in asked(text).analysis.identifiers]


@pytest.mark.parametrize(
    "text",
    [
        "Mijn bus is meegenomen, kenteken HV-482-K. In uw brief staat HV-428-K, dat is een tikfout.",
        "My van was taken, HV-482-K. You wrote HV-428-K, that was a typing mistake.",
        "Mijn bus HV-482-K is meegenomen. Toen kreeg ik HV-428-K te zien. Niet de mijne!",
    ],
)
def test_a_number_that_the_next_words_disown_is_left_out(text):
    assert read(text) == [("HV482K", "exact")]


def test_of_two_numbers_that_may_be_one_neither_is_sure():
    text = "Mijn bus is meegenomen, kenteken HV-482-K of HV-428-K."
    assert [strength for _, strength in read(text)] == [DOUBTED, DOUBTED]
    found = verdict(
        text,
        item("A" * 10, "vehicle", "bus wit", "2025-05-12", numbers=PLATE),
        item("B" * 10, "vehicle", "bus wit", "2025-05-12", numbers=OTHER),
    )
    assert {one.outcome for one in found.matches} <= {"suggest", "context"}


def test_a_number_that_is_only_quoted_back_is_doubted():
    text = "Ik wil mijn telefoon terug.\n> Uw telefoon ligt klaar onder R25-004321-7."
    assert [strength for _, strength in read(text)] == [DOUBTED]


def test_a_day_in_lower_case_is_no_plate():
    assert read("Mijn scooter met kenteken FGK-42-S is op 19 juni meegenomen.") == [
        ("FGK42S", "exact")
    ]
