"""People in a text, with what they are to the complaint: the writer, whom they write for, officers.

A name is told by what stands before it: a rank, a title, a family word. Without a name a family
word counts too, because "my mother's medicines" are given by somebody else than the writer.
"""

import re
from collections.abc import Iterator, Sequence

from custody.domain.matching.text import Token, fold
from custody.domain.matching.values import Person, Report, Span
from custody.domain.matching.vocabulary import Lexicon

_INITIAL = re.compile(r"[a-z]")
_SERVICE_NUMBER = re.compile(r"\d{4,8}")
_NEAR_BEHALF = 8


def find(
    words: Sequence[Token], known: Lexicon, report: Report, theirs: frozenset[int] = frozenset()
) -> tuple[Person, ...]:
    """Return the people in the order of the text.

    `theirs` are the sentences in which a thing of "his" or "her" was handed over.
    """
    behalf = _behalf(words, known)
    found: list[Person] = []
    taken: set[int] = set()
    for n in range(len(words)):
        if n in taken:
            continue
        for person, used in _at(words, known, report, n, behalf, theirs):
            taken.update(used)
            found.append(person)
            break
    return tuple(found)


def skeleton(surname: str) -> str:
    """Fold spellings that sound alike: ij and y, c and k, z and s, doubles, d and t at the end."""
    folded = fold(surname).replace("ij", "y").replace("ck", "k").replace("c", "k")
    folded = folded.replace("z", "s").replace("ph", "f").replace("ae", "a").replace("gh", "g")
    folded = re.sub(r"(.)\1+", r"\1", folded)
    return re.sub(r"(dt|d)$", "t", folded)


def _behalf(words: Sequence[Token], known: Lexicon) -> list[int]:
    """Return the tokens behind "namens", "on behalf of" and the like."""
    found = []
    for n, token in enumerate(words):
        for parts in known.behalf.get(token.word, ()):
            if tuple(t.word for t in words[n : n + len(parts)]) == parts:
                found.append(n + len(parts))
    return found


def _at(
    words: Sequence[Token],
    known: Lexicon,
    report: Report,
    n: int,
    behalf: list[int],
    theirs: frozenset[int],
) -> Iterator[tuple[Person, range]]:
    word = words[n].word
    if known.has("persons.officers", word):
        used = _name(words, known, n + 1, trusted=True)
        if len(used):
            yield _person(words, "officer", used), range(n, used.stop)
        elif n + 1 < len(words) and _SERVICE_NUMBER.fullmatch(words[n + 1].word):
            yield _person(words, "officer", range(n + 1, n + 2)), range(n, n + 2)
    relation = known.pairs["persons.family"].get(word)
    if relation and n and known.has("my", words[n - 1].word):
        used = _name(words, known, _behind_title(words, known, n + 1), trusted=True)
        role = _role(words, report, n, str(relation), behalf, theirs)
        shown = used if len(used) else range(n, n + 1)
        name = _text(words, used) if len(used) else ""
        yield Person(role, name, _span(words, shown), str(relation)), range(n, shown.stop)
    title = _behind_title(words, known, n)
    if title > n:
        used = _name(words, known, title, trusted=True)
        if len(used):
            role = _of_name(words, report, used, n, behalf)
            yield _person(words, role, used), range(n, used.stop)
    if words[n].capital and not known.has("persons.officers", word):
        used = _name(words, known, n)
        role = _of_name(words, report, used, n, behalf) if len(used) else ""
        if len(used) >= 2 and (role != "third_party" or _is_full(words, known, used)):
            yield _person(words, role, used), used


def _role(
    words: Sequence[Token],
    report: Report,
    n: int,
    relation: str,
    behalf: list[int],
    theirs: frozenset[int],
) -> str:
    """Return whether a family member is the one whose things it is about."""
    if any(0 <= n - start <= _NEAR_BEHALF for start in behalf):
        return "represented"
    told = fold(report.relation)
    if told and (told == relation or told == words[n].word):
        return "represented"
    sentence = words[n].sentence
    return "represented" if {sentence, sentence + 1} & theirs else "third_party"


def _of_name(words: Sequence[Token], report: Report, used: range, n: int, behalf: list[int]) -> str:
    """Return what somebody is who is named without a rank."""
    last = words[used.stop - 1].word
    if report.represented and last in fold(report.represented).split():
        return "represented"
    if last in fold(report.complainant.name).split():
        return "complainant"
    if any(0 <= n - start <= _NEAR_BEHALF for start in behalf):
        return "represented"
    return "third_party"


def _is_full(words: Sequence[Token], known: Lexicon, used: range) -> bool:
    """Say whether a name without a title has an initial or a particle: others may be anything."""
    return any(
        len(words[n].word) == 1 or known.has("persons.particles", words[n].word) for n in used
    )


def _behind_title(words: Sequence[Token], known: Lexicon, n: int) -> int:
    """Return the place behind a title such as "de heer" or "mevrouw", or n."""
    at = n
    while at < len(words) and (
        known.has("persons.titles", words[at].word)
        or (at == n and known.has("the", words[at].word) and _titled(words, known, at + 1))
    ):
        at += 1
    return at


def _titled(words: Sequence[Token], known: Lexicon, n: int) -> bool:
    return n < len(words) and known.has("persons.titles", words[n].word)


def _name(words: Sequence[Token], known: Lexicon, n: int, *, trusted: bool = False) -> range:
    """Return the tokens of a name that starts here: initials, first names, particles, surname.

    A trusted name stands behind a rank, a title or a family word: then a surname may be a word.
    """
    at = last = n
    while at < len(words) and words[at].sentence == words[n].sentence:
        token = words[at]
        if token.gap.strip(' ("' if at == n else " .("):
            break
        sure = trusted or at > n
        if token.capital and (_is_initial(words, at) or not _is_word(known, token, sure)):
            at, last = at + 1, at + 1
        elif sure and known.has("persons.particles", token.word) and at - last < 3:
            at += 1
        else:
            break
    if last == n or all(_INITIAL.fullmatch(words[k].word) for k in range(n, last)):
        return range(n, n)
    return range(n, last)


def _is_initial(words: Sequence[Token], n: int) -> bool:
    """Say whether this is one letter with its full stop."""
    after = words[n + 1].gap if n + 1 < len(words) else ""
    return bool(_INITIAL.fullmatch(words[n].word)) and after.startswith(".")


def _is_word(known: Lexicon, token: Token, sure: bool) -> bool:
    """Say whether a word with a capital is an ordinary one, at the start of a sentence."""
    names: tuple[str, ...] = ("function", "verbs", "police", "custody", "clause", "they")
    names += ("persons.officers", "persons.titles", "places.units")
    if not sure:
        names += ("abstract", "ordinary", "common", "places.buildings")
    if any(token.word in known.sets.get(name, ()) for name in names) or token.word[0].isdigit():
        return True
    tables = ("dates.months", "dates.weekdays", "dates.feasts", "dates.numbers", "persons.family")
    if any(token.word in known.pairs[name] for name in tables):
        return True
    return not sure and (token.word in known.cues or known.form_of(token.word) is not None)


def _person(words: Sequence[Token], role: str, used: range) -> Person:
    return Person(role, _text(words, used), _span(words, used))


def _text(words: Sequence[Token], used: range) -> str:
    return " ".join(words[n].word for n in used)


def _span(words: Sequence[Token], used: range) -> Span:
    return Span(words[used.start].span.start, words[used.stop - 1].span.end)
