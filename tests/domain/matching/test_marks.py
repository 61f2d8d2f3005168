"""Words that a person marked become mentions like those that the engine recognised."""

from datetime import date

from custody.domain.matching.frames import analyse
from custody.domain.matching.values import Frame, Marked, Report

TEXT = "Die avond ging er een klavertje mee, en het rode kistje ook."


def marked(words: str, category: str) -> Frame:
    start = TEXT.index(words)
    mark = Marked(1000, start, start + len(words), category)
    report = Report(TEXT, date(2025, 6, 18), marked=(mark,))
    return next(one for one in analyse(report).frames if one.mark == 1000)


def test_a_mark_is_an_active_mention_of_its_kind():
    frame = marked("klavertje", "keys")
    assert (frame.polarity, frame.concept, frame.category) == ("active", "key", "keys")
    assert TEXT[frame.span.start : frame.span.end] == "klavertje"


def test_a_word_of_the_kind_tells_more_than_the_kind():
    frame = marked("het rode kistje", "household")
    assert frame.concept == "box"
    assert "red" in [one.value for one in frame.attributes]


def test_other_is_no_kind():
    assert marked("klavertje", "other").concept is None
