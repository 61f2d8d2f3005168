"""Comparing one complaint with the register; nothing is kept here."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from custody import storage
from custody.domain.complaints import Complaint
from custody.domain.matching import MODEL_VERSION, blocks
from custody.domain.matching.asked import Asked
from custody.domain.matching.frames import analyse
from custody.domain.matching.outcome import decide
from custody.domain.matching.values import (
    Analysis,
    ItemView,
    KnownPlace,
    Marked,
    Match,
    Report,
    Who,
)
from custody.domain.matching.weights import Frequencies
from custody.domain.unrecorded import as_told
from custody.services.matching.indexing import local
from custody.storage.store import Books

_BEGINNING = 4


@dataclass(frozen=True)
class Comparison:
    """What comparing a complaint with the register came to; nothing of it is kept yet.

    `claims` are the mentions, by position, for which nothing is certain: they stay open (C59a).
    `truncated` says that more items answered the questions than were looked at; `edition` is what
    the fields were weighed by.
    """

    complaint: Complaint
    asked: Asked
    questions: tuple[blocks.Question, ...]
    keys: tuple[blocks.Key, ...]
    matches: tuple[Match, ...]
    claims: tuple[int, ...]
    truncated: bool
    edition: str = ""

    def position(self, frame: int) -> int:
        """Return the number that a mention is kept by."""
        return position(self.asked, frame)

    @property
    def analysis(self) -> Analysis:
        """What was read from the words."""
        return self.asked.analysis


def compare(number: str, at: datetime) -> Comparison | None:
    """Compare a complaint with the register; None when there is no such complaint."""
    with storage.reading() as books:
        complaint = told(books, number)
        if complaint is None:
            return None
        asked = ask(books, complaint)
        questions, keys = blocks.questions(asked), blocks.complaint_keys(asked)
        views, cut = _candidates(books, asked, questions, keys)
        asked = asked.weighed_by(frequencies(books, asked, views))
        edition = edition_of(asked.often)
    verdict = decide(asked, views)
    return Comparison(
        complaint, asked, questions, keys, verdict.matches, verdict.claims, cut, edition
    )


def position(asked: Asked, frame: int) -> int:
    """Return the number a mention is kept by: its place, or that of the mark a person made."""
    marked = asked.analysis.frames[frame].mark if frame >= 0 else None
    return frame if marked is None else marked


def edition_of(often: Frequencies) -> str:
    """Return the name of what fields are weighed by: the model, and the edition of the counts."""
    return f"{MODEL_VERSION}.{often.total}"


def told(books: Books, number: str) -> Complaint | None:
    """Return a complaint, or the words of a claim without one; None when there is neither."""
    complaint = books.complaints.find(number)
    claim = books.claims.find(number) if complaint is None else None
    return complaint if claim is None or claim.complaint else as_told(claim)


def ask(books: Books, complaint: Complaint) -> Asked:
    """Return what a complaint asks, with the names that the register has for its units."""
    units = tuple(KnownPlace(unit.name, "unit", unit.code) for unit in books.places.units())
    marked = tuple(
        Marked(one.position, one.start, one.end, one.category)
        for one in books.handling.ends(complaint.number)
        if one.marked and not one.not_police
    )
    return Asked(analyse(_report(complaint, marked), units), units)


def _report(complaint: Complaint, marked: tuple[Marked, ...]) -> Report:
    who = complaint.complainant
    return Report(
        text=complaint.text,
        received_on=complaint.received_on,
        complainant=Who(who.name, who.born, who.phone, who.email, who.address),
        represented=complaint.represented,
        relation=complaint.relation,
        marked=marked,
    )


def _candidates(
    books: Books, asked: Asked, questions: Sequence[blocks.Question], keys: Sequence[blocks.Key]
) -> tuple[list[ItemView], bool]:
    """Return the items to look at: by keys first, what came with them, then by blocks."""
    wanted = blocks.asked_keys(keys, asked.analysis.identifiers)
    by_key = books.blocks.with_keys("item", wanted)
    numbered = [key for key in wanted if key.kind in ("number", "receipt", "plate")]
    strong = books.blocks.views(books.blocks.with_keys("item", numbered)[:50])
    found = dict.fromkeys([*by_key, *books.blocks.siblings([view.handover for view in strong])])
    in_blocks, cut = books.blocks.items_for(questions)
    found.update(dict.fromkeys(in_blocks))
    most = storage.MOST_CANDIDATES
    return books.blocks.views(list(found)[:most]), cut or len(found) > most


def frequencies(books: Books, asked: Asked, views: Sequence[ItemView]) -> Frequencies:
    """Return how often the values occur that this comparison weighs."""
    wanted = set(_wanted(asked, views))
    counts = books.frequencies.of(wanted)
    return Frequencies(counts.get(("all", "items"), 0), counts)


def _wanted(asked: Asked, views: Sequence[ItemView]) -> Iterator[tuple[str, str]]:
    said = set(asked.spans)
    begun = {w[:n] for w in said for n in range(_BEGINNING, len(w))}
    for frame in asked.analysis.frames:
        yield ("concept", frame.concept or frame.category)
        yield from (("attribute", one.value) for one in frame.attributes)
    yield from (("place", unit) for unit in asked.named_units)
    yield from (("place", word) for word in said if len(word) > 4)
    yield from (("surname", name.surname) for name, _, _ in asked.people)
    for view in views:
        yield from (("concept", kind) for kind in (*view.concepts, view.category))
        yield from (("word", w) for w in view.words if w in said or w in begun)


def kept(number: str) -> tuple[storage.Suggestion, ...]:
    """Return what is kept of the last comparison of a complaint, best first."""
    with storage.reading() as books:
        return books.matching.suggestions(number)


def searched(number: str) -> tuple[date, date] | None:
    """Return the days that were looked at for a complaint, or None when it was not compared yet."""
    with storage.reading() as books:
        complaint = books.complaints.find(number)
        if complaint is None or complaint.matched_at is None:
            return None
        asked = ask(books, complaint)
    return blocks.searched(blocks.questions(asked), local(complaint.matched_at))


def bars(kept: Sequence[storage.Suggestion], most: int, margin: float) -> Mapping[int, float]:
    """Return the score from which another item changes what is shown for a mention.

    A mention that is full shows only what is better than its last; one whose item is certain is
    also changed by a rival within the margin.
    """
    scores: dict[int, list[float]] = {}
    sure: dict[int, float] = {}
    for one in kept:
        if one.outcome != "context":
            scores.setdefault(one.mention, []).append(one.score)
        if one.outcome == "certain":
            sure[one.mention] = min(one.score - margin, sure.get(one.mention, one.score))
    full = {m: sorted(of, reverse=True)[most - 1] for m, of in scores.items() if len(of) >= most}
    return {m: min(bar, sure.get(m, bar)) for m, bar in full.items()}


__all__ = [
    "Comparison",
    "ask",
    "bars",
    "compare",
    "edition_of",
    "frequencies",
    "kept",
    "position",
    "searched",
    "told",
]
