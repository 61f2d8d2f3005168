"""The press is light until its first page, and one press serves the whole process."""

import subprocess
import sys

from custody.paper.labels import TrialLabel
from custody.paper.press import Press
from custody.paper.stock import STOCKS

from .conftest import TEMPLATES

LABEL = TrialLabel("https://BON.EXAMPLE/I/0000000000")


def test_a_process_that_prints_nothing_does_not_load_the_compiler():
    program = (
        "import sys; from pathlib import Path; from custody.paper.press import Press;"
        f"Press(Path({str(TEMPLATES)!r})); sys.exit('typst' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_the_compiler_and_its_fonts_are_made_once():
    press = Press(TEMPLATES)
    press.label_png(LABEL, STOCKS["62x29"], 203, "nl")
    first = press.printer
    press.label_svg(LABEL, STOCKS["62x29"], 203, "en")
    assert press.printer is first


def test_two_presses_draw_the_same_bytes():
    drawn = [Press(TEMPLATES).label_pdf(LABEL, STOCKS["62x29"], 300, "nl") for _ in range(2)]
    assert drawn[0] == drawn[1]


def test_the_text_of_a_person_is_made_printable_by_the_fonts_there_are():
    press = Press(TEMPLATES)
    assert press.text("é € م 😀") == "é € م 😀"
    assert press.text("王").startswith("[U+738B]")
