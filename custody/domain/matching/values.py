"""The values that travel through the matching, all frozen (`matching.md` 5)."""

from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True)
class Who:
    """A person as far as known; every part may be empty. `born` is ``1979-04-03``."""

    name: str = ""
    born: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""


@dataclass(frozen=True)
class Marked:
    """Words that a person marked as a thing the police had: their place, kind and number."""

    position: int
    start: int
    end: int
    category: str


@dataclass(frozen=True)
class Report:
    """A complaint's text as it came in, the day it came in, and who wrote it, for whom."""

    text: str
    received_on: date
    complainant: Who = Who()
    represented: str = ""
    relation: str = ""
    marked: tuple[Marked, ...] = ()


@dataclass(frozen=True)
class Span:
    """Offsets in the original text, end exclusive."""

    start: int
    end: int


@dataclass(frozen=True)
class Window:
    """Days between which something happened, with the words that say so.

    `precision` is the width the writer meant: day, few_days, week, part_of_month, month, season or
    year. `basis` says what happened then: handover, loss, call, letter, return or unknown.
    """

    first: date
    last: date
    span: Span
    weight: float = 1.0
    precision: str = "day"
    basis: str = "unknown"


@dataclass(frozen=True)
class Attribute:
    """How a thing looks: `kind` is colour, brand, material, inscription, number, size or part."""

    kind: str
    value: str
    span: Span


@dataclass(frozen=True)
class Amount:
    """A sum of money, in cents; `about` when the writer does not know it exactly."""

    cents: int
    currency: str
    span: Span
    about: bool = False


@dataclass(frozen=True)
class Place:
    """A place in the text. `kind` is street, unit, building, room, vehicle, town or other.

    `value` is folded; `number` is the house or vehicle number; `ref` names a place of the register.
    """

    kind: str
    value: str
    span: Span
    number: str = ""
    ref: str = ""


@dataclass(frozen=True)
class KnownPlace:
    """A place name of the register: what it is called there, and its number in the place table."""

    name: str
    kind: str = "unit"
    ref: str = ""


@dataclass(frozen=True)
class Person:
    """A person in the text; `role` is complainant, represented, officer or third_party.

    `relation` is a family word or a job of the language files, such as mother or doctor.
    """

    role: str
    name: str
    span: Span
    relation: str = ""


@dataclass(frozen=True)
class Identifier:
    """A number or code in the text or on the item, as it is compared.

    `strength` is exact when a check digit is right or nothing can be checked, unchecked when it is
    wrong or missing, suffix when only the last symbols are given. `shown` is how it was written.
    """

    kind: str
    value: str
    span: Span = Span(0, 0)
    strength: str = "exact"
    shown: str = ""


@dataclass(frozen=True)
class Frame:
    """One mention: a thing that, by the words around it, came into the hands of the police.

    `polarity` is active, or why it is none: denied, anecdote, idiom, returned, third_party,
    not_police, conditional or unclear. `windows` stand best first. A frame without a concept is a
    thing that no language file knows, or "all my stuff": `category` is then other. What is
    `inside` another thing of the text asks no claim of its own. `mark` is the number of the mark
    when a person marked the words.
    """

    span: Span
    concept: str | None
    category: str
    sentence: int
    polarity: str
    windows: tuple[Window, ...] = ()
    verb: Span | None = None
    direction: str = "unknown"
    holder: Span | None = None
    places: tuple[Place, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    quantity: int | None = None
    amount: Amount | None = None
    confidence: float = 1.0
    inside: bool = False
    mark: int | None = None

    @property
    def window(self) -> Window | None:
        """The window that most probably is the day of the handover."""
        return self.windows[0] if self.windows else None


@dataclass(frozen=True)
class Analysis:
    """All that was read from a complaint. Officers and third parties stand among `persons`."""

    report: Report
    frames: tuple[Frame, ...]
    identifiers: tuple[Identifier, ...]
    words: frozenset[str]
    persons: tuple[Person, ...] = ()
    places: tuple[Place, ...] = ()
    windows: tuple[Window, ...] = ()

    @property
    def officers(self) -> tuple[Person, ...]:
        """The officers that are named."""
        return tuple(one for one in self.persons if one.role == "officer")


@dataclass(frozen=True)
class ItemView:
    """An item with what came with it, as it is compared; it is read once, when the item changes.

    `day` is when it came to us, `concepts` what its description names, the first one first.
    `unit` and `taken_at` are words of the register, `home` the places in the giver's address.
    """

    item: str
    handover: str
    category: str
    description: str
    quantity: int | None
    taking: str
    day: date
    giver: Who = Who()
    concepts: tuple[str, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()
    words: frozenset[str] = frozenset()
    cents: tuple[int, ...] = ()
    identifiers: tuple[Identifier, ...] = ()
    unit: str = ""
    taken_at: str = ""
    place: str = ""
    officer: str = ""
    ended_on: date | None = None
    late_entry: bool = False


@dataclass(frozen=True)
class HandoverView:
    """One act: the items that came with it, and what they have in common."""

    handover: str
    items: tuple[ItemView, ...]

    @property
    def first(self) -> ItemView:
        """An item that tells day, place, officer and giver of all of them."""
        return self.items[0]


@dataclass(frozen=True)
class Evidence:
    """One reason for or against, in words that are translated later, with the words it rests on.

    `conflict` says that it contradicts, so that nothing may be certain beside it.
    """

    field: str
    points: float
    text: str
    facts: tuple[tuple[str, str], ...] = ()
    span: Span | None = None
    register_value: str = ""
    register_field: str = ""
    conflict: bool = False

    @property
    def sign(self) -> str:
        """Whether it speaks for or against."""
        return "for" if self.points >= 0 else "against"

    def beside(self, item: ItemView) -> "Evidence":
        """Return the same as it is shown beside an item: with its description if it rests on that."""
        if self.register_field != "description":
            return self
        return replace(self, register_value=item.description)


@dataclass(frozen=True)
class Match:
    """A frame and an item that may belong together, with every reason on both sides.

    `margin` is the distance to the next item of the same kind, `runner_up` that item. `outcome` is
    certain, suggest, or context: an item whose trail was closed before the event.
    """

    frame: int
    item: str
    score: float
    probability: float
    outcome: str
    evidence: tuple[Evidence, ...]
    margin: float = 0.0
    runner_up: str = ""

    @property
    def conflicts(self) -> tuple[str, ...]:
        """The fields that contradict."""
        return tuple(one.field for one in self.evidence if one.conflict)
