"""The mask is the one that the QR library would choose by itself, only found sooner (Q62)."""

import random

import pytest
from qrcode import constants, util
from qrcode.main import QRCode

from custody.paper.masks import best_mask, penalty


def squares(version, seed):
    """The eight trials of one code as the library draws them."""
    rng = random.Random(seed)
    code = QRCode(version=version, error_correction=constants.ERROR_CORRECT_Q)
    code.add_data(util.QRData(bytes(rng.randrange(256) for _ in range(12))), optimize=0)
    for mask in range(8):
        code.makeImpl(True, mask)
        yield [row[:] for row in code.modules]


def numbers(modules):
    return [int("".join("01"[bool(cell)] for cell in row), 2) for row in modules]


@pytest.mark.parametrize("version", [2, 3, 7, 17])
def test_the_points_are_those_of_the_library(version):
    for seed in range(4):
        for modules in squares(version, seed):
            assert penalty(numbers(modules)) == util.lost_point(modules)


@pytest.mark.parametrize("seed", range(20))
def test_random_squares_get_the_points_of_the_library(seed):
    rng = random.Random(seed)
    dark = rng.random()
    modules = [[rng.random() < dark for _ in range(33)] for _ in range(33)]
    assert penalty(numbers(modules)) == util.lost_point(modules)


@pytest.mark.parametrize("cell", [True, False])
def test_a_square_of_one_colour_gets_the_points_of_the_library(cell):
    modules = [[cell] * 21 for _ in range(21)]
    assert penalty(numbers(modules)) == util.lost_point(modules)


def test_of_equal_masks_the_first_wins():
    rows = [0b1010, 0b0101, 0b1010, 0b0101]
    same = [0, 0, 0, 0]
    assert best_mask(rows, [same, same, same]) == 0


def test_the_mask_with_the_fewest_points_wins():
    checks = [0b10101010, 0b01010101] * 4
    worse = [0b11111111] * 8
    plain = [row ^ other for row, other in zip(checks, worse, strict=True)]
    assert best_mask(worse, [[0] * 8, plain]) == 1
