"""The fixed words are the same in both languages, short, plain, and free of forbidden words (9.1)."""

import re

import pytest

from custody.paper.words import LANGUAGES, words

from .conftest import TEMPLATES

PAPER = TEMPLATES / "paper"
FORBIDDEN = {
    "custody", "hash", "sync", "registratie van goederen", "conform", "middels", "betreffende",
    "dient te", "inzake", "id", "submit", "invalid", "helaas", "unfortunately",
}  # fmt: skip
ONLY_DUTCH = {"item", "items"}


def leaves(tree, path=()):
    """Every text with its place in the file."""
    pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
    for name, value in pairs:
        if isinstance(value, str):
            yield (*path, name), value
        else:
            yield from leaves(value, (*path, name))


def all_words(lang):
    return dict(leaves({k: v for k, v in words(PAPER, lang).items() if k != "lang"}))


def test_both_languages_have_the_same_places():
    assert set(all_words("nl")) == set(all_words("en"))


def test_both_languages_fill_in_the_same_facts():
    dutch, english = all_words("nl"), all_words("en")
    for place, text in dutch.items():
        assert re.findall(r"\{\w+\}", text) == re.findall(r"\{\w+\}", english[place]), place


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_forbidden_word_is_printed(lang):
    forbidden = FORBIDDEN | (ONLY_DUTCH if lang == "nl" else set())
    for place, text in all_words(lang).items():
        for word in forbidden:
            assert not re.search(rf"\b{word}\b", text, re.IGNORECASE), (place, word)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_sentence_is_longer_than_fifteen_words(lang):
    for place, text in all_words(lang).items():
        for sentence in re.split(r"[.?!:]\s", text):
            assert len(sentence.split()) <= 15, (place, sentence)


def test_a_citizen_is_called_u():
    for place, text in all_words("nl").items():
        assert not re.search(r"\b(je|jij|jouw|jullie)\b", text, re.IGNORECASE), place


@pytest.mark.parametrize(
    ("place", "dutch", "english"),
    [
        (("receipt", "titles", "given"), "Bewijs van afgifte", "Receipt"),
        (("receipt", "copy"), "kopie {n}", "copy {n}"),
        (("receipt", "facts", "not_stated"), "niet genoemd", "not stated"),
        (("receipt", "unsigned", "title"), "Nog niet ondertekend", "Not yet signed"),
        (("receipt", "page"), "blad {n} van {total}", "page {n} of {total}"),
        (("label", "seal"), "Zegel", "Seal"),
    ],
)
def test_the_words_of_the_design_are_used(place, dutch, english):
    assert (all_words("nl")[place], all_words("en")[place]) == (dutch, english)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_whatever_follows_has_three_steps(lang):
    after = words(PAPER, lang)["receipt"]["next"]
    assert {name: len(steps) for name, steps in after.items() if name != "title"} == {
        "returns": 3,
        "decided": 3,
        "stays": 3,
    }


def test_an_unknown_language_is_read_in_english():
    assert words(PAPER, "fr")["lang"] == "en"
