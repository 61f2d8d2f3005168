"""Names as people write them: initials, particles, titles, misspelt surnames (`matching.md` 7)."""

import re
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import OSA

from custody.domain.matching.text import fold

_PARTICLES = frozenset(
    [
        "van",
        "v",
        "d",
        "de",
        "der",
        "den",
        "het",
        "t",
        "ter",
        "ten",
        "te",
        "in",
        "op",
        "aan",
        "la",
        "le",
        "du",
        "von",
        "und",
        "y",
        "el",
        "al",
        "ben",
        "bin",
    ]
)
_TITLES = frozenset(
    [
        "dhr",
        "hr",
        "heer",
        "mw",
        "mevr",
        "mevrouw",
        "mr",
        "mrs",
        "ms",
        "dr",
        "ir",
        "drs",
        "fam",
        "familie",
    ]
)
_PART = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
NEAR = 1


@dataclass(frozen=True)
class Name:
    """A name in its parts: `first` may be an initial, `surname` has no particles."""

    first: str
    surname: str

    @property
    def initial(self) -> str:
        """The first letter of the first name, or nothing."""
        return self.first[:1]

    @property
    def is_full(self) -> bool:
        """Whether the first name is written out."""
        return len(self.first) > 1


@lru_cache(maxsize=4096)
def read_name(text: str) -> Name:
    """Return the parts of a name; a single word is a surname."""
    words = [w for w in (fold(m[0]) for m in _PART.finditer(text)) if w not in _TITLES]
    plain = [w for w in words if w not in _PARTICLES or len(words) == 1]
    if not plain:
        return Name("", "")
    if len(plain) == 1:
        return Name("", plain[0])
    return Name(plain[0], plain[-1])


def skeleton(surname: str) -> str:
    """Fold spellings that sound alike: vowels and doubles, ij and y, c and k, d and t at the end."""
    folded = surname.replace("ij", "y").replace("ck", "k").replace("c", "k").replace("z", "s")
    folded = folded.replace("ph", "f").replace("th", "t")
    folded = re.sub(r"(dt|d)$", "t", folded)
    head, rest = folded[:1], re.sub(r"[aeiouy'’]", "", folded[1:])
    return re.sub(r"(.)\1+", r"\1", head + rest)[:40]


@lru_cache(maxsize=8192)
def surnames(one: str, other: str) -> str:
    """Return how two surnames agree: equal, near or no."""
    if not one or not other:
        return "no"
    if one == other:
        return "equal"
    longest = max(len(one), len(other))
    if longest >= 5 and OSA.distance(one, other, score_cutoff=NEAR) <= NEAR:
        return "near"
    if longest >= 7 and OSA.distance(one, other, score_cutoff=2) <= 2:
        return "near"
    same_start = one[:2] == other[:2]
    return "near" if longest >= 5 and same_start and skeleton(one) == skeleton(other) else "no"


def digits_of(phone: str) -> str:
    """Return the last nine digits of a phone number, or nothing when there are fewer."""
    digits = re.sub(r"\D", "", phone)
    return digits[-9:] if len(digits) >= 9 else ""
