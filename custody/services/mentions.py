"""Mentions: words of a complaint that a person marks as an item, or sets aside (C19).

Rules kept here:
- what was not recognised is marked in the words as they stand (C7);
- "not about something the police had" needs a reason, and never takes the place of an item or a
  claim that the words ended in.
"""

from dataclasses import replace
from datetime import datetime

from custody import storage
from custody.domain.mentions import (
    FIRST_MARK,
    MentionEnd,
    MentionEndedError,
    MentionUnknownError,
    NotAboutPoliceError,
    find_words,
)
from custody.domain.people import Person


@storage.retried
def mark_words(
    number: str, words: str, category: str, form_id: str, by: Person, at: datetime
) -> None:
    """Mark words of a complaint that were not recognised as an item (C19)."""
    said = ("mark", number, words, category)
    with storage.transaction() as books:
        complaint = books.complaints.get(number, by)
        if books.sent.answer_to(form_id, by.number, *said) is not None:
            return
        books.sent.keep(form_id, by.number, at, *said)
        marked = [end for end in books.handling.ends(number) if end.marked]
        active = [m for m in books.matching.mentions(number) if m.polarity == "active"]
        taken = [(m.start, m.end) for m in active] + [(m.start, m.end) for m in marked]
        start, end = find_words(complaint.text, words, taken)
        position = max([FIRST_MARK - 1, *(one.position for one in marked)]) + 1
        made = MentionEnd(position, start, end, category, marked=True, by=by.number, at=at)
        books.handling.end_mention(number, made)


def set_aside(number: str, position: int, reason: str, by: Person, at: datetime) -> None:
    """Say that a mention is not about something the police had, with a reason (C19)."""
    if not reason.strip():
        raise NotAboutPoliceError()
    with storage.transaction() as books:
        books.complaints.get(number, by)
        if books.handling.endings(number).get(position) in ("linked", "claim"):
            raise MentionEndedError()
        known = {end.position: end for end in books.handling.ends(number)}
        spans = {m.position: (m.start, m.end) for m in books.matching.mentions(number)}
        if position not in known and position not in spans:
            raise MentionUnknownError()
        start, end = spans.get(position, (0, 0))
        before = known.get(position, MentionEnd(position, start, end))
        aside = replace(before, not_police=True, reason=reason, by=by.number, at=at)
        books.handling.end_mention(number, aside)
