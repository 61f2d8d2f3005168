"""What a page weighs on its way (Q69, `screens.md` 11): text compressed, its style sheets and scripts with it."""

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask

from tests.pages import Visitor

STATIC = Path(__file__).resolve().parents[2] / "static"
KILO = 1024
OFFICER = ("/handovers/new", "/finds/new", "/my-items", "/transfers/incoming", "/transfers/new")
CITIZEN = ("/B/R26-000001-P", "/I/XXX", "/help", "/privacy", "/accessibility", "/log-in")


def _packed(content: bytes) -> int:
    return len(gzip.compress(content, 9))


def _scripts(text: str) -> set[Path]:
    """Return the scripts of a page with everything that they import."""
    found: set[Path] = set()
    named = re.findall(r'<script[^>]* src="/static/([^"?]+)', text)
    waiting = [STATIC / name for name in named]
    while waiting:
        script = waiting.pop().resolve()
        if script not in found:
            found.add(script)
            imported = re.findall(r'(?:^|\n)import[^"]*"(\.[^"]+)"', script.read_text())
            waiting += [script.parent / name for name in imported]
    return found


def _weights(app: Flask, username: str, path: str) -> tuple[int, int]:
    """Return what text with style sheets, and what scripts weigh."""
    visitor = Visitor(app, username, "nl").open(path)
    assert visitor.status == 200
    sheets = re.findall(r'<link rel="stylesheet" href="/static/([^"?]+)', visitor.text)
    assert len(sheets) >= 4
    looks = sum(_packed((STATIC / sheet).read_bytes()) for sheet in sheets)
    scripts = sum(_packed(script.read_bytes()) for script in _scripts(visitor.text))
    return _packed(visitor.text.encode()) + looks, scripts


@pytest.mark.parametrize("path", OFFICER)
def test_a_page_of_an_officer_weighs_at_most_fourteen_kilobytes_and_its_scripts_twenty_five(
    app: Flask, path: str
) -> None:
    text, scripts = _weights(app, "sanne", path)
    assert text <= 14 * KILO, text
    assert scripts <= 25 * KILO, scripts


@pytest.mark.parametrize("path", CITIZEN)
def test_a_page_for_citizens_weighs_at_most_thirty_kilobytes_in_all(app: Flask, path: str) -> None:
    icons = _packed((STATIC / "icons.svg").read_bytes()) + _packed(
        (STATIC / "icon.svg").read_bytes()
    )
    text, scripts = _weights(app, "", path)
    assert text + scripts + icons <= 30 * KILO, (text, scripts, icons)


def test_the_scan_page_weighs_at_most_forty_kilobytes_in_all(app: Flask) -> None:
    icons = _packed((STATIC / "icons.svg").read_bytes())
    text, scripts = _weights(app, "joke", "/scan-moves")
    assert text + scripts + icons <= 40 * KILO, (text, scripts, icons)
