"""A complaint's own words with the mentions marked, and the reasons of a suggestion in words."""

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
