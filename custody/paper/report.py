"""The dossier of a complaint: what is known in three sentences, and all that stands behind them.

All words come in the reader's language; this module only makes them printable. Gaps are entries of
their own, with their length, and readable in grey (`screens.md` 5, 6.3).
"""

import hashlib
import json
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
    lines: tuple[str, ...] = ()


@dataclass(frozen=True)
class ReportSection:
    """A part of the report in sentences, with words of a person or facts where there are any."""

    heading: str
    lines: tuple[str, ...] = ()
    quote: str = ""


@dataclass(frozen=True)
class ReportPaper:
    """Everything that stands on the report, in one language. `words` names the fixed texts.

    `sentences` stand on the first page with the facts and the box of what is `unknown`; `before`
    stands before the items, `after` behind the claims; `digest` is that of all words that stand here.
    """

    lang: str
    number: str
    made_at: datetime
    made: str
    facts: tuple[tuple[str, str], ...]
    sentences: tuple[str, ...]
    unknown: ReportSection
    before: tuple[ReportSection, ...]
    items: tuple[ReportItem, ...]
    claims: tuple[ReportClaim, ...]
    after: tuple[ReportSection, ...]
    words: Mapping[str, str]

    @property
    def digest(self) -> str:
        """The digest of every word that stands here: the same words, the same digest."""
        said = asdict(self)
        del said["made_at"]
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode("utf-8")).hexdigest()


def described(paper: ReportPaper, text: Callable[[str], str]) -> dict[str, Any]:
    """Return the values of the report, every text made printable."""
    values = asdict(paper)
    del values["made_at"]
    values["digest"] = paper.digest
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
