"""Every error is one sentence with its facts, for a page, a log line and a test alike."""

import importlib
import pkgutil
import re

import pytest

import custody.domain
import custody.services
import custody.storage
from custody.domain.errors import (
    ConflictError,
    CustodyError,
    InputError,
    NotFoundError,
    RightError,
    TroubleError,
)

GROUPS = (InputError, RightError, NotFoundError, ConflictError, TroubleError)
for _room in (custody.domain, custody.services, custody.storage):
    for _module in pkgutil.iter_modules(_room.__path__, f"{_room.__name__}."):
        importlib.import_module(_module.name)


def _all(kind: type[CustodyError]) -> list[type[CustodyError]]:
    return [kind, *(below for sub in kind.__subclasses__() for below in _all(sub))]


RULES = sorted(
    {rule for group in GROUPS for rule in _all(group)} - set(GROUPS), key=lambda r: r.__name__
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_broken_rule_has_a_sentence_of_its_own_and_says_why_it_exists(rule):
    assert rule.sentence.strip() and rule.sentence.endswith(".")
    assert rule.__doc__
    assert rule.__name__.endswith("Error")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_sentence_blames_nobody(rule):
    assert not re.search(r"\b(illegal|invalid|fail|forgot|fault|wrong user)", rule.sentence, re.I)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_sentence_is_filled_in_with_its_facts(rule):
    facts = dict.fromkeys(re.findall(r"%\((\w+)\)s", rule.sentence), "X")
    assert "%(" not in str(rule(**facts))


def test_a_sentence_without_its_facts_is_still_shown():
    class OddError(InputError):
        sentence = "It is %(found)s."

    assert str(OddError()) == "It is %(found)s."


def test_an_error_carries_what_it_found():
    assert CustodyError(found=3, expected=4).facts == {"found": 3, "expected": 4}
