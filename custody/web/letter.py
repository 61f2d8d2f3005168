"""A complaint's own words with the mentions marked, and the reasons of a suggestion in words."""

from dataclasses import dataclass

from flask_babel import gettext

from custody.services.complaints import Linking, Mention, Suggestion


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


def marked_text(linking: Linking) -> list[Piece]:
    """Return the words in pieces, unchanged when put together again (C7)."""
    text = linking.complaint.text
    found = {s.mention for s in linking.suggestions}
    pieces: list[Piece] = []
    at = 0
    active = [m for m in linking.mentions if m.polarity == "active"]
    for number, mention in enumerate(sorted(active, key=lambda m: m.start), start=1):
        if mention.start < at:
            continue
        pieces.append(Piece(text[at : mention.start]))
        words = text[mention.start : mention.end]
        pieces.append(Piece(words, mention.position, number, mention.position in found))
        at = mention.end
    return [piece for piece in [*pieces, Piece(text[at:])] if piece.text]


def mention_text(text: str, mention: Mention) -> str:
    """Return the sentence in which a mention stands."""
    start = max(text.rfind(mark, 0, mention.start) + 1 for mark in ".!?\n")
    ends = [end for mark in ".!?\n" if (end := text.find(mark, mention.end)) >= 0]
    return text[start : min(ends, default=len(text)) + 1].strip()


def reasons_of(suggestion: Suggestion) -> Reasons:
    """Return the reasons of a suggestion in the reader's language."""
    sentences: dict[str, list[str]] = {"for": [], "against": []}
    for reason in suggestion.reasons:
        facts = reason.get("facts", {})
        sentences[reason["sign"]].append(str(gettext(reason["text"], **facts)))
    return Reasons(tuple(sentences["for"]), tuple(sentences["against"]))
