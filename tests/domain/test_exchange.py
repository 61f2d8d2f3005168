"""Lines of another register: how its words become ours."""

import pytest

from custody.domain.exchange import cash_text, moment_text, unit_code
from custody.domain.items import Cash
from tests.cast import NOON
from tests.exchange.lines import ITEM, item, item_problems


@pytest.mark.parametrize(
    ("intake", "giver", "taking"),
    [
        ("surrendered", None, "safekeeping"),
        ("seized", None, "seized"),
        ("detained", None, "detainee_goods"),
        ("brought", None, "for_detainee"),
        ("evidence", None, "given_evidence"),
        ("found", None, "found_by_police"),
        ("found", {"name": "Jan"}, "found_by_citizen"),
        ("something new", None, "safekeeping"),
    ],
)
def test_the_intake_of_the_evaluation_format_becomes_a_taking(
    intake: str, giver: dict[str, str] | None, taking: str
) -> None:
    read = item(**{**ITEM, "intake": intake, "handed_over_by": giver})
    assert read is not None
    assert read.taking == taking


def test_the_taking_of_this_house_goes_before_the_intake() -> None:
    read = item(**{**ITEM, "intake": "found", "taking": "found_internal"})
    assert read is not None
    assert read.taking == "found_internal"


def test_who_brought_a_found_thing_is_its_finder() -> None:
    read = item(**{**ITEM, "intake": "found", "handed_over_by": {"name": "Jan"}})
    assert read is not None
    assert [person.role for person in read.persons] == ["finder"]


def test_an_unknown_category_is_read_as_other_and_told() -> None:
    read = item(**{**ITEM, "category": "spaceship"})
    assert read is not None
    assert read.category == "other"
    assert [(p.field, p.remark) for p in item_problems(**{**ITEM, "category": "spaceship"})] == [
        ("category", True)
    ]


def test_numbers_on_an_item_come_as_a_list_or_in_one_cell() -> None:
    listed = [{"kind": "imei", "value": "353924118705312"}, {"kind": "other", "value": "a:b"}]
    whole = item(**{**ITEM, "identifiers": listed})
    cell = item(**{**ITEM, "identifiers": "imei:353924118705312; other:a:b"})
    assert whole is not None
    assert whole == cell
    assert whole.identifiers == (("imei", "353924118705312"), ("other", "a:b"))


@pytest.mark.parametrize(
    "cash",
    [Cash("EUR", ((5000, 2), (200, 1))), Cash("USD", counted=False), Cash("GBP", ((700, 3),))],
)
def test_money_reads_back_as_it_was_counted(cash: Cash) -> None:
    read = item(**{**ITEM, "cash": cash_text(cash.value())})
    assert read is not None
    assert read.cash == cash


def test_a_moment_is_written_as_precisely_as_it_is_known() -> None:
    assert moment_text(NOON, "exact") == "2026-11-23T13:00:00+01:00"
    assert moment_text(NOON, "day") == "2026-11-23"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Bureau Kanaalzone", "BUREAU-KANAALZONE"),
        ("WTL-HAVEN", "WTL-HAVEN"),
        ("een heel lange naam van een team", "EEN-HEEL-LANGE-NAAM-VAN"),
        ("---", "IMPORT"),
    ],
)
def test_a_unit_of_which_only_the_name_is_known_gets_a_code(name: str, code: str) -> None:
    assert unit_code(name) == code
