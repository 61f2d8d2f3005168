"""Whether a thing came into the hands of the police: a chance, as the sum of fitted signs.

- Cues that somebody thought of decide little about texts that nobody has read; many general signs
  together do. What the cues alone make of a thing (`story.py`) is one sign among them.
- Each sign has a weight in `data/standing.toml`, fitted by logistic regression over several files;
  one that is not listed there weighs nothing.
- From one chance on it is a mention, from a higher one on it opens a claim.
- Every weight has a reason in words, so that a person can be told why.
"""

import math
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from typing import Any

from custody.domain.matching.polarity import DIRECTIONS, Verdict
from custody.domain.matching.signs import Signs

_MOST = 30.0


@cache
def model() -> Mapping[str, Any]:
    """Return the weights of the signs, and the chances that count."""
    file = resources.files("custody.domain.matching") / "data" / "standing.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def chance(signs: Iterable[str]) -> float:
    """Return the chance that a thing with these signs came into the hands of the police."""
    weights = model()["weights"]
    total = float(model()["start"]) + math.fsum(weights.get(sign, 0.0) for sign in signs)
    return 1 / (1 + math.exp(-max(min(total, _MOST), -_MOST)))


def reasons(signs: Iterable[str]) -> list[tuple[str, float]]:
    """Return the signs that weigh, in plain words, the heaviest first."""
    weights = model()["weights"]
    heavy = sorted((-abs(weights[sign]), sign) for sign in signs if sign in weights)
    return [(_in_words(sign), float(weights[sign])) for _, sign in heavy]


def _in_words(sign: str) -> str:
    """Return a sign as a person would say it: what it is, and of what."""
    place, _, what = sign.partition(".")
    table = model()["words"]
    if sign in table:
        return str(table[sign])
    if what.startswith("by_"):
        return f"{_cue(place)}, by {table['actors'][what.removeprefix('by_')]}"
    return f"{table['places'][place]}: {_cue(what)}"


def _cue(name: str) -> str:
    """Return what a cue says in words; one that is denied says so."""
    plain = name.removesuffix("_not")
    said = str(model()["words"]["cues"].get(plain, plain.replace("_", " ")))
    return f"not {said}" if plain != name else said


class Standing(Signs):
    """All mentions of one text, each with its chance."""

    def decide(self) -> list[Verdict]:
        """Return the verdict of each mention: active from the fitted chance on."""
        super().decide()
        chances = [chance(self.signs(n)) for n in range(len(self.mentions))]
        for verdict, value in zip(self.verdicts, chances, strict=True):
            _weigh(verdict, value)
        return self.verdicts


def _weigh(verdict: Verdict, value: float) -> None:
    """Let the chance decide; why the cues alone took it for none stays said when it agrees."""
    verdict.chance = value
    if value >= model()["active"]:
        name = verdict.cue.name if verdict.cue else ""
        if verdict.polarity != "active":
            verdict.direction = DIRECTIONS.get(name, "unknown")
        verdict.polarity = "active"
    elif verdict.polarity == "active":
        verdict.polarity = "unclear"
