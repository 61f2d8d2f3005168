"""A person marks words of a complaint as an item, or says with a reason that they are about nothing."""

import pytest

from custody import storage
from custody.domain.complaints import ComplaintNotFoundError
from custody.domain.mentions import (
    FIRST_MARK,
    MarkedWordsError,
    MentionEnd,
    MentionEndedError,
    MentionUnknownError,
    NotAboutPoliceError,
)
from custody.services import linking, mentions
from tests.acts import complain, form, taken
from tests.cast import MARIT, NOON, PIETER, SANNE

TWO = "Mijn fiets en nog een fiets zijn weg."


def marks(number: str) -> list[MentionEnd]:
    with storage.reading() as books:
        return [end for end in books.handling.ends(number) if end.marked]


def test_a_double_press_marks_words_once_and_the_next_mark_is_at_the_next_place(home):
    number, twice = complain(TWO), form()
    for _ in range(2):
        mentions.mark_words(number, "fiets", "other", twice, MARIT, NOON)
    assert [(one.position, one.start) for one in marks(number)] == [(FIRST_MARK, 5)]
    mentions.mark_words(number, "fiets", "other", form(), MARIT, NOON)
    assert [(one.position, one.start) for one in marks(number)] == [
        (FIRST_MARK, 5),
        (FIRST_MARK + 1, 22),
    ]


def test_words_that_do_not_stand_in_the_complaint_are_not_marked(home):
    number = complain(TWO)
    with pytest.raises(MarkedWordsError):
        mentions.mark_words(number, "step", "other", form(), MARIT, NOON)
    assert marks(number) == []


def test_words_are_set_aside_with_a_reason_and_by_name(home):
    number = complain(TWO)
    mentions.mark_words(number, "fiets", "other", form(), MARIT, NOON)
    with pytest.raises(NotAboutPoliceError):
        mentions.set_aside(number, FIRST_MARK, " ", PIETER, NOON)
    mentions.set_aside(number, FIRST_MARK, "van de buurman", PIETER, NOON)
    (aside,) = marks(number)
    assert (aside.not_police, aside.reason, aside.by) == (True, "van de buurman", PIETER.number)
    assert linking.show(number, MARIT).endings == {FIRST_MARK: "not_police"}


def test_a_mention_that_nobody_made_is_not_set_aside(home):
    number = complain(TWO)
    with pytest.raises(MentionUnknownError):
        mentions.set_aside(number, 0, "van de buurman", MARIT, NOON)


def test_words_that_ended_in_an_item_are_not_set_aside(home):
    number, code = complain(TWO), taken()
    mentions.mark_words(number, "fiets", "other", form(), MARIT, NOON)
    linking.link(number, FIRST_MARK, code, "zelfde", form(), MARIT, NOON)
    with pytest.raises(MentionEndedError):
        mentions.set_aside(number, FIRST_MARK, "van de buurman", MARIT, NOON)


def test_who_may_not_see_a_complaint_marks_nothing_in_it(home):
    number = complain(TWO)
    with pytest.raises(ComplaintNotFoundError):
        mentions.mark_words(number, "fiets", "other", form(), SANNE, NOON)
    with pytest.raises(ComplaintNotFoundError):
        mentions.set_aside(number, 0, "van de buurman", SANNE, NOON)
