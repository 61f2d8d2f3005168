"""One line of a file from another register, read and written: items and complaints.

A line is a mapping of field names to values, whether it came as JSON or as a row of a spreadsheet
(then a part of a person is a column of its own, such as ``handed_over_by_name``).

Rules kept here:
- every line has its own `import_ref` (or `id`), by which it is recorded once and never twice;
- a wrong line is told with its number, its field, and what to do; nothing is guessed in silence;
- the time something happened and the time it was entered elsewhere are kept apart (P5, P114);
- a time without a zone is local; a bare day stays a bare day;
- `intake` (`matching.md` 16) is read where `taking` (`model.md` 2) is not given;
- check features, pictures and signatures never leave in a file (P33).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from custody.domain.codes import PLACE_CODE, is_item_code
from custody.domain.complaints import CHANNELS
from custody.domain.items import (
    CATEGORIES,
    CONDITIONS,
    EURO_FACES,
    FOUND_TAKINGS,
    PRECISIONS,
    TAKINGS,
    Cash,
    Party,
)
from custody.domain.ledger import nfc
from custody.domain.lines import AMSTERDAM, Row
from custody.domain.stages import STATES

MOST_STORY = 50_000
MOST_IDENTIFIERS = 20
INTAKES = {
    "surrendered": "safekeeping",
    "seized": "seized",
    "detained": "detainee_goods",
    "brought": "for_detainee",
    "evidence": "given_evidence",
}
ITEM_FIELDS = (
    *("import_ref", "code", "taking", "category", "quantity", "description", "marks", "condition"),
    *("seal", "cash", "datetime", "precision", "registered", "place", "lies_at", "held_by"),
    *("unit", "officer", "receipt", "identifiers", "returned"),
    *("handed_over_by", "owner", "for_whom"),
)
COMPLAINT_FIELDS = (
    *("import_ref", "received", "channel", "language", "state", "unit", "handler"),
    *("complainant", "represented", "text"),
)


@dataclass(frozen=True)
class ItemLine:
    """One item as another register has it. `registered` is kept as it was written there."""

    line: int
    import_ref: str
    taking: str
    category: str
    happened_at: datetime
    code: str = ""
    quantity: int | None = None
    description: str = ""
    marks: str = ""
    condition: str = "unknown"
    seal: str = ""
    cash: Cash | None = None
    precision: str = "exact"
    registered: str = ""
    place: str = ""
    lies_at: str = ""
    held_by: str = ""
    unit: str = ""
    officer: str = ""
    receipt: str = ""
    identifiers: tuple[tuple[str, str], ...] = ()
    returned: date | None = None
    persons: tuple[Party, ...] = ()


@dataclass(frozen=True)
class ComplaintLine:
    """One complaint as another register has it, word for word."""

    line: int
    import_ref: str
    received: date
    text: str
    channel: str = "letter"
    language: str = "nl"
    state: str = ""
    unit: str = ""
    handler: str = ""
    complainant: Party = field(default_factory=lambda: Party("complainant"))
    represented: str = ""
    relation: str = ""


def read_item(line: int, values: Mapping[str, Any]) -> tuple[ItemLine | None, Row]:
    """Return the item of a line, or None when the row's problems forbid it."""
    row = Row(line, values, ITEM_FIELDS)
    happened_at, bare = row.moment("datetime", must=True)
    returned = row.day("returned")
    taking = _taking(row)
    if returned and happened_at and returned < happened_at.astimezone(AMSTERDAM).date():
        row.wrong("returned", "lies before the day on which it came in")
    read = ItemLine(
        line=line,
        import_ref=row.text("import_ref", "id", most=120, must=True),
        code=_code(row),
        taking=taking,
        category=_category(row),
        quantity=row.number("quantity", "qty"),
        description=row.text("description"),
        marks=row.text("marks"),
        condition=row.choice("condition", CONDITIONS, "unknown"),
        seal=row.text("seal", most=60),
        cash=_cash(row),
        happened_at=happened_at or datetime.min.replace(tzinfo=UTC),
        precision=row.choice("precision", PRECISIONS, "day" if bare else "exact"),
        registered=_registered(row),
        place=row.text("place", most=254),
        lies_at=row.text("lies_at", most=24),
        held_by=row.text("held_by", most=40),
        unit=row.text("unit", most=120),
        officer=row.text("officer", most=120),
        receipt=row.text("receipt", most=40),
        identifiers=_identifiers(row),
        returned=returned,
        persons=_persons(row, taking),
    )
    failed = any(not problem.remark for problem in row.problems)
    return (None if failed else read), row


def _taking(row: Row) -> str:
    """Return how it came to us, from the word of this house or of the evaluation format."""
    intake = row.text("intake", most=40)
    found = "found_by_citizen" if row.values.get("handed_over_by") else "found_by_police"
    default = found if intake == "found" else INTAKES.get(intake, "safekeeping")
    return row.choice("taking", TAKINGS, default)


def _code(row: Row) -> str:
    code = row.text("code", most=40).replace("-", "").upper()
    if code and not is_item_code(code):
        row.wrong("code", f"“{code}” is not an item code; leave it empty to get a new one")
    return code


def _category(row: Row) -> str:
    word = row.text("category", most=40)
    if word and word not in CATEGORIES:
        row.wrong("category", f"“{word}” is not known and is read as “other”", remark=True)
    return word if word in CATEGORIES else "other"


def _registered(row: Row) -> str:
    row.moment("registered")
    return row.text("registered", most=40)


def _identifiers(row: Row) -> tuple[tuple[str, str], ...]:
    """Return (kind, value) pairs from a list of objects, or from ``imei:123; frame:AB``."""
    given = row.values.get("identifiers")
    if isinstance(given, str) and given.startswith("["):
        given = _listed(given)
    elif isinstance(given, str):
        parts = (part.partition(":") for part in given.split(";") if part.strip())
        given = [{"kind": kind.strip(), "value": value.strip()} for kind, _, value in parts]
    if given is None:
        return ()
    try:
        pairs = tuple((one["kind"], nfc(str(one["value"]))) for one in given)
    except (TypeError, KeyError):
        row.wrong("identifiers", "must be a list of kinds with values")
        return ()
    for kind, value in pairs:
        if not re.fullmatch(r"[a-z_]{1,20}", str(kind)) or not 0 < len(value) <= 120:
            row.wrong(
                "identifiers", f"“{kind}:{value}”: a kind has small letters, a value 120 signs"
            )
    if len(pairs) > MOST_IDENTIFIERS:
        row.wrong("identifiers", f"at most {MOST_IDENTIFIERS} fit")
    return pairs


def _listed(cell: str) -> Any:
    try:
        return json.loads(cell)
    except ValueError:
        return [cell]


def _cash(row: Row) -> Cash | None:
    """Return counted or uncounted money: ``EUR uncounted`` or ``EUR 2x5000 1x200`` (cents)."""
    typed = row.text("cash", most=400)
    if not typed:
        return None
    parts = re.fullmatch(r"([A-Z]{3}) (uncounted|\d{1,6}x\d{1,9}(?: \d{1,6}x\d{1,9})*)", typed)
    if parts is None:
        row.wrong("cash", "must read like “EUR 2x5000 1x200” (number x cents) or “EUR uncounted”")
        return None
    currency, rest = parts.groups()
    if rest == "uncounted":
        return Cash(currency, counted=False)
    pairs = [tuple(map(int, part.split("x"))) for part in rest.split()]
    if currency == "EUR" and any(face not in EURO_FACES for _, face in pairs):
        row.wrong("cash", "names a note or coin that there is not")
    return Cash(currency, tuple((face, number) for number, face in pairs))


def cash_text(value: Mapping[str, Any] | None) -> str:
    """Return money as `read_item` reads it."""
    if not value:
        return ""
    if not value.get("counted", True):
        return f"{value['currency']} uncounted"
    faces = " ".join(f"{number}x{face}" for face, number in value.get("faces", ()))
    return f"{value['currency']} {faces}" if faces else ""


def _persons(row: Row, taking: str) -> tuple[Party, ...]:
    giver = row.person("handed_over_by", "finder" if taking in FOUND_TAKINGS else "giver")
    others = (row.person("owner", "owner"), row.person("for_whom", "for_whom"))
    return tuple(person for person in (giver, *others) if person is not None)


def read_complaint(line: int, values: Mapping[str, Any]) -> tuple[ComplaintLine | None, Row]:
    """Return the complaint of a line, or None when the row's problems forbid it."""
    row = Row(line, values, COMPLAINT_FIELDS)
    received = row.day("received", must=True)
    represented = row.person("represented", "represented")
    read = ComplaintLine(
        line=line,
        import_ref=row.text("import_ref", "id", most=120, must=True),
        received=received or date.min,
        text=row.text("text", most=MOST_STORY, must=True, whole=True),
        channel=row.choice("channel", CHANNELS, "letter"),
        language=row.text("language", "lang", most=8) or "nl",
        state=row.choice("state", STATES, ""),
        unit=row.text("unit", most=120),
        handler=row.text("handler", most=40),
        complainant=row.person("complainant", "complainant") or Party("complainant"),
        represented=represented.name if represented else "",
        relation=row.text("represented_relation", most=60),
    )
    failed = any(not problem.remark for problem in row.problems)
    return (None if failed else read), row


def unit_code(name: str) -> str:
    """Return the code a unit gets when only its name is known: ``BUREAU-KANAALZONE``."""
    code = re.sub(r"[^A-Z0-9]+", "-", name.upper()).strip("-")[:24].strip("-")
    return code if PLACE_CODE.fullmatch(code) else "IMPORT"


def moment_text(moment: datetime, precision: str) -> str:
    """Return a moment as `read_item` reads it: local, with its zone; a day when no more is known."""
    local = moment.astimezone(AMSTERDAM)
    if precision in ("day", "unknown"):
        return local.date().isoformat()
    return local.isoformat(timespec="seconds")
