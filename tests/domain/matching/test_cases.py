"""A file is split in what the matcher may see and what only the metrics may see."""

import json

import pytest

from custody.domain.matching.cases import CaseFileError, in_regime, read_cases
from tests.matching_file import SMALL, complaint, gold, item, lines


def test_the_matcher_sees_neither_gold_nor_who_is_who() -> None:
    cases = read_cases(lines(), "small.jsonl")
    seen = json.dumps([dict(one) for one in (*cases.items, *cases.complaints)])
    assert "person_ref" not in seen
    assert "p-k1" not in seen
    assert '"lang"' not in seen
    assert "must_not_link" not in seen
    assert cases.file == "small.jsonl"
    assert cases.gold["k1"].wrong == {"a2"}
    assert cases.gold["k3"].non_mentions == ("telefonisch",)


def test_a_regime_says_what_is_known_of_the_giver() -> None:
    phone = dict(read_cases(lines()).items[0])
    assert in_regime(phone, "full")["handed_over_by"]["phone"] == "06-99000111"
    assert in_regime(phone, "degraded")["handed_over_by"] == {"name": "T. Roos"}
    assert in_regime(phone, "none")["handed_over_by"] is None
    assert all("handed_over_by_degraded" not in in_regime(phone, r) for r in ("full", "none"))


def test_unknown_values_are_read_as_the_widest_ones_and_unknown_fields_are_ignored() -> None:
    strange = item("z1", "spaceship", "ding", "2025-05-01", intake="beamed", colour_of_the_moon=1)
    read = read_cases(lines([*SMALL, strange])).items[-1]
    assert (read["category"], read["intake"]) == ("other", "surrendered")


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ("{", "-"),
        ("[]", "-"),
        ('{"type": "thing"}', "type"),
        (json.dumps(item("b", "keys", "sleutel", "12 mei")), "datetime"),
        (json.dumps(item("b", "keys", "sleutel", "2025-05-01", qty="two")), "qty"),
        (json.dumps(item("b", "keys", "", "2025-05-01")), "description"),
        (json.dumps(item("b", "keys", "sleutel", "2025-05-01", identifiers=["x"])), "identifiers"),
        (json.dumps(item("a1", "keys", "sleutel", "2025-05-01")), "id"),
        (json.dumps(complaint("k9", "soon", "text")), "received"),
        (json.dumps(gold("k1", ("nowhere", "telefoon"))), "links"),
    ],
)
def test_a_line_that_is_not_right_is_named_with_its_field(line: str, field: str) -> None:
    with pytest.raises(CaseFileError) as error:
        read_cases([*lines(), line])
    assert error.value.facts["line"] == len(lines()) + 1
    assert error.value.facts["field"] == field


def test_a_file_without_its_first_line_is_refused() -> None:
    with pytest.raises(CaseFileError):
        read_cases(lines(SMALL[1:]))
