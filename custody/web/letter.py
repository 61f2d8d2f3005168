"""A complaint's own words with the mentions marked, reasons in words, and numbers kept whole."""

import re
from dataclasses import dataclass

from flask_babel import gettext

from custody.services.linking import Suggestion


@dataclass(frozen=True)
class Piece:
    """A stretch of the words; `mention` is None between the marks."""

    text: str
    mention: int | None = None
    number: int = 0
    found: bool = False


@dataclass(frozen=True)
class Reasons:
    """What fits and what does not, as sentences."""

    supports: tuple[str, ...]
    contradicts: tuple[str, ...]


def reasons_of(suggestion: Suggestion) -> Reasons:
    """Return the reasons of a suggestion in the reader's language."""
    sentences: dict[str, list[str]] = {"for": [], "against": []}
    for reason in suggestion.reasons:
        facts = reason.get("facts", {})
        sentences[reason["sign"]].append(str(gettext(reason["text"], **facts)))
    # Two words of the letter can lead to the same sentence, which is said once.
    return Reasons(*(tuple(dict.fromkeys(said)) for said in sentences.values()))


# Not in an address: there it is one word with what stands around it.
_NUMBER = re.compile(r"(?<![\w/-])[A-Z0-9]{1,10}(?:-[A-Z0-9]{1,10}){1,4}(?![\w/-])")


def runs(text: str) -> tuple[tuple[str, bool], ...]:
    """Return a text in runs, each with whether no line may end in it: a number such as K-2026-0001."""
    found, since = [], 0
    for number in _NUMBER.finditer(text):
        found += [(text[since : number.start()], False), (number[0], True)]
        since = number.end()
    return tuple(run for run in (*found, (text[since:], False)) if run[0])
