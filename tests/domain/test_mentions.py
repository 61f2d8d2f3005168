"""Every mention ends in exactly one way, and marked words stand in the complaint as they are."""

import pytest

from custody.domain.mentions import FIRST_MARK, MarkedWordsError, MentionEnd, endings, find_words

TEXT = "Ik gaf mijn sleutels. Mijn sleutels zijn weg."


def test_words_are_found_where_they_stand():
    start, end = find_words(TEXT, " Mijn sleutels ", ())
    assert TEXT[start:end] == "Mijn sleutels"


def test_words_that_are_marked_already_are_found_at_their_next_place():
    assert find_words(TEXT, "sleutels", [(12, 20)]) == (27, 35)


@pytest.mark.parametrize("words", ["", "  ", "fiets", "mijn  sleutels"])
def test_words_that_do_not_stand_there_are_refused(words):
    with pytest.raises(MarkedWordsError):
        find_words(TEXT, words, ())


def test_words_that_are_all_marked_already_are_refused():
    with pytest.raises(MarkedWordsError):
        find_words(TEXT, "sleutels", [(12, 20), (27, 35)])


def test_an_item_comes_before_a_claim_and_a_claim_before_a_reason():
    aside = [MentionEnd(n, 0, 1, not_police=True, reason="x") for n in (0, 1, 2)]
    found = endings([0, 1, 2, 3], [0, None], [0, 1], aside)
    assert found == {0: "linked", 1: "claim", 2: "not_police", 3: ""}


def test_marked_words_are_no_end_by_themselves():
    mark = MentionEnd(FIRST_MARK, 0, 5, "keys", marked=True)
    assert endings([FIRST_MARK], [], [], [mark]) == {FIRST_MARK: ""}
