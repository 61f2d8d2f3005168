"""What is typed and what was written meet, whatever the ending, accent or spacing."""

import pytest

from custody.domain.spelling import numbers_of, spellings, stem, words_of


def test_words_have_no_accents_capitals_or_signs():
    assert words_of("Café-Müller, 2× ÉÉN!") == ("cafe", "muller", "2", "een")
    assert words_of("‘—’") == ()


@pytest.mark.parametrize(
    "forms",
    [
        "sleutel sleutels sleuteltje sleuteltjes",
        "huis huizen",
        "tas tassen tasje",
        "raam ramen",
        "telefoon telefoons telefoontje",
        "horloge horloges",
        "laars laarzen",
        "brief brieven",
        "rood rode",
        "portemonnee portemonnees",
        "mens mensen",
    ],
)
def test_the_forms_of_a_dutch_word_have_one_stem(forms):
    assert len({stem(word) for word in forms.split()}) == 1


def test_words_that_differ_keep_different_stems():
    words = [
        "sleutel",
        "telefoon",
        "tas",
        "jas",
        "huis",
        "bril",
        "boek",
        "ring",
        "ketting",
        "paspoort",
        "fiets",
        "koffer",
    ]
    assert len({stem(word) for word in words}) == len(words)


def test_a_number_keeps_all_its_signs():
    assert stem("4711s") == "4711s"
    assert numbers_of("IMEI 35 693803-564380 9, zegel AB-1234") == ("356938035643809", "ab1234")
    assert numbers_of("2 tassen, nr 1 2") == ()


def test_what_a_text_is_found_by_holds_words_stems_and_whole_numbers():
    assert spellings("Rode tassen", "AB-1234") == (
        "rode",
        "tassen",
        "ab",
        "1234",
        "rod",
        "tas",
        "ab1234",
    )
