"""Both languages complete: every message has Dutch words, and what is shipped is fresh."""

import io
import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "templates" / "translations" / "nl" / "LC_MESSAGES"
# Words that no reader needs (`screens.md` 9.1).
FORBIDDEN = re.compile(
    r"\b(custody|hash|sync|items?|conform|middels|betreffende|dient te|inzake|ID|submit|invalid)\b"
)


def _catalogue() -> Catalog:
    with (FOLDER / "messages.po").open("rb") as file:
        return read_po(file, locale="nl")


def _messages() -> set[str | tuple[str, ...]]:
    found: set[str | tuple[str, ...]] = set()
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2), "mark": None, "_l": None}
    for room, methods in (
        ("custody", [("**.py", "python")]),
        ("templates", [("**.html", "jinja2")]),
    ):
        for _, _, message, _, _ in extract_from_dir(ROOT / room, methods, keywords=keywords):
            found.add(message)
    return found


def test_every_message_has_dutch_words() -> None:
    catalogue = _catalogue()
    missing = []
    for message in _messages():
        entry = catalogue.get(message[0] if isinstance(message, tuple) else message)
        words = entry.string if entry else ""
        if not all(words if isinstance(words, tuple) else (words,)):
            missing.append(message)
    assert not missing, "run pybabel extract and update, and translate these"


def test_the_places_to_fill_in_are_the_same_in_both_languages() -> None:
    for entry in _catalogue():
        if entry.id:
            said = entry.id if isinstance(entry.id, str) else entry.id[1]
            words = entry.string if isinstance(entry.string, str) else entry.string[1]
            places = re.compile(r"%\(\w+\)s")
            assert set(places.findall(said)) == set(places.findall(words)), said


def test_no_dutch_text_has_a_word_that_no_reader_needs() -> None:
    texts = [
        part
        for entry in _catalogue()
        if entry.id
        for part in (entry.string if isinstance(entry.string, tuple) else (entry.string,))
    ]
    assert not [text for text in texts if FORBIDDEN.search(text)]


def test_the_compiled_catalogue_is_fresh() -> None:
    made = io.BytesIO()
    write_mo(made, _catalogue())
    shipped = (FOLDER / "messages.mo").read_bytes()
    assert made.getvalue() == shipped, "run pybabel compile -d templates/translations"
