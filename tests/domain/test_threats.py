"""The threat model names, for each line, a rule and a test that exists (Q32)."""

import ast
import re
from pathlib import Path

import pytest

from custody.domain import threats
from custody.domain.threats import THREATS

HOUSE = Path(__file__).parent.parent.parent
LINES = [threat for adversary in THREATS for threat in adversary.threats]


@pytest.mark.parametrize("threat", LINES, ids=lambda threat: threat.does)
def test_each_line_names_a_test_that_exists(threat: threats.Threat) -> None:
    file, _, name = threat.test.partition("::")
    tree = ast.parse((HOUSE / file).read_text(encoding="utf-8"))
    assert name in {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("threat", LINES, ids=lambda threat: threat.does)
def test_each_line_names_its_rules(threat: threats.Threat) -> None:
    assert threat.rules
    assert all(re.fullmatch(r"[QPCV]\d{1,3}", rule) for rule in threat.rules)


def test_everybody_of_the_list_has_a_paragraph_and_lines() -> None:
    paragraphs = (threats.__doc__ or "").split("\n- ")[1:]
    assert len(paragraphs) == len(THREATS) == 8
    assert all(adversary.threats for adversary in THREATS)
    assert len({threat.does for threat in LINES}) == len(LINES) >= 20
