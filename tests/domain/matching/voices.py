"""How well texts in many voices are read: the share of things found, and of words wrongly taken."""

import tomllib
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from custody.domain.matching.evaluation import places_of, shares_a_word
from custody.domain.matching.frames import analyse
from custody.domain.matching.values import Report

RECEIVED = date(2025, 6, 18)
FILE = Path(__file__).with_name("voices.toml")


@dataclass(frozen=True)
class Heard:
    """What was read right and wrong in the texts of one part."""

    missed: tuple[tuple[str, str], ...]
    wrong: tuple[tuple[str, str], ...]
    active: int
    inactive: int

    @property
    def recall(self) -> float:
        """The share of things in the hands of the police that were read as such."""
        return 1 - len(self.missed) / self.active

    @property
    def false(self) -> float:
        """The share of other words that were read as things in the hands of the police."""
        return len(self.wrong) / self.inactive


def heard(part: str) -> Heard:
    """Read all texts of a part."""
    missed: list[tuple[str, str]] = []
    wrong: list[tuple[str, str]] = []
    active = inactive = 0
    with FILE.open("rb") as file:
        texts = [one for one in tomllib.load(file)["complaint"] if one["part"] == part]
    for one in texts:
        frames = analyse(Report(one["text"], RECEIVED)).frames
        taken = [(f.span.start, f.span.end) for f in frames if f.polarity == "active"]
        missed += [(one["voice"], w) for w in one["active"] if not _hit(one["text"], w, taken)]
        wrong += [(one["voice"], w) for w in one["inactive"] if _hit(one["text"], w, taken)]
        active += len(one["active"])
        inactive += len(one["inactive"])
    return Heard(tuple(missed), tuple(wrong), active, inactive)


def _hit(text: str, words: str, taken: list[tuple[int, int]]) -> bool:
    places = places_of(words, text)
    assert places, f"{words} does not stand in the text"
    return any(shares_a_word(text, place, span) for place in places for span in taken)


if __name__ == "__main__":
    for name in ("develop", "measure"):
        figures = heard(name)
        print(f"{name}: found {figures.recall:.2f} of {figures.active},", end=" ")
        print(f"wrong {figures.false:.2f} of {figures.inactive}")
        if name == "develop":
            print(*figures.missed, *figures.wrong, sep="\n")
