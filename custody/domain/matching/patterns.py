"""Patterns of cues, written short in the language files and made long here."""

from custody.domain.matching.vocabulary import ANY


def paired(line: str) -> list[tuple[str, ...]]:
    """Return each word on the left with each phrase on the right: *ligt ... bij jullie*."""
    words, _, phrases = line.partition(":")
    return [(word, ANY, *phrase.split()) for word in words.split() for phrase in phrases.split("|")]


def without_n(pattern: tuple[str, ...]) -> tuple[str, ...]:
    """Return a pattern as it is written without the last n of its verbs: *meegenome*, *hebbe*."""
    return tuple(w[:-1] if "ge" in w[:-3] and w.endswith("en") else w for w in pattern)


def split(line: str) -> list[tuple[str, ...]]:
    """Return all forms of verbs with a particle: *nam ~ mee*, *meenam*, *mee te nemen*."""
    particle, _, stems = line.partition(":")
    found: list[tuple[str, ...]] = []
    for stem in stems.split():
        found += [(particle + stem,), (particle, stem), (particle, "te", stem)]
        found.append((stem, ANY, particle))
        found += [(particle + "te" + stem,)]
    return found
