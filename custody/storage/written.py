"""An event as it is written and as it is read back: rows and openings into events.

Whole seconds, texts in NFC and lists for tuples: what is compared is what will be read (Q11).
"""

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import datetime
from typing import Any

from custody.domain import ledger
from custody.domain.events import ENVELOPE, Event, Recorded, rebuild


def read_back(row: Any, opened: dict[str, Any], erased: set[str]) -> Recorded:
    """Return a row of the log as an event, with what its openings tell."""
    body = ledger.read_body(row.body)
    envelope = {name: body[name] for name in ENVELOPE if name not in ("at", "ref")}
    # That both are moments, and in their one form, was looked at with the body.
    envelope["at"] = datetime.fromisoformat(body["at"]) if body["at"] else None
    envelope["ref"] = tuple(body["ref"])
    event = rebuild(row.type, envelope, opened)
    leaf, rec = ledger.b64u(row.leaf), datetime.fromisoformat(body["rec"])
    return Recorded(row.seq, row.item_seq, leaf, rec, event, frozenset(erased))


def opening_rows(seq: int, openings: Sequence[ledger.Opening]) -> list[dict[str, Any]]:
    """Return the openings of an event as rows."""
    return [
        {
            "event_seq": seq,
            "digest": opening.digest(),
            "name": opening.name,
            "salt": opening.salt,
            "value": ledger.canonical(opening.value).decode(),
        }
        for opening in openings
    ]


def as_written(event: Event) -> Event:
    """Return the event as it will be read back: whole seconds, texts in NFC, lists for tuples."""
    facts = {
        field.name: ledger.nfc(getattr(event, field.name))
        for field in fields(event)
        if field.name not in ENVELOPE
    }
    at = event.at.replace(microsecond=0) if event.at else None
    return replace(event, at=at, **facts)


def says_the_same(draft: Event, found: Event) -> bool:
    """Say whether what the draft states is what was recorded; times count to the second."""
    if draft.type != found.type or draft.actor != found.actor:
        return False
    for name in ("item", "unit", "place"):
        if getattr(draft, name) is not None and getattr(draft, name) != getattr(found, name):
            return False
    if draft.at is not None and (
        found.at is None or ledger.time_text(draft.at) != ledger.time_text(found.at)
    ):
        return False
    recorded = found.disclosed()
    return all(recorded.get(name) == ledger.nfc(value) for name, value in draft.disclosed().items())
