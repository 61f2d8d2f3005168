"""A complaint's own words with the mentions marked, and the reasons of a suggestion in words."""

from dataclasses import dataclass

from flask_babel import gettext

from custody.services.complaints import Suggestion


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


def mention_text(text: str, start: int, end: int) -> str:
    """Return the sentence in which these words stand."""
    first = max(text.rfind(mark, 0, start) + 1 for mark in ".!?\n")
    ends = [after for mark in ".!?\n" if (after := text.find(mark, end)) >= 0]
    return text[first : min(ends, default=len(text)) + 1].strip()


def reasons_of(suggestion: Suggestion) -> Reasons:
    """Return the reasons of a suggestion in the reader's language."""
    sentences: dict[str, list[str]] = {"for": [], "against": []}
    for reason in suggestion.reasons:
        facts = reason.get("facts", {})
        sentences[reason["sign"]].append(str(gettext(reason["text"], **facts)))
    return Reasons(tuple(sentences["for"]), tuple(sentences["against"]))
