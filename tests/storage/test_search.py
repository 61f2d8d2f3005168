"""Items are found by the start of every typed word, newest first, on both databases alike (Q72)."""

import pytest

from custody import storage
from custody.storage.search import words_of


def index(**texts: str) -> None:
    with storage.transaction() as books:
        for code, text in texts.items():
            books.search.index(code, (code, text))


def find(typed: str, limit: int = 51) -> list[str]:
    with storage.reading() as books:
        return list(books.search.find(typed, limit))


@pytest.fixture
def indexed(home):
    index(AAA="2 sleutels, rode hanger", BBB="Blauwe koffer van mevrouw Müller", CCC="rode koffer")
    return home


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("sleutel", ["AAA"]),
        ("SLEUTELS", ["AAA"]),
        ("rode", ["CCC", "AAA"]),
        ("rode koffer", ["CCC"]),
        ("koffer rode", ["CCC"]),
        ("muller", ["BBB"]),
        ("Müll", ["BBB"]),
        ("bbb", ["BBB"]),
        ("leutel", []),
        ("groen", []),
        ("", []),
        ("  , ! ", []),
    ],
)
def test_every_typed_word_is_the_start_of_a_word_of_the_item(indexed, typed, codes):
    assert find(typed) == codes


@pytest.mark.parametrize("typed", ['"', "' OR 1=1 --", "a* AND b", "rode & !", "rode:*", "(", "\\"])
def test_signs_with_a_meaning_for_a_database_have_none_here(indexed, typed):
    assert set(find(typed)) <= {"AAA", "BBB", "CCC"}


def test_no_more_is_given_than_was_asked_for(indexed):
    assert find("rode", limit=1) == ["CCC"]


def test_an_item_is_no_longer_found_by_what_it_was_called_before(indexed):
    index(AAA="1 fietssleutel")
    assert find("hanger") == []
    assert find("fiets") == ["AAA"]
    assert find("rode") == ["CCC"]


def test_an_index_that_was_rolled_back_finds_nothing(indexed):
    with pytest.raises(ZeroDivisionError), storage.transaction() as books:
        books.search.index("DDD", ("paraplu",))
        1 / 0  # noqa: B018
    assert find("paraplu") == []


def test_words_have_no_accents_capitals_or_signs():
    assert words_of("Café-Müller, 2× ÉÉN!") == ("cafe", "muller", "2", "een")
    assert words_of("‘—’") == ()
