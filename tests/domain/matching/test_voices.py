"""Texts in many voices: those of part "develop" are all read, those of "measure" well enough."""

import pytest

from tests.domain.matching.voices import heard

FLOORS = [("develop", 0.9, 0.05), ("measure", 0.85, 0.17)]


@pytest.mark.parametrize(("part", "found", "wrong"), FLOORS)
def test_texts_of_many_voices_are_read_no_worse_than_before(part, found, wrong):
    figures = heard(part)

    assert figures.recall >= found, figures.missed
    assert figures.false <= wrong, figures.wrong
