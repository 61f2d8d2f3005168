"""Words for things in their place: whose they are, what stands before them, what they stand with.

A mention is no more than a place in the text that names a thing; whether it came into the hands
of the police is decided later (`polarity.py`).
"""

from collections.abc import Sequence
from dataclasses import replace

from custody.domain.matching import money
from custody.domain.matching.nouns import Mention, look_back
from custody.domain.matching.text import Folded, Token
from custody.domain.matching.vocabulary import Lexicon, Thing

_JOINED = frozenset(",&/+ \n-*•1234567890.)")
_MOST_BETWEEN = 6
_TAKES_MONEY = frozenset(("envelope", "money_box", "cash", "foreign_cash"))


def find(
    words: Sequence[Token],
    folded: Folded,
    known: Lexicon,
    spotted: Sequence[Thing],
    acts: set[int],
) -> tuple[Mention, ...]:
    """Return all mentions in order, with their groups. `acts` are the tokens of cues."""
    found = [_mention(words, known, thing, acts) for thing in spotted if thing.form.concept]
    found = [one for one in found if not (acts >= set(range(one.first, one.after)))]
    found = [one for n, one in enumerate(found) if not _is_part(words, known, found[:n], one)]
    found = [
        one for one in found if one.before or not known.has("needs_owner", words[one.first].word)
    ]
    found = [one for one in found if not _is_named(words, known, one) and not _is_verb(words, one)]
    sums = money.amounts(words, folded, known, acts)
    found = [one for one in found if not any(_inside(one, other) for other in sums)] + sums
    found.sort(key=lambda one: (one.first, -one.after))
    found = [replace(one, prep=None) if _is_listed(words, known, one) else one for one in found]
    return grouped(words, known, _joined(words, known, found))


def _is_listed(words: Sequence[Token], known: Lexicon, one: Mention) -> bool:
    """Say whether the preposition belongs to words that begin a list: *het gaat om mijn jas*."""
    if one.prep is None:
        return False
    here = [words[n].word for n in range(max(one.prep - 2, 0), one.prep + 1)]
    return any(
        pattern == tuple(here[-len(pattern) :]) and name == "list"
        for start in {*here}
        for pattern, name in known.cues.get(start, ())
    )


def _is_part(
    words: Sequence[Token], known: Lexicon, before: Sequence[Mention], one: Mention
) -> bool:
    """Say whether this hangs on the thing before it and is its mark: "keys with a red tag"."""
    if _alone_in_brackets(words, one):
        return any(0 <= one.first - other.after <= 1 and not other.is_stuff for other in before)
    if one.prep is None or not known.has("with", words[one.prep].word):
        return False
    tail = words[one.after : one.after + 3]
    tied = one.before == "a" and any(known.has("attributes.tied", t.word) for t in tail)
    stored = tail[:1] and tail[0].gap == " " and known.has("attributes.stored", tail[0].word)
    tied = tied or bool(stored)
    if not tied and not {one.lemma, words[one.first].word} & known.sets["attributes.parts"]:
        return False
    return any(
        other.sentence == one.sentence and one.first - other.after <= _MOST_BETWEEN + 2
        for other in before
    )


def _is_named(words: Sequence[Token], known: Lexicon, one: Mention) -> bool:
    """Say whether this is the name or number of an officer: *agent De Vos*, *PC 2208*."""
    word = words[one.first]
    after = words[one.after] if one.after < len(words) else None
    if known.has("persons.officers", word.word):
        follows = after is not None and after.gap == " " and after.sentence == word.sentence
        return follows and after is not None and (after.capital or after.word.isdigit())
    n = one.first - 1
    while n >= 0 and known.has("persons.particles", words[n].word) and words[n + 1].gap == " ":
        n -= 1
    named = n >= 0 and words[n].sentence == word.sentence and words[n + 1].gap in (" ", ". ")
    return (
        word.capital
        and named
        and (
            known.has("persons.officers", words[n].word)
            or known.has("persons.titles", words[n].word)
        )
    )


def _is_verb(words: Sequence[Token], one: Mention) -> bool:
    """Say whether a bare word behind a subject that opens its clause is a verb: *ik zeil vaak*."""
    n = one.first - 1
    if one.before or n < 0 or words[n].word not in ("ik", "wij", "we", "i"):
        return False
    opens = n == 0 or words[n].sentence != words[n - 1].sentence or bool(words[n].gap.strip())
    return opens and words[one.first].gap == " " and words[n].sentence == one.sentence


def _alone_in_brackets(words: Sequence[Token], one: Mention) -> bool:
    """Say whether nothing else stands in the brackets around this: "my knife (an heirloom!)"."""
    after = words[one.after].gap if one.after < len(words) else ")"
    return "(" in words[one.first].gap and ")" in after and not one.before


def _inside(one: Mention, other: Mention) -> bool:
    return other.first <= one.first and one.after <= other.after


def _mention(words: Sequence[Token], known: Lexicon, thing: Thing, acts: set[int]) -> Mention:
    form = thing.form
    before, prep = look_back(words, known, thing.first, acts)
    first = words[thing.first]
    return Mention(
        first=thing.first,
        after=thing.after,
        concept=form.concept,
        category=known.concepts[form.concept],
        lemma=form.lemma,
        sentence=first.sentence,
        before=before,
        prep=prep,
        sure=form.sure,
        needs_cue=known.has("needs_cue", form.lemma) or known.has("needs_cue", first.word),
    )


def _joined(words: Sequence[Token], known: Lexicon, found: list[Mention]) -> list[Mention]:
    """Return the mentions with neighbours made one: "Lenovo laptop", "envelop met 850 euro"."""
    kept: list[Mention] = []
    for one in found:
        last = kept[-1] if kept else None
        if last is None or one.first < last.after:
            if last is None:
                kept.append(one)
            continue
        between = one.first - last.after
        touching = between == 0 and not words[one.first].gap.strip()
        if touching and words[one.first - 1].word.endswith("'s"):
            kept[-1] = replace(one, before=last.before, prep=last.prep)
        elif touching and one.category == last.category and one.sentence == last.sentence:
            kept[-1] = _both(known, last, one)
        elif _is_filled(words, known, last, one):
            concept = "cash" if last.concept == "envelope" else last.concept
            kept[-1] = replace(
                last, after=one.after, concept=concept, category="cash", amount=one.amount
            )
        else:
            kept.append(one)
    return kept


def _both(known: Lexicon, last: Mention, one: Mention) -> Mention:
    concept = one.concept
    if last.concept and one.concept and known.kin(last.concept, one.concept) == "child":
        concept = one.concept
    elif last.concept and one.concept and known.kin(last.concept, one.concept) == "parent":
        concept = last.concept
    amount = last.amount or one.amount
    return replace(last, after=one.after, concept=concept, amount=amount)


def _is_filled(words: Sequence[Token], known: Lexicon, last: Mention, one: Mention) -> bool:
    """Say whether the sum that follows lies in what was named: "een envelop met 850 euro"."""
    between = words[last.after : one.first]
    return (
        one.amount is not None
        and last.amount is None
        and last.concept in _TAKES_MONEY
        and one.sentence == last.sentence
        and 0 < len(between) <= 4
        and any(known.has("with", t.word) or known.has("of", t.word) for t in between)
    ) or (
        one.amount is not None
        and last.concept in ("cash", "foreign_cash")
        and last.amount is None
        and one.sentence == last.sentence
        and len(between) <= 2
    )


def grouped(
    words: Sequence[Token], known: Lexicon, found: Sequence[Mention]
) -> tuple[Mention, ...]:
    """Return the mentions with the number of their group: things that are counted up together."""
    group = 0
    kept: list[Mention] = []
    for one in found:
        prep = one.prep
        if not kept or not counted_up(words, known, kept[-1], one):
            group += 1
        elif prep is None and not one.before:
            prep = kept[-1].prep
        kept.append(replace(one, group=group, prep=prep))
    return tuple(kept)


def counted_up(words: Sequence[Token], known: Lexicon, last: Mention, one: Mention) -> bool:
    """Say whether two things stand in one enumeration: only signs, "and" and their own words."""
    between = _outside_brackets(words, last.after, one.first)
    if last.sentence != one.sentence or len(between) > _MOST_BETWEEN:
        return False
    gaps = "".join(t.gap for t in [*between, words[one.first]])
    if not set(gaps) <= _JOINED and not (set(gaps) - _JOINED <= set(";()")):
        return False
    names = ("verbs", "clause", "i", "they", "police", "custody")
    for t in between:
        owner = known.has("their", t.word) or known.has("my", t.word)
        if not owner and (any(known.has(name, t.word) for name in names) or _is_act(t.word, known)):
            return False
    joins = any(known.has(name, t.word) for t in between for name in ("and", "with", "also"))
    return joins or "," in gaps or ";" in gaps or "&" in gaps or "+" in gaps


def _is_act(word: str, known: Lexicon) -> bool:
    """Say whether a word alone says that something was handed over: it ends an enumeration."""
    return any(len(pattern) == 1 and name == "put" for pattern, name in known.cues.get(word, ()))


def _outside_brackets(words: Sequence[Token], first: int, after: int) -> list[Token]:
    """Return the tokens that do not stand in brackets."""
    found = []
    inside = False
    for token in words[first:after]:
        inside = (inside and ")" not in token.gap) or "(" in token.gap
        if not inside:
            found.append(token)
    return found
