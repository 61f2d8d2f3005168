"""Parts of a file that are reported apart: by language, intake and what makes a case hard.

They are made from the gold and the file, after the run; the matcher never sees them
(`matching.md` 18).
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from custody.domain.matching.cases import CaseFile, Gold, in_regime
from custody.domain.matching.evaluation import Found, counted, measure
from custody.domain.matching.text import fold, tokens

_SHOWN = ("p_at_1", "r_at_5", "certain_recall", "mention_recall")
_RECEIPT = re.compile(r"\bR\s?\d\d\s?-?\s?[0-9OoIl]{3,}", re.IGNORECASE)


def by_slice(
    cases: CaseFile, regime: str, found: Mapping[str, Found]
) -> dict[str, dict[str, float | int | None]]:
    """Return the main figures of each slice that has complaints in it."""
    items = {str(item["id"]): in_regime(item, regime) for item in cases.items}
    members: dict[str, list[tuple[Found, Gold]]] = {}
    for complaint in cases.complaints:
        id_ = str(complaint["id"])
        gold = cases.gold.get(id_, Gold())
        linked = [items[item] for item in counted(gold)]
        for name in sorted(set(_names(complaint, cases.languages.get(id_, ""), linked, gold))):
            members.setdefault(name, []).append((found[id_], gold))
    return {name: _figures(pairs) for name, pairs in sorted(members.items())}


def _figures(pairs: list[tuple[Found, Gold]]) -> dict[str, float | int | None]:
    figures = measure(pairs)
    return {"complaints": len(pairs), **{name: figures[name] for name in _SHOWN}}


def _names(
    complaint: Mapping[str, Any], language: str, linked: list[dict[str, Any]], gold: Gold
) -> Iterator[str]:
    if language:
        yield f"language_{language}"
    for item in linked:
        yield f"intake_{item['intake']}"
    if linked and not any(item.get("handed_over_by") for item in linked):
        yield "no_person"
    if complaint.get("represented"):
        yield "represented"
    if len(linked) > 1:
        yield "several_items"
    if _damaged(str(complaint["text"]), linked):
        yield "damaged_receipt"
    if linked and language == "en":
        yield "english_on_dutch_register"
    links = [link for link in gold.links if link.strength != "possible"]
    said = [(ln.mention, item["description"]) for ln, item in zip(links, linked, strict=True)]
    if any(words and not _shares(words, described) for words, described in said):
        yield "no_shared_word"


def _damaged(text: str, linked: list[dict[str, Any]]) -> bool:
    """Say whether a receipt number stands in the text, and none that is on record."""
    plain = re.sub(r"[\s-]", "", text).upper()
    known = {re.sub(r"[\s-]", "", str(i["receipt"])).upper() for i in linked if i.get("receipt")}
    return bool(_RECEIPT.search(text)) and bool(known) and not any(no in plain for no in known)


def _shares(words: str, described: str) -> bool:
    said = {token.word for token in tokens(words) if len(token.word) > 2}
    return bool(said & {token.word for token in tokens(described)}) or fold(words) in fold(
        described
    )
