"""The bar: stretches to scale, labels that never touch."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from custody.web.bar import MOST_ROWS, PHONE, WIDE, Segment, lay_out


def made(*widths: int, label: str = "Balie Haven Noord") -> list[Segment]:
    starts = itertools.accumulate(widths, initial=0)
    return [
        Segment("confirmed", label, start, width)
        for start, width in zip(starts, widths, strict=False)
    ]


def extent(segment: Segment, letter: float) -> tuple[float, float]:
    return segment.at, segment.at + len(segment.label) * letter


def test_a_word_that_fits_stands_in_its_segment():
    assert [s.row for s in lay_out(made(50, 50), WIDE)] == [0, 0]


def test_short_stretches_that_meet_are_staggered_the_left_one_higher():
    laid = lay_out(made(5, 5, 90), WIDE)
    assert [s.row for s in laid] == [2, 1, 0]


def test_a_word_at_the_edge_moves_left_and_stays_on_the_bar():
    last = lay_out(made(95, 5), WIDE)[-1]
    assert last.row == 1
    assert last.start > last.at >= 0
    assert extent(last, WIDE)[1] <= 100


@given(st.lists(st.integers(1, 40), min_size=1, max_size=12), st.sampled_from([WIDE, PHONE]))
def test_no_two_words_touch_and_no_leader_line_crosses_a_word(widths, letter):
    laid = lay_out(made(*widths), letter)
    above = [s for s in laid if s.row]
    assert all(s.row <= MOST_ROWS for s in above)
    for one, other in itertools.permutations(above, 2):
        left, right = extent(one, letter)
        if one.row == other.row:
            other_left, other_right = extent(other, letter)
            assert right <= other_left or other_right <= left
        if other.row > one.row:
            assert not left < other.start < right
