"""Words that a person marked as a mention: read and weighed like those that were recognised."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from custody.domain.matching.binding import POSITIVE
from custody.domain.matching.context import Context
from custody.domain.matching.cues import Cue
from custody.domain.matching.nouns import Mention, look_back
from custody.domain.matching.polarity import DIRECTIONS, Verdict
from custody.domain.matching.text import Token
from custody.domain.matching.values import Frame, Marked
from custody.domain.matching.vocabulary import Lexicon


def frames(
    marked: Sequence[Marked],
    words: Sequence[Token],
    known: Lexicon,
    acts: Sequence[Cue],
    context: Context,
) -> Iterator[Frame]:
    """Yield a frame for each mark whose words stand in the text, in the order of the marks."""
    for one in marked:
        mention = _mention(one, words, known)
        if mention is not None:
            frame = context.frame(mention, _verdict(mention, acts))
            polarity = "active"
            yield replace(frame, polarity=polarity, category=one.category, mark=one.position)


def _mention(one: Marked, words: Sequence[Token], known: Lexicon) -> Mention | None:
    """Return the words of a mark as a mention; what they name counts where it is of their kind."""
    inside = [
        n
        for n, token in enumerate(words)
        if token.span.start < one.end and token.span.end > one.start
    ]
    if not inside:
        return None
    first, after = inside[0], inside[-1] + 1
    named = [
        thing.form.concept
        for thing in known.things(words[first:after])
        if known.concepts[thing.form.concept] == one.category
    ]
    concept = named[-1] if named else _top(one.category, known)
    before, prep = look_back(words, known, first, set())
    sentence = words[first].sentence
    return Mention(first, after, concept, one.category, "", sentence, before, prep)


def _top(category: str, known: Lexicon) -> str | None:
    """Return the widest concept of a category; other is no kind."""
    if category == "other":
        return None
    return next(
        (
            name
            for name, own in known.concepts.items()
            if own == category and not known.parents[name]
        ),
        None,
    )


def _verdict(mention: Mention, acts: Sequence[Cue]) -> Verdict:
    near = [c for c in acts if c.name in POSITIVE and c.sentence == mention.sentence]
    cue = min(near, key=lambda c: (abs(c.first - mention.first), c.first), default=None)
    direction = DIRECTIONS.get(cue.name, "unknown") if cue else "unknown"
    return Verdict("active", cue, direction, 1.0)
