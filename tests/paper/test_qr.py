"""The square of modules says exactly the address, in the designed segments, version and level."""

import random

import pytest
import zxingcpp
from PIL import Image
from qrcode import constants
from qrcode.main import QRCode
from qrcode.util import MODE_8BIT_BYTE, MODE_ALPHA_NUM, QRData

from custody.paper import qr

HOST = "bon.example"
LABEL = qr.label_url(f"https://{HOST}", "I", "F5DPN209V2")


def drawn(modules, side=4):
    size = len(modules)
    image = Image.new("L", (size, size), 255)
    image.putdata([0 if cell == "1" else 255 for row in modules for cell in row])
    around = Image.new("L", (size + 8, size + 8), 255)
    around.paste(image, (4, 4))
    return around.resize((around.width * side, around.height * side), Image.Resampling.NEAREST)


def read(modules):
    return zxingcpp.read_barcode(drawn(modules))


def receipt_url(signs, host="BON.EXAMPLE"):
    token = "".join(random.Random(signs).choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=signs))
    return f"https://{host}/B/R26-000417-X#{token}"


def by_library(url, level, segments):
    code = QRCode(error_correction=level, border=0)
    for part, mode in segments:
        code.add_data(QRData(part.encode(), mode), optimize=0)
    code.make()
    return code


def test_a_label_address_has_the_host_the_route_and_the_code_in_capitals():
    assert LABEL == "https://BON.EXAMPLE/I/F5DPN209V2"


def test_a_label_is_version_3_with_level_q():
    code = read(qr.matrix(LABEL, "Q"))
    assert (code.text, code.ec_level) == (LABEL, "Q")
    assert len(qr.matrix(LABEL, "Q")) == 29


def test_a_label_has_a_byte_segment_for_the_scheme_and_one_alphanumeric_segment():
    ours = qr.matrix(LABEL, "Q")
    segments = [("https://", MODE_8BIT_BYTE), ("BON.EXAMPLE/I/F5DPN209V2", MODE_ALPHA_NUM)]
    library = by_library(LABEL, constants.ERROR_CORRECT_Q, segments)
    assert ours == tuple("".join("01"[bool(c)] for c in row) for row in library.modules)


def test_a_receipt_has_four_segments_and_the_same_modules_as_the_library_alone():
    url = receipt_url(671)
    head, token = url.split("#")
    segments = [
        ("https://", MODE_8BIT_BYTE),
        (head.removeprefix("https://"), MODE_ALPHA_NUM),
        ("#", MODE_8BIT_BYTE),
        (token, MODE_ALPHA_NUM),
    ]
    library = by_library(url, constants.ERROR_CORRECT_M, segments)
    ours = qr.matrix(url, "M")
    assert library.version == 17
    assert ours == tuple("".join("01"[bool(c)] for c in row) for row in library.modules)


def test_the_longest_receipt_of_the_budget_is_version_17_with_level_m():
    url = receipt_url(672, host="B" * 19)
    assert len(url) == 715
    modules = qr.matrix(url, "M")
    code = read(modules)
    assert len(modules) == 17 + 4 * 17
    assert (code.text, code.ec_level) == (url, "M")


@pytest.mark.parametrize("signs", [0, 40, 130, 250, 370, 470, 560, 672])
def test_a_receipt_of_any_length_reads_back(signs):
    url = receipt_url(signs) if signs else "https://BON.EXAMPLE/B/R26-000417-X"
    assert read(qr.matrix(url, "M")).text == url


def test_a_plain_address_of_the_demo_reads_back():
    url = qr.label_url("http://127.0.0.1:8000", "I", "F5DPN209V2")
    assert read(qr.matrix(url, "Q")).text == url


@pytest.mark.parametrize(("length", "fits"), [(1, True), (20, True), (21, False), (60, False)])
def test_a_host_of_twenty_characters_fits_and_one_more_does_not(length, fits):
    assert qr.label_fits("a" * length) is fits


def test_a_host_that_does_not_fit_is_refused_with_its_name():
    qr.check_host(HOST)
    with pytest.raises(qr.HostTooLongError) as refused:
        qr.check_host("voorwerpen.politie.example.nl")
    assert "voorwerpen.politie.example.nl" in str(refused.value)


def test_equal_addresses_are_made_once():
    assert qr.matrix(LABEL, "Q") is qr.matrix(LABEL, "Q")


def test_the_picture_covers_exactly_the_dark_modules():
    modules = ("110", "000", "101")
    assert qr.svg(modules).count("M") == 3
    assert 'd="M0 0h2v1h-2zM0 2h1v1h-1zM2 2h1v1h-1z"' in qr.svg(modules)
    assert 'viewBox="0 0 3 3"' in qr.svg(modules)
