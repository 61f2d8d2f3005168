"""Words keep their place in the original, sentences end where people end them."""

from custody.domain.matching.lexicon import lexicon
from custody.domain.matching.text import fold, normalise, tokens

ABBREVIATIONS = frozenset(lexicon().texts["abbreviations"])


def sentences(text: str) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for token in tokens(text, ABBREVIATIONS):
        found.setdefault(token.sentence, []).append(token.word)
    return list(found.values())


def test_folding_takes_case_accents_quotes_and_dashes():
    assert fold("Één “Café’s” – ĳs") == 'een "cafe\'s" - ijs'


def test_each_word_knows_where_it_stood():
    text = "Ik gaf mijn ﬁets… én d’r BRIL, zónder ﬆempel."
    for token in tokens(text):
        shown = text[token.span.start : token.span.end]
        assert fold(shown).replace("'", "'") == token.word
    assert [t.word for t in tokens(text)][3] == "fiets"


def test_plain_text_and_text_with_signs_are_folded_alike():
    assert normalise("Sleutel 5").text == "sleutel 5"
    assert normalise("Sleutel 5\u00ad\u200b é").text == "sleutel 5 e"


def test_an_abbreviation_an_initial_or_a_list_number_ends_no_sentence():
    assert len(sentences("Op 12 mei jl. gaf dhr. J. de Wit mij nr. 5. Dat was alles.")) == 2
    assert len(sentences("Het betreft: 1. mijn tas; 2. mijn jas.")) == 1
    assert len(sentences("Weg! Waar is hij? Niemand weet het.")) == 3
    assert len(sentences("Ik was er... maar niemand anders.")) == 1


def test_empty_lines_and_bullets_end_a_sentence():
    assert len(sentences("Beste mensen\n\nIk mis:\n- mijn tas\n- mijn jas")) == 4


def aside(text: str) -> list[str]:
    known = lexicon()
    found = tokens(text, ABBREVIATIONS, known.texts["quoted_from"], known.texts["closings"])
    return [token.word for token in found if token.aside]


def test_a_signature_and_a_quoted_letter_are_set_aside():
    assert "telefoon" in aside("Ik klaag.\n\nMet vriendelijke groet,\nJan\nTelefoon 06")
    assert aside("Ik klaag over groet en telefoon.") == []
    assert "tas" in aside("Ik klaag.\n> Wij hebben uw tas niet.\nDat klopt niet.")
    assert "klopt" not in aside("Ik klaag.\n> Wij hebben uw tas niet.\nDat klopt niet.")
    assert "sleutel" in aside("Zie dit.\n-----Oorspronkelijk bericht-----\nUw sleutel is weg.")


def test_a_postscript_after_the_signature_counts_again():
    text = "Ik klaag.\n\nMet vriendelijke groet,\nJan\n\nP.S. Mijn tas is ook weg."
    assert "tas" not in aside(text)
