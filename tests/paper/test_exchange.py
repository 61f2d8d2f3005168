"""Files of other registers: read row by row, and written so that they read back."""

import csv
from pathlib import Path
from typing import Any

import pytest

from custody.domain.exchange import read_complaint, read_item
from custody.domain.lines import Problem
from custody.paper.exchange import rows, written

FIELDS = ("import_ref", "description", "identifiers", "handed_over_by", "represented")
PAYLOADS = (
    "=1+1",
    "'s-Gravenhage",
    "'=1+1",
    " @SUM(A1)",
    "a;b\"c'",
    "regel 1\nregel 2",
    "-5",
    "|x",
)


def _read(tmp_path: Path, name: str, content: str) -> list[tuple[int, Any]]:
    (tmp_path / name).write_text(content, encoding="utf-8")
    return list(rows(tmp_path / name))


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_table_is_read_with_the_separator_of_its_head(tmp_path: Path, separator: str) -> None:
    text = f"a{separator}b\n1{separator}2\n\n3{separator}4\n"
    assert _read(tmp_path, "x.csv", text) == [(2, {"a": "1", "b": "2"}), (4, {"a": "3", "b": "4"})]


def test_a_row_names_the_line_on_which_it_begins(tmp_path: Path) -> None:
    found = _read(tmp_path, "x.csv", 'a;b\n1;"two\nlines"\n3;4;5\n')
    assert found[0] == (2, {"a": "1", "b": "two\nlines"})
    assert isinstance(found[1][1], Problem)
    assert found[1][1].line == 4


def test_an_apostrophe_that_nobody_put_there_for_safety_stays(tmp_path: Path) -> None:
    assert _read(tmp_path, "x.csv", "a\n's-Gravenhage\n")[0][1] == {"a": "'s-Gravenhage"}


@pytest.mark.parametrize("line", ["nonsense", '["a list"]', '{"a": 1, "a": 2}', "7"])
def test_a_line_that_is_no_object_is_told_and_reading_goes_on(tmp_path: Path, line: str) -> None:
    found = _read(tmp_path, "x.jsonl", f'{line}\n\n{{"a": "b"}}\n')
    assert isinstance(found[0][1], Problem)
    assert found[1] == (3, {"a": "b"})


@pytest.mark.parametrize("text", PAYLOADS)
def test_no_cell_is_a_formula_and_every_text_reads_back(tmp_path: Path, text: str) -> None:
    line = {"import_ref": "1", "description": text}
    out = "".join(written("csv", FIELDS, [line]))
    head, row = csv.reader(out.removeprefix("\ufeff").splitlines(keepends=True), delimiter=";")
    assert len(head) == len(row)
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r", "|"))]
    ((_, values),) = _read(tmp_path, "x.csv", out)
    assert values["description"] == text


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_persons_and_numbers_read_back_as_they_left(tmp_path: Path, form: str) -> None:
    line = {
        "import_ref": "1",
        "identifiers": [{"kind": "other", "value": "a; b: c"}],
        "handed_over_by": {"name": "Annie", "dob": "1948-03-02"},
        "represented": {"name": "Piet", "relation": "broer"},
    }
    again = dict(_read(tmp_path, f"x.{form}", "".join(written(form, FIELDS, [line]))))
    read = read_item(2, {**next(iter(again.values())), "datetime": "2026-01-05"})[0]
    assert read is not None
    assert read.identifiers == (("other", "a; b: c"),)
    assert read.persons[0].born == "1948-03-02"
    complaint = read_complaint(
        2, {**next(iter(again.values())), "received": "2026-01-05", "text": "x"}
    )
    assert complaint[0] is not None
    assert complaint[0].relation == "broer"
