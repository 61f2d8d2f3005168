"""Nouns that no language file knows, under a verb of handing over: they ask, and are never nothing.

A noun counts by what stands before it, or by the known things it is counted up with; people,
places, days, colours and what is no thing at all are left out.
"""

from collections.abc import Iterator, Sequence

from custody.domain.matching.binding import POSITIVE
from custody.domain.matching.cues import Cue
from custody.domain.matching.nouns import MOST_ADJECTIVES, Mention, look_back
from custody.domain.matching.text import Token
from custody.domain.matching.vocabulary import Lexicon

_SHORTEST_NOUN = 4


def unknown_noun(words: Sequence[Token], known: Lexicon, n: int, busy: set[int]) -> Mention | None:
    """Return the noun that a "my", "the", "a" or number at token n belongs to, when nobody knows it."""
    before = next(
        (name for name in ("my", "their", "the", "a") if known.has(name, words[n].word)), ""
    )
    if not before or known.has("it", words[n].word):
        return None
    at = n + 1
    while (
        at < len(words)
        and at - n <= MOST_ADJECTIVES + 1
        and words[at].sentence == words[n].sentence
        and not words[at].gap.strip()
        and at not in busy
        and _is_content(words[at].word, known)
    ):
        at += 1
    if at < len(words) and at not in busy and _is_person(words, known, at):
        return None
    head = words[at - 1]
    if head.capital and n and _is_person(words, known, n - 1):
        return None
    family = known.pairs["persons.family"]
    inside = [token.word for token in words[n + 1 : at]]
    if any(known.has("persons.third", word) or word in family for word in inside):
        return None
    if at == n + 1 or len(head.word) < _SHORTEST_NOUN or not head.word.replace("-", "").isalpha():
        return None
    if _is_no_thing(head.word, known, owned=before in ("my", "their")):
        return None
    _, prep = look_back(words, known, n + 1, set())
    return Mention(
        n + 1, at, None, "other", head.word, head.sentence, before, prep, sure=0.4, needs_cue=True
    )


def _is_person(words: Sequence[Token], known: Lexicon, n: int) -> bool:
    """Say whether the word at token n goes on with a person: *an older gentleman*."""
    if n and (words[n].sentence != words[n - 1].sentence or words[n].gap.strip()):
        return False
    names = ("police", "persons.officers", "persons.family", "persons.titles", "persons.third")
    return any(words[n].word in known.sets.get(name, ()) for name in names)


def described_noun(
    words: Sequence[Token], known: Lexicon, last: int, busy: set[int]
) -> Mention | None:
    """Return the unknown noun that "seized" or "inbeslaggenomen" at token `last` describes."""
    n = last + 1
    if n >= len(words) or words[n].gap != " " or known.has("at", words[last].word):
        return None
    if words[n].sentence != words[last].sentence:
        return None
    return _plain_noun(words, known, n, busy)


def bare_noun(words: Sequence[Token], known: Lexicon, n: int, busy: set[int]) -> Mention | None:
    """Return the unknown noun at token n that is counted up with others: "phone, frob and keys"."""
    after = words[n + 1] if n + 1 < len(words) else None
    ends = after is None or after.sentence != words[n].sentence or bool(after.gap.strip())
    if not ends and after is not None and not known.has("and", after.word):
        return None
    return _plain_noun(words, known, n, busy)


def _plain_noun(words: Sequence[Token], known: Lexicon, n: int, busy: set[int]) -> Mention | None:
    """Return a word without an owner as an unknown noun, unless it may be anything else."""
    word, sentence = words[n].word, words[n].sentence
    if n in busy or words[n].capital or not word.isalpha() or len(word) < _SHORTEST_NOUN:
        return None
    if not _is_content(word, known) or _is_no_thing(word, known):
        return None
    return Mention(n, n + 1, None, "other", word, sentence, "the", sure=0.4, needs_cue=True)


def _is_content(word: str, known: Lexicon) -> bool:
    names = ("function", "verbs", "police", "custody", "persons.family", "persons.titles")
    return not any(word in known.sets.get(name, ()) for name in names)


def _is_no_thing(word: str, known: Lexicon, *, owned: bool = False) -> bool:
    lists: tuple[str, ...] = (
        "abstract",
        "persons.officers",
        "persons.third",
        "places.buildings",
        "places.rooms",
    )
    lists += ("places.units", "places.vehicles", "dates.dayparts", "dates.weekend", "holders")
    tables: tuple[str, ...] = (
        "persons.family",
        "dates.months",
        "dates.weekdays",
        "dates.units",
        "dates.numbers",
    )
    tables += ("dates.feasts", "dates.seasons", "attributes.colours", "attributes.materials")
    if known.is_blocked(word) or word in known.never:
        return True
    if any(word in known.sets[name] for name in lists):
        return True
    if any(word in known.pairs[name] for name in tables) or word in known.cues:
        return True
    endings = known.sets["no_thing_endings"] - ({"en"} if owned else set())
    return any(word.endswith(ending) for ending in endings)


def named_animals(
    words: Sequence[Token],
    known: Lexicon,
    found: Sequence[Mention],
    acts: Sequence[Cue],
    busy: set[int],
) -> Iterator[Mention]:
    """Yield names under a verb of handing over in a text that tells of an animal: "took Bruno"."""
    if not any(known.has("animal_signs", token.word) for token in words):
        return
    told = {c.sentence for c in acts if c.name in POSITIVE and not c.negated}
    told -= {one.sentence for one in found if one.category == "animal"}
    for n, token in enumerate(words):
        if token.sentence in told and n not in busy and _is_bare_name(words, known, n):
            yield Mention(n, n + 1, "animal", "animal", token.word, token.sentence, "my", sure=0.6)


def _is_bare_name(words: Sequence[Token], known: Lexicon, n: int) -> bool:
    """Say whether this is one capital word alone inside a sentence, and no person, day or place."""
    token = words[n]
    if not n or not token.capital or words[n - 1].sentence != token.sentence:
        return False
    after = words[n + 1] if n + 1 < len(words) and words[n + 1].gap == " " else None
    if (after and after.capital) or (token.gap == " " and words[n - 1].capital):
        return False
    before = words[n - 1].word
    if known.has("at", before) or known.has("of", before) or _is_person(words, known, n - 1):
        return False
    if not token.word.isalpha() or len(token.word) < _SHORTEST_NOUN - 1:
        return False
    return _is_content(token.word, known) and not _is_no_thing(token.word, known)
