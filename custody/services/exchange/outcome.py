"""What is said of a whole file, and by what a line is known for ever."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar
from uuid import NAMESPACE_URL, uuid5

from custody.domain.lines import Problem

BATCH = 500
Tell = Callable[[int], None]
Line = TypeVar("Line")


@dataclass
class Outcome:
    """What came of lines: how many were recorded, were there already, or have a problem."""

    recorded: int = 0
    known: int = 0
    problems: list[Problem] = field(default_factory=list)

    def add(self, more: "Outcome") -> None:
        """Count what came of more lines."""
        self.recorded += more.recorded
        self.known += more.known
        self.problems += more.problems


@dataclass(frozen=True)
class Terms:
    """What holds for every line that does not say it itself: the unit, and the post that holds it."""

    unit: str = ""
    post: str = ""
    src: str = "import"


def event_id(kind: str, import_ref: str) -> str:
    """Return the id of the event that a line makes: the same line always makes the same one."""
    return str(uuid5(NAMESPACE_URL, f"custody:{kind}:{import_ref}"))


def in_batches(lines: Iterable[Line]) -> Iterator[list[Line]]:
    """Return lines by as many as one act records."""
    rest = iter(lines)
    while some := list(islice(rest, BATCH)):
        yield some


def recorded_in_batches(
    lines: Iterable[Line], record: Callable[[list[Line]], Outcome], tell: Tell
) -> Outcome:
    """Record lines, one act for each batch; `tell` hears how many are done."""
    outcome, done = Outcome(), 0
    for some in in_batches(lines):
        outcome.add(record(some))
        done += len(some)
        tell(done)
    return outcome
