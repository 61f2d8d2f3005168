"""Words for things: forms, compounds, typing errors, what is blocked, and a third language."""

from importlib import resources
from tomllib import loads
from typing import Any

import pytest

from custody.domain.matching.lexicon import build, lexicon
from custody.domain.matching.text import tokens

CATEGORIES = [
    "keys",
    "phone",
    "cash",
    "id_document",
    "card",
    "wallet",
    "bag",
    "bicycle",
    "scooter",
    "vehicle",
    "jewellery",
    "watch",
    "computer",
    "data_carrier",
    "camera",
    "audio",
    "medication",
    "clothing",
    "shoes",
    "glasses",
    "aid",
    "animal",
    "tool",
    "document",
    "book",
    "instrument",
    "toy",
    "sport",
    "weapon",
    "food",
    "household",
    "other",
]


@pytest.mark.parametrize(
    ("word", "concept"),
    [
        ("sleutels", "key"),
        ("sleuteltjes", "key"),
        ("schuursleutel", "shed_key"),
        ("kelderkastsleutel", "key"),
        ("fietssleuteltje", "bike_key"),
        ("trouwringen", "wedding_ring"),
        ("huissleutl", "house_key"),
        ("portemonee", "wallet"),
        ("rijbewijss", "driving_licence"),
        ("horlogies", "watch"),
        ("kettinkje", "necklace"),
        ("gsm", "phone"),
        ("velo", "bicycle"),
        ("valies", "suitcase"),
        ("fatbikes", "fatbike"),
        ("gehoorapparaten", "hearing_aid"),
        ("knives", "knife"),
        ("headphones", "headphones"),
        ("laptops", "laptop"),
        ("batteries", "battery"),
    ],
)
def test_a_word_and_its_forms_name_a_thing(word, concept):
    assert lexicon().kin(str(lexicon().concept_of(word)), concept) in ("equal", "child", "parent")


@pytest.mark.parametrize(
    "word",
    [
        "sleutelfiguur",
        "sleutelrol",
        "telefonisch",
        "telefoontje",
        "fietspad",
        "politieauto",
        "dienstwapen",
        "vrachtwagenchauffeur",
        "brievenbus",
        "ervaring",
        "gezond",
        "kosten",
        "tussen",
        "waren",
        "zagen",
        "keynote",
        "lawsuit",
        "watching",
        "notary",
    ],
)
def test_these_words_name_nothing(word):
    assert lexicon().concept_of(word) is None


def things(text: str) -> list[str]:
    return [one.form.concept for one in lexicon().things(tokens(text))]


@pytest.mark.parametrize(
    ("text", "concepts"),
    [
        ("sleutels van mijn fiets", ["bike_key"]),
        ("een bos sleutels", ["key"]),
        ("mijn fiets sleutel", ["bike_key"]),
        ("mijn e bike", ["ebike"]),
        ("my front door keys", ["house_key"]),
        ("a set of golf clubs", ["golf_clubs"]),
        ("the key point", []),
        ("aan de telefoon", []),
    ],
)
def test_phrases_and_words_written_apart_are_read_as_one(text, concepts):
    assert things(text) == concepts


def test_every_category_of_the_register_has_words_in_every_language():
    known = lexicon()
    for name in known.languages:
        named = {
            known.concepts[form.concept]
            for own in known.forms.values()
            for language, form in own.items()
            if language == name
        }
        assert named == set(CATEGORIES), name


def test_kinds_know_their_kin():
    kin = lexicon().kin
    assert kin("house_key", "house_key") == "equal"
    assert kin("house_key", "key") == "parent"
    assert kin("key", "house_key") == "child"
    assert kin("drill", "saw") == "sister"
    assert kin("drill", "phone") == "none"


def test_a_word_that_is_common_in_the_language_of_a_text_is_no_thing_of_another():
    known = lexicon()
    assert known.form_of("rug", "nl") is None
    assert known.concept_of("rug") == "bedding"


def _third() -> dict[str, Any]:
    """Return an invented language: the lists of English, with other words in the places that count."""
    folder = resources.files("custody.domain.matching") / "data"
    file: dict[str, Any] = loads((folder / "en.toml").read_text(encoding="utf-8"))
    empty = {key: [] for key in file["direction"]}
    return {
        **file,
        "rank": 3,
        "stop": ["mia", "la", "ol", "en"],
        "my": ["mia", "miaj"],
        "things": {"key": ["klavo"], "phone": ["fono"]},
        "inflect": [{"match": "(.*)o", "forms": ["{0}oj"]}],
        "stuff": ["aferoj"],
        "heads": {"words": ["klavo"], "never": []},
        "idioms": [],
        "blocked": ["klavoludo"],
        "direction": {**empty, "taken": ["prenis ~ for"], "given": ["donis"], "left_places": []},
        "polarity": {**{key: [] for key in file["polarity"]}, "denied": ["ne mia"]},
    }


def test_one_file_is_enough_for_a_third_language():
    folder = resources.files("custody.domain.matching") / "data"
    concepts = loads((folder / "concepts.toml").read_text(encoding="utf-8"))
    known = build(concepts, {"xx": _third()})
    found = known.things(tokens("La ol prenis mia domklavoj kaj fono for. Klavoludo."), "xx")
    assert [(one.form.concept, one.form.sure < 1) for one in found] == [
        ("key", True),
        ("phone", False),
    ]
    assert (("prenis", "~", "for"), "taken") in known.cues["prenis"]
    assert known.concept_of("sleutel") is None
