"""Passwords are taken as they were typed, and nothing of the program runs what was typed (Q27, Q88)."""

import ast
from pathlib import Path

import pytest
from flask import Flask

from tests.pages import PASSWORD, Visitor

HOUSE = Path(__file__).parent.parent.parent / "custody"
LONG = "vierenzestig tekens en geen een minder, want zo lang mag het zijn"
RUNS = frozenset({"eval", "exec", "compile", "__import__", "system", "popen", "Popen"})
RUNNERS = frozenset({"subprocess", "pickle", "marshal", "shelve", "code", "pty"})


def _signs_in(app: Flask, password: str) -> bool:
    visitor = Visitor(app).open("/log-in")
    return visitor.send("/log-in", username="sanne", password=password).status == 302


def _changed(app: Flask, current: str, password: str) -> int:
    sanne = Visitor(app, "sanne").open("/account")
    return sanne.send("/account", current=current, password=password).status


@pytest.mark.parametrize(
    "password", [LONG, "0123456789 0123", "alleenkleineletters", "ключ 鍵 clé 🔑 ñ ß"]
)
def test_any_signs_and_a_great_length_make_a_password(app: Flask, password: str) -> None:
    assert _changed(app, PASSWORD, password) == 302
    assert _signs_in(app, password)
    assert not _signs_in(app, PASSWORD)


@pytest.mark.parametrize(
    "other", [LONG[:-1], LONG + " ", " " + LONG, LONG.upper(), LONG[:-1] + "m"]
)
def test_a_password_that_differs_in_one_sign_is_another(app: Flask, other: str) -> None:
    assert len(LONG) >= 64
    assert _changed(app, PASSWORD, LONG) == 302
    assert not _signs_in(app, other)
    assert _signs_in(app, LONG)


def test_without_the_old_password_there_is_no_new_one(app: Flask) -> None:
    assert _changed(app, "not my password", LONG) == 400
    assert _changed(app, "", LONG) == 400
    assert _signs_in(app, PASSWORD)


def test_nothing_in_the_program_runs_text_as_code_or_as_a_command() -> None:
    found = []
    for path in sorted(HOUSE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func
                name = getattr(called, "id", None) or getattr(called, "attr", "")
                pattern = isinstance(called, ast.Attribute) and name == "compile"
                if name in RUNS and not pattern:
                    found.append((path.name, node.lineno, name))
            if isinstance(node, ast.Import | ast.ImportFrom):
                names = [one.name for one in node.names] + [getattr(node, "module", None) or ""]
                found += [(path.name, node.lineno, n) for n in names if n.split(".")[0] in RUNNERS]
    assert found == []
