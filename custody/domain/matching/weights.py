"""The weights of the fields, and how often a value occurs in the register (`matching.md` 7)."""

import math
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any


@cache
def weights() -> Mapping[str, Any]:
    """Return the weights of this version."""
    file = resources.files("custody.domain.matching") / "data" / "weights.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


@cache
def points(part: str, name: str) -> float:
    """Return the weight of one line of a field."""
    return float(weights()[part][name])


@dataclass(frozen=True)
class Frequencies:
    """How many of `total` items have a value, by (field, value); a small register leans on a prior."""

    total: int = 0
    counts: Mapping[tuple[str, str], int] = field(default_factory=dict)

    def rarity(self, part: str, value: str) -> float:
        """Return log2 of how rare a value is, in steps of a half, so that one item more or less
        does not move a score."""
        prior = weights()["prior"]
        count = self.counts.get((part, value), 0) + float(prior[part])
        bits = math.log2((self.total + float(prior["items"])) / count)
        return max(round(bits * 2) / 2, 0.0)

    def is_common(self, surname: str) -> bool:
        """Say whether many givers have this surname."""
        prior = weights()["prior"]
        share = self.counts.get(("surname", surname), 0) / (self.total + float(prior["items"]))
        return share > float(prior["common_surname"])
