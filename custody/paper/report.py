"""The custody report of a complaint: own words, each item's trail with its gaps, and claims.

All words come in the reader's language; this module only makes them printable. Gaps are entries of
their own, with their length, and readable in grey (`screens.md` 5, 6.3).
"""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

SOURCE = "report.typ"


@dataclass(frozen=True)
class ReportEntry:
    """One entry of a trail; `gap` frames it as a time of which nothing is recorded."""

    when: str
    title: str
    detail: str = ""
    notes: tuple[str, ...] = ()
    gap: bool = False


@dataclass(frozen=True)
class ReportItem:
    """One item: what it is, its code, where it is now, and its trail oldest first."""

    code: str
    name: str
    now: str
    entries: tuple[ReportEntry, ...]


@dataclass(frozen=True)
class ReportClaim:
    """An unrecorded handover: its number, state, and the citizen's own words."""

    number: str
    state: str
    account: str
    facts: str


@dataclass(frozen=True)
class ReportPaper:
    """Everything that stands on the report, in one language. `words` names the fixed texts."""

    lang: str
    number: str
    made_at: datetime
    made: str
    facts: tuple[tuple[str, str], ...]
    letter: str
    items: tuple[ReportItem, ...]
    claims: tuple[ReportClaim, ...]
    closing: tuple[str, ...]
    words: Mapping[str, str]


def described(paper: ReportPaper, text: Callable[[str], str]) -> dict[str, Any]:
    """Return the values of the report, every text made printable."""
    values = asdict(paper)
    del values["made_at"]
    printed: dict[str, Any] = _printable(values, text)
    return printed


def _printable(value: Any, text: Callable[[str], str]) -> Any:
    if isinstance(value, str):
        return "\n".join(text(line) for line in value.split("\n"))
    if isinstance(value, Mapping):
        return {key: _printable(part, text) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(part, text) for part in value]
    return value
