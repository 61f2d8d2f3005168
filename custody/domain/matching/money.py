"""Sums of money in a text, as mentions of cash: *€ 2.340,-*, *80 euros*, *about 50 pounds*."""

import re
from bisect import bisect_right
from collections.abc import Sequence

from custody.domain.matching.nouns import Mention, look_back
from custody.domain.matching.text import Folded, Token
from custody.domain.matching.values import Amount
from custody.domain.matching.vocabulary import Lexicon

_AMOUNT = re.compile(
    r"(?:(?P<sign>€|\beur\b|£|\$)\s?(?P<a>\d{1,3}(?:[.,]\d{3})+(?:,\d\d|\.\d\d)?|\d+(?:[.,]\d{1,2})?)"
    r"|\b(?P<b>\d{1,3}(?:[.,]\d{3})+(?:,\d\d|\.\d\d)?|\d+(?:[.,]\d{1,2})?)(?:,-)?\s?(?P<word>€|[a-z']+))"
)
_SIGNS = {"€": "EUR", "eur": "EUR", "£": "GBP", "$": "USD"}


def amounts(
    words: Sequence[Token], folded: Folded, known: Lexicon, acts: set[int]
) -> list[Mention]:
    """Return the sums of money in a text, as mentions of cash."""
    starts = [token.start for token in words]
    found = []
    for match in _AMOUNT.finditer(folded.text):
        unit = match["sign"] or match["word"]
        currency = _SIGNS.get(unit) or known.pairs["attributes.currencies"].get(unit)
        if currency is None:
            continue
        first = max(bisect_right(starts, match.start()) - 1, 0)
        if words[first].end <= match.start():
            first += 1
        after = max(bisect_right(starts, match.end() - 1), first + 1)
        if first >= len(words):
            continue
        about = first > 0 and known.has("attributes.about", words[first - 1].word)
        span = folded.span(match.start(), match.end())
        amount = Amount(_cents(match["a"] or match["b"]), str(currency), span, about)
        before, prep = look_back(words, known, first - 1 if about else first, acts)
        concept = "cash" if currency in ("EUR", "NLG") else "foreign_cash"
        sentence = words[first].sentence
        found.append(
            Mention(first, after, concept, "cash", "", sentence, before, prep, amount=amount)
        )
    return found


def _cents(text: str) -> int:
    """Return a sum in cents: the last sign before exactly two figures is the decimal sign."""
    match = re.fullmatch(r"(.*\d)[.,](\d{1,2})", text)
    whole, part = (match[1], match[2].ljust(2, "0")) if match else (text, "00")
    return int(re.sub(r"\D", "", whole)) * 100 + int(part)
