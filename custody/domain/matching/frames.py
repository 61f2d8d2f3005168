"""A complaint's text becomes frames: who gave or lost what, to whom, when, where (`matching.md` 4).

Words are read once; things, cues, days, places and persons are found in them; each thing gets its
verdict and what stands near it. The same thing written twice is one frame.
"""

from collections.abc import Sequence
from dataclasses import replace

from custody.domain.matching import basis, cues, marks, mentions, persons, places, unknown
from custody.domain.matching.binding import POSITIVE
from custody.domain.matching.context import Context
from custody.domain.matching.cues import Cue
from custody.domain.matching.dates import windows
from custody.domain.matching.disowned import claimed
from custody.domain.matching.identifiers import identifiers
from custody.domain.matching.lexicon import Lexicon, lexicon
from custody.domain.matching.nouns import Mention
from custody.domain.matching.polarity import Verdict
from custody.domain.matching.story import Reading
from custody.domain.matching.text import Folded, Token, normalise, read
from custody.domain.matching.values import (
    Analysis,
    Frame,
    KnownPlace,
    Report,
    Span,
)

__all__ = ["analyse", "identifiers"]

_HARD = frozenset(("taken", "given"))
_TELLING = _HARD | {"missing", "brought", "asked"}
_BESIDE, _FAR = 3, 26
_NEAR, _APPOSED_WITHIN, _INSIDE_WITHIN = 14, 9, 14
_HOLDS_THINGS = frozenset(("wallet", "bag", "document", "household", "other", "phone"))


def analyse(report: Report, register: Sequence[KnownPlace] = ()) -> Analysis:
    """Return what a complaint says. `register` are the names of places that the register knows."""
    known, folded = lexicon(), normalise(report.text)
    words = read(
        report.text,
        folded,
        frozenset(known.texts["abbreviations"]),
        known.texts["quoted_from"],
        known.texts["closings"],
    )
    language = known.language_of(words)
    known = known.view(language)
    acts = cues.find(words, known)
    days = basis.of_windows(
        words, known, acts, windows(words, folded, report.received_on, known, language)
    )
    found, verdicts = _mentions(words, folded, known, language, acts)
    places_named = places.find(words, known, register)
    numbers = claimed(words, known, acts, identifiers(report.text))
    context = Context(words, known, days, places_named, numbers, found)
    frames = [context.frame(one, verdict) for one, verdict in zip(found, verdicts, strict=True)]
    frames = _with_contents(found, frames, known)
    theirs = {
        one.sentence
        for one, frame in zip(found, frames, strict=True)
        if one.before == "their" and frame.polarity == "active"
    }
    merged = _merged(words, known, found, _without_stuff(found, frames))
    return Analysis(
        report=report,
        frames=(*merged, *marks.frames(report.marked, words, known, acts, context)),
        identifiers=numbers,
        words=frozenset(token.word for token in words),
        persons=persons.find(words, known, report, frozenset(theirs)),
        places=places_named,
        windows=days,
    )


def _mentions(
    words: Sequence[Token], folded: Folded, known: Lexicon, language: str, acts: Sequence[Cue]
) -> tuple[tuple[Mention, ...], list[Verdict]]:
    """Return the mentions of a text with what is decided about each."""
    spotted = known.spotted(words, language)
    found = mentions.find(words, folded, known, spotted, _places(acts))
    idioms = {n for one in spotted if not one.form.concept for n in range(one.first, one.after)}
    found = _with_unknown(words, known, found, acts, idioms)
    return found, Reading(words, known, found, acts).decide()


def _places(acts: Sequence[Cue]) -> set[int]:
    """Return the tokens of the cues that say who handed over what."""
    return {n for cue in acts if cue.name in (*POSITIVE, "returned") for n in cue.places}


def _with_unknown(
    words: Sequence[Token],
    known: Lexicon,
    found: tuple[Mention, ...],
    acts: Sequence[Cue],
    idioms: set[int],
) -> tuple[Mention, ...]:
    """Return the mentions with the nouns that nobody knows and that were handed over."""
    busy = idioms | {n for one in found for n in range(one.first, one.after)}
    busy |= {n for cue in acts if cue.name in (*POSITIVE, "returned") for n in cue.places}
    more: dict[int, Mention] = {}
    for cue in acts:
        asks = cue.name in POSITIVE and not cue.negated
        asks = asks or (cue.name == "returned" and cue.negated)
        for one in _objects(words, known, cue, found, busy) if asks else ():
            more.setdefault(one.first, one)
    for one in unknown.named_animals(words, known, found, acts, busy):
        more.setdefault(one.first, one)
    if not more:
        return found
    everything = sorted((*found, *more.values()), key=lambda one: one.first)
    return mentions.grouped(words, known, everything)


def _objects(
    words: Sequence[Token],
    known: Lexicon,
    cue: Cue,
    found: Sequence[Mention],
    busy: set[int],
) -> list[Mention]:
    """Return the unknown nouns near a cue: alone in its sentence, or counted up with others."""
    known_here = [one for one in found if one.sentence == cue.sentence and one.prep is None]
    nouns = []
    for n, token in enumerate(words):
        near = _FAR if known.has("my", token.word) else _NEAR
        if token.sentence != cue.sentence or abs(n - cue.first) > near or n in busy:
            continue
        counted = _counted(words, known, n, found)
        alone = not any(abs(one.first - n) <= _BESIDE for one in known_here)
        if not alone and not counted:
            continue
        one = unknown.unknown_noun(words, known, n, busy)
        if one is None and counted:
            one = unknown.bare_noun(words, known, n, busy)
        if one is None or (one.prep is not None and one.prep not in cue.places):
            continue
        if (
            one.before == "my"
            or cue.name in _HARD
            or (cue.name in _TELLING and one.before != "the")
        ):
            nouns.append(one)
    if not known_here:
        described = unknown.described_noun(words, known, cue.last, busy)
        nouns += [described] if described else []
    return nouns[:3]


def _counted(words: Sequence[Token], known: Lexicon, n: int, found: Sequence[Mention]) -> bool:
    """Say whether a noun at token n stands behind a known thing and a comma or an "and"."""
    joined = "," in words[n].gap or (n > 0 and known.has("and", words[n - 1].word))
    return joined and any(0 <= n - one.after <= 2 for one in found)


def _merged(
    words: Sequence[Token], known: Lexicon, found: Sequence[Mention], frames: Sequence[Frame]
) -> list[Frame]:
    """Merge one mention written twice; what is unclear counts only when nothing else is said."""
    kept: list[tuple[Mention, Frame]] = []
    for mention, frame in zip(found, frames, strict=True):
        place = _twin(words, known, kept, mention, frame)
        if place is None:
            kept.append((mention, frame))
            continue
        other, twin = kept[place]
        if frame.polarity == "quoted":
            continue
        if other.group == mention.group and mention.after - other.first <= _APPOSED_WITHIN:
            twin = replace(twin, span=Span(twin.span.start, frame.span.end))
        if twin.polarity == "unclear" and frame.polarity != "unclear":
            kept[place] = (
                other,
                replace(
                    frame,
                    span=_first_span(other, twin, frame),
                    attributes=(*twin.attributes, *frame.attributes),
                ),
            )
        elif twin.polarity == frame.polarity:
            more = (*twin.attributes, *frame.attributes)
            kept[place] = (
                other,
                replace(twin, attributes=more, windows=twin.windows or frame.windows),
            )
    return [frame for _, frame in kept]


def _first_span(other: Mention, twin: Frame, frame: Frame) -> Span:
    """Return where the thing is named first, unless that only says where somebody was."""
    return twin.span if other.prep is None else frame.span


def _twin(
    words: Sequence[Token],
    known: Lexicon,
    kept: Sequence[tuple[Mention, Frame]],
    mention: Mention,
    frame: Frame,
) -> int | None:
    """Return the place of an earlier frame about the same thing.

    The later one may be the wider word ("my house key ... the key"), but not a narrower one.
    """
    if mention.concept is None or mention.before in ("number", "no"):
        return None
    if _is_of_another(words, known, mention):
        return None
    for place in range(len(kept) - 1, -1, -1):
        other, twin = kept[place]
        if other.concept is None:
            continue
        apposed = other.group == mention.group and _apposed(words, known, other, mention)
        described = apposed or _describes(words, known, other, mention)
        if _is_brand_of(known, other, mention):
            return place
        if (mention.before == "a" and not described) or (
            other.group == mention.group and not apposed
        ):
            continue
        kin = known.kin(other.concept, mention.concept)
        one = "unclear" in (twin.polarity, frame.polarity) or twin.polarity == frame.polarity
        if kin in ("equal", "parent") and one:
            return place
    return None


def _is_brand_of(known: Lexicon, other: Mention, mention: Mention) -> bool:
    """Say whether a bare brand only says more of the thing before it: *my van ... Ford, white*."""
    return (
        not mention.before
        and mention.lemma in known.pairs["attributes.brands"]
        and other.category == mention.category
        and 0 <= mention.sentence - other.sentence <= 1
    )


def _with_contents(
    found: Sequence[Mention], frames: Sequence[Frame], known: Lexicon
) -> list[Frame]:
    """Mark what only lies in another thing that was handed over: *a wallet with 80 euros in it*."""
    marked: list[Frame] = []
    for n, (mention, frame) in enumerate(zip(found, frames, strict=True)):
        holders = [
            k
            for k in range(n)
            if found[k].category in _HOLDS_THINGS
            and found[k].sentence == mention.sentence
            and found[k].prep != mention.prep
            and frames[k].polarity == "active"
            and mention.first - found[k].after <= _INSIDE_WITHIN
        ]
        lies = mention.prep is not None and mention.before in ("a", "number", "")
        loose = mention.before in ("a", "number", "")
        goes_on = bool(marked) and marked[-1].inside and found[n - 1].group == mention.group
        inside = (lies and bool(holders)) or (loose and goes_on)
        inside = inside and frame.polarity == "active"
        marked.append(replace(frame, inside=True) if inside else frame)
    return marked


def _is_of_another(words: Sequence[Token], known: Lexicon, mention: Mention) -> bool:
    """Say whether it is somebody else's: *de MacBook van mijn huisgenoot*."""
    after = words[mention.after : mention.after + 3]
    if (
        len(after) < 2
        or after[1].sentence != mention.sentence
        or not known.has("of", after[0].word)
    ):
        return False
    return known.has("my", after[1].word) or known.has("their", after[1].word)


def _describes(words: Sequence[Token], known: Lexicon, other: Mention, mention: Mention) -> bool:
    """Say whether a thing is only described again: "Frame number 12345, a green one with a basket"."""
    said = [token.word for token in words if token.sentence == mention.sentence]
    small = ("verbs", "also", "and")
    return other.sentence == mention.sentence - 1 and not any(
        known.has(name, word) for word in said for name in small
    )


def _apposed(words: Sequence[Token], known: Lexicon, other: Mention, mention: Mention) -> bool:
    """Say whether a thing is named again behind a comma: "my phone, the black one"."""
    between = words[other.after : mention.first]
    joined = any(known.has("and", t.word) or known.has("with", t.word) for t in between)
    return not joined and mention.before in ("the", "a")


def _without_stuff(found: Sequence[Mention], frames: Sequence[Frame]) -> list[Frame]:
    """Let "all my things" say nothing when the things themselves are named."""
    pairs = list(zip(found, frames, strict=True))
    named = any(f.polarity == "active" and not one.is_stuff for one, f in pairs)
    return [
        replace(f, polarity="unclear") if named and one.is_stuff and f.polarity == "active" else f
        for one, f in pairs
    ]
