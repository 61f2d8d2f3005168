"""The printer draws from our own sources, fonts and values alone, and lets no warning pass (Q40)."""

import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from io import BytesIO

import pikepdf
import pytest

from custody.paper.typst_printer import NotDrawnError, TypstPrinter

from .conftest import TEMPLATES
from .reading import text

PAPER = TEMPLATES / "paper"
MOMENT = datetime(2026, 5, 3, 19, 16, tzinfo=UTC)
PAGE = """
#let values = json(bytes(sys.inputs.values))
#set document(title: "A page")
#set page(width: 80mm, height: 40mm)
#set text(font: "Source Sans 3", lang: "en")
"""


@pytest.fixture
def printer(tmp_path):
    """A printer with our fonts and a folder of its own to put sources in."""
    (tmp_path / "root").mkdir()
    shutil.copytree(PAPER / "fonts", tmp_path / "root" / "fonts")
    return TypstPrinter(tmp_path / "root")


def source(printer, body):
    (printer._folder / "page.typ").write_text(PAGE + body, "utf-8")
    return "page.typ"


def test_values_are_printed_as_they_are_and_never_as_source(printer):
    page = source(printer, "#values.text")
    hostile = '#read("/etc/passwd") *x* $y$ "quoted" \\n'
    assert text(printer.pdf(page, {"text": hostile})) == hostile


def test_a_pdf_is_tagged_and_says_by_itself_that_it_keeps_both_standards(printer):
    made = printer.pdf(source(printer, "Hello"), {}, MOMENT)
    with pikepdf.open(BytesIO(made)) as pdf:
        facts = str(pdf.open_metadata())
        assert re.search(r"pdfaid:part>2<.*pdfaid:conformance>A<", facts, re.DOTALL)
        assert re.search(r"pdfuaid:part>1<", facts)
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20260503191600")


def test_equal_values_give_equal_bytes_and_another_moment_does_not(printer):
    page = source(printer, "#values.text")
    once = printer.pdf(page, {"text": "x"}, MOMENT)
    assert once == TypstPrinter(printer._folder).pdf(page, {"text": "x"}, MOMENT)
    assert once != printer.pdf(page, {"text": "x"}, MOMENT.replace(minute=17))


@pytest.mark.parametrize(
    ("body", "why"),
    [
        ('#text(font: "No Such Font")[x]', "unknown font"),
        ("#values.absent", "absent"),
        ('#image("no-alt.svg")', "not found"),
        ("\u738b", "glyph|font|codepoint|text"),
    ],
)
def test_a_warning_or_an_error_is_never_a_page(printer, body, why):
    with pytest.raises(NotDrawnError) as refused:
        printer.pdf(source(printer, body), {})
    assert re.search(why, str(refused.value.facts["why"]))


@pytest.mark.parametrize("path", ["/../secret.txt", "../secret.txt", "/etc/hostname"])
def test_a_source_cannot_read_outside_its_folder(printer, path):
    (printer._folder.parent / "secret.txt").write_text("secret", "utf-8")
    with pytest.raises(NotDrawnError):
        printer.pdf(source(printer, f'#read("{path}")'), {})


def test_several_pages_where_one_is_wanted_are_refused(printer):
    with pytest.raises(NotDrawnError):
        printer.svg(source(printer, "a #pagebreak() b"), {})


def test_a_page_that_failed_does_not_spoil_the_next(printer):
    with pytest.raises(NotDrawnError):
        printer.pdf(source(printer, "#values.absent"), {})
    assert text(printer.pdf(source(printer, "#values.text"), {"text": "next"})) == "next"


def test_threads_get_their_own_page_each(printer):
    page = source(printer, "#values.text")
    with ThreadPoolExecutor(6) as pool:
        drawn = list(pool.map(lambda n: text(printer.pdf(page, {"text": f"page {n}"})), range(30)))
    assert drawn == [f"page {n}" for n in range(30)]


@pytest.mark.parametrize("path", sorted(PAPER.glob("*.typ")), ids=lambda path: path.name)
def test_our_sources_ask_for_no_package_no_address_and_no_foreign_file(path):
    words = path.read_text("utf-8")
    assert not re.search(r"@preview|@local|https?://|\bread\(|\bplugin\(|\beval\(", words)


def test_every_font_in_the_folder_comes_with_its_licence():
    fonts = {path.stem.split("-")[0] for path in (PAPER / "fonts").glob("*.ttf")}
    licences = {path.stem.removeprefix("LICENSE-"): path for path in PAPER.glob("fonts/LICENSE-*")}
    assert fonts == set(licences)
    assert all("SIL Open Font License" in path.read_text("utf-8") for path in licences.values())


DRAWING = """
import contextlib, sys
from pathlib import Path
from custody.paper.labels import PlaceLabel
from custody.paper.press import Press
from custody.paper.stock import STOCKS

def draw(name):
    label = PlaceLabel("https://BON.EXAMPLE/P/B-12", name, name)
    press.label_pdf(label, STOCKS["62x29"], 203, "nl")

def mark(name):
    with contextlib.suppress(FileNotFoundError):
        open(name)

press = Press(Path(sys.argv[1]))
draw("warm")
mark("/begin-of-drawing")
for hostile in sys.argv[2:]:
    draw(hostile)
mark("/end-of-drawing")
"""


def test_drawing_hostile_texts_opens_no_socket_and_no_file_but_our_own(tmp_path):
    strace = shutil.which("strace")
    if not strace:
        pytest.skip("strace is not installed, so the system calls cannot be watched")
    log = tmp_path / "calls"
    hostile = [
        '#import "@preview/cetz:0.3.0": *',
        '#read("/etc/passwd")',
        '#image("https://x.example/a.png")',
    ]
    watched = [strace, "-f", "-e", "trace=?open,openat,%network", "-o", str(log)]
    drawing = [sys.executable, "-c", DRAWING, str(TEMPLATES), *hostile]
    done = subprocess.run(
        watched + drawing, cwd=TEMPLATES.parent, capture_output=True, text=True, check=False
    )
    if "ptrace" in done.stderr:
        pytest.skip("this system does not let a process watch another")
    assert done.returncode == 0, done.stderr
    calls = log.read_text("utf-8")
    between = calls[calls.index("/begin-of-drawing") : calls.index("/end-of-drawing")].splitlines()
    foreign = [
        call for call in between[1:-1] if str(PAPER) not in call and re.search(r"\w+\(", call)
    ]
    assert any(str(PAPER / "labels.typ") in call for call in between)
    assert foreign == []
