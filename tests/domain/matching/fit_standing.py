"""Fits the weights of the signs anew, and tells how they do on texts that they were not fitted on.

    python -m tests.domain.matching.fit_standing FILE.jsonl ... [--write]

Logistic regression with an elastic penalty, by coordinate descent, over the things of all
complaints of the files, with the invented sentences of the tests beside them. What is printed is
honest: each file by the others, and each complaint by fits without it. `--write` puts the weights
of all in their data file; the chances that count stay as they stand there.
"""

import argparse
import math
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from custody.domain.matching import outcome, standing
from custody.domain.matching.cases import Gold, read_cases
from custody.domain.matching.evaluation import (
    Found,
    Pair,
    measure,
    measure_more,
    places_of,
    shares_a_word,
)
from custody.domain.matching.frames import analyse
from custody.domain.matching.signs import Signs
from custody.domain.matching.things import Things, read_things
from custody.domain.matching.values import Report
from tests.domain.matching import test_classes, test_frames, voices

OUT = Path(standing.__file__).with_name("data") / "standing.toml"
FOLDS, SWEEPS, RIDGE, LASSO = 8, 40, 6.0, 1.0
FEWEST = 4  # A sign of fewer things than this is left out.
UNSAID = 0.3  # What no gold line speaks of is none, less surely.
UNREAD, SENTENCE = 2.0, 3.0  # Texts that no rule was made for tell more; sentences are wanted.
CURVE = ((0.3, 0.5), (0.4, 0.6), (0.5, 0.7), (0.6, 0.8), (0.7, 0.9))

Sample = tuple[frozenset[str], bool, float]
Model = Mapping[str, Any]


@dataclass(frozen=True)
class Text:
    """One complaint with what is right about it, and its things as samples: signs, truth, weight."""

    source: str
    text: str
    received: date
    gold: Gold
    samples: tuple[Sample, ...]


def texts(path: str) -> Iterator[Text]:
    """Yield the complaints of a file. One without items was written for reading alone."""
    cases = read_cases(Path(path).read_text(encoding="utf-8").splitlines(), path)
    weight = 1.0 if cases.items else UNREAD
    for one in cases.complaints:
        gold = cases.gold.get(one["id"])
        if gold is not None:
            day = date.fromisoformat(one["received"][:10])
            yield Text(path, one["text"], day, gold, tuple(_samples(one["text"], gold, weight)))


def sentences() -> Iterator[Text]:
    """Yield the sentences of the tests of reading: they are wanted."""
    good = (test_frames.GIVEN, test_frames.LESS_DIRECT, test_frames.STORIES, test_classes.TOLD)
    none = (test_frames.NOT_GIVEN, test_frames.LOOKS_LIKE_IT, test_frames.NO_STORY)
    for lists, is_good in ((good, True), ((*none, test_classes.NOT_TOLD), False)):
        for text, words in (pair for one in lists for pair in one):
            gold = Gold(claims=(("other", words),)) if is_good else Gold(non_mentions=(words,))
            said = [s for s in _samples(text, gold, SENTENCE) if s[2] == SENTENCE]
            yield Text("sentences", text, voices.RECEIVED, gold, tuple(said))
    for one in tomllib.loads(voices.FILE.read_text(encoding="utf-8"))["complaint"]:
        if one["part"] == "develop":
            claims = tuple(("other", words) for words in one["active"])
            gold = Gold(claims=claims, non_mentions=tuple(one["inactive"]))
            samples = tuple(_samples(one["text"], gold, SENTENCE))
            yield Text("sentences", one["text"], voices.RECEIVED, gold, samples)


def _samples(text: str, gold: Gold, weight: float) -> Iterator[Sample]:
    """Yield the things of a text; one that a reader could not decide, or named again, is left out."""
    told = read_things(text)
    Signs.decide(told.standing)
    kept = [one.mention for one in gold.links if one.strength != "possible" and one.mention]
    kept += [words for _, words in gold.claims if words]
    open_ = [one.mention for one in gold.links if one.strength == "possible" and one.mention]
    yes = [n for n in range(len(told.found)) if _hit(told, n, text, kept)]
    for n, mention in enumerate(told.found):
        signs = told.standing.signs(n)
        if n in yes:
            yield signs, True, weight
        elif _hit(told, n, text, gold.non_mentions):
            yield signs, False, weight
        elif told.words[mention.first].aside or _hit(told, n, text, open_):
            continue
        elif not any(_kin(told, n, k) for k in yes):
            yield signs, False, weight * UNSAID


def _hit(told: Things, n: int, text: str, wanted: Sequence[str]) -> bool:
    one = told.found[n]
    span = (told.words[one.first].span.start, told.words[one.after - 1].span.end)
    return any(shares_a_word(text, p, span) for words in wanted for p in places_of(words, text))


def _kin(told: Things, n: int, k: int) -> bool:
    one, other = told.found[n].concept, told.found[k].concept
    return one is None or other is None or told.known.kin(one, other) != "none"


def fit(some: Sequence[Text]) -> Model:
    """Return the weights with the least loss; the start bears no penalty."""
    rows = [row for one in some for row in one.samples]
    found: dict[str, list[int]] = defaultdict(list)
    for n, (signs, _, _) in enumerate(rows):
        for sign in ("", *signs):
            found[sign].append(n)
    columns = {sign: places for sign, places in sorted(found.items()) if len(places) >= FEWEST}
    weights = dict.fromkeys(columns, 0.0)
    scores = [0.0] * len(rows)
    for _ in range(SWEEPS):
        for sign, places in columns.items():
            step = _step(rows, scores, places, weights[sign], bool(sign))
            weights[sign] += step
            for n in places:
                scores[n] += step
    start = weights.pop("")
    kept = {sign: round(value, 2) for sign, value in weights.items() if abs(value) >= 0.02}
    return {"start": round(start, 2), "weights": kept}


def _step(
    rows: Sequence[Sample], scores: Sequence[float], places: Sequence[int], old: float, bears: bool
) -> float:
    """Return how far one weight moves: a Newton step with the penalty, never a leap."""
    slope = bend = 0.0
    for n in places:
        chance = 1 / (1 + math.exp(-scores[n]))
        slope += rows[n][2] * (rows[n][1] - chance)
        bend += rows[n][2] * max(chance * (1 - chance), 0.05)
    pull = slope + bend * old
    new = (
        math.copysign(max(abs(pull) - LASSO, 0.0), pull) / (bend + RIDGE) if bears else pull / bend
    )
    return max(min(new - old, 2.0), -2.0)


def read_with(one: Text, model: Model) -> Found:
    """Return what is read of a text with these weights and chances."""
    standing.model = outcome.model = lambda: model  # type: ignore[assignment]
    frames = analyse(Report(one.text, one.received)).frames
    active = [f for f in frames if f.polarity == "active"]
    return Found(
        one.text,
        mentions=tuple((f.span.start, f.span.end) for f in active),
        claims=tuple((f.category, f.span.start, f.span.end) for f in active if outcome.is_told(f)),
    )


def show(title: str, fits: Sequence[tuple[Model, Sequence[Text]]]) -> None:
    """Print the curve of texts that were not fitted on."""
    print(title)
    for active, claim in CURVE:
        pairs: list[Pair] = [
            (read_with(one, {**model, "active": active, "claim": claim}), one.gold)
            for model, part in fits
            for one in part
        ]
        figures = {**measure(pairs), **measure_more(pairs)}
        names = ("mention_recall", "false_mentions", "claim_recall", "false_claims_per_complaint")
        told = "  ".join(
            f"{name} {figures[name]:.3f}" for name in names if figures[name] is not None
        )
        print(f"  active {active}  claim {claim}  {told}")


def folds(some: Sequence[Text]) -> Iterator[tuple[Model, Sequence[Text]]]:
    """Yield fits with the complaints that each of them has not seen."""
    for k in range(FOLDS):
        rest = [one for n, one in enumerate(some) if n % FOLDS != k]
        yield fit(rest), [one for n, one in enumerate(some) if n % FOLDS == k]


def write(model: Model) -> None:
    """Put start and weights in the data file, and leave all else in it as it is."""
    head = OUT.read_text(encoding="utf-8").partition("[weights]\n")[0]
    head = re.sub(r"^start = .*$", f"start = {model['start']}", head, flags=re.MULTILINE)
    lines = [f'"{sign}" = {value}\n' for sign, value in sorted(model["weights"].items())]
    OUT.write_text(head + "[weights]\n" + "".join(lines), encoding="utf-8")


def main() -> None:
    """Read the files, print the honest figures, and write the weights when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+")
    parser.add_argument("--write", action="store_true")
    asked = parser.parse_args()
    wanted = list(sentences())
    files = {path: list(texts(path)) for path in asked.files}
    everything = [*wanted, *(one for some in files.values() for one in some)]
    for path, some in files.items():
        rest = [one for one in everything if one.source != path]
        show(f"{path}, fitted on the others", [(fit(rest), some)])
    held = list(folds(everything))
    for path in files:
        parts = [(model, [one for one in part if one.source == path]) for model, part in held]
        show(f"{path}, complaints held out", parts)
    if asked.write:
        write(fit(everything))


if __name__ == "__main__":
    main()
