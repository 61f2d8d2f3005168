"""The values that travel through the matching, all frozen (`matching.md` 5)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Who:
    """A person as far as known; every part may be empty."""

    name: str = ""
    born: str = ""
    phone: str = ""
    email: str = ""


@dataclass(frozen=True)
class Report:
    """A complaint's text as it came in, the day it came in, and who wrote it."""

    text: str
    received_on: date
    complainant: Who = Who()
    represented: str = ""


@dataclass(frozen=True)
class Span:
    """Offsets in the original text, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class Window:
    """Days between which something happened, with the words that say so."""

    first: date
    last: date
    span: Span
    weight: float = 1.0


@dataclass(frozen=True)
class Frame:
    """One mention: a thing that, by the words around it, came into the hands of the police."""

    span: Span
    concept: str | None
    category: str
    sentence: int
    polarity: str
    window: Window | None
    attributes: tuple[tuple[str, Span], ...] = ()
    quantity: int | None = None


@dataclass(frozen=True)
class Identifier:
    """A number or code in the text or on the item, as it is compared."""

    kind: str
    value: str
    span: Span = Span(0, 0)


@dataclass(frozen=True)
class Analysis:
    """All that was read from a complaint."""

    report: Report
    frames: tuple[Frame, ...]
    identifiers: tuple[Identifier, ...]
    words: frozenset[str]


@dataclass(frozen=True)
class ItemView:
    """An item with what came with it, as the matching sees it. `day` is when it came to us."""

    item: str
    handover: str
    category: str
    description: str
    quantity: int | None
    taking: str
    day: date
    place: str
    taken_at: str
    officer: str
    giver: Who
    identifiers: tuple[Identifier, ...] = ()
    status: str = "in_custody"
    ended_on: date | None = None


@dataclass(frozen=True)
class Evidence:
    """One reason for or against, in words that are translated later, with the words it rests on."""

    field: str
    points: float
    text: str
    facts: tuple[tuple[str, str], ...] = ()
    span: Span | None = None
    register_value: str = ""

    @property
    def sign(self) -> str:
        """Whether it speaks for or against."""
        return "for" if self.points >= 0 else "against"


@dataclass(frozen=True)
class Match:
    """A frame and an item that may belong together, with every reason on both sides."""

    frame: int
    item: str
    score: float
    probability: float
    outcome: str
    evidence: tuple[Evidence, ...]
