"""Metrics of a matching run against the gold links of a file (`matching.md` 17).

Rules kept here:
- counted links are those an attentive reader finds certain or probable; `possible` ones count
  neither as a hit nor as an error;
- a metric without cases is None, never 0 or 1;
- spans overlap when at least one word of the one lies in the other.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from custody.domain.matching.cases import Gold

BINS = 10
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Ranked:
    """One item as a run ranked it."""

    item: str
    outcome: str
    probability: float


@dataclass(frozen=True)
class Found:
    """What a run found in one complaint: items, active mentions, claims, and how long it took."""

    text: str
    ranked: tuple[Ranked, ...] = ()
    mentions: tuple[tuple[int, int], ...] = ()
    claims: tuple[tuple[str, int, int], ...] = ()
    ms: float = 0.0


Pair = tuple[Found, Gold]


def measure(pairs: Sequence[Pair]) -> dict[str, float | int | None]:
    """Return all metrics of the contract over these complaints."""
    pairs = [(_countable(found, gold), gold) for found, gold in pairs]
    times = sorted(found.ms for found, _ in pairs)
    with_links = [pair for pair in pairs if counted(pair[1])]
    links = [(found, item) for found, gold in pairs for item in counted(gold)]
    certain = [
        (one.item, gold)
        for found, gold in pairs
        for one in found.ranked
        if one.outcome == "certain"
    ]
    mentions = [(found, words) for found, gold in pairs for words in _gold_mentions(gold)]
    non = [(found, gold, words) for found, gold in pairs for words in gold.non_mentions]
    claims = [(found, *claim) for found, gold in pairs for claim in gold.claims]
    return {
        "p_at_1": _share(
            with_links, lambda p: bool(p[0].ranked) and p[0].ranked[0].item in counted(p[1])
        ),
        "r_at_5": _share(links, lambda p: p[1] in [one.item for one in p[0].ranked[:5]]),
        "certain_precision": _share(certain, lambda p: p[0] in counted(p[1])),
        "certain_recall": _share(links, lambda p: (p[1], "certain") in _outcomes(p[0])),
        "must_not_certain": sum(item in gold.wrong for item, gold in certain),
        "mention_recall": _share(mentions, lambda p: _said(p[0], p[1])),
        "false_mentions": _share(non, lambda p: _false_mention(*p)),
        "claim_recall": _share(claims, lambda p: _recalled(*p) is not None),
        "ms_p50": _rank(times, 0.50),
        "ms_p95": _rank(times, 0.95),
    }


def measure_more(pairs: Sequence[Pair]) -> dict[str, float | None]:
    """Return the further figures about claims and probabilities."""
    pairs = [(_countable(found, gold), gold) for found, gold in pairs]
    recalled = [
        (category, hit)
        for found, gold in pairs
        for category, words in gold.claims
        if (hit := _recalled(found, category, words)) is not None
    ]
    false = sum(_false_claims(found, gold) for found, gold in pairs)
    return {
        "false_claims_per_complaint": false / len(pairs) if pairs else None,
        "claim_category_right": _share(recalled, lambda p: p[0] == p[1]),
        "calibration_error": _calibration(pairs),
    }


def agreement(forward: Mapping[str, Found], reverse: Mapping[str, Found]) -> float | None:
    """Return the share of forward pairs that the reverse run found with the same outcome."""
    pairs = [(id_, one.item, one.outcome) for id_, found in forward.items() for one in found.ranked]
    return _share(pairs, lambda p: p[0] in reverse and (p[1], p[2]) in _outcomes(reverse[p[0]]))


def counted(gold: Gold) -> list[str]:
    """Return the items that a complaint is about, without those that cannot be decided."""
    return [link.item for link in gold.links if link.strength != "possible"]


def _countable(found: Found, gold: Gold) -> Found:
    undecided = {link.item for link in gold.links if link.strength == "possible"}
    return replace(found, ranked=tuple(r for r in found.ranked if r.item not in undecided))


def _outcomes(found: Found) -> set[tuple[str, str]]:
    return {(one.item, one.outcome) for one in found.ranked}


def _share(cases: Sequence[object], holds: Callable[..., bool]) -> float | None:
    return sum(map(holds, cases)) / len(cases) if cases else None


def _rank(times: Sequence[float], part: float) -> float | None:
    """Return the smallest time that this part of all times does not pass."""
    return times[max(-int(-part * len(times) // 1) - 1, 0)] if times else None


def _gold_mentions(gold: Gold) -> list[str]:
    """Return the words for items on record and claims; equal words count once."""
    linked = [link.mention for link in gold.links if link.strength != "possible"]
    claimed = [words for _, words in gold.claims]
    return list(dict.fromkeys(words for words in (*linked, *claimed) if words))


def places_of(words: str, text: str) -> list[tuple[int, int]]:
    """Return where words stand in a text; when they do not stand there so, without case."""
    for wanted, searched in ((words, text), (words.casefold(), text.casefold())):
        found = [(m.start(), m.end()) for m in re.finditer(re.escape(wanted), searched)]
        if found:
            return found
    return []


def shares_a_word(text: str, one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Say whether some word of the first span lies, at least in part, in the second."""
    return any(
        m.start() + one[0] < other[1] and m.end() + one[0] > other[0]
        for m in _WORD.finditer(text[one[0] : one[1]])
    )


def _said(found: Found, words: str) -> bool:
    return any(
        shares_a_word(found.text, place, mention)
        for place in places_of(words, found.text)
        for mention in found.mentions
    )


def _false_mention(found: Found, gold: Gold, words: str) -> bool:
    """Say whether a mention hits words that are none, outside of what is a mention by gold."""
    good = [p for said in _all_mentions(gold) for p in places_of(said, found.text)]
    return any(
        shares_a_word(found.text, place, mention)
        for place in places_of(words, found.text)
        if not any(g[0] <= place[0] and place[1] <= g[1] for g in good)
        for mention in found.mentions
    )


def _all_mentions(gold: Gold) -> Iterable[str]:
    yield from (link.mention for link in gold.links if link.mention)
    yield from (words for _, words in gold.claims if words)


def _recalled(found: Found, category: str, words: str | None) -> str | None:
    """Return the category of the claim that was opened for this, or None."""
    if words is None:
        return next((c[0] for c in found.claims if c[0] == category), None)
    hits = [
        claim[0]
        for place in places_of(words, found.text)
        for claim in found.claims
        if shares_a_word(found.text, place, (claim[1], claim[2]))
    ]
    return category if category in hits else next(iter(hits), None)


def _false_claims(found: Found, gold: Gold) -> int:
    places = [p for words in _all_mentions(gold) for p in places_of(words, found.text)]
    return sum(
        not any(shares_a_word(found.text, place, (start, end)) for place in places)
        for _, start, end in found.claims
    )


def _calibration(pairs: Sequence[Pair]) -> float | None:
    """Return the mean distance of probability and truth over ten bins, weighted by their size."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for found, gold in pairs:
        right = counted(gold)
        for one in found.ranked:
            place = min(int(one.probability * BINS), BINS - 1)
            bins[place].append((one.probability, one.item in right))
    total = sum(map(len, bins))
    if not total:
        return None
    return (
        sum(abs(sum(p for p, _ in part) - sum(hit for _, hit in part)) for part in bins if part)
        / total
    )


def rounded(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return figures with four decimals, and times with two."""
    return {
        name: rounded(value)
        if isinstance(value, dict)
        else round(value, 2 if "ms" in name.split("_") else 4)
        if isinstance(value, float)
        else value
        for name, value in values.items()
    }


def table(result: Mapping[str, Any]) -> str:
    """Return the metrics of a result as short lines for a reader."""
    head = f"{result['file']}, regime {result['regime']}, {result['noise']} noise items"
    figures = {**result["metrics"], **result["extra"]}
    lines = [
        f"{name:28} {'-' if value is None else value}"
        for name, value in figures.items()
        if not isinstance(value, dict)
    ]
    return "\n".join((head, *lines))
