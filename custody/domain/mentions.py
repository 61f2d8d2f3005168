"""Where each mention of an item ends: in an item, in a claim, or in a reason why it is neither.

Rules kept here (C19):
- a mention ends in exactly one of linked item, claim, "not about the police" with a reason;
- a person may mark words that were not recognised; such marks stay when the text is read again;
- a complaint does not leave the assessment with a mention that has no end.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from custody.domain.errors import ConflictError, InputError, NotFoundError
from custody.domain.words import mark

# Marks of a person are counted from here, so that they never meet those that were recognised.
FIRST_MARK = 1000


class MarkedWordsError(InputError):
    """Words that do not stand in the complaint like this (C7, C19)."""

    sentence = mark("Copy the words exactly as they stand in the complaint.")


class MentionUnknownError(NotFoundError):
    """No such mention in this complaint."""

    sentence = mark("We could not find these words in the complaint. Open the page again.")


class NotAboutPoliceError(InputError):
    """A mention is set aside only with a reason (C19)."""

    sentence = mark("Say why these words are not about something the police had.")


class MentionEndedError(ConflictError):
    """A mention that ended in an item or a claim is not set aside."""

    sentence = mark("An item or a claim belongs to these words already.")


@dataclass(frozen=True)
class MentionEnd:
    """What a person said of words: marked as an item, or not about the police."""

    position: int
    start: int
    end: int
    category: str = ""
    marked: bool = False
    not_police: bool = False
    reason: str = ""
    by: str = ""
    at: datetime | None = None


def find_words(text: str, words: str, taken: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """Return where these words stand in a complaint, outside what is marked already."""
    words = words.strip()
    spans = list(taken)
    start = text.find(words) if words else -1
    while start >= 0:
        end = start + len(words)
        if all(end <= first or start >= last for first, last in spans):
            return start, end
        start = text.find(words, start + 1)
    raise MarkedWordsError()


def sentence_around(text: str, start: int, end: int) -> str:
    """Return the sentence in which these words stand, as it stands there."""
    first = max(text.rfind(mark, 0, start) + 1 for mark in ".!?\n")
    ends = [after for mark in ".!?\n" if (after := text.find(mark, end)) >= 0]
    return text[first : min(ends, default=len(text)) + 1].strip()


def endings(
    mentions: Iterable[int],
    linked: Iterable[int | None],
    claimed: Iterable[int | None],
    ends: Iterable[MentionEnd],
) -> dict[int, str]:
    """Return how each mention ended: `linked`, `claim`, `not_police`, or an empty word."""
    aside = {end.position for end in ends if end.not_police}
    in_items, in_claims = set(linked), set(claimed)
    return {
        position: "linked"
        if position in in_items
        else "claim"
        if position in in_claims
        else "not_police"
        if position in aside
        else ""
        for position in mentions
    }
