"""The elements of a complaint: one thing complained of each, from its sentence to its judgement.

Rules kept here:
- an element is made by a person; what the system proposes is marked so (C16, C20);
- it is one neutral sentence of one kind, about days that do not run backwards (C17);
- the committee advises on it (C22p), the authority judges it: an outcome of the list, with what
  was found and why, and the advice stays beside it (C36, C37);
- an outcome against the citizen goes through the conclusion guard (C56).
"""

from dataclasses import dataclass
from datetime import date, datetime

from custody.domain.errors import ConflictError, InputError, NotFoundError
from custody.domain.words import mark

KINDS = {
    "item": mark("About an item"),
    "conduct": mark("How somebody was treated"),
    "force": mark("Force"),
    "information": mark("Information"),
    "time": mark("How long it took"),
    "discrimination": mark("Discrimination"),
    "other": mark("Something else"),
}
AGREEMENTS = {
    "yes": mark("The complainant agrees"),
    "no": mark("The complainant does not agree"),
    "": mark("No answer yet"),
}
OUTCOMES = {
    "upheld": mark("Upheld"),
    "partly_upheld": mark("Partly upheld"),
    "not_upheld": mark("Not upheld"),
    "no_judgement": mark("No judgement"),
}
# Against the citizen: only through the conclusion guard, for an element about an item (C56).
GUARDED = frozenset({"not_upheld", "no_judgement"})


class ElementUnknownError(NotFoundError):
    """No such element of this complaint."""

    sentence = mark("We could not find this element.")


class ElementTextError(InputError):
    """An element is one short neutral sentence (C17a)."""

    sentence = mark("Write in one sentence what is complained of.")


class ElementKindError(InputError):
    """An element is of one kind of the list (C17a)."""

    sentence = mark("Choose what it is about.")


class ElementDaysError(InputError):
    """The last day of what is complained of stands before its first."""

    sentence = mark("The last day is before the first day. Change one of them.")


class AdviceLaterError(ConflictError):
    """Advice is written down while the committee has the complaint, and is locked after (C21)."""

    sentence = mark("The committee does not have this complaint now.")


class AdviceOpenError(ConflictError):
    """The committee advises on every element (C22p)."""

    sentence = mark("Write down the advice of the committee on every element first.")


class NotYetJudgedError(ConflictError):
    """An element is judged in phase two, or when the complaint was reopened (C36)."""

    sentence = mark("This complaint is not before the authority yet. Take it to phase two first.")


class OutcomeError(InputError):
    """An outcome of the list, with findings and reasons (C36, C37)."""

    sentence = mark("Choose an outcome, and fill in what was found and why.")


class ElementsOpenError(ConflictError):
    """A decision says something of every element (C22q)."""

    sentence = mark("Every element needs findings, an outcome and reasons first.")


@dataclass(frozen=True)
class Element:
    """One thing complained of (C17). `suggested`: the system's, until a person takes it over."""

    id: int
    kind: str
    text: str
    suggested: bool = False
    made_by: str = ""
    first_on: date | None = None
    last_on: date | None = None
    agreed: str = ""
    agreed_on: date | None = None
    advice: str = ""
    advised: str = ""
    outcome: str = ""
    findings: str = ""
    reasons: str = ""
    judged_by: str = ""
    judged_at: datetime | None = None


def check_element(kind: str, text: str, days: tuple[date | None, date | None]) -> None:
    """Refuse an element without a kind or a sentence, and a period that ends before it begins."""
    if kind not in KINDS:
        raise ElementKindError()
    if not text.strip():
        raise ElementTextError()
    first, last = days
    if first and last and last < first:
        raise ElementDaysError()


def check_advice(advice: str, why: str) -> None:
    """Refuse advice without an outcome of the list or without its reasons (C22p)."""
    if advice not in OUTCOMES or not why.strip():
        raise OutcomeError()


def check_judgement(judged: Element) -> None:
    """Refuse a judgement without outcome, findings or reasons (C37); the advice stands beside it."""
    if judged.outcome not in OUTCOMES or not judged.findings.strip() or not judged.reasons.strip():
        raise OutcomeError()
