"""Measuring the matching on a file with gold links: load, compare, count (`matching.md` 17).

Everything is loaded into a register of its own, in a temporary folder, through the services of
daily use; the register of the settings is not touched, and nothing in the services can tell that
this is a measurement. All items come first, then the complaints in the order they were received;
for the reverse direction a second register takes the complaints first and then the items.
"""

import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from custody import storage
from custody.domain.exchange import read_complaint, read_item
from custody.domain.matching import MODEL_VERSION
from custody.domain.matching.cases import CaseFile, Gold, in_regime
from custody.domain.matching.evaluation import (
    Found,
    Ranked,
    agreement,
    counted,
    measure,
    measure_more,
    rounded,
    table,
)
from custody.domain.matching.noise import noise_items
from custody.domain.matching.slices import by_slice
from custody.domain.people import Person
from custody.services import exchange, matching
from custody.services.matching import Comparison
from custody.storage import schema

__all__ = ["evaluate", "table"]

MOST_RANKED = 50
CHUNK = 500
FEW, PIECE = 1000, 100
"""Items are compared one by one up to `FEW`; more of them in the pieces that an import makes."""
TERMS = exchange.Terms(unit="Unknown")
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Run:
    """What one direction found, by complaint id of the file; `shown` is ready for the JSON."""

    found: dict[str, Found]
    shown: dict[str, dict[str, Any]]
    truncated: int


def evaluate(cases: CaseFile, regime: str, noise: int, by: Person) -> dict[str, Any]:
    """Return the result of the contract for one file, regime and number of noise items."""
    items, complaints = _rows(cases, regime, noise)
    forward = _forward(items, complaints, by)
    reverse, times = _reverse(items, complaints, by)
    pairs = [
        (forward.found[str(c["id"])], cases.gold.get(str(c["id"]), Gold())) for c in complaints
    ]
    golds = [gold for _, gold in pairs]
    extra = {
        **measure_more(pairs),
        "reverse_agreement": agreement(forward.found, reverse.found),
        "reverse_ms_p95": _p95(times),
        "truncated": forward.truncated,
        "slices": by_slice(cases, regime, forward.found),
    }
    return {
        "format": "custody-matching-result/1",
        "file": cases.file,
        "regime": regime,
        "noise": noise,
        "model_version": MODEL_VERSION,
        "counts": {
            "items": len(cases.items),
            "complaints": len(complaints),
            "links": sum(len(counted(gold)) for gold in golds),
            "claims_without_record": sum(len(gold.claims) for gold in golds),
            "non_mentions": sum(len(gold.non_mentions) for gold in golds),
        },
        "metrics": rounded(measure(pairs)),
        "extra": rounded(extra),
        "complaints": [forward.shown[str(c["id"])] for c in complaints],
    }


def _rows(cases: CaseFile, regime: str, noise: int) -> tuple[Rows, Rows]:
    """Return items and complaints in an order that is told by what they say, never by their ids."""
    people = [
        str(who["name"])
        for one in (*cases.items, *cases.complaints)
        for who in (one.get("handed_over_by"), one.get("complainant"))
        if who and who.get("name")
    ]
    made = noise_items(_in_order(cases.items), people, cases.period, cases.noise_seed, noise)
    items = [in_regime(item, regime) for item in (*cases.items, *made)]
    complaints = [dict(one) for one in cases.complaints]
    complaints.sort(key=lambda one: (one["received"], _content(one)))
    return _in_order(items), complaints


def _in_order(items: Sequence[Mapping[str, Any]]) -> Rows:
    return sorted(
        (dict(one) for one in items),
        key=lambda one: (one.get("registered") or one["datetime"], _content(one)),
    )


def _content(one: Mapping[str, Any]) -> str:
    return repr(sorted((name, repr(value)) for name, value in one.items() if name != "id"))


@contextmanager
def _register() -> Iterator[None]:
    """Open an empty register in a temporary folder; it is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="custody-evaluate-") as folder:
        url = f"sqlite:///{folder}/custody.db"
        schema.upgrade(url)
        storage.connect(url, Path(folder), "evaluation.example/log", lambda: datetime.now(UTC))
        try:
            yield
        finally:
            storage.disconnect()


def _forward(items: Rows, complaints: Rows, by: Person) -> Run:
    with _register():
        codes = _load_items(items, by)
        loaded = list(codes.values())
        for start in range(0, len(loaded), CHUNK):
            matching.run_for_items(loaded[start : start + CHUNK], datetime.now(UTC))
        return _compared(_load_complaints(complaints, by), codes)


def _reverse(items: Rows, complaints: Rows, by: Person) -> tuple[Run, list[float]]:
    """Return what the complaints found when the items came after them, and the times per item."""
    with _register():
        numbers = _load_complaints(complaints, by)
        for number in numbers.values():
            matching.run_for_complaint(number, datetime.now(UTC))
        codes = _load_items(items, by)
        loaded, times = list(codes.values()), []
        size = 1 if len(loaded) <= FEW else PIECE
        for start in range(0, len(loaded), size):
            piece = loaded[start : start + size]
            begun = time.perf_counter()
            matching.run_for_items(piece, datetime.now(UTC))
            times.append((time.perf_counter() - begun) * 1000 / len(piece))
        matching.sweep(datetime.now(UTC))
        return _kept(numbers, codes), times


def _load_items(items: Rows, by: Person) -> dict[str, str]:
    """Import items as `custody import items` does; return the code of each by its id."""
    lines = [line for n, item in enumerate(items) if (line := read_item(n + 1, item)[0])]
    outcome = exchange.import_items(lines, TERMS, by, datetime.now(UTC))
    if outcome.problems or len(lines) < len(items):
        raise RuntimeError(f"not every item could be recorded: {outcome.problems[:3]}")
    codes = exchange.items_of([str(item["id"]) for item in items])
    return {str(item["id"]): codes[str(item["id"])] for item in items}


def _load_complaints(complaints: Rows, by: Person) -> dict[str, str]:
    """Import complaints as `custody import complaints` does; return the number of each by its id."""
    read = [read_complaint(n + 1, _columns(one))[0] for n, one in enumerate(complaints)]
    lines = [line for line in read if line is not None]
    outcome = exchange.import_complaints(lines, exchange.Terms(), by, datetime.now(UTC))
    if outcome.problems or len(lines) < len(complaints):
        raise RuntimeError(f"not every complaint could be recorded: {outcome.problems[:3]}")
    numbers = exchange.complaints_of([str(one["id"]) for one in complaints])
    return {str(one["id"]): numbers[str(one["id"])] for one in complaints}


def _columns(complaint: Mapping[str, Any]) -> dict[str, Any]:
    """Return a complaint with the relation of whom it is for in a column of its own."""
    who = complaint.get("represented") or {}
    return {**complaint, "represented_relation": who.get("relation") or ""}


def _kept(numbers: Mapping[str, str], codes: Mapping[str, str]) -> Run:
    """Return the suggestions and links as they are kept after a run in the worker."""
    ids = {code: id_ for id_, code in codes.items()}
    found = {}
    for id_, number in numbers.items():
        kept = matching.kept(number)
        ranked = tuple(Ranked(ids[s.item], s.outcome, s.probability) for s in kept)
        found[id_] = Found(text="", ranked=ranked)
    return Run(found, {}, 0)


def _p95(times: Sequence[float]) -> float | None:
    return sorted(times)[max(-int(-0.95 * len(times) // 1) - 1, 0)] if times else None


def _compared(numbers: Mapping[str, str], codes: Mapping[str, str]) -> Run:
    ids = {code: id_ for id_, code in codes.items()}
    found, shown, truncated = {}, {}, 0
    for id_, number in numbers.items():
        at = datetime.now(UTC)
        start = time.perf_counter()
        comparison = matching.compare(number, at)
        ms = (time.perf_counter() - start) * 1000
        if comparison is None:
            continue
        matching.keep(comparison, at)
        truncated += comparison.truncated
        ranked = _ranked(comparison, ids)
        found[id_] = _found(comparison, ranked, ms)
        shown[id_] = _shown(id_, comparison, ranked, ms)
    return Run(found, shown, truncated)


def _ranked(comparison: Comparison, ids: Mapping[str, str]) -> list[dict[str, Any]]:
    """Return each item once with its best mention, best first, ties by the item's id."""
    best: dict[str, dict[str, Any]] = {}
    for one in sorted(comparison.matches, key=lambda m: (-round(m.score, 4), m.frame)):
        item = ids[one.item]
        if item not in best and one.outcome in ("certain", "suggest"):
            best[item] = {
                "item": item,
                "score": round(one.score, 4),
                "p": round(one.probability, 4),
                "outcome": one.outcome,
                "mention": one.frame if one.frame >= 0 else None,
                "evidence": [_evidence(said, comparison) for said in one.evidence],
            }
    return sorted(best.values(), key=lambda r: (-r["score"], r["item"]))[:MOST_RANKED]


def _evidence(said: Any, comparison: Comparison) -> dict[str, Any]:
    text = comparison.complaint.text
    return {
        "field": said.field,
        "points": round(said.points, 4),
        "sign": said.sign,
        "span": [said.span.start, said.span.end] if said.span else None,
        "text": text[said.span.start : said.span.end] if said.span else None,
        "register_field": said.register_field,
        "register_value": said.register_value,
    }


def _found(comparison: Comparison, ranked: list[dict[str, Any]], ms: float) -> Found:
    frames = comparison.analysis.frames
    claims = [frames[n] for n in comparison.claims]
    return Found(
        text=comparison.complaint.text,
        ranked=tuple(Ranked(one["item"], one["outcome"], one["p"]) for one in ranked),
        mentions=tuple((f.span.start, f.span.end) for f in frames if f.polarity == "active"),
        claims=tuple((f.category, f.span.start, f.span.end) for f in claims),
        ms=ms,
    )


def _shown(
    id_: str, comparison: Comparison, ranked: list[dict[str, Any]], ms: float
) -> dict[str, Any]:
    text, frames = comparison.complaint.text, comparison.analysis.frames
    mentions = [
        {
            "start": frame.span.start,
            "end": frame.span.end,
            "text": text[frame.span.start : frame.span.end],
            "concept": frame.concept,
            "category": frame.category,
            "status": "active" if frame.polarity == "active" else "ignored",
            "reason": None if frame.polarity == "active" else frame.polarity,
        }
        for frame in frames
    ]
    claims = [
        {
            "category": frames[n].category,
            "mention": n,
            "start": frames[n].span.start,
            "end": frames[n].span.end,
            "text": text[frames[n].span.start : frames[n].span.end],
        }
        for n in comparison.claims
    ]
    return {"id": id_, "ms": round(ms, 2), "ranked": ranked, "mentions": mentions, "claims": claims}
