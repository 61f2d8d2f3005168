"""Mending what was written down wrong: which facts of which event, and what is on record now.

Rules kept here:
- a correction is an event of its own that names the wrong one, with old and new value and a
  reason; both stay visible (P4, P118);
- it changes facts, never who held it or where it lay in the past: a wrong time of an event shows
  beside the right one, and a wrong place of the last move is mended by a late move (P118);
- times to come are refused (P114);
- persons are facts of the taking: a new name stands beside the old one (P15).
"""

from dataclasses import dataclass
from datetime import datetime

from custody.domain import events as e
from custody.domain.errors import ConflictError, InputError
from custody.domain.events import Json, Recorded
from custody.domain.items import check_not_ahead
from custody.domain.trail import Trail, moment_of
from custody.domain.words import mark

# What can be wrong, in the words of the form and of the timeline.
FACTS = {
    "received_at": mark("Time"),
    "at": mark("Time"),
    "precision": mark("How exact the time is"),
    "taking": mark("Why it came to us"),
    "category": mark("What it is"),
    "description": mark("Description"),
    "quantity": mark("How many"),
    "condition": mark("Condition"),
    "marks": mark("Marks or serial number"),
    "taken_at": mark("Where it was received"),
    "expected_back": mark("When the person expects it back"),
    "giver": mark("Giver"),
    "owner": mark("Owner"),
    "for_whom": mark("Meant for"),
    "place": mark("Place"),
}
NOT_VALID = mark("Not valid: recorded by mistake")
MOMENTS = ("received_at", "at")
PERSONS = ("giver", "owner", "for_whom")
_OF_TAKING = tuple(name for name in FACTS if name != "at")
_PLACING = (e.ItemReceived, e.ItemMoved, e.TransferAccepted)


class CorrectionEmptyError(InputError):
    """A correction without a changed value or without a reason (P118)."""

    sentence = mark("Change at least one thing, and say briefly why.")


class NothingToCorrectError(InputError):
    """The event named is not one of this item that can be corrected."""

    sentence = mark("Choose what is wrong from the list, and fill in what is right.")


class PlaceMovedOnError(ConflictError):
    """A wrong place in the past: since then it was put elsewhere, and that stays (P118)."""

    sentence = mark("It was put in another place since. Record where it is now instead.")


def facts_of(record: Recorded) -> tuple[str, ...]:
    """Return the names of the facts of this event that can be corrected, none for acts of paper."""
    event = record.event
    if isinstance(event, e.ItemReceived):
        return _OF_TAKING
    if isinstance(event, e.TransferAccepted):
        return ("at", "condition", "place")
    if isinstance(event, e.ItemInspected):
        return ("at", "condition")
    if isinstance(event, e.ItemMoved):
        return ("at", "place")
    paper = (e.Correction, e.LabelPrinted, e.HoldSet, e.HoldLifted, e.ItemVoided, e.ItemDescribed)
    return () if isinstance(event, paper) else ("at",)


def correctable(trail: Trail) -> tuple[Recorded, ...]:
    """Return the events of a trail that can be corrected, oldest first."""
    return tuple(record for record in trail.records if facts_of(record))


def on_record(trail: Trail, record: Recorded) -> dict[str, Json]:
    """Return the facts of one event as they stand now, earlier corrections counted in."""
    facts = {name: _fact(record, name) for name in facts_of(record)}
    if isinstance(record.event, e.ItemReceived):
        facts |= {name: getattr(trail.state, name) for name in _OF_ITEM}
    for later in corrections_of(trail, record.leaf):
        assert isinstance(later.event, e.Correction)
        facts.update({name: pair[1] for name, pair in (later.event.fields or {}).items()})
    return facts


# Facts of the item itself, which a later description may have changed too.
_OF_ITEM = ("taking", "category", "description", "quantity", "marks")


def _fact(record: Recorded, name: str) -> Json:
    if name in MOMENTS:
        return moment_of(record).isoformat(timespec="minutes")
    value = getattr(record.event, name, None)
    if name in PERSONS:
        return value.get("name", "") if isinstance(value, dict) else ""
    return "" if value is None and name not in ("quantity", "place") else value


def corrections_of(trail: Trail, leaf: str) -> tuple[Recorded, ...]:
    """Return the corrections of one event, oldest first."""
    return tuple(
        record
        for record in trail.records
        if isinstance(record.event, e.Correction) and leaf in record.event.ref
    )


def decide(
    trail: Trail, leaf: str, changes: dict[str, Json], reason: str, now: datetime
) -> tuple[Recorded, dict[str, list[Json]]]:
    """Return the event that was wrong and its changed facts as [old, new], or the broken rule."""
    wrong = next((record for record in correctable(trail) if record.leaf == leaf), None)
    if wrong is None:
        raise NothingToCorrectError()
    for name in MOMENTS:
        if changes.get(name):
            check_not_ahead(datetime.fromisoformat(changes[name]), now)
    known = on_record(trail, wrong)
    fields = {
        name: [known[name], value]
        for name, value in changes.items()
        if name in known and not _same(name, known[name], value)
    }
    if not fields or not reason.strip():
        raise CorrectionEmptyError()
    if "place" in fields and wrong.leaf != last_placing(trail):
        raise PlaceMovedOnError()
    return wrong, fields


def _same(name: str, old: Json, new: Json) -> bool:
    if name in MOMENTS and old and new:
        return datetime.fromisoformat(old) == datetime.fromisoformat(new)
    return bool(old == new)


def last_placing(trail: Trail) -> str | None:
    """Return the event that says where it lies now."""
    placed = [r for r in trail.records if isinstance(r.event, _PLACING)]
    return placed[-1].leaf if placed else None


@dataclass(frozen=True)
class Amendment:
    """What a receipt says of corrections when it is checked: of which item, which facts, and when.

    No values: whoever holds the receipt learns that something was mended, and can ask (P126).
    """

    item: str
    facts: tuple[str, ...]
    on: datetime


def amendments(trail: Trail) -> tuple[Amendment, ...]:
    """Return the corrections of an item and its being declared not valid, oldest first (P126)."""
    found = []
    for record in trail.records:
        if isinstance(record.event, e.Correction):
            facts = tuple(FACTS.get(name, name) for name in record.event.fields or {})
            found.append(Amendment(trail.item, facts, record.rec))
        elif isinstance(record.event, e.TakingChanged):
            found.append(Amendment(trail.item, (FACTS["taking"],), record.rec))
        elif isinstance(record.event, e.ItemVoided):
            found.append(Amendment(trail.item, (NOT_VALID,), record.rec))
    return tuple(found)
