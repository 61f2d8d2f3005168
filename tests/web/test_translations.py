"""Both languages complete: every message has Dutch words, and what is shipped is fresh."""

import io
import re
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "templates" / "translations" / "nl" / "LC_MESSAGES"
ROOMS = (("custody", [("**.py", "python")]), ("templates", [("**.html", "jinja2")]))
KEYWORDS = {**DEFAULT_KEYWORDS, "mark": None, "_l": None, "lazy_gettext": None}
PLACES = re.compile(r"%\(\w+\)[sd]")
# Words that no reader needs (`screens.md` 9.1). "ID" is one only in capitals.
FORBIDDEN = re.compile(
    r"\b(?i:custody|hash\w*|sync\w*|items?|registratie van goederen|conform|middels|betreffende"
    r"|dient te|inzake|submit\w*|invalid)\b|\bID\b"
)
LONGEST_SENTENCE = 15


@cache
def _catalogue() -> Catalog:
    with (FOLDER / "messages.po").open("rb") as file:
        return read_po(file, locale="nl")


@cache
def _sources() -> dict[str | tuple[str, ...], set[str]]:
    """Return every message of the sources with the files that say it."""
    found: dict[str | tuple[str, ...], set[str]] = {}
    for room, methods in ROOMS:
        for name, _, message, _, _ in extract_from_dir(ROOT / room, methods, keywords=KEYWORDS):
            found.setdefault(message, set()).add(f"{room}/{name}")
    return found


def _forms(said: str | tuple[str, ...]) -> tuple[str, ...]:
    return said if isinstance(said, tuple) else (said,)


def _dutch(message: str | tuple[str, ...]) -> tuple[str, ...]:
    entry = _catalogue().get(_forms(message)[0])
    return _forms(entry.string) if entry else ("",)


def _for_citizens(name: str) -> bool:
    return name.startswith("templates/citizen/") or name in {
        "templates/layout-public.html",
        "templates/desk/stranger.html",
    }


def _sentences(text: str) -> list[str]:
    return re.split(r"(?<=[.?!])\s+", text)


def test_every_message_has_dutch_words() -> None:
    assert len(_sources()) > 500
    missing = [message for message in _sources() if not all(_dutch(message))]
    assert not missing, "run pybabel extract and update, and translate these"


def test_a_message_with_a_plural_has_both_dutch_forms() -> None:
    plurals = [message for message in _sources() if isinstance(message, tuple)]
    assert plurals
    assert not [message for message in plurals if len(_dutch(message)) != len(message)]


def test_no_dutch_text_is_a_guess() -> None:
    assert not [entry.id for entry in _catalogue() if entry.id and entry.fuzzy]


def test_the_places_to_fill_in_are_the_same_in_both_languages() -> None:
    for entry in _catalogue():
        for said, words in zip(_forms(entry.id), _forms(entry.string), strict=True):
            if said:
                assert sorted(PLACES.findall(said)) == sorted(PLACES.findall(words)), said


def test_no_dutch_text_has_a_word_that_no_reader_needs() -> None:
    texts = [text for entry in _catalogue() if entry.id for text in _forms(entry.string)]
    assert not [text for text in texts if FORBIDDEN.search(PLACES.sub("", text))]


def test_no_sentence_for_citizens_is_longer_than_fifteen_words() -> None:
    messages = [message for message, names in _sources().items() if any(map(_for_citizens, names))]
    assert len({name for message in messages for name in _sources()[message]}) > 2
    long = [
        sentence
        for message in messages
        for text in _dutch(message)
        for sentence in _sentences(text)
        if len(sentence.split()) > LONGEST_SENTENCE
    ]
    assert not long


def test_the_compiled_catalogue_is_fresh() -> None:
    made = io.BytesIO()
    write_mo(made, _catalogue())
    shipped = (FOLDER / "messages.mo").read_bytes()
    assert made.getvalue() == shipped, "run pybabel compile -d templates/translations"
