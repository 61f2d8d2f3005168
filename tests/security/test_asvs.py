"""The map of OWASP ASVS 5.0, levels 1 and 2, is whole and says nothing that no test shows (Q88).

`asvs.csv` has one line per requirement, in our own words: the rules it rests on, whether it is met, and
the tests that show it or the reason why not. "not met" is an honest answer; "met" without a test is none.
"""

import ast
import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

HERE = Path(__file__).parent
HOUSE = HERE.parent.parent
STATES = frozenset({"met", "not met", "does not apply"})
# Requirements of levels 1 and 2 per chapter of ASVS 5.0.0, and of level 3 those that we take on.
PER_CHAPTER = (0, 27, 11, 19, 10, 9, 35, 18, 7, 7, 29, 14, 9, 13, 9, 13, 16, 7)
TAKEN_ON = frozenset({"2.3.5", "5.2.4", "5.2.6", "7.5.3", "8.3.2"})
# Rules of security that hold from the first version on; Q31 and Q43 come before a pilot.
RULES = frozenset(f"Q{n}" for n in range(20, 50)) - {"Q31", "Q43"}


def _lines() -> list[dict[str, str]]:
    with (HERE / "asvs.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


LINES = _lines()


@cache
def _tests_of(file: str) -> frozenset[str]:
    tree = ast.parse((HOUSE / file).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def _number(line: dict[str, str]) -> tuple[int, ...]:
    return tuple(int(part) for part in line["requirement"].split("."))


def test_every_requirement_has_one_line_in_order() -> None:
    numbers = [_number(line) for line in LINES]
    assert numbers == sorted(set(numbers))
    usual = Counter(
        chapter for (chapter, *_), line in zip(numbers, LINES, strict=True) if line["level"] in "12"
    )
    assert [usual[chapter] for chapter in range(len(PER_CHAPTER))] == list(PER_CHAPTER)
    assert {line["requirement"] for line in LINES if line["level"] == "3"} == TAKEN_ON


@pytest.mark.parametrize("line", LINES, ids=lambda line: line["requirement"])
def test_a_line_names_tests_that_exist_or_says_why_not(line: dict[str, str]) -> None:
    assert line["state"] in STATES
    assert line["words"]
    assert all(re.fullmatch(r"[QPCLV]\d{1,3}", rule) for rule in line["rules"].split())
    named = [test.split("::") for test in line["tests"].split()]
    assert [name for file, name in named if name not in _tests_of(file)] == []
    if line["state"] == "met":
        assert named
        assert line["rules"]
    else:
        assert line["reason"]
        assert not named


def test_every_rule_of_security_of_the_first_version_is_shown_by_a_test() -> None:
    shown = {rule for line in LINES if line["state"] == "met" for rule in line["rules"].split()}
    assert RULES - shown == frozenset()
