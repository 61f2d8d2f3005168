"""Taking many items and complaints in at once, as a file or another register has them.

Rules kept here:
- a batch is one transaction: items, handovers, and the work for the matching stand together or
  not at all (P1);
- what came with one receipt is one handover; without a receipt, what came at the same moment and
  place from the same person;
- numbers of the thing, and the number that another register gave its receipt, are kept among the
  marks of the item, so that a complaint that names one finds it.
"""

import secrets
import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from custody import storage
from custody.domain import codes
from custody.domain import events as e
from custody.domain.complaints import Complaint
from custody.domain.events import batch_id
from custody.domain.items import Description, Handover, Party
from custody.domain.people import Person
from custody.storage.store import Books

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
BATCH = 256
TAKINGS = {
    "surrendered": ("safekeeping", "giver"),
    "seized": ("seized", "seized_from"),
    "detained": ("detainee_goods", "owner"),
    "brought": ("for_detainee", "giver"),
    "evidence": ("given_evidence", "giver"),
    "found": ("found_internal", "finder"),
}
_SPACE = uuid.UUID("8f0e3c1e-9d0b-5a0e-8a61-1d2f5c1f7b10")
Row = Mapping[str, Any]


def load_items(rows: Sequence[Row], by: Person, at: datetime) -> dict[str, str]:
    """Take items in, in batches; return the code of each by its `id` in the file."""
    made: dict[str, str] = {}
    units: dict[str, str] = {}
    for batch in _batches(_handovers(rows)):
        with storage.transaction() as books:
            _add_units(books, units, [row for group in batch for row in group])
            made.update(_load_batch(books, batch, units, by, at))
    return made


def _handovers(rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Return the rows of each handover, in the order in which the first of each stands."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        parts = ("datetime", "place", "unit", "officer", "handed_over_by")
        key = tuple(str(row.get(name)) for name in parts)
        receipt = str(row.get("receipt") or "")
        groups.setdefault((receipt,) if receipt else key, []).append(row)
    yield from groups.values()


def _batches(groups: Iterator[list[Row]]) -> Iterator[list[list[Row]]]:
    batch: list[list[Row]] = []
    for group in groups:
        batch.append(group)
        if sum(map(len, batch)) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _add_units(books: Books, units: dict[str, str], rows: Sequence[Row]) -> None:
    for name in dict.fromkeys(str(row.get("unit") or "") for row in rows):
        if name and name not in units:
            units[name] = f"U{len(units) + 1:03d}"
            books.places.add_unit(storage.Unit(units[name], name, None, None))


def _load_batch(
    books: Books, batch: list[list[Row]], units: Mapping[str, str], by: Person, at: datetime
) -> dict[str, str]:
    made: dict[str, str] = {}
    events: list[e.Event] = []
    for group in batch:
        handover = _handover(group)
        received = [
            replace(_received(handover, n, units.get(str(row.get("unit"))), by), item=_code())
            for n, row in enumerate(group)
        ]
        item_codes = tuple(event.item or "" for event in received)
        officer = str(group[0].get("officer") or "")
        who = Person(
            officer[:40] or by.number, officer or by.name, unit=units.get(str(group[0].get("unit")))
        )
        books.handovers.add(handover, item_codes, who, at)
        events += received
        events += _returned(handover, received, group, by)
        made.update(zip((str(row["id"]) for row in group), item_codes, strict=True))
    books.ledger.append(events)
    payload = {"items": list(made.values())}
    books.outbox.add("match_items", f"match_items:{next(iter(made.values()))}", payload, at)
    return made


def _code() -> str:
    return codes.make_item_code("".join(secrets.choice(codes.ALPHABET) for _ in range(9)))


def _handover(group: list[Row]) -> Handover:
    first = group[0]
    taking, role = TAKINGS[str(first.get("intake") or "surrendered")]
    who = first.get("handed_over_by")
    if taking == "found_internal" and who:
        taking = "found_by_citizen"
    return Handover(
        form_id=str(uuid.uuid5(_SPACE, "|".join(str(row["id"]) for row in group))),
        taking=taking,
        items=tuple(_description(row) for row in group),
        happened_at=_moment(str(first["datetime"])),
        precision="day" if len(str(first["datetime"])) == 10 else "exact",
        taken_at=str(first.get("place") or ""),
        parties=(_party(role, who),) if who else (),
    )


def _description(row: Row) -> Description:
    numbers = [f"{one['kind']}: {one['value']}" for one in row.get("identifiers") or ()]
    if row.get("receipt"):
        numbers.append(f"receipt: {row['receipt']}")
    return Description(
        category=str(row["category"]),
        description=str(row["description"]),
        quantity=row.get("qty"),
        marks="; ".join(numbers),
    )


def _party(role: str, who: Mapping[str, str]) -> Party:
    name, born, phone, email, address = (
        str(who.get(part) or "") for part in ("name", "dob", "phone", "email", "address")
    )
    return Party(role, name, born, phone, email, address)


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if len(text) == 10:
        moment = datetime.combine(moment.date(), time(12))
    return moment.replace(tzinfo=AMSTERDAM).astimezone(UTC)


def _received(handover: Handover, n: int, unit: str | None, by: Person) -> e.ItemReceived:
    thing = handover.items[n]
    parties: dict[str, e.Json] = {party.role: party.value() for party in handover.parties}
    return e.ItemReceived(
        id=batch_id(handover.form_id, n),
        actor=by.number,
        actor_name=by.name,
        at=handover.happened_at,
        unit=unit,
        src="import",
        taking=handover.taking,
        category=thing.category,
        description=thing.description,
        quantity=thing.quantity,
        marks=thing.marks or None,
        precision=handover.precision,
        taken_at=handover.taken_at or None,
        **parties,
    )


def _returned(
    handover: Handover, received: list[e.ItemReceived], group: list[Row], by: Person
) -> list[e.Event]:
    return [
        e.ItemReturned(
            id=batch_id(handover.form_id, len(group) + n),
            actor=by.number,
            actor_name=by.name,
            at=_moment(str(row["returned"])),
            item=event.item,
            unit=event.unit,
            src="import",
        )
        for n, (event, row) in enumerate(zip(received, group, strict=True))
        if row.get("returned")
    ]


def load_complaint(row: Row, by: Person, at: datetime) -> str:
    """Take one complaint in as it was received; return its number."""
    who = row.get("complainant") or {}
    represented = row.get("represented") or {}
    form_id = str(uuid.uuid5(_SPACE, f"complaint|{row['id']}"))
    complaint = Complaint(
        number="",
        text=str(row["text"]),
        channel="letter",
        received_on=date.fromisoformat(str(row["received"])[:10]),
        complainant=_party("complainant", who),
        represented=str(represented.get("name") or ""),
        relation=str(represented.get("relation") or ""),
        state="received",
        registered_at=at,
        registered_by=by.number,
    )
    with storage.transaction() as books:
        earlier = books.complaints.by_form(form_id)
        if earlier is not None:
            return earlier.number
        books.ledger.lock()
        number = f"K-{at.year}-{books.audit.next_number('complaint', at.year):04d}"
        books.complaints.add(replace(complaint, number=number), form_id)
        books.outbox.add("match_complaint", f"match_complaint:{number}", {"number": number}, at)
    return number
