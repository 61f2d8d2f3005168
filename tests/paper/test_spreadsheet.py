"""No cell of an export becomes a formula, and every text comes back as it was (Q39)."""

import csv
import io

import pytest

from custody.paper.spreadsheet import plain_cell, safe_cell, written

PAYLOADS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =cmd|' /C calc'!A0",
    '"=1+1',
    "'=1+1",
    "“=1+1",
    "＝1+1",
    '=HYPERLINK("https://x.example")',
    "\u200b=1",
    "%0A=1",
    "|calc",
)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_cell_that_could_be_a_formula_begins_with_an_apostrophe(payload):
    assert safe_cell(payload) == f"'{payload}"
    assert plain_cell(safe_cell(payload)) == payload


@pytest.mark.parametrize(
    "text", ["2 sleutels, rode hanger", "", "'s-Gravenhage", "A-1", "10 %", "''"]
)
def test_every_text_comes_back_as_it_was(text):
    assert plain_cell(safe_cell(text)) == text


def test_a_file_reads_back_with_every_cell_safe():
    content = written(("Code", "=Item"), [(payload, 'a;b\n"c"') for payload in PAYLOADS])
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[0] == ["Code", "'=Item"]
    assert [plain_cell(row[0]) for row in rows[1:]] == list(PAYLOADS)
    assert all(row[0].startswith("'") for row in rows[1:])
