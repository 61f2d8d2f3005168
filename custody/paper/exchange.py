"""A file of another register as rows, and rows as such a file: CSV and JSON lines.

Rules kept here:
- the file is read row by row and never held whole, whatever its size;
- a row that cannot be read is told with its line number, and reading goes on;
- no cell of a file that leaves can become a formula, and our own file reads back as it was (Q39);
- the same key twice in one JSON object is refused: one of the two would be lost unseen (Q20).
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TextIO

from custody.domain.lines import PERSON_PARTS, Problem
from custody.paper.spreadsheet import read_cell, safe_cell

FORMATS = ("csv", "jsonl")
LONGEST_CELL = 200_000


def rows(path: Path) -> Iterator[tuple[int, Mapping[str, Any] | Problem]]:
    """Return (line number, fields or what is wrong) of each row; the name's ending says the format."""
    with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as file:
        yield from _json_rows(file) if format_of(path) == "jsonl" else _csv_rows(file)


def format_of(path: Path) -> str:
    """Return which format a file's name stands for; anything but JSON lines is a spreadsheet."""
    return "jsonl" if path.suffix.lower() in (".jsonl", ".ndjson", ".json") else "csv"


def _json_rows(file: TextIO) -> Iterator[tuple[int, Mapping[str, Any] | Problem]]:
    for number, line in enumerate(file, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line, object_pairs_hook=_object)
        except ValueError as error:
            yield number, Problem(number, "-", f"is not one JSON object: {error}")
            continue
        if isinstance(value, dict):
            yield number, value
        else:
            yield number, Problem(number, "-", "is not one JSON object")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice in it")
    return found


def _csv_rows(file: TextIO) -> Iterator[tuple[int, Mapping[str, Any] | Problem]]:
    csv.field_size_limit(LONGEST_CELL)
    first = file.readline()
    separator = max(";,\t", key=first.count)
    head = [name.strip() for name in next(csv.reader([first], delimiter=separator), [])]
    reader = csv.reader(file, delimiter=separator)
    while True:
        number = reader.line_num + 2
        try:
            cells = next(reader, None)
        except csv.Error as error:
            yield number, Problem(number, "-", f"cannot be read: {error}")
            continue
        if cells is None:
            return
        if len(cells) > len(head):
            yield number, Problem(number, "-", f"has {len(cells)} cells, the head {len(head)}")
        elif any(cells):
            yield number, {n: read_cell(c) for n, c in zip(head, cells, strict=False)}


def written(form: str, fields: Sequence[str], values: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Return the parts of a file that `rows` reads back: a head, if there is one, then line by line."""
    if form == "jsonl":
        for one in values:
            yield json.dumps(dict(one), ensure_ascii=False) + "\n"
        return
    columns = [column for name in fields for column in _columns(name)]
    yield "\ufeff" + _csv_line(columns)
    for one in values:
        flat = _flat(one)
        yield _csv_line([safe_cell(str(flat.get(column, ""))) for column in columns])


def _columns(name: str) -> list[str]:
    if name == "represented":
        return [f"{name}_name", f"{name}_relation"]
    if name in ("handed_over_by", "owner", "for_whom", "complainant"):
        return [f"{name}_{part}" for part in PERSON_PARTS]
    return [name]


def _flat(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields with persons and identifiers as plain cells."""
    flat: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, Mapping):
            flat |= {f"{name}_{part}": inner for part, inner in value.items()}
        elif isinstance(value, list):
            plain = "; ".join(f"{one['kind']}:{one['value']}" for one in value)
            flat[name] = json.dumps(value) if plain.count(";") >= len(value) > 0 else plain
        else:
            flat[name] = value
    return flat


def _csv_line(cells: Sequence[str]) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=";", lineterminator="\r\n").writerow(cells)
    return out.getvalue()
