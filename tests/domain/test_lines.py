"""Fields of a line: what is read, what is told, and nothing guessed."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from custody.domain.lines import Row
from tests.exchange.lines import COMPLAINT, ITEM, complaint_problems, item, item_problems


def _row(**values: Any) -> Row:
    return Row(7, values, ("datetime", "owner"))


def test_a_time_without_a_zone_is_local() -> None:
    moment, bare = _row(datetime="2026-07-01T14:30").moment("datetime")
    assert moment == datetime(2026, 7, 1, 12, 30, tzinfo=UTC)
    assert not bare


def test_a_bare_day_counts_as_its_noon_and_is_known_as_a_day() -> None:
    moment, bare = _row(datetime="2026-01-05").moment("datetime")
    assert moment == datetime(2026, 1, 5, 11, 0, tzinfo=UTC)
    assert bare


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("datetime", "yesterday"),
        ("datetime", "2026-02-30"),
        ("datetime", None),
        ("import_ref", ""),
        ("import_ref", "x" * 121),
        ("quantity", "two"),
        ("quantity", -1),
        ("quantity", True),
        ("taking", "stolen"),
        ("condition", "fine"),
        ("description", ["a", "list"]),
        ("description", "nul \x00"),
        ("description", "half a sign \ud800"),
        ("code", "F5DPN209VC"),
        ("returned", "1999-01-01"),
        ("returned", "soon"),
        ("identifiers", [{"kind": "IMEI", "value": "1"}]),
        ("identifiers", [{"kind": "imei"}]),
        ("identifiers", "[not json"),
        ("identifiers", [{"kind": "imei", "value": "1"}] * 21),
        ("cash", "12,50"),
        ("cash", "EUR 1x7"),
        ("handed_over_by", "Annie"),
        ("registered", "never"),
    ],
)
def test_a_wrong_field_of_an_item_is_named_with_its_line(field: str, value: Any) -> None:
    problems = item_problems(**{**ITEM, field: value})
    assert [(p.line, p.field) for p in problems if not p.remark] == [(3, field)]
    assert item(**{**ITEM, field: value}) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("received", "soon"),
        ("text", " \n"),
        ("text", None),
        ("text", "x" * 50_001),
        ("channel", "pigeon"),
        ("state", "lost"),
        ("import_ref", None),
    ],
)
def test_a_wrong_field_of_a_complaint_is_named_with_its_line(field: str, value: Any) -> None:
    assert [p.field for p in complaint_problems(**{**COMPLAINT, field: value})] == [field]


def test_a_person_comes_as_an_object_or_as_columns() -> None:
    whole = _row(owner={"name": "Annie", "dob": "1948-03-02"}).person("owner", "owner")
    parts = _row(owner_name="Annie", owner_dob="1948-03-02").person("owner", "owner")
    assert whole == parts
    assert whole is not None
    assert (whole.name, whole.born) == ("Annie", "1948-03-02")
    assert _row().person("owner", "owner") is None


def test_fields_that_nobody_reads_are_named() -> None:
    assert _row(datetime="2026-01-05", colour="red", owner_name="A").unknown == ("colour",)


def test_a_day_is_a_day() -> None:
    assert _row(datetime="2026-01-05").day("datetime") == date(2026, 1, 5)
