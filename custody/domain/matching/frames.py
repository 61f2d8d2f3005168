"""Mentions: words for a thing with, near them, words that it came into the hands of the police."""

import re
from dataclasses import replace

from custody.domain import codes
from custody.domain.errors import InputError
from custody.domain.matching.dates import windows
from custody.domain.matching.lexicon import Lexicon, lexicon
from custody.domain.matching.text import Token, fold, tokens
from custody.domain.matching.values import (
    Analysis,
    Attribute,
    Frame,
    Identifier,
    Report,
    Span,
    Window,
)

_RECEIPT = re.compile(r"\bR\s?\d\d[-\s]?\d{3,}[-\s]?[0-9CDEFHJKNPRTVX]\b", re.IGNORECASE)
_CODE = re.compile(r"\b[0-9A-Z]{3}[- ]?[0-9A-Z]{3}[- ]?[0-9A-Z]{4}\b", re.IGNORECASE)
_SERIAL = re.compile(
    r"\b(?=[A-Z0-9-]*\d)(?=[A-Z0-9-]*[A-Z])[A-Z0-9-]{6,20}\b|\b\d{14,16}\b", re.IGNORECASE
)


def analyse(report: Report) -> Analysis:
    """Return what a complaint says: mentions, identifiers, and all its words."""
    words, known = tokens(report.text), lexicon()
    spans = windows(report.text, words, report.received_on, known)
    frames = _frames(words, known, spans)
    return Analysis(
        report=report,
        frames=tuple(_merged(frames)),
        identifiers=identifiers(report.text),
        words=frozenset(token.word for token in words),
    )


def identifiers(text: str) -> tuple[Identifier, ...]:
    """Return the receipt numbers, item codes and serial numbers in a text."""
    found: list[Identifier] = []
    for match in _RECEIPT.finditer(text):
        span = Span(match.start(), match.end())
        try:
            found.append(Identifier("receipt", codes.read_receipt_no(match[0]), span))
        except InputError:
            continue
    for match in _CODE.finditer(text):
        try:
            code = codes.read_item_code(match[0])
        except InputError:
            continue
        found.append(Identifier("item_code", code, Span(match.start(), match.end())))
    for match in _SERIAL.finditer(text):
        value = re.sub(r"[^0-9a-z]", "", fold(match[0])).upper()
        found.append(Identifier("serial", value, Span(match.start(), match.end())))
    return tuple(found)


def _frames(words: tuple[Token, ...], known: Lexicon, spans: tuple[Window, ...]) -> list[Frame]:
    cues = {t.sentence for t in words if t.word in known.given or t.word in known.found}
    police = {t.sentence for t in words if t.word in known.police}
    frames = []
    n = 0
    while n < len(words):
        length, concept = _thing(words, n, known)
        if concept is None:
            n += 1
            continue
        part = words[n : n + length]
        sentence = part[0].sentence
        near = {sentence - 1, sentence, sentence + 1}
        cued = sentence in cues or (near & cues and near & police)
        if cued or part[0].word not in known.needs_cue:
            span = Span(part[0].span.start, part[-1].span.end)
            polarity = _polarity(words, sentence, bool(cued), known)
            frames.append(
                Frame(
                    span=span,
                    concept=concept,
                    category=known.concepts[concept],
                    sentence=sentence,
                    polarity=polarity,
                    windows=_windows(spans, words, sentence, span),
                    attributes=_attributes(words, n, length, known),
                    quantity=_quantity(words, n, known),
                )
            )
        n += length
    return frames


def _thing(words: tuple[Token, ...], n: int, known: Lexicon) -> tuple[int, str | None]:
    """Return how many words name a thing here, and which: phrases first."""
    for length in (5, 4, 3, 2):
        part = tuple(token.word for token in words[n : n + length])
        if len(part) == length and part in known.phrases:
            return length, known.phrases[part]
    return 1, known.concept_of(words[n].word)


def _polarity(words: tuple[Token, ...], sentence: int, cued: bool, known: Lexicon) -> str:
    said = [token.word for token in words if token.sentence == sentence]
    for name, phrases in (("returned", known.returned), ("denied", known.denied)):
        if any(_stands_in(phrase, said) for phrase in phrases):
            return name
    return "active" if cued else "unclear"


def _stands_in(phrase: tuple[str, ...], said: list[str]) -> bool:
    return any(
        tuple(said[i : i + len(phrase)]) == phrase for i in range(len(said) - len(phrase) + 1)
    )


def _windows(
    spans: tuple[Window, ...], words: tuple[Token, ...], sentence: int, span: Span
) -> tuple[Window, ...]:
    """Return the window of the same sentence, or the nearest one at half weight."""
    if not spans:
        return ()
    inside = [t.span for t in words if t.sentence == sentence]
    first, last = inside[0].start, inside[-1].end
    here = [w for w in spans if first <= w.span.start < last]
    best = min(here or spans, key=lambda w: abs(w.span.start - span.start))
    return (best,) if here else (replace(best, weight=best.weight / 2),)


def _attributes(
    words: tuple[Token, ...], n: int, length: int, known: Lexicon
) -> tuple[Attribute, ...]:
    near = words[max(n - 3, 0) : n + length + 5]
    return tuple(
        Attribute("colour", known.attributes[t.word], t.span)
        for t in near
        if t.word in known.attributes and t.sentence == words[n].sentence
    )


def _quantity(words: tuple[Token, ...], n: int, known: Lexicon) -> int | None:
    before = words[n - 1].word if n else ""
    if before.isdigit() and len(before) < 4:
        return int(before)
    number = known.numbers.get(before)
    return number if number and number > 1 else None


def _merged(frames: list[Frame]) -> list[Frame]:
    """Merge one mention written twice; what is unclear counts only when nothing else is said."""
    kept: list[Frame] = []
    for frame in frames:
        twin = next((k for k in kept if k.category == frame.category), None)
        if twin is None:
            kept.append(frame)
        elif twin.polarity == "unclear" and frame.polarity == "active":
            kept[kept.index(twin)] = replace(frame, windows=frame.windows or twin.windows)
        elif not twin.windows and frame.windows:
            kept[kept.index(twin)] = replace(twin, windows=frame.windows)
    return kept
