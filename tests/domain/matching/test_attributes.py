"""How things look, how many there are, what they are worth, and on which day it was."""

from datetime import date

import pytest

from custody.domain.matching.frames import analyse
from custody.domain.matching.values import Frame, Report

DAY = date(2025, 6, 18)


def frame(text: str, words: str) -> Frame:
    for one in analyse(Report(text, DAY)).frames:
        if words in text[one.span.start : one.span.end]:
            return one
    raise AssertionError(f"no frame for {words}")


@pytest.mark.parametrize(
    ("text", "words", "kind", "value"),
    [
        ("Ze namen mijn zwarte rugzak mee.", "rugzak", "colour", "black"),
        ("Mijn rugzak, een blauwe, is ingenomen.", "rugzak", "colour", "blue"),
        ("Mijn leren jas is ingenomen.", "jas", "material", "leather"),
        ("Mijn Gazelle fiets is meegenomen.", "fiets", "brand", "gazelle"),
        ("Mijn schoenen maat 43 zijn weg.", "schoenen", "size", "43"),
        ("Ze namen mijn sleutels met een rood kwastje mee.", "sleutels", "part", "kwastje"),
        ("Mijn ring met inscriptie 'Anna 1985' is weg.", "ring", "inscription", "anna 1985"),
        ("They took my silver watch.", "watch", "colour", "silver"),
        ("They took my wooden box engraved 'J.P.'", "box", "material", "wood"),
    ],
)
def test_words_beside_a_thing_say_how_it_looks(text, words, kind, value):
    assert (kind, value) in [(a.kind, a.value) for a in frame(text, words).attributes]


def test_a_colour_belongs_to_its_own_thing():
    text = "Ze namen mijn rode tas en mijn groene jas mee."
    assert [a.value for a in frame(text, "tas").attributes] == ["red"]
    assert [a.value for a in frame(text, "jas").attributes] == ["green"]


@pytest.mark.parametrize(
    ("text", "words", "number"),
    [
        ("Ze namen twee jassen mee.", "jassen", 2),
        ("Ze namen 3 telefoons mee.", "telefoons", 3),
        ("Ze namen mijn telefoon mee.", "telefoon", None),
        ("Ze namen een paar schoenen mee.", "schoenen", None),
        ("Mijn koopwaar (31 stuks) is ingenomen.", "koopwaar", 31),
        ("They seized two laptops.", "laptops", 2),
    ],
)
def test_the_number_of_pieces_is_read(text, words, number):
    assert frame(text, words).quantity == number


@pytest.mark.parametrize(
    ("text", "cents", "about"),
    [
        ("Ze namen 850 euro in.", 85000, False),
        ("Ze namen € 1.250,50 in.", 125050, False),
        ("Ze namen ongeveer 240 euro in.", 24000, True),
        ("They took about 600 zloty from me.", 60000, True),
        ("Ik gaf een envelop met 1.000 euro af.", 100000, False),
    ],
)
def test_a_sum_of_money_is_read_in_cents(text, cents, about):
    (found,) = [f for f in analyse(Report(text, DAY)).frames if f.amount]
    assert (found.category, found.polarity) == ("cash", "active")
    assert found.amount is not None
    assert (found.amount.cents, found.amount.about) == (cents, about)


def test_the_day_of_the_handover_comes_before_the_day_of_the_call():
    text = "Op 3 mei gaf ik mijn sleutels af en op 9 mei heb ik gebeld."
    first, second = frame(text, "sleutels").windows
    assert (first.first, first.basis, first.weight) == (date(2025, 5, 3), "handover", 1.0)
    assert (second.first, second.basis) == (date(2025, 5, 9), "call")
    assert second.weight < first.weight


def test_a_day_of_another_sentence_weighs_half_unless_it_is_the_only_one():
    text = "Op 3 mei was de inval. Ze namen mijn laptop mee."
    (window,) = frame(text, "laptop").windows
    assert (window.first, window.weight) == (date(2025, 5, 3), 1.0)
    text = "Op 3 mei was de inval. Op 9 mei namen ze mijn laptop mee."
    first, second = frame(text, "laptop").windows
    assert (first.first, first.weight) == (date(2025, 5, 9), 1.0)
    assert second.weight < 0.5


def test_a_frame_knows_verb_direction_holder_place_and_number():
    text = "Ik gaf mijn telefoon (IMEI 490154203237518) aan de agente op de Dorpsweg 18 af."
    found = frame(text, "telefoon")
    assert found.verb is not None
    assert found.holder is not None
    assert text[found.verb.start : found.verb.end].startswith("gaf")
    assert text[found.holder.start : found.holder.end] == "agente"
    assert found.direction == "given"
    assert [one.number for one in found.places if one.kind == "street"] == ["18"]
    assert [one.kind for one in found.identifiers] == ["imei"]


def test_the_same_thing_written_twice_is_one_frame():
    text = "Ze namen mijn fiets mee. De fiets is zwart. Ik wil mijn fiets terug."
    active = [f for f in analyse(Report(text, DAY)).frames if f.polarity == "active"]
    assert len(active) == 1


def test_the_wider_word_later_is_the_same_thing_and_a_sister_is_not():
    text = "Ik gaf mijn huissleutel af. De sleutel is nu weg. Mijn autosleutel is ook ingenomen."
    active = [f.concept for f in analyse(Report(text, DAY)).frames if f.polarity == "active"]
    assert active == ["house_key", "car_key"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Ik moest alles afgeven.", "alles"),
        ("They took everything I had.", "everything"),
        ("Mijn eigendommen zijn nog bij de politie.", "eigendommen"),
        ("De politie heeft mijn frobulator in beslag genomen.", "frobulator"),
        ("They confiscated my frobulator.", "frobulator"),
    ],
)
def test_an_unknown_thing_is_a_frame_without_a_concept_and_with_little_confidence(text, words):
    found = frame(text, words)
    assert (found.concept, found.category, found.polarity) == (None, "other", "active")
    assert found.confidence <= 0.5 or words in ("alles", "everything", "eigendommen")


def test_all_my_things_say_no_more_than_the_things_that_are_named():
    text = "They took everything: my phone and my keys."
    active = [f.concept for f in analyse(Report(text, DAY)).frames if f.polarity == "active"]
    assert active == ["phone", "key"]


def test_a_quoted_letter_and_a_signature_make_no_active_mention():
    text = (
        "Ik klaag.\n> Wij namen uw fiets in beslag.\nDat hoort niet.\n\nGroetjes,\nJan\nTelefoon 06"
    )
    assert [f for f in analyse(Report(text, DAY)).frames if f.polarity == "active"] == []


def test_an_unknown_thing_counted_up_with_known_ones_is_found_too():
    text = "Ze namen mijn telefoon, frobulator en sleutels in beslag."
    active = [f for f in analyse(Report(text, DAY)).frames if f.polarity == "active"]
    assert [f.concept for f in active] == ["phone", None, "key"]
