"""The standing of a thing: a chance that is the sum of its signs, each with a reason in words."""

from importlib import resources
from tomllib import loads

import pytest

from custody.domain.matching import lexicon as languages
from custody.domain.matching import things
from custody.domain.matching.signs import Signs
from custody.domain.matching.standing import chance, model, reasons
from custody.domain.matching.things import read_things
from tests.domain.matching.test_frames import frames
from tests.domain.matching.test_lexicon import _third


def test_a_thing_without_any_sign_has_the_chance_of_the_start():
    assert chance(()) == chance(("a sign that nobody fitted",)) < 0.5


def test_each_sign_moves_the_chance_to_its_own_side():
    for sign, weight in model()["weights"].items():
        assert (chance((sign,)) > chance(())) == (weight > 0), sign


def test_a_claim_asks_for_more_than_a_mention():
    assert 0 < model()["active"] < model()["claim"] < 1


def test_every_weight_has_its_reason_in_words_the_heaviest_first():
    told = reasons(model()["weights"])

    assert len(told) == len(model()["weights"])
    assert all(words and "_" not in words for words, _ in told)
    assert [abs(w) for _, w in told] == sorted((abs(w) for _, w in told), reverse=True)


def _signs(text: str, words: str) -> frozenset[str]:
    told = read_things(text)
    Signs.decide(told.standing)
    place = next(n for n, m in enumerate(told.found) if told.words[m.first].word == words)
    return told.standing.signs(place)


@pytest.mark.parametrize(
    ("text", "words", "sign"),
    [
        ("De ambulance heeft zijn wandelstok meegenomen.", "wandelstok", "taken.by_bystanders"),
        ("De agent heeft mijn wandelstok meegenomen.", "wandelstok", "taken.by_police"),
        ("I handed my keys over at the desk.", "keys", "whose.my"),
        ("They took my saw. My hammer hung on the wall.", "hammer", "who.elsewhere"),
        ("They took my saw. I was allowed to keep my hammer.", "hammer", "clause.stayed"),
    ],
)
def test_the_context_of_a_thing_gives_its_signs(text, words, sign):
    assert sign in _signs(text, words)


def test_what_stayed_with_its_owner_is_less_likely_than_what_was_taken():
    laptop, phone = frames("The police took my laptop. My phone was at home in the shed.")

    assert laptop.chance > phone.chance
    assert laptop.polarity == "active" != phone.polarity


def test_signs_need_no_language_but_that_of_the_files(monkeypatch):
    folder = resources.files("custody.domain.matching") / "data"
    concepts = loads((folder / "concepts.toml").read_text(encoding="utf-8"))
    known = languages.build(concepts, {"xx": _third()})
    monkeypatch.setattr(things, "lexicon", lambda: known)

    signs = _signs("La ol prenis mia klavo for.", "klavo")

    assert {"whose.my", "clause.taken", "read.active"} <= signs
