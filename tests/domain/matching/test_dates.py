"""Days in words become windows: every row of the table of `matching.md` 12, and more."""

from datetime import date

import pytest

from custody.domain.matching.dates import windows
from custody.domain.matching.lexicon import lexicon
from custody.domain.matching.text import normalise, read
from custody.domain.matching.values import Window


def windows_of(text: str, received_on: date) -> tuple[Window, ...]:
    """Return the windows of a text that was not read yet."""
    known, folded = lexicon(), normalise(text)
    words = read(text, folded, frozenset(known.texts["abbreviations"]))
    return windows(words, folded, received_on, known, known.language_of(words))


RECEIVED = date(2025, 6, 18)  # A Wednesday.


def days(text: str, received: date = RECEIVED) -> list[tuple[str, str]]:
    return [(w.first.isoformat(), w.last.isoformat()) for w in windows_of(text, received)]


def only(text: str, received: date = RECEIVED) -> tuple[str, str]:
    found = days(text, received)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    "words",
    [
        "Op 12 mei gaf ik mijn sleutels af.",
        "Op 12 mei jl. gaf ik mijn sleutels af.",
        "Op 12 mei j.l. gaf ik mijn sleutels af.",
        "Op twaalf mei gaf ik mijn sleutels af.",
        "On May 12th I gave my keys.",
        "On the 12th of May I gave my keys.",
        "Op 12/5 gaf ik mijn sleutels af.",
        "Op 12-05-25 gaf ik mijn sleutels af.",
        "Op 12-5-2025 gaf ik mijn sleutels af.",
        "Op 12.05.2025 gaf ik mijn sleutels af.",
        "Op 2025-05-12 gaf ik mijn sleutels af.",
        "Maandag 12 mei 2025 gaf ik mijn sleutels af.",
        "Op de 12e mei gaf ik mijn sleutels af.",
    ],
)
def test_a_day_is_that_day(words):
    assert only(words) == ("2025-05-12", "2025-05-12")


def test_a_slash_date_in_english_has_two_readings_and_the_day_first_weighs_more():
    found = windows_of("I gave my keys to the officer on 5/12 and they were not returned", RECEIVED)
    assert [(w.first.isoformat(), w.weight) for w in found] == [
        ("2024-12-05", 1.0),
        ("2025-05-12", 0.5),
    ]


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("begin mei", "2025-05-01", "2025-05-10"),
        ("in early May", "2025-05-01", "2025-05-10"),
        ("at the beginning of May", "2025-05-01", "2025-05-10"),
        ("half mei", "2025-05-10", "2025-05-20"),
        ("medio mei", "2025-05-10", "2025-05-20"),
        ("in mid-May", "2025-05-10", "2025-05-20"),
        ("eind mei", "2025-05-21", "2025-05-31"),
        ("in late May", "2025-05-21", "2025-05-31"),
        ("at the end of May", "2025-05-21", "2025-05-31"),
        ("in mei", "2025-05-01", "2025-05-31"),
        ("in the month of May", "2025-05-01", "2025-05-31"),
        ("in oktober 2024", "2024-10-01", "2024-10-31"),
        ("half oktober 2024", "2024-10-10", "2024-10-20"),
        ("in november", "2024-11-01", "2024-11-30"),
        ("afgelopen zaterdag", "2025-06-14", "2025-06-14"),
        ("last Saturday", "2025-06-14", "2025-06-14"),
        ("vorige week dinsdag", "2025-06-10", "2025-06-10"),
        ("dinsdag vorige week", "2025-06-10", "2025-06-10"),
        ("Tuesday of last week", "2025-06-10", "2025-06-10"),
        ("zaterdag", "2025-06-14", "2025-06-14"),
        ("zaterdagavond", "2025-06-14", "2025-06-14"),
        ("gisteren", "2025-06-17", "2025-06-17"),
        ("eergisteren", "2025-06-16", "2025-06-16"),
        ("the other day", "2025-06-11", "2025-06-17"),
        ("drie weken geleden", "2025-05-24", "2025-06-01"),
        ("three weeks ago", "2025-05-24", "2025-06-01"),
        ("een paar dagen geleden", "2025-06-12", "2025-06-16"),
        ("a few days ago", "2025-06-12", "2025-06-16"),
        ("ruim een maand geleden", "2025-04-29", "2025-05-19"),
        ("over a month ago", "2025-04-29", "2025-05-19"),
        ("in de nacht van 7 op 8 mei", "2025-05-07", "2025-05-08"),
        ("the night of 7 to 8 May", "2025-05-07", "2025-05-08"),
        ("tussen 3 en 9 mei", "2025-05-03", "2025-05-09"),
        ("from 3 to 9 May", "2025-05-03", "2025-05-09"),
        ("van 3 t/m 9 mei", "2025-05-03", "2025-05-09"),
        ("31 jan op 1 feb", "2025-01-31", "2025-02-01"),
        ("met Pasen", "2025-04-19", "2025-04-22"),
        ("tweede pinksterdag", "2025-06-08", "2025-06-10"),
        ("met Koningsdag", "2025-04-25", "2025-04-27"),
        ("met carnaval", "2025-02-28", "2025-03-06"),
        ("met oud en nieuw", "2024-12-30", "2025-01-02"),
        ("on Boxing Day", "2024-12-25", "2024-12-27"),
        ("vorig jaar rond de kerst", "2024-12-21", "2024-12-30"),
        ("op Goede Vrijdag", "2025-04-17", "2025-04-19"),
        ("in het voorjaar", "2025-03-01", "2025-06-15"),
        ("over the summer", "2025-06-01", "2025-06-18"),
        ("rond 12 mei", "2025-05-09", "2025-05-15"),
        ("omstreeks 12 mei", "2025-05-09", "2025-05-15"),
        ("around 12 May", "2025-05-09", "2025-05-15"),
        ("afgelopen weekend", "2025-06-13", "2025-06-15"),
        ("vorige maand", "2025-05-01", "2025-05-31"),
        ("last month", "2025-05-01", "2025-05-31"),
        ("zaterdag de 14e", "2025-06-14", "2025-06-14"),
        ("on the 12th", "2025-06-12", "2025-06-12"),
        ("eind vorige maand", "2025-05-21", "2025-05-31"),
        ("twee jaar geleden", "2023-04-20", "2023-08-18"),
    ],
)
def test_the_window_grammar(words, first, last):
    found = [(w.first.isoformat(), w.last.isoformat()) for w in windows_of(words, RECEIVED)]
    assert (first, last) in found, found
    assert len([w for w in windows_of(words, RECEIVED) if w.weight >= 0.5]) <= 2


def test_a_weekday_without_more_weighs_half():
    assert [w.weight for w in windows_of("zaterdag was ik daar", RECEIVED)] == [0.5]
    assert [w.weight for w in windows_of("afgelopen zaterdag was ik daar", RECEIVED)] == [1.0]


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Op 12 mei gaf ik ze af. Twee dagen later belde ik.", "2025-05-14"),
        ("On 12 May I gave them. Two days later I called.", "2025-05-14"),
        ("Op 12 mei gaf ik ze af. De volgende dag belde ik.", "2025-05-13"),
        ("On 12 May I was stopped. That same evening I called.", "2025-05-12"),
        ("Op 12 mei gaf ik ze af. Diezelfde avond belde ik.", "2025-05-12"),
    ],
)
def test_later_counts_from_the_window_before(text, second):
    assert days(text)[1] == (second, second)


@pytest.mark.parametrize(
    "text",
    [
        "Ik kwam om 5 uur en betaalde 12,50 euro.",
        "Ik woon op nummer 12 en ben 34 jaar oud.",
        "Volgens artikel 12 van de wet mag dat niet, mei wel.",
        "Zaaknummer 12-5 of 2025.",
        "It may take 3 officers to do this.",
        "Het duurde 3 weken.",
        "Ze kwamen om 17.30 uur.",
        "De ring van onze trouwdag, 14-6-2021.",
        "I have 2 keys and 3 cards.",
    ],
)
def test_these_are_no_days(text):
    assert days(text) == []


def test_a_year_is_the_last_one_before_the_complaint():
    assert only("op 20 december") == ("2024-12-20", "2024-12-20")
    assert only("op 18 juni") == ("2025-06-18", "2025-06-18")
    assert only("op 19 juni") == ("2024-06-19", "2024-06-19")


def test_a_weekday_before_a_date_chooses_the_year_in_which_it_fits():
    assert only("dinsdag 12 november") == ("2024-11-12", "2024-11-12")
    assert only("zondag 12 mei") == ("2024-05-12", "2024-05-12")


def test_the_span_covers_the_words_that_say_so():
    text = "Ik was er rond 12 mei jl. met mijn tas."
    found = windows_of(text, RECEIVED)[0]
    assert text[found.span.start : found.span.end] == "rond 12 mei jl"


def test_precision_says_how_wide_the_writer_meant_it():
    named = ["12 mei", "drie weken geleden", "half mei", "in mei", "in het voorjaar", "vorig jaar"]
    assert [windows_of(one, RECEIVED)[0].precision for one in named] == [
        "day",
        "week",
        "part_of_month",
        "month",
        "season",
        "year",
    ]
